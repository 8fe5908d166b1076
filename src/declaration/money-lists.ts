import { dayOf, monthInWords, type Day, type Month } from "../kernel/day.ts";
import { minus, total, zero, type Cents } from "../kernel/money.ts";
import { capital } from "../kernel/words.ts";
import type { AgreementSummary } from "../agreement/read.ts";
import { functionName } from "../budget/award.ts";
import type { DeclarationSummary, Payment } from "./read.ts";

/** Whom a list of money is for: the holder sees providers, the provider sees holders. */
type Reader = "holder" | "provider";

/** A payment as a row: to whom, for what, how much, when. What came back is below zero. */
export type PaidRow = { id: string; who: string; what: string; amount: Cents; day: Day; href: string };

/** Money of a declaration that is still to come, with the promised day. */
export type Expected = { id: string; href: string; who: string; month: Month; amount: Cents; promisedOn: Day | null };

/** What is approved and not paid yet, the earliest promise first. */
export const expectedOf = (own: readonly DeclarationSummary[], reader: Reader, hrefOf: (id: string) => string): Expected[] =>
  own
    .map((one) => ({
      id: one.id,
      href: hrefOf(one.id),
      who: capital(reader === "holder" ? one.provider.salutation : one.holder.salutation),
      month: one.month,
      amount: total(one.lines.filter(({ state }) => state === "approved" || state === "ordered").map(({ amount }) => amount)),
      promisedOn: one.promisedOn,
    }))
    .filter(({ amount }) => amount > zero)
    .sort((a, b) => ((a.promisedOn ?? "9") < (b.promisedOn ?? "9") ? -1 : 1));

/** Payments as rows, each named after the care of its agreement. */
export const paidRows = (
  payments: readonly Payment[],
  reader: Reader,
  agreements: readonly AgreementSummary[],
  hrefOf: (declaration: string) => string,
): PaidRow[] => {
  const terms = new Map(agreements.map((one) => [one.id, one] as const));
  return payments.map((one) => {
    const agreement = terms.get(one.agreement);
    const care = agreement === undefined ? "Zorg" : functionName(agreement.law, agreement.careFunction.code);
    return {
      id: one.id,
      who: capital(reader === "holder" ? one.provider.salutation : one.holder.salutation),
      what: `${care}, ${monthInWords(one.month)}${one.cameBack ? ": kwam terug" : ""}`,
      amount: one.cameBack ? minus(zero, one.amount) : one.amount,
      day: dayOf(one.at),
      href: hrefOf(one.declaration),
    };
  });
};
