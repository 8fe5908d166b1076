import { existsSync, readFileSync } from "node:fs";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../db/test-database.ts";
import { funders } from "./funders-data.ts";

const shared = new URL("../../../shared/data/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, shared), "utf8");
const here = existsSync(shared);

const ofKind = (kind: string): string[][] => funders.filter((funder) => funder.kind === kind).map(({ code, name }) => [code, name]);

test("there are 342 municipalities and 32 care office regions, each code once", () => {
  expect(ofKind("municipality")).toHaveLength(342);
  expect(ofKind("care-office")).toHaveLength(32);
  expect(new Set(funders.map(({ code }) => code)).size).toBe(374);
  for (const { code, name } of funders) expect(`${code} ${name}`).toMatch(/^\d{4} (Gemeente|Zorgkantoor) \S/);
});

test("the migration puts exactly these funders in the database", async () => {
  const database = await testDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query("select code, kind, name, laws from party.funder order by kind desc, code");
    expect(rows).toEqual(funders);
  } finally {
    await client.end();
    await database.drop();
  }
});

describe.skipIf(!here)("against the public code lists (skipped when ../shared is absent)", () => {
  test.each(["jw", "wmo"])("the municipalities are those of the CBS list of %s", (standard) => {
    const list = [...read(`istandaarden/${standard}/codelijsten/CBS_Gemeentecodes.md`).matchAll(/^\| (\d{4}) \| ([^|]+?) \|/gm)];
    expect(ofKind("municipality")).toEqual(list.map(([, code, name]) => [code, `Gemeente ${String(name)}`]).sort());
  });

  test("the care office regions are those of the Wlz list", () => {
    const list = JSON.parse(read("codelists/iwlz-2.2-simpletypes.json")) as {
      LDT_ZorgkantoorCode: { values: { code: string; label: string }[] };
    };
    expect(ofKind("care-office")).toEqual(list.LDT_ZorgkantoorCode.values.map(({ code, label }) => [code, label]));
  });
});
