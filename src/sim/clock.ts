import type { Actor } from "../kernel/actor.ts";
import { dayOf, momentOn, type Day } from "../kernel/day.ts";
import { may } from "../kernel/may.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Door } from "../db/command.ts";
import { hereNow } from "../db/queries.ts";
import type { Db } from "../db/pool.ts";
import { insertClock, moveClock, tellClockMoved } from "./queries.ts";

/** How far the clock of the learning environment goes forward: whole days, or whole months on the calendar. */
export type Shift = { days: number } | { months: number };

// Further than this in one step nobody learns anything, and a slip of the finger cannot be undone.
const most = { days: 366, months: 12 } as const;

/** Gives a learning environment a clock of its own (leerklok), that starts at nine in the morning of this day and runs on. Does nothing when it has one. */
export const startClock = async (db: Db, on: Day): Promise<void> => {
  await insertClock(db, momentOn(on, "09:00"));
};

const countOf = (shift: Shift): { days: number; months: number } => ({ days: 0, months: 0, ...shift });

const refuseOdd = (shift: Shift): void => {
  const { days, months } = countOf(shift);
  const whole = Number.isSafeInteger(days) && Number.isSafeInteger(months);
  if (!whole || days < 0 || months < 0 || days + months === 0 || days > most.days || months > most.months) {
    throw new Refusal("input-invalid", [
      { field: "verzetten", problem: "De klok gaat alleen vooruit, en hoogstens een jaar per keer.", remedy: "Kies 1 dag of 1 maand." },
    ]);
  }
};

/**
 * Moves the clock of the learning environment forward and returns the new day. The clock lies outside the log: each command
 * holds the instant at which it was, so a replay needs no clock. Workers and the simulated bank poll; who wants to know at once
 * listens on the channel `pgb_clock`. Throws `clock-fixed` where the house runs on the real clock, as production always does.
 */
export const forward = async (door: Pick<Door, "db">, actor: Actor, shift: Shift): Promise<Day> => {
  if (!may(actor, "clock.forward", {}).allowed) throw new Refusal("not-allowed");
  refuseOdd(shift);
  return door.db.transaction().execute(async (tx) => {
    if (!(await moveClock(tx, countOf(shift)))) throw new Refusal("clock-fixed");
    const today = dayOf(await hereNow(tx));
    await tellClockMoved(tx, today);
    return today;
  });
};
