import { plusDays, type Day } from "../kernel/day.ts";
import { plus, zero, type Cents } from "../kernel/money.ts";
import { accountHold } from "../law/terms.ts";

/** Most orders in one batch: what the banks advise for a file. */
export const mostOrders = 10_000;

/** Full days that must lie between a change of account number on a day and the first payment to it, so that the payee can object. */
export const holdDays = (on: Day): number => {
  const term = accountHold.on(on);
  if (!term.known) throw new Error(`no hold on ${on}`);
  return term.value;
};

/** Why a declaration does not come into a batch now. */
export type LeftOutReason =
  | "nothing-open"
  | "under-way"
  | "no-account"
  | "blocked"
  | "suspended"
  | "account-held"
  | "account-refused"
  | "account-unverified"
  | "next-bank-day"
  | "emergency-under-way"
  | "emergency-settles"
  | "other-account"
  | "batch-full";

/** What a reason says to the payment maker. */
export const leftOutText: Readonly<Record<LeftOutReason, string>> = {
  "nothing-open": "Er staat niets open om te betalen.",
  "under-way": "Er is al een betaling van deze declaratie onderweg.",
  "no-account": "De zorgverlener heeft geen rekeningnummer.",
  blocked: "De zorgverlener is geblokkeerd voor betalingen.",
  suspended: "De verstrekker liet de betaling opschorten.",
  "account-held": "Het rekeningnummer is net gewijzigd. Wij wachten een volle dag.",
  "other-account": "Deze declaratie wordt van een andere rekening betaald.",
  "account-refused": "De bank weigerde dit rekeningnummer. De zorgverlener moet een ander doorgeven.",
  "account-unverified": "De bank vond de naam bij dit rekeningnummer niet goed, of antwoordde nog niet.",
  "next-bank-day": "De bank kon dit vandaag niet uitvoeren. Morgen gaat het opnieuw, onder hetzelfde kenmerk.",
  "emergency-under-way": "Er loopt een spoedbetaling. Als de bank die heeft geboekt, verrekenen wij.",
  "emergency-settles": "Dit is al met spoed betaald. Het systeem verrekent het vanzelf.",
  "batch-full": "De batch is vol. Deze declaratie gaat mee met de volgende.",
};

/** What is known of one declaration when its batch is made. */
export type Candidate = {
  declaration: string;
  amount: Cents;
  underWay: boolean;
  blocked: boolean;
  /** A funder had payments under the agreement put off. */
  suspended?: boolean;
  account: { from: Day; replaces: boolean } | null;
  /** Another account of ours pays it. */
  elsewhere: boolean;
  /** A bank refused this account number before. */
  accountRefused?: boolean;
  /** The bank did not find the name of this account right, and nobody released it. */
  accountUnverified?: boolean;
  /** It goes again under its old reference, but not before the day after the bank rejected it, nor while the bank still owes the first. */
  mustWait?: boolean;
  /** Something was paid ahead under the agreement: that is still under way, or covers all of this. */
  emergency?: "under-way" | "settles" | null;
};

/** How much one batch takes: never more payments than a file, and no money beyond a limit once something is in it. */
export type Room = { count: number; sum: Cents | null };
export const wholeFile: Room = { count: mostOrders, sum: null };

/** True while a changed account is held: a first account is not a change. */
export const isHeld = ({ from, replaces }: { from: Day; replaces: boolean }, today: Day): boolean =>
  replaces && plusDays(from, holdDays(from)) >= today;

const whyAlone = (
  { amount, underWay, blocked, suspended, account, elsewhere, accountRefused, accountUnverified, mustWait, emergency }: Candidate,
  today: Day,
): LeftOutReason | null => {
  if (emergency === "settles") return "emergency-settles";
  if (amount === 0) return "nothing-open";
  if (elsewhere) return "other-account";
  if (underWay) return "under-way";
  if (emergency === "under-way") return "emergency-under-way";
  if (blocked) return "blocked";
  if (suspended === true) return "suspended";
  if (account === null) return "no-account";
  if (accountRefused === true) return "account-refused";
  if (accountUnverified === true) return "account-unverified";
  if (mustWait === true) return "next-bank-day";
  return isHeld(account, today) ? "account-held" : null;
};

/** Which declarations come into the batch, in the given order, and which do not and why. What alone is more than the limit goes alone. */
export const divide = <One extends Candidate>(
  candidates: readonly One[],
  today: Day,
  room: Room = wholeFile,
): { taken: One[]; leftOut: { declaration: string; reason: LeftOutReason }[] } => {
  const taken: One[] = [];
  const leftOut: { declaration: string; reason: LeftOutReason }[] = [];
  let sum = zero;
  const isFull = (amount: Cents): boolean =>
    taken.length >= Math.min(room.count, mostOrders) || (room.sum !== null && taken.length > 0 && plus(sum, amount) > room.sum);
  for (const one of candidates) {
    const reason = whyAlone(one, today) ?? (isFull(one.amount) ? "batch-full" : null);
    if (reason !== null) {
      leftOut.push({ declaration: one.declaration, reason });
      continue;
    }
    taken.push(one);
    sum = plus(sum, one.amount);
  }
  return { taken, leftOut };
};
