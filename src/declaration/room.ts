import { least, minus, minutes, perHour, plus, total, zero, type Cents, type Minutes } from "../kernel/money.ts";
import type { Day } from "../kernel/day.ts";
import { awardedOn, type BudgetRoom } from "./facts.ts";

/** What a line takes from one budget line: first from the commitment of the agreement, then from what is free, in cents. */
export type Draw = { budgetLine: string; commitment: Cents; free: Cents };

/** Room as it is used up, line after line (bestedingsruimte). */
export type Room = readonly BudgetRoom[];

const positive = (amount: Cents): Cents => (amount > zero ? amount : zero);

/** Room to begin with; what is below zero counts as none. */
export const roomOf = (lines: readonly BudgetRoom[], beyondCommitment: boolean): Room =>
  lines.map((line) => ({ ...line, commitment: positive(line.commitment), free: beyondCommitment ? positive(line.free) : zero }));

/** The room that counts for some days: of the budget lines that are awarded on one of them. */
export const roomOn = (room: Room, days: readonly Day[]): Room => room.filter((line) => days.some((on) => awardedOn(line, on)));

export const totalRoom = (room: Room): Cents => total(room.flatMap(({ commitment, free }) => [commitment, free]));

// What is taken of each in turn, until all of an amount is.
const inTurn = (amount: Cents, available: readonly Cents[]): Cents[] => {
  let left = amount;
  return available.map((most) => {
    const taken = least(left, most);
    left = minus(left, taken);
    return taken;
  });
};

/** Takes an amount that fits: all commitments first, in order, then what is free. What does not fit is left over, so ask `totalRoom` before. */
export const draw = (amount: Cents, room: Room): Draw[] => {
  const taken = inTurn(amount, [...room.map(({ commitment }) => commitment), ...room.map(({ free }) => free)]);
  return room
    .map((line, at) => ({ budgetLine: line.id, commitment: taken[at] ?? zero, free: taken[room.length + at] ?? zero }))
    .filter((part) => part.commitment > zero || part.free > zero);
};

/** The room that remains after a line took its part. */
export const lessDrawn = (room: Room, draws: readonly Draw[]): Room =>
  room.map((line) => {
    const taken = draws.find(({ budgetLine }) => budgetLine === line.id);
    return taken ? { ...line, commitment: minus(line.commitment, taken.commitment), free: minus(line.free, taken.free) } : line;
  });

export const drawn = (draws: readonly Draw[]): Cents => draws.reduce((sum, part) => plus(sum, plus(part.commitment, part.free)), zero);

/** The most whole quarters of an hour that an amount pays for at a rate; zero minutes when not even one. */
export const quartersWithin = (amount: Cents, rate: Cents, quarter: Minutes): Minutes => {
  if (rate <= zero) return minutes(0);
  let count = Math.floor((amount * 60) / (rate * quarter)) + 1;
  while (count > 0 && perHour(rate, minutes(count * quarter)) > amount) count -= 1;
  return minutes(count * quarter);
};
