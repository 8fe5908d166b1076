import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { service } from "./kernel/actor.ts";
import { instant } from "./kernel/day.ts";
import { importAward } from "./budget/import-award.ts";
import { wlz501 } from "./budget/messages/fixtures.ts";
import { command, keepUpload, type Door } from "./db/command.ts";
import { openPool } from "./db/pool.ts";
import { testDoor } from "./db/test-door.ts";
import { exportLedger } from "./export-ledger.ts";

let door: Door;
let url: string;
let close: () => Promise<void>;
const folder = mkdtempSync(join(tmpdir(), "pgb-export-"));
beforeAll(async () => {
  ({ door, url, close } = await testDoor(instant("2026-11-02T08:00:00Z")));
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

// As an outsider would: nothing but the two files and docs/ledger-export.md. Nothing in them needs quotes here.
const rowsOf = (name: string): Record<string, string>[] => {
  const [head = "", ...lines] = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
  const columns = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, at) => [columns[at] ?? "", cell])));
};

const pendingBy: Record<string, number> = { posted: 0, pending: 1, post: -1, void: -1 };
const postedBy: Record<string, number> = { posted: 1, pending: 0, post: 1, void: 0 };

const recomputed = (id: string, transfers: readonly Record<string, string>[]): number[] =>
  ["debit_id", "credit_id"].flatMap((side) => {
    const own = transfers.filter((one) => one[side] === id);
    return [pendingBy, postedBy].map((by) =>
      own.reduce((sum, { phase = "", amount_cents: amount }) => sum + (by[phase] ?? NaN) * Number(amount), 0),
    );
  });

test("the books can be redone from the two files alone", async () => {
  const upload = await keepUpload(door, Buffer.from(wlz501()), "application/xml");
  expect(await command(door, importAward, { upload }, { actor: service("test") })).toMatchObject({ accepted: true });
  // A reservation that is spent and one that is freed, as declarations make them.
  const owner = openPool({ url, as: "owner", most: 1 });
  await owner.query(`
    with line as (select id from ledger.account where kind = 'budget-line' limit 1), funder as (select id from ledger.account where kind = 'funder' limit 1),
    made as (
      insert into ledger.transfer (id, command_id, debit_id, credit_id, amount, phase, code, day)
      select gen_random_uuid(), gen_random_uuid(), line.id, funder.id, amount, 'pending', 'claim', '2026-11-02' from line, funder, (values (100), (250), (700)) a (amount)
      returning *)
    insert into ledger.transfer (id, command_id, debit_id, credit_id, amount, phase, pending_id, code, day)
    select gen_random_uuid(), command_id, debit_id, credit_id, amount, case amount when 100 then 'post' else 'void' end, id, 'pay', day from made where amount < 700`);
  await owner.query(
    "update ledger.account set debits_pending = 700, debits_posted = debits_posted + 100 where id = (select id from ledger.account where kind = 'budget-line' limit 1)",
  );

  const counts = await exportLedger(door, folder);
  const [accounts, transfers] = [rowsOf("accounts.csv"), rowsOf("transfers.csv")];
  expect(counts).toEqual({ accounts: accounts.length, transfers: transfers.length });
  expect(Object.keys(accounts[0] ?? {})).toEqual(["id", "kind", "owner", "holder_id"]);
  expect(Object.keys(transfers[0] ?? {})).toEqual([
    "id",
    "command_id",
    "debit_id",
    "credit_id",
    "amount_cents",
    "phase",
    "pending_id",
    "code",
    "day",
    "reference",
  ]);
  const { rows } = await owner.query<Record<string, string | number>>(
    "select * from ledger.account where kind in ('budget-line', 'commitment', 'conflict') order by id",
  );
  await owner.end();
  expect(rows.length).toBeGreaterThan(1);
  for (const row of rows)
    expect(recomputed(String(row.id), transfers)).toEqual([row.debits_pending, row.debits_posted, row.credits_pending, row.credits_posted]);
  expect(
    recomputed(String(rows[0]?.id), transfers).some((amount) => amount > 0) ||
      recomputed(String(rows[1]?.id), transfers).some((amount) => amount > 0),
  ).toBe(true);
});
