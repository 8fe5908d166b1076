import type { Day, Month } from "../../kernel/day.ts";
import { minus, total, type Cents, type Minutes } from "../../kernel/money.ts";
import { dryRun } from "../../db/dry-run.ts";
import type { Tx } from "../../db/pool.ts";
import { concernOf, type StoredAgreement } from "../../agreement/load.ts";
import { budgetLines, roomOn } from "../../budget/read.ts";
import type { Web } from "../../web/frame.ts";
import type { Here } from "../../web/page.tsx";
import type { Side } from "../../web/side.ts";
import type { Verdict } from "../checks.ts";
import type { GivenClaim } from "../submit.ts";
import { tryClaim } from "../submit.ts";
import { faultGroups, type FaultGroup } from "./words.ts";

/** Hours of a day; for a month amount the day is null. */
export type Given = { day: Day | null; minutes: Minutes; rateAt?: number; quantity?: number };

/** What would come of submitting these hours now, with its faults told to this reader. `left` is what the holder keeps free after it. */
export type Trial = { verdict: Verdict; groups: readonly FaultGroup[]; left: Cents | null };

/** The lines of a claim as the checks take them. */
export const claimFor = (agreement: string, month: Month, given: readonly Given[]): GivenClaim => ({
  agreement,
  month,
  lines: given.map(({ day, minutes, rateAt = 0, quantity = 1 }) => ({ day, rateAt, minutes, quantity, rate: null, amount: null })),
});

/** What is free on the budget lines of an agreement; null for who may not see budgets. */
const freeOn = async (tx: Tx, agreement: StoredAgreement): Promise<Cents> => {
  const lines = await budgetLines(tx, { ids: agreement.budgetLines });
  return total([...(await roomOn(tx, lines)).values()].map(({ free }) => free));
};

/** Asks the rules what would come of it; nothing is stored. */
export const tryHours = async (
  web: Web,
  here: Here,
  agreement: StoredAgreement,
  month: Month,
  given: readonly Given[],
  side: Side,
): Promise<Trial> => {
  const claim = claimFor(agreement.id, month, given);
  const verdict = await dryRun(web.door, here.actor, {
    action: "declaration.read",
    concern: (tx) => concernOf(tx, agreement.id),
    ask: (context) => tryClaim(context, claim),
  });
  const ofLines = verdict.lines.flatMap(({ findings }, at) => findings.map((finding) => ({ day: given[at]?.day ?? null, finding })));
  const own = verdict.findings
    .filter(({ about }) => !verdict.lines.some(({ id }) => id === about))
    .map((finding) => ({ day: null, finding }));
  const taken = total(verdict.lines.flatMap(({ outcome, draws }) => (outcome === "pay" ? draws.map(({ free }) => free) : [])));
  const left = side === "holder" ? minus(await here.read((tx) => freeOn(tx, agreement)), taken) : null;
  return { verdict, groups: faultGroups([...own, ...ofLines], side), left };
};
