import { lastDay as lastOf, monthOf, plusDays, type Day } from "../kernel/day.ts";
import { total, zero, type Cents } from "../kernel/money.ts";
import { perLaw, type Law } from "../law/laws.ts";
import { receipt, type Receipt } from "../law/receipt.ts";
import { holderTerm, providerTerm } from "../law/terms.ts";
import { worksheet, type Worksheet } from "../law/worksheet.ts";
import { onlyTerms, termOf, type Agreement } from "./agreement.ts";
import type { Freed, Standing } from "./ending.ts";

/** On what is decided whether what is left of an agreement comes free: its last day was `agreement`'s, and nothing of it waits any more. */
export type KeptFacts = {
  today: Day;
  agreement: Agreement;
  standings: readonly Standing[];
  confirmed: readonly string[];
  release: string;
};

/** What comes of it: the last day on which care could be declared on time, the money that comes free, and why. */
export type KeptVerdict = { until: Day; money: readonly Freed[]; freed: Cents; receipt: Receipt };

const article = perLaw("2b lid 6 d en e", "8b lid 6 d en e", "Rlz art. 5.16 lid 2 a en 5.23");

/**
 * The last day on which care until a last day is declared on time: after the month of that day the weeks of the provider, then those of
 * the holder. Null where no settled law says so. Writes what it consults.
 */
export const declaredUntil = (law: Law, last: Day, sheet: Pick<Worksheet, "consult">): Day | null => {
  const [provider, holder] = [sheet.consult(providerTerm[law]), sheet.consult(holderTerm[law])];
  if (!provider.known || !holder.known || !provider.settled || !holder.settled) return null;
  return plusDays(lastOf(monthOf(last)), (provider.value + holder.value) * 7);
};

/**
 * Frees what is left of an agreement once its care can no longer be declared on time. Null before that, and where no settled law says
 * when that is: then the money stays until somebody confirmed the term.
 */
export const judgeKept = (facts: KeptFacts): KeptVerdict | null => {
  const { agreement, today, standings, confirmed, release } = facts;
  const { until: last } = termOf(agreement);
  if (last === null) return null;
  const sheet = worksheet(agreement.id, last, new Set(confirmed));
  sheet.line("laatste dag", { unit: "day", day: last }, article[agreement.law], { origin: "agreement" });
  const until = declaredUntil(agreement.law, last, sheet);
  if (until === null || today <= until) return null;
  const money = standings.map(({ budgetLine, left }) => ({ budgetLine, kept: zero, freed: left }));
  const freed = total(money.map((one) => one.freed));
  sheet.line("op tijd gedeclareerd tot en met", { unit: "day", day: until }, article[agreement.law]);
  sheet.line("komt vrij op het budget", freed, article[agreement.law], { origin: "ledger" });
  return {
    until,
    money,
    freed,
    receipt: receipt({
      subject: agreement.id,
      legalDay: last,
      release,
      given: {
        today,
        terms: onlyTerms(agreement),
        endedOn: agreement.endedOn,
        standings: standings.map(({ budgetLine, left, used }) => ({ budgetLine, left, used })),
        confirmed: [...confirmed],
      },
      rules: [],
      sheet: sheet.lines,
      findings: [],
      outcome: "freed",
    }),
  };
};
