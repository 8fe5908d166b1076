import type { Day, Instant } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";
import { namesOf } from "../party/funders.ts";
import type { SignalKind, SignalState } from "./signal.ts";
import { countSignals, signalsAfter, signalsSlice, type SignalPlace, type SignalRow, type SignalsWanted } from "./signal-queries.ts";

/** A signal as its funder reads it. `about` is the agreement or award, `line` a budget of the holder where more can be read. */
export type FunderSignal = {
  id: string;
  kind: SignalKind;
  holder: { id: string; name: string };
  about: string | null;
  line: string | null;
  /** Since when it is shown, and the day that it is about. */
  since: Day;
  due: Day;
  state: SignalState;
  seen: { at: Instant; by: string } | null;
};

const removed = "(naam verwijderd)";

const named = async (tx: Tx, rows: readonly SignalRow[]): Promise<FunderSignal[]> => {
  const names = await namesOf(
    tx,
    rows.flatMap(({ holder_id, seen_by }) => [holder_id, ...(seen_by === null ? [] : [seen_by])]),
  );
  const nameOf = (person: string): string => names.get(person)?.name ?? removed;
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    holder: { id: row.holder_id, name: nameOf(row.holder_id) },
    about: row.about_id,
    line: row.line_id,
    since: row.show_from,
    due: row.due,
    state: row.state,
    seen: row.seen_at === null || row.seen_by === null ? null : { at: row.seen_at, by: nameOf(row.seen_by) },
  }));
};

/** A page of the signals of a funder, the newest first, with how many there are and how many of all nobody saw yet. */
export const funderSignals = async (
  tx: Tx,
  wanted: SignalsWanted,
  slice: { most: number; skip: number },
): Promise<{ rows: readonly FunderSignal[]; count: number; unseen: number }> => ({
  rows: await named(tx, await signalsSlice(tx, wanted, slice)),
  count: await countSignals(tx, wanted),
  unseen: await countSignals(tx, { ...wanted, state: "unseen" }),
});

/** The signals of a funder after a place in their order, the newest first. */
export const funderSignalsAfter = async (tx: Tx, wanted: SignalsWanted, place: SignalPlace | null, most: number): Promise<FunderSignal[]> =>
  named(tx, await signalsAfter(tx, wanted, place, most));
