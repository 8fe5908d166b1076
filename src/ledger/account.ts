import { cents, type Cents } from "../kernel/money.ts";

/**
 * Kinds of account (soorten rekening). Of these, budget line, commitment and conflict are counted: they keep four live counters.
 * The others are shared by everybody and are summed from their transfers.
 */
export type AccountKind =
  | "budget-line"
  | "commitment"
  | "conflict"
  | "funder"
  | "bank"
  | "transit"
  | "returns"
  | "suspense"
  | "costs"
  | "tax"
  | "recovery"
  | "emergency";

/** The four counters of an account, in cents. */
export type Counters = { debitsPending: Cents; debitsPosted: Cents; creditsPending: Cents; creditsPosted: Cents };

/** What is free to use on a budget line or commitment (vrije ruimte): credited, less what is spent or reserved. */
export const available = ({ creditsPosted, debitsPosted, debitsPending }: Counters): Cents =>
  cents(creditsPosted - debitsPosted - debitsPending);

/** What stands on an account that is owed or owned as a credit: posted credits less posted debits. */
export const balance = ({ creditsPosted, debitsPosted }: Counters): Cents => cents(creditsPosted - debitsPosted);

/**
 * One step of money, always between two accounts. `pending` reserves, and later exactly one `post` or `void` resolves it;
 * `posted` moves at once. `code` says in the field's words what it is; `reference` points to what it is about.
 */
export type Transfer = {
  id: string;
  debit: string;
  credit: string;
  amount: Cents;
  phase: "posted" | "pending";
  code: TransferCode;
  reference: string | null;
};

/** Resolves a reservation: `post` spends it whole, `void` frees it. */
export type Resolution = { id: string; pending: string; phase: "post" | "void"; code: TransferCode; reference: string | null };

/** What a transfer stands for. */
export type TransferCode =
  | "award" // toekenning: the funder makes room on a budget line
  | "award-lowered" // the funder takes room back
  | "conflict" // what could not be taken back
  | "conflict-filled" // a later raise first fills what could not be taken back
  | "commit" // vastlegging: room goes from the line to an agreement
  | "release-commitment" // the rest returns to the line
  | "claim" // a declared amount that waits for payment
  | "pay" // the file with this payment went to the bank
  | "cancel" // the payment will not happen
  | "route" // another account of ours pays it: the payment in transit goes there
  | "emergency" // spoedbetaling: paid before there was something to pay, to be set off later
  | "settle" // what was claimed had been paid ahead
  | "unsettle" // the payment that it was set off with did not go through
  | "book" // the bank booked it
  | "give-back" // the bank gave it back
  | "reverse" // what came back returns to where it was taken from
  | "credit" // what was paid and not owed returns to where it was taken from, and somebody owes it
  | "credit-met" // the payment itself came back, so that nobody owes it any more
  | "funding" // the funder paid in
  | "unexplained" // on our account, and nobody knows yet why
  | "explained"; // a clerk said what it was
