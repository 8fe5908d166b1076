import type { Role } from "../kernel/actor.ts";
import { canonical, sha256 } from "../kernel/id.ts";
import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import { after, type Moves } from "../law/states.ts";
import { base32Of } from "./order.ts";

/** States of a batch, in the order of its life. */
export const batchStates = ["draft", "frozen", "released", "sent", "booked", "rejected", "withdrawn"] as const;
export type BatchState = (typeof batchStates)[number];

/**
 * The life of a batch (betaalbatch). Frozen: nothing in it can change any more. Released: two other people signed this very
 * content. Sent: the bank has the file. Booked: the bank debited it. Rejected: the bank carried out nothing of it; when it
 * books gross all the same, debit and credit follow.
 */
export const batchMoves = {
  freeze: { from: ["draft"], to: "frozen" },
  release: { from: ["frozen"], to: "released" },
  send: { from: ["released"], to: "sent" },
  book: { from: ["sent", "rejected"], to: "booked" },
  reject: { from: ["sent"], to: "rejected" },
  withdraw: { from: ["draft", "frozen"], to: "withdrawn" },
} as const satisfies Record<string, { from: readonly BatchState[]; to: BatchState }>;
export type BatchMove = keyof typeof batchMoves;

/** The state after a move, or null where the table does not allow it. */
export const batchAfter = (state: BatchState, move: BatchMove): BatchState | null =>
  after<BatchState, Moves<BatchState>>(batchMoves, move, state);

/** A state of a batch as people read it. */
export const batchStateName: Readonly<Record<BatchState, string>> = {
  draft: "Concept",
  frozen: "Vastgezet",
  released: "Vrijgegeven",
  sent: "Bij de bank",
  booked: "Geboekt",
  rejected: "Geweigerd door de bank",
  withdrawn: "Ingetrokken",
};

/** The identification of the file of a batch (MsgId): follows from the batch, so that the bank knows a second sending. */
export const messageIdOf = (batch: string): string => `PGBB${base32Of(batch)}`;

/** What two people sign (inhoudshash covers): every order with its account, and the bytes that go to the bank. */
export type BatchContent = {
  batch: string;
  messageId: string;
  executionDay: Day;
  /** Name of the bytes in the vault: their keyed hash. */
  file: string;
  count: number;
  sum: Cents;
  /** `account` is the keyed hash of the payee's IBAN, so that the content can be signed and kept without the number. */
  orders: readonly { id: string; endToEnd: string; amount: Cents; account: string }[];
};

/** The hash of the content (inhoudshash), the same whatever the order of the orders. */
export const contentHashOf = (content: BatchContent): string =>
  sha256(canonical({ ...content, orders: [...content.orders].sort((a, b) => (a.id < b.id ? -1 : 1)) }));

/** How many people other than the maker sign before a batch is released (vierogenprincipe). */
export const signaturesNeeded = 2;

/** With which mandate somebody signs (mandaat): as one of the two, or as the third with a higher one. */
export type Mandate = "releaser" | "head";

/** A signature under a batch, as far as it counts. */
export type Signature = { person: string; mandate: Mandate };

/** What a batch still lacks before it is released: so many signatures of releasers, and whether one with a higher mandate. */
export const lacking = (signed: readonly Signature[], needsHead: boolean): { releasers: number; head: boolean } => ({
  releasers: Math.max(0, signaturesNeeded - signed.filter(({ mandate }) => mandate === "releaser").length),
  head: needsHead && !signed.some(({ mandate }) => mandate === "head"),
});

/** With which mandate these roles may sign now, or null: what is still lacking, the higher one first. */
export const mandateFor = (roles: readonly Role[], { releasers, head }: { releasers: number; head: boolean }): Mandate | null => {
  if (head && roles.includes("payment-head")) return "head";
  return releasers > 0 && roles.includes("payment-releaser") ? "releaser" : null;
};

/** Why somebody may not sign, or null. `changers` gave an account number that is in the batch. */
export const whyNotSign = (
  person: string,
  { maker, signed, changers }: { maker: string; signed: readonly string[]; changers: readonly string[] },
): string | null => {
  if (person === maker) return "U hebt deze batch zelf gemaakt.";
  if (signed.includes(person)) return "U hebt deze batch al vrijgegeven. Er is nog iemand anders nodig.";
  return changers.includes(person) ? "U hebt een rekeningnummer in deze batch gewijzigd." : null;
};
