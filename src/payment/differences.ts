import type { Day } from "../kernel/day.ts";
import { cents, inEuros } from "../kernel/money.ts";
import type { Fault } from "../kernel/refusal.ts";
import type { Tx } from "../db/pool.ts";
import { releasedByOwner } from "../party/bank-accounts.ts";
import { accountOf, standingOn } from "../ledger/post.ts";
import { emergencyDifferences } from "./emergency-proof-queries.ts";
import { ledgerOwner } from "./open-account.ts";
import {
  awaitedGiveBacks,
  explainedTransit,
  lastStatement,
  recordDifferences,
  unexplainedCount,
  type Difference,
} from "./proof-queries.ts";
import { ownAccountRows } from "./queries.ts";
import { plusTargetDays } from "./target-days.ts";
import { workDifferences } from "./work-proof-queries.ts";

export type { Difference };

/** Bank days within which a rejected payment that the bank debited must be back on our account. */
export const giveBackDays = 2;

const unless = (what: string, about: string, expected: number, found: number): Difference[] =>
  expected === found ? [] : [{ what, about, expected: String(expected), found: String(found) }];

/** The three balances that must agree: the bank with its statement, suspense with nothing, transit with what is under way. */
const bookDifferences = async (tx: Tx): Promise<Difference[]> => {
  const found: Difference[] = [];
  const accounts = await ownAccountRows(tx);
  for (const own of accounts) {
    const last = await lastStatement(tx, own.id);
    found.push(...unless("bank-balance", own.id, last?.closing ?? 0, await standingOn(tx, own.bank_account_id)));
    found.push(...unless("statement-pages", own.id, 1, last?.last === false ? 0 : 1));
    found.push(...unless("transit", own.id, await explainedTransit(tx, own.id), cents(0 - (await standingOn(tx, own.transit_account_id)))));
    // More came out of transit than went in: as long as the bank holds money that it must give back, nothing else goes out.
    const under = cents(Math.max(0, await standingOn(tx, own.transit_account_id)));
    found.push(...unless("transit-negative", own.id, 0, cents(0 - under)));
    found.push(...unless("unexplained-entries", own.id, 0, await unexplainedCount(tx, own.id)));
  }
  // What nobody explained stands on one account for all: whose it is, only its explanation tells.
  const [first] = accounts;
  if (first)
    found.push(...unless("suspense", first.id, 0, cents(0 - (await standingOn(tx, await accountOf(tx, "suspense", ledgerOwner))))));
  return found;
};

/**
 * Everything that does not close today (verschillen), in cents. Empty means: the books close. The page of reconciliation,
 * the release of a batch and the proof of the books all ask this one function; one cent blocks the next release.
 */
export const differencesNow = async (tx: Tx, today: Day): Promise<Difference[]> => {
  const late = (await awaitedGiveBacks(tx)).filter(({ changed_on }) => plusTargetDays(changed_on, giveBackDays) < today);
  return [
    ...(await bookDifferences(tx)),
    ...late.map(({ end_to_end, amount, changed_on }) => ({
      what: "give-back-late",
      about: end_to_end,
      expected: `${String(amount)} since ${changed_on}`,
      found: "0",
    })),
  ];
};

/** What the proof of the books asks of payments: the balances, and that every order, batch and statement agrees with its transfers. */
export const paymentDifferences = async (tx: Tx): Promise<Difference[]> => [
  ...(await bookDifferences(tx)),
  ...(await recordDifferences(tx)),
  ...(await workDifferences(tx)),
  ...(await emergencyDifferences(tx)),
  ...(await releasedByOwner(tx)).map((about) => ({
    what: "account-release",
    about,
    expected: "released by another",
    found: "released by who gave it",
  })),
];

const texts: Record<string, string> = {
  "bank-balance": "Het saldo in onze boeken is niet het eindsaldo van het laatste afschrift.",
  "statement-pages": "Van het laatste afschrift ontbreken bladzijden.",
  transit: "De betalingen onderweg zijn niet wat er bij de bank loopt.",
  "transit-negative": "Er staat minder dan niets onderweg: de bank schreef af wat weer op een budget staat.",
  suspense: "Er staat geld op de tussenrekening.",
  "unexplained-entries": "Er zijn boekingen die nog niemand heeft verklaard.",
  "give-back-late": "De bank weigerde een betaling, maar gaf het geld nog niet terug.",
};

/** A difference in the words of the clerk who must solve it. */
export const differenceText = ({ what, about, expected, found }: Difference): Fault => {
  const amounts = ["bank-balance", "transit", "transit-negative", "suspense"].includes(what);
  const numbers = amounts
    ? ` Verwacht: ${inEuros(cents(Number(expected)))}. Gevonden: ${inEuros(cents(Number(found)))}.`
    : what === "unexplained-entries"
      ? ` Aantal: ${found}.`
      : "";
  return {
    field: about,
    problem: `${texts[what] ?? what}${numbers}`,
    remedy: "Lees ontbrekende bestanden van de bank in, of verklaar de boekingen.",
  };
};
