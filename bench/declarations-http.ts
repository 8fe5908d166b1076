import { sql } from "kysely";
import { reading } from "../src/db/pool.ts";
import { declarants } from "./declarants.ts";
import { byApi, byForm, declareMonth } from "./declarations.ts";
import type { BenchHouse } from "./house.ts";
import { figureOf, slowest, type Figure, type Round } from "./measure.ts";
import { openTpcb } from "./tpcb.ts";

/** How much to do: the figure of record has eight clients, 30 declarations each per round and door, and five rounds after one that warms up. */
export type Size = { clients: number; each: number; warming: number; rounds: number; yardstickSeconds: number; accountsPerBranch: number };
export const ofRecord: Size = { clients: 8, each: 30, warming: 1, rounds: 5, yardstickSeconds: 1, accountsPerBranch: 100_000 };

/**
 * Declarations of eight lines per second through HTTP, with eight clients (who it is, checks, receipt, ledger, log, durable commit),
 * beside the TPC-B-like transaction on the same database, in turns; and how long the slowest take. `declarations-http` by the form of
 * the portal with a session, `declarations-api` as a program hands them in with a token.
 */
export const declarationsHttp = async (house: BenchHouse, size: Size): Promise<Figure[]> => {
  const before = await paidSoFar(house);
  const all = await declarants(house.door, house.origin, size.clients * size.each);
  const tokens = new Map(await Promise.all(all.map(async ({ bsn }) => [bsn, await house.issuer.token({ bsn })] as const)));
  const doors = { "declarations-http": byForm, "declarations-api": byApi(tokens) };
  const yardstick = await openTpcb(house.url, size);
  const rounds = new Map<string, Round[]>(Object.keys(doors).map((name) => [name, []]));
  let month = 0;
  try {
    for (let round = 0; round < size.warming + size.rounds; round += 1)
      for (const [name, door] of Object.entries(doors)) {
        month += 1;
        const turn = { month: `2026-${String(month).padStart(2, "0")}`, clients: size.clients, door };
        const done = { yardstick: await yardstick.round(size.yardstickSeconds), work: await declareMonth(house.origin, all, turn) };
        if (round >= size.warming) rounds.get(name)?.push(done);
      }
  } finally {
    await yardstick.close();
  }
  await mustBePaid(house, before, all.length * month);
  return [...rounds].flatMap(([name, done]) => [
    figureOf({ name, unit: "declarations/s", yardstick: "TPC-B-like transactions/s" }, done),
    figureOf({ name: `${name}-p99`, unit: "ms", yardstick: "ms of the TPC-B-like transaction" }, done, slowest),
  ]);
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
