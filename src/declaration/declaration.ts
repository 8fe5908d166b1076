import type { Day, Month } from "../kernel/day.ts";
import type { Cents, Minutes } from "../kernel/money.ts";
import type { Unit } from "../agreement/rate.ts";
import { after, type Moves } from "../law/states.ts";

/**
 * What is claimed on one line (declaratieregel): worked time on a day, a number of parts of a day, days or pieces on it (then
 * `minutes` is 0), or one fixed month amount (then `day` is null too). `rateAt` says which rate of the agreement it uses, 0 the
 * base rate. `quantity` counts what is not time and is 1 for an hour line. `rate` and `amount` are what an invoice said, in cents,
 * null where nobody filled them in; then they follow from the agreement.
 */
export type ClaimLine = {
  id: string;
  day: Day | null;
  rateAt: number;
  unit: Unit;
  minutes: Minutes;
  quantity: number;
  rate: Cents | null;
  amount: Cents | null;
};

/** What is claimed for one agreement over one month (declaratie); `supplementTo` is the declaration that it adds to (aanvulling). */
export type Claim = { id: string; agreement: string; month: Month; supplementTo: string | null; lines: readonly ClaimLine[] };

/** States of a line, in the order of its life. */
export const lineStates = [
  "prepared",
  "rejected",
  "submitted",
  "approved",
  "repair",
  "review",
  "refused",
  "withdrawn",
  "ordered",
  "paid",
  "returned",
  "credited",
] as const;
export type LineState = (typeof lineStates)[number];

/** Who makes a move: a party, the program by its checks, an assessor of the SVB, the calendar, the bank, or who claims money back. */
export type Mover = "provider" | "holder" | "checks" | "svb" | "calendar" | "payment" | "bank" | "claimant";

/**
 * The life of a line. The holder approves before anything is submitted; a person decides what is in review; only a repair
 * that was not made in time is refused without one (Uitv.reg. Wmo 2015 art. 2b lid 7, Regeling Jeugdwet art. 8b lid 7),
 * and a person looks at that again on request.
 */
export const moves = {
  reject: { from: ["prepared"], to: "rejected", by: "holder" },
  revise: { from: ["rejected"], to: "prepared", by: "provider" },
  submit: { from: ["prepared"], to: "submitted", by: "holder" },
  accept: { from: ["submitted"], to: "approved", by: "checks" },
  askRepair: { from: ["submitted"], to: "repair", by: "checks" },
  sendToReview: { from: ["submitted"], to: "review", by: "checks" },
  approve: { from: ["review"], to: "approved", by: "svb" },
  returnForRepair: { from: ["review"], to: "repair", by: "svb" },
  refuse: { from: ["review"], to: "refused", by: "svb" },
  mend: { from: ["repair"], to: "submitted", by: "holder" },
  lapse: { from: ["repair"], to: "refused", by: "calendar" },
  leaveToReview: { from: ["repair"], to: "review", by: "calendar" },
  reconsider: { from: ["refused"], to: "review", by: "holder" },
  reopen: { from: ["refused"], to: "review", by: "svb" },
  withdraw: { from: ["prepared", "rejected", "repair", "review"], to: "withdrawn", by: "holder" },
  order: { from: ["approved", "returned"], to: "ordered", by: "payment" },
  payAgain: { from: ["returned"], to: "approved", by: "payment" },
  dropOrder: { from: ["ordered"], to: "approved", by: "payment" },
  pay: { from: ["ordered"], to: "paid", by: "bank" },
  return: { from: ["ordered", "paid"], to: "returned", by: "bank" },
  credit: { from: ["paid"], to: "credited", by: "claimant" },
  returnCredited: { from: ["credited"], to: "withdrawn", by: "bank" },
} as const satisfies Record<string, { from: readonly LineState[]; to: LineState; by: Mover }>;
export type Move = keyof typeof moves;

/** The state after a move, or null where the table does not allow it. */
export const moved = (state: LineState, move: Move): LineState | null => after<LineState, Moves<LineState>>(moves, move, state);

/** True for a line that claims its day, or its month, so that nobody may claim it again. What was credited may be claimed as it should have been. */
export const claims = (state: LineState): boolean =>
  state !== "rejected" && state !== "refused" && state !== "withdrawn" && state !== "credited";

/** States of a declaration, each derived from its lines. */
export const declarationStates = [
  "prepared",
  "rejected",
  "repair",
  "in-assessment",
  "approved",
  "returned",
  "partly-paid",
  "paid",
  "refused",
  "withdrawn",
  "corrected",
] as const;
export type DeclarationState = (typeof declarationStates)[number];

/**
 * The state of a declaration (status van de declaratie): what asks for action of a party comes first, then what is still
 * under way, then how it ended. Withdrawn and credited lines count only when there are no others.
 */
export const declarationState = (lines: readonly LineState[]): DeclarationState => {
  const live = lines.filter((state) => state !== "withdrawn" && state !== "credited");
  const some = (...wanted: LineState[]): boolean => live.some((state) => wanted.includes(state));
  if (live.length === 0) return lines.includes("credited") ? "corrected" : "withdrawn";
  if (some("prepared")) return "prepared";
  if (some("repair")) return "repair";
  if (some("submitted", "review")) return "in-assessment";
  if (some("returned")) return "returned";
  if (some("paid")) return live.every((state) => state === "paid") ? "paid" : "partly-paid";
  if (some("approved", "ordered")) return "approved";
  return some("refused") ? "refused" : "rejected";
};

/** A state of a line as people read it. */
export const lineStateName: Readonly<Record<LineState, string>> = {
  prepared: "Klaar voor de budgethouder",
  rejected: "Afgekeurd door de budgethouder",
  submitted: "Ingediend",
  approved: "Goedgekeurd voor betaling",
  repair: "Verbeteren",
  review: "Een medewerker kijkt ernaar",
  refused: "Geweigerd",
  withdrawn: "Ingetrokken",
  ordered: "Betaling is onderweg",
  paid: "Betaald",
  returned: "Betaling kwam terug",
  credited: "Gecorrigeerd na betaling",
};

/** A state of a declaration as people read it. */
export const declarationStateName: Readonly<Record<DeclarationState, string>> = {
  prepared: "Klaar voor de budgethouder",
  rejected: "Afgekeurd door de budgethouder",
  repair: "Verbeteren",
  "in-assessment": "In behandeling",
  approved: "Goedgekeurd voor betaling",
  returned: "Betaling kwam terug",
  "partly-paid": "Deels betaald",
  paid: "Betaald",
  refused: "Geweigerd",
  withdrawn: "Ingetrokken",
  corrected: "Gecorrigeerd na betaling",
};
