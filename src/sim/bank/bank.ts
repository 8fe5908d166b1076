import type { Day } from "../../kernel/day.ts";
import { isReachable } from "./judge.ts";
import { plusBankDays } from "./calendar.ts";

/** How the bank writes to the owner of an account: versions of its messages, how it divides them, and in what order. */
export type AccountStyle = {
  status_version: "10" | "03";
  statement_version: "08" | "02";
  /** So many entries in a message; a statement with more is spread over messages. Null: never. */
  page_entries: number | null;
  /** What came back in a day is booked as one amount; what it was is told apart (camt.054). */
  details_apart: boolean;
  /** A batch is debited in two amounts, also when it is one payment. */
  splits: boolean;
  /** Which payments a batch is made of is told apart (camt.054). */
  batch_details: boolean;
  /** Every file goes out twice. */
  twice: boolean;
  /** The files of a day go out the last first. */
  reordered: boolean;
};

/** An account at the bank (rekening). */
export type Account = { iban: string; name: string; opened_on: Day } & AccountStyle;

/** How the bank of a creditor behaves with every payment to this account. Without one it accepts. */
export type Behaviour = {
  iban: string;
  outcome: "accept" | "reject" | "return";
  reason: string | null;
  /** Rejections only: booked as debit and credit back (gross), or not at all (net). */
  booking: "gross" | "net";
  /** Returns only: so many bank days after execution. */
  days: number;
  /** Returns only: what is kept back, in cents. */
  charges: number;
  /** Returns only: at most so much comes back, in cents; null when all does. */
  part: number | null;
  /** Returns only: true when the return does not say which payment it is of. */
  anonymous: boolean;
  /** Only the next payment; after it the bank accepts again. */
  once: boolean;
};

export type PaymentState = "waiting" | "settled" | "rejected" | "returning" | "returned";
export type Payment = {
  id: number;
  batch_id: number;
  end_to_end: string;
  amount: number;
  creditor_name: string;
  creditor_iban: string;
  remittance: string | null;
  state: PaymentState;
  reason: string | null;
  return_on: Day | null;
  charges: number;
  anonymous: boolean;
};

export type Batch = {
  id: number;
  sha256: string;
  message_id: string;
  payment_info: string;
  iban: string;
  execution_day: Day;
  batch_booking: boolean;
  count: number;
  sum: number;
  batches_in_file: number;
};

/** A movement on an account (boeking). The amount is in cents, negative when money goes out. */
export type Entry = {
  id: number;
  iban: string;
  booked_on: Day;
  value_on: Day;
  amount: number;
  kind: "deposit" | "batch" | "payment" | "rejection" | "return";
  reference: string;
  batch_id: number | null;
  payment_id: number | null;
  count: number | null;
  party_name: string | null;
  party_iban: string | null;
  remittance: string | null;
  deposit_key: string | null;
};

/** What the bank decides about a payment when it executes the batch; `booked` is whether it is part of the amount debited. */
export type Fate = Pick<Payment, "id" | "state" | "reason" | "return_on" | "charges" | "anonymous"> & { booked: boolean };

/** Decides what becomes of a payment that is executed on a bank day, from the behaviour of the creditor's bank alone. */
export function fateOf(payment: Payment, behaviour: Behaviour | undefined, on: Day): Fate {
  const plain = { id: payment.id, return_on: null, charges: 0, anonymous: false };
  if (!isReachable(payment.creditor_iban)) return { ...plain, state: "rejected", reason: "AC01", booked: false };
  if (behaviour === undefined || behaviour.outcome === "accept") return { ...plain, state: "settled", reason: null, booked: true };
  if (behaviour.outcome === "reject")
    return { ...plain, state: "rejected", reason: behaviour.reason, booked: behaviour.booking === "gross" };
  // A cent always comes back: an entry of nothing does not exist.
  const kept = Math.max(behaviour.charges, payment.amount - (behaviour.part ?? payment.amount));
  const charges = Math.min(kept, payment.amount - 1);
  return {
    id: payment.id,
    state: "returning",
    reason: behaviour.reason,
    return_on: plusBankDays(on, behaviour.days),
    charges,
    anonymous: behaviour.anonymous,
    booked: true,
  };
}
