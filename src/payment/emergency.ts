import { least, minus, plus, zero, type Cents } from "../kernel/money.ts";
import { plusDays, type Day } from "../kernel/day.ts";
import { after, type Moves } from "../law/states.ts";

/** States of an emergency payment, in the order of its life. */
export const emergencyStates = ["ordered", "open", "settled", "returned", "ended"] as const;
export type EmergencyState = (typeof emergencyStates)[number];

/**
 * The life of an emergency payment (spoedbetaling): a round sum that a provider gets before the normal way is possible, and that later
 * declarations of the same agreement are set off against. Open: the bank paid it, and something of it is not set off yet. It may come
 * back at any time, also when it was set off already: then it is ordered again.
 */
export const emergencyMoves = {
  pay: { from: ["ordered"], to: "open" },
  settle: { from: ["open"], to: "settled" },
  unsettle: { from: ["settled"], to: "open" },
  "come-back": { from: ["ordered", "open", "settled"], to: "returned" },
  "order-again": { from: ["returned"], to: "ordered" },
  withdraw: { from: ["ordered"], to: "ended" },
  close: { from: ["returned"], to: "ended" },
} as const satisfies Record<string, { from: readonly EmergencyState[]; to: EmergencyState }>;
export type EmergencyMove = keyof typeof emergencyMoves;

/** The state after a move, or null where the table does not allow it. */
export const emergencyAfter = (state: EmergencyState, move: EmergencyMove): EmergencyState | null =>
  after<EmergencyState, Moves<EmergencyState>>(emergencyMoves, move, state);

/** A state as people read it. */
export const emergencyStateName: Readonly<Record<EmergencyState, string>> = {
  ordered: "Betaling loopt",
  open: "Nog te verrekenen",
  settled: "Verrekend",
  returned: "Teruggekomen",
  ended: "Vervallen",
};

/** What is left of an emergency payment to set off (nog te verrekenen), in cents. */
export type Outstanding = { id: string; left: Cents };

/** What one amount is set off against, the oldest first, and what of it is left to pay. */
export const setOff = (amount: Cents, open: readonly Outstanding[]): { parts: { id: string; amount: Cents }[]; rest: Cents } => {
  const parts: { id: string; amount: Cents }[] = [];
  let rest = amount;
  for (const { id, left } of open) {
    const part = least(rest, left);
    if (part <= zero) continue;
    parts.push({ id, amount: part });
    rest = minus(rest, part);
  }
  return { parts, rest };
};

/** What is left in all, in cents. */
export const leftOf = (open: readonly Outstanding[]): Cents => open.reduce<Cents>((sum, { left }) => plus(sum, left), zero);

/** True when nothing came for longer than the rule says, since it was paid or since a person last looked at it. */
export const isOverdue = ({ since, lookedOn }: { since: Day; lookedOn: Day | null }, recoverAfterDays: number, today: Day): boolean =>
  plusDays(lookedOn !== null && lookedOn > since ? lookedOn : since, recoverAfterDays) < today;
