import type { Day, Month } from "../../kernel/day.ts";
import { payloadsOf } from "../../db/queries.ts";
import type { Tx } from "../../db/pool.ts";
import { namesOf } from "../../party/funders.ts";
import { redressById, type StoredRedress } from "./load.ts";
import { redressRowsOf, waitingRows } from "./queries.ts";
import type { RedressOutcome, RedressParty, RedressState, RedressVerdict } from "./redress.ts";

/** A course of redress as people read it, with what was written. */
export type RedressView = {
  id: string;
  number: string;
  declaration: string;
  state: RedressState;
  askedFor: RedressParty;
  askedOn: Day;
  request: string;
  decideBy: Day;
  decision: { outcome: RedressOutcome; on: Day; by: string; reasons: string; objectBy: Day } | null;
  objection: { for: RedressParty; on: Day; words: string; settleBy: Day; postponed: boolean } | null;
  closing: { verdict: RedressVerdict; on: Day; reasons: string } | null;
};

const viewOf = (row: StoredRedress, words: (hash: string | null) => string): RedressView => ({
  id: row.id,
  number: row.number,
  declaration: row.declaration_id,
  state: row.state as RedressState,
  askedFor: row.asked_for as RedressParty,
  askedOn: row.asked_on,
  request: words(row.request),
  decideBy: row.decide_by,
  decision:
    row.decided_on === null || row.object_by === null
      ? null
      : {
          outcome: row.outcome as RedressOutcome,
          on: row.decided_on,
          by: row.decided_by ?? "",
          reasons: words(row.reasons),
          objectBy: row.object_by,
        },
  objection:
    row.objected_on === null || row.settle_by === null
      ? null
      : {
          for: row.objected_for as RedressParty,
          on: row.objected_on,
          words: words(row.objection),
          settleBy: row.settle_by,
          postponed: row.postponed_on !== null,
        },
  closing:
    row.closed_on === null ? null : { verdict: row.verdict as RedressVerdict, on: row.closed_on, reasons: words(row.closing_reasons) },
});

const views = async (tx: Tx, rows: readonly StoredRedress[]): Promise<RedressView[]> => {
  const hashes = rows.flatMap((row) => [row.request, row.reasons, row.objection, row.closing_reasons].flatMap((hash) => hash ?? []));
  const kept = hashes.length === 0 ? [] : await payloadsOf(tx, hashes);
  const texts = new Map(kept.map(({ hash, content }) => [hash, content?.toString("utf8")]));
  return rows.map((row) => viewOf(row, (hash) => texts.get(hash ?? "") ?? "(verwijderd)"));
};

/** What was asked and decided about the payment of a declaration, the newest first, as far as the reader may see it. */
export const redressOf = async (tx: Tx, declaration: string): Promise<RedressView[]> => views(tx, await redressRowsOf(tx, declaration));

/** One course of redress. Throws `redress-unknown`. */
export const redressView = async (tx: Tx, id: string): Promise<RedressView> => {
  const [view] = await views(tx, [await redressById(tx, id)]);
  if (!view) throw new Error(`redress ${id} was read and lost`);
  return view;
};

/** One that the SVB must decide on, in the list of its work. */
export type WaitingRedress = {
  id: string;
  number: string;
  declaration: string;
  month: Month;
  holder: string;
  provider: string;
  objected: boolean;
  due: Day;
};

/** What the SVB must decide on, what is due first comes first. */
export const waitingRedress = async (tx: Tx, most = 100): Promise<WaitingRedress[]> => {
  const rows = await waitingRows(tx, most);
  const names = await namesOf(
    tx,
    rows.flatMap(({ holder_id, provider_id }) => [holder_id, provider_id]),
  );
  const nameOf = (id: string): string => names.get(id)?.name ?? "(naam verwijderd)";
  return rows.map(({ id, number, declaration, month, holder_id, provider_id, state, due }) => ({
    ...{ id, number, declaration, month, due },
    holder: nameOf(holder_id),
    provider: nameOf(provider_id),
    objected: state === "objected",
  }));
};
