import { sql } from "kysely";
import { reading } from "../src/db/pool.ts";
import { declareMonth, declarants } from "./declarations.ts";
import type { BenchHouse } from "./house.ts";
import { figureOf, slowest, type Figure, type Round } from "./measure.ts";
import { openTpcb } from "./tpcb.ts";

/** How much to do: the figure of record has eight clients, 25 declarations each per round, and eight rounds after two that warm up. */
export type Size = { clients: number; each: number; warming: number; rounds: number; yardstickSeconds: number; accountsPerBranch: number };
export const ofRecord: Size = { clients: 8, each: 25, warming: 2, rounds: 8, yardstickSeconds: 1, accountsPerBranch: 100_000 };

/**
 * `declarations-http`: declarations of eight lines per second through the portal, with eight clients (sessions, checks, receipt,
 * ledger, log, durable commit), beside the TPC-B-like transaction on the same database, in turns; and how long the slowest take.
 */
export const declarationsHttp = async (house: BenchHouse, size: Size): Promise<Figure[]> => {
  const before = await paidSoFar(house);
  const all = await declarants(house.door, house.origin, size.clients * size.each);
  const yardstick = await openTpcb(house.url, size);
  const rounds: Round[] = [];
  try {
    for (let round = 0; round < size.warming + size.rounds; round += 1) {
      const done = {
        yardstick: await yardstick.round(size.yardstickSeconds),
        work: await declareMonth(house.origin, all, `2026-${String(round + 1).padStart(2, "0")}`, size.clients),
      };
      if (round >= size.warming) rounds.push(done);
    }
  } finally {
    await yardstick.close();
  }
  await mustBePaid(house, before, all.length * (size.warming + size.rounds));
  return [
    figureOf({ name: "declarations-http", unit: "declarations/s", yardstick: "TPC-B-like transactions/s" }, rounds),
    figureOf({ name: "declarations-http-p99", unit: "ms", yardstick: "ms of the TPC-B-like transaction" }, rounds, slowest),
  ];
};

type Paid = { lines: number; reserved: number };

const paidSoFar = async ({ door }: BenchHouse): Promise<Paid> => {
  const { rows } = await reading(door.db, { scope: "svb" }, (tx) =>
    sql<Paid>`
      select (select count(*)::int from declaration.line where state = 'approved') as lines,
        (select coalesce(sum(debits_pending), 0)::bigint from ledger.account where kind in ('commitment', 'budget-line')) as reserved`.execute(
      tx,
    ),
  );
  return rows[0] ?? { lines: 0, reserved: 0 };
};

/** What was measured must have been done: every line approved, its money reserved. */
const mustBePaid = async (house: BenchHouse, before: Paid, declarations: number): Promise<void> => {
  const { lines, reserved } = await paidSoFar(house);
  const done = [lines - before.lines, reserved - before.reserved];
  const expected = [declarations * 8, declarations * 8 * 3000];
  if (String(done) !== String(expected)) throw new Error(`of ${String(expected)} lines and cents were done ${String(done)}`);
};
