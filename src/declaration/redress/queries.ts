import type { Day } from "../../kernel/day.ts";
import type { Tx } from "../../db/pool.ts";
import type { RedressOutcome, RedressParty, RedressState, RedressVerdict } from "./redress.ts";

export const redressRow = (tx: Tx, id: string) => tx.selectFrom("declaration.redress").selectAll().where("id", "=", id).executeTakeFirst();

/** Every course of redress on a declaration, the newest first. */
export const redressRowsOf = (tx: Tx, declaration: string) =>
  tx
    .selectFrom("declaration.redress")
    .selectAll()
    .where("declaration_id", "=", declaration)
    .orderBy("asked_on", "desc")
    .orderBy("number", "desc")
    .execute();

/** What the SVB must still decide on, with whose it is; what is due first comes first. */
export const waitingRows = async (tx: Tx, most: number) => {
  const rows = await tx
    .selectFrom("declaration.redress as r")
    .innerJoin("declaration.declaration as d", "d.id", "r.declaration_id")
    .select([
      "r.id",
      "r.number",
      "r.state",
      "r.decide_by",
      "r.settle_by",
      "d.number as declaration",
      "d.month",
      "d.holder_id",
      "d.provider_id",
    ])
    .where("r.state", "in", ["asked", "objected"])
    .orderBy((order) => order.fn.coalesce("r.settle_by", "r.decide_by"))
    .orderBy("r.id")
    .limit(most)
    .execute();
  return rows.map(({ settle_by, decide_by, ...row }) => ({ ...row, due: settle_by ?? decide_by }));
};

export type NewRedress = {
  id: string;
  number: string;
  declaration_id: string;
  state: RedressState;
  asked_for: RedressParty;
  asked_by: string;
  asked_on: Day;
  request: string;
  decide_by: Day;
};
export const insertRedress = (tx: Tx, row: NewRedress) => tx.insertInto("declaration.redress").values(row).execute();

type Decided = { outcome: RedressOutcome; decided_by: string; decided_on: Day; reasons: string; object_by: Day };
type Objected = { objected_for: RedressParty; objected_by: string; objected_on: Day; objection: string; settle_by: Day };
type Closed = { verdict: RedressVerdict; closed_by: string; closed_on: Day; closing_reasons: string };
type Postponed = { postponed_on: Day; settle_by: Day };

/** Moves a course of redress on, with what was decided or said. */
export const setRedress = (tx: Tx, id: string, set: { state?: RedressState } & (Decided | Objected | Closed | Postponed | object)) =>
  tx.updateTable("declaration.redress").set(set).where("id", "=", id).execute();
