import type { Tx } from "../db/pool.ts";
import { knownFunders } from "../party/funders.ts";
import { ownAccountRows } from "./queries.ts";
import { staffNames } from "./read.ts";
import type { Rule } from "./rule.ts";
import { ruleRows } from "./rule-queries.ts";

/** A rule as a page shows it, with who set it. */
export type RuleView = Rule & { setter: string };

/** The rules for payments (betaalregels), the accounts of ours, and the funders that a rule may be about. */
export type RulesView = {
  rules: readonly RuleView[];
  accounts: readonly { id: string; name: string; iban: string }[];
  funders: readonly { code: string; name: string }[];
};

export const rulesView = async (tx: Tx): Promise<RulesView> => {
  const rules = await ruleRows(tx);
  const name = await staffNames(
    tx,
    rules.map(({ setBy }) => setBy),
  );
  return {
    rules: rules.map((rule) => ({ ...rule, setter: name(rule.setBy) })),
    accounts: await ownAccountRows(tx),
    funders: await knownFunders(tx),
  };
};
