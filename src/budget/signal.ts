import { after, type Moves } from "../law/states.ts";

/** What a signal (signaal) to a funder can be about. */
export const signalKinds = ["turning-18", "budget-conflict", "agreement-ended", "agreement-short"] as const;
export type SignalKind = (typeof signalKinds)[number];

/** States of a signal of a funder. */
export const signalStates = ["unseen", "seen"] as const;
export type SignalState = (typeof signalStates)[number];

/** A signal stays in sight until somebody of its funder says that it was seen (gezien). */
export const signalMoves = {
  see: { from: ["unseen"], to: "seen" },
} as const satisfies Record<string, { from: readonly SignalState[]; to: SignalState }>;
export type SignalMove = keyof typeof signalMoves;

/** The state after a move, or null where the table does not allow it. */
export const signalAfter = (state: SignalState, move: SignalMove): SignalState | null =>
  after<SignalState, Moves<SignalState>>(signalMoves, move, state);

/** A state as people read it. */
export const signalStateName: Readonly<Record<SignalState, string>> = { unseen: "Nog niet gezien", seen: "Gezien" };
