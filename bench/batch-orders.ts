import pg from "pg";
import { command, type Door } from "../src/db/command.ts";
import { reading } from "../src/db/pool.ts";
import { cents } from "../src/kernel/money.ts";
import { maker, openTestAccount, seedClaims, testIban } from "../src/payment/fixtures.ts";
import { freezeBatch } from "../src/payment/freeze-batch.ts";
import { makeBatch, planBatch } from "../src/payment/make-batch.ts";
import { useSchemas } from "../src/payment/messages/xsd.ts";
import { withdrawBatch } from "../src/payment/withdraw-batch.ts";
import type { BenchHouse } from "./house.ts";
import { figureOf, type Done, type Figure, type Round } from "./measure.ts";

// A day of declarations: planned, made into batches of orders and frozen as validated files, beside a bare COPY of the same orders.

/** How many orders, and how often. */
export type BatchSize = { orders: number; rounds: number };
export const batchesOfRecord: BatchSize = { orders: 20_000, rounds: 5 };

// Everything that lies under one claim, in an order in which nothing refers to what is not there yet.
const tables = [
  ...["party.person", "party.holder", "party.provider", "party.bank_account", "ledger.account", "budget.message", "budget.award"],
  ...["budget.line", "agreement.agreement", "declaration.declaration", "declaration.line", "ledger.transfer", "declaration.claim"],
];

type Row = Record<string, unknown>;

const numbered = /^(?:DC|ZO|T)-1$/;
const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const template = testIban(1);

/** A row as the nth claim has it: ids of its own for those that the claim brought along, its number and its payee's account. */
const another = (row: Row, brought: ReadonlySet<unknown>, n: number, iban: string): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (typeof value !== "string") return [name, value];
      if (numbered.test(value)) return [name, value.replace("1", String(n))];
      if (value === template) return [name, iban];
      return [name, value.replace(ids, (id) => (brought.has(id) ? `${n.toString(16).padStart(8, "0")}${id.slice(8)}` : id))];
    }),
  );

const chunk = 2_000;

/** Makes so many claims of one, by writing its rows again with other ids, numbers and accounts. */
const multiply = async (url: string, count: number): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const rowsOf = new Map<string, Row[]>();
    for (const table of tables) {
      const own = table === "ledger.account" ? "where holder_id is not null" : "";
      const { rows } = await client.query<{ row: Row }>(`select to_jsonb(t) as row from ${table} t ${own}`);
      rowsOf.set(
        table,
        rows.map(({ row }) => row),
      );
    }
    const brought = new Set([...rowsOf.values()].flat().flatMap((row) => [row.id]));
    for (const [table, rows] of rowsOf) {
      for (let from = 2; from < count + 2; from += chunk) {
        const made = Array.from({ length: Math.min(chunk, count + 2 - from) }, (_, at) => from + at).flatMap((n) => {
          const iban = testIban(n);
          return rows.map((row) => another(row, brought, n, iban));
        });
        await client.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [JSON.stringify(made)]);
      }
    }
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
};

/** Plans what waits and makes it into batches of orders. */
const madeBatches = async (door: Door, account: string): Promise<{ batches: string[]; done: Done }> => {
  const from = performance.now();
  const batches: string[] = [];
  let pieces = 0;
  for (;;) {
    const { claims } = await reading(door.db, { scope: "svb" }, planBatch);
    if (claims.length === 0) return { batches, done: { pieces, seconds: (performance.now() - from) / 1_000, each: [] } };
    const made = await command(door, makeBatch, { account, declarations: claims.map(({ declaration }) => declaration) }, { actor: maker });
    pieces += made.orders;
    batches.push(made.batch);
  }
};

/** Freezes batches: the file is written, held against the schema and the rules of SEPA, kept and hashed. */
const frozen = async (door: Door, batches: readonly string[]): Promise<Done> => {
  const from = performance.now();
  let pieces = 0;
  for (const batch of batches) pieces += (await command(door, freezeBatch, { batch }, { actor: maker })).count;
  return { pieces, seconds: (performance.now() - from) / 1_000, each: [] };
};

/** Copies the rows of these very orders, from a file beside the database, into a bare table of the same shape. */
const copied = async (url: string): Promise<Done> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: where } = await client.query<{ file: string }>("select current_setting('data_directory') || '/bench-orders' as file");
    const file = pg.escapeLiteral(where[0]?.file ?? "");
    await client.query(`copy (select * from payment.order where state = 'batched') to ${file}`);
    await client.query("drop table if exists public.bench_order; create table public.bench_order (like payment.order)");
    const from = performance.now();
    const { rowCount } = await client.query(`copy public.bench_order from ${file}`);
    return { pieces: rowCount ?? 0, seconds: (performance.now() - from) / 1_000, each: [] };
  } finally {
    await client.end();
  }
};

/**
 * From the orders to frozen files that were held against the official schema (PGB_SCHEMAS), and before it from 20,000 claims to the
 * orders, each beside COPY of the same orders into a bare table.
 */
export const batchOrders = async ({ url, door }: BenchHouse, { orders, rounds }: BatchSize): Promise<readonly Figure[]> => {
  useSchemas(process.env.PGB_SCHEMAS);
  const account = await openTestAccount(door);
  await seedClaims(door, [{ number: 1, amount: cents(62_500) }]);
  await multiply(url, orders - 1);
  const made: Round[] = [];
  const froze: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { batches, done } = await madeBatches(door, account);
    const work = await frozen(door, batches);
    const yardstick = await copied(url);
    made.push({ work: done, yardstick });
    froze.push({ work, yardstick });
    for (const batch of batches) await command(door, withdrawBatch, { batch }, { actor: maker });
  }
  const name = `batch-${String(orders)}`;
  const of = { unit: "orders/s", yardstick: "rows/s by COPY" };
  return [figureOf({ name, ...of }, froze), figureOf({ name: `${name}-orders`, ...of }, made)];
};
