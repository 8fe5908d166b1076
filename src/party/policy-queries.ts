import type { Day } from "../kernel/day.ts";
import type { Law } from "../law/laws.ts";
import type { Tx } from "../db/pool.ts";
import type { ProposalState } from "./policy-proposal.ts";

export type ProposalRow = {
  id: string;
  funder_code: string;
  law: Law;
  name: string;
  from_day: Day;
  value: string;
  source: string;
  state: ProposalState;
  proposed_by: string;
  proposed_on: Day;
};
export const insertProposal = (tx: Tx, row: ProposalRow) => tx.insertInto("party.policy_proposal").values(row).execute();

export const proposalRow = (tx: Tx, id: string) =>
  tx.selectFrom("party.policy_proposal").selectAll().where("id", "=", id).executeTakeFirst();

export const openProposals = (tx: Tx, funder: string) =>
  tx
    .selectFrom("party.policy_proposal")
    .selectAll()
    .where("funder_code", "=", funder)
    .where("state", "=", "proposed")
    .orderBy("law")
    .orderBy("name")
    .orderBy("id")
    .execute();

export const setProposal = (tx: Tx, id: string, set: { state: ProposalState; decided_by: string; decided_on: Day }) =>
  tx.updateTable("party.policy_proposal").set(set).where("id", "=", id).execute();

/** Every version of every figure of a funder, the oldest first. */
export const allPolicies = (tx: Tx, funder: string) =>
  tx
    .selectFrom("party.policy")
    .select(["law", "name", "from_day", "value", "source"])
    .where("funder_code", "=", funder)
    .orderBy("law")
    .orderBy("name")
    .orderBy("from_day")
    .execute();
