import { total, zero, type Cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { judgedFacts } from "./change-facts.ts";
import { judge, type AgreementVerdict } from "./checks.ts";
import { awardedOn, ownLines } from "./facts.ts";
import { agreementById, withAllocations } from "./load.ts";
import { outlookOf, type Outlook, type Running } from "./outlook.ts";
import { runningOf } from "./queries.ts";
import { standingsOf } from "./settle.ts";
import { dayOf } from "../kernel/day.ts";

/** What somebody who is about to sign should know: whether it may be so, and what it does to the budget. */
export type PreSign = { verdict: AgreementVerdict; outlook: Outlook; fits: boolean };

const positive = (amount: Cents): Cents => (amount > zero ? amount : zero);

/** The checks that are about money: who may not read the budget learns only whether it fits. */
export const budgetChecks: ReadonlySet<string> = new Set(["A105", "A106", "A108"]);

/** What would come of signing this agreement now (controle vóór ondertekening); nothing is stored. Throws `agreement-unknown`. */
export const tryOutlook = async (context: Context, id: string): Promise<PreSign> => {
  const agreement = await agreementById(context.tx, id);
  const facts = await judgedFacts(context, agreement, dayOf(agreement.sharedAt));
  const verdict = judge(facts);
  const lines = ownLines(facts);
  const drawn = new Set(lines.map((line) => line.id));
  const running = await withAllocations(context.tx, await runningOf(context.tx, { holder: agreement.holder }));
  const others: Running[] = [];
  for (const one of running) {
    // The version that makes way for this one is no other, and what comes free of it is free already.
    if (one.number === agreement.number || !one.budgetLines.some((line) => drawn.has(line))) continue;
    const own = (await standingsOf(context, one)).filter(({ budgetLine }) => drawn.has(budgetLine));
    others.push({ id: one.id, provider: one.provider, agreement: one, left: total(own.map(({ left }) => positive(left))) });
  }
  const outlook = outlookOf({
    today: context.today,
    agreement,
    commitment: verdict.commitment,
    awarded: awardedOn(facts),
    free: total(lines.map(({ free }) => positive(free))),
    others,
  });
  const money = verdict.findings.filter(({ code, outcome }) => budgetChecks.has(code) && outcome !== "notice");
  return { verdict, outlook, fits: money.length === 0 };
};
