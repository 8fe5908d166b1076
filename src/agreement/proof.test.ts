import { afterAll, beforeAll, expect, test } from "vitest";
import type pg from "pg";
import { day } from "../kernel/day.ts";
import { openPool } from "../db/pool.ts";
import { prove } from "../prove.ts";
import { openLife, type Life } from "./life-for-tests.ts";
import { shareAgreement } from "./share.ts";
import { withdrawAgreement } from "./sign.ts";

// Each promise about what was signed and approved is tried by breaking it, as somebody with the database in hand could.
let life: Life;
let owner: pg.Pool;

beforeAll(async () => {
  life = await openLife();
  owner = openPool({ url: life.url, as: "owner", most: 1 });
});
afterAll(async () => {
  await owner.end();
  await life.close();
});

/** What the proof says while these statements hold; afterwards all is as it was. */
const provedAfter = async (...statements: [string, unknown[]][]): Promise<string[]> => {
  const kept = await owner.query<{ table: string; rows: unknown[] }>(
    `select t as table, case t when 'signature' then (select json_agg(s) from agreement.signature s)
       else (select json_agg(s) from agreement.assessment s) end as rows from (values ('signature'), ('assessment')) v(t)`,
  );
  for (const [statement, values] of statements) await owner.query(statement, values);
  const { differences } = await prove(life.door);
  for (const { table, rows } of kept.rows) {
    await owner.query(`delete from agreement.${table}`);
    await owner.query(`insert into agreement.${table} select * from json_populate_recordset(null::agreement.${table}, $1)`, [
      JSON.stringify(rows),
    ]);
  }
  return differences.map(({ what, about, expected }) => `${what} ${about} ${expected}`);
};

test("a signature that is gone, of another text, and an approval that is gone are found; nothing else is", async () => {
  const id = await life.running({ minutesPerWeek: 60 });
  const { contentHash } = await life.stored(id);
  expect(await provedAfter()).toEqual([]);
  const from = "from agreement.signature where agreement_id = $1 and party = $2";
  expect(await provedAfter([`delete ${from}`, [id, "provider"]])).toEqual([`signature-missing ${id} provider`]);
  expect(await provedAfter([`delete ${from}`, [id, "holder"]])).toEqual([`signature-missing ${id} holder`]);
  const other = "update agreement.signature set content_hash = repeat('0', 64) where agreement_id = $1 and party = 'holder'";
  expect(await provedAfter([other, [id]])).toEqual([`signature-hash ${id} ${contentHash}`]);
  const approvals = "delete from agreement.assessment where agreement_id = $1 and body <> 'SVB'";
  expect(await provedAfter([approvals, [id]])).toEqual([`approval-missing ${id} 5515`]);
  expect(await provedAfter()).toEqual([]);
});

test("a version number that names two texts is found", async () => {
  const old = await life.running({ minutesPerWeek: 60 });
  const propose = async (cents: number) => {
    const rates = [{ unit: "hour" as const, cents, label: "", window: null }];
    const terms = life.terms({ replaces: old, from: day("2026-12-01"), minutesPerWeek: 60, rates });
    return (await life.run(shareAgreement, terms, life.as.holder)).agreement;
  };
  const first = await propose(2400);
  await life.run(withdrawAgreement, { agreement: first }, life.as.holder);
  const second = await propose(2300);
  expect(await provedAfter()).toEqual([]);
  await owner.query("update agreement.agreement set version = 2 where id = $1", [second]);
  expect(await provedAfter()).toEqual([expect.stringMatching(/^version-number-twice .* 2 names one text$/)]);
});
