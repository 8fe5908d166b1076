// Holds docs/requirements.md to the program: what is said to stand names a place and tests that exist, and no requirement is left out.
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { textOf } from "./files-for-tests.ts";
import { verbs } from "./cli-run.ts";

type Row = { id: string; asked: string; state: string; places: string[]; tests: string[] };

const named = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

const rows: Row[] = [...textOf("docs/requirements.md").matchAll(/^\| (R\d{3}) \|(.*)\|$/gm)].map(([, id = "", rest = ""]) => {
  const [asked = "", state = "", where = "", held = ""] = rest.split("|").map((cell) => cell.trim());
  return { id, asked, state, places: named(where), tests: named(held) };
});
const routes = textOf("docs/generated/routes.md");

const isPlace = (name: string): boolean => {
  if (name.startsWith("pgb ")) return verbs.some((verb) => verb.name === name.slice(4));
  if (name.startsWith("/")) return routes.includes(`| GET | \`${name}\` |`);
  return existsSync(new URL(`../${name}`, import.meta.url));
};

const faultsOf = ({ state, places, tests }: Row): string[] => {
  const later = /^not yet: \S/.test(state);
  if (!later && !/^(stands|in part: \S.*)$/.test(state)) return [`says "${state}": write stands, in part: …, or not yet: …`];
  return [
    ...(later && places.length + tests.length > 0 ? ["is not there yet, but names where it is"] : []),
    ...(!later && (places.length === 0 || tests.length === 0) ? ["names no place or no test"] : []),
    ...places.filter((name) => !isPlace(name)).map((name) => `names ${name}, which is no page, verb or paper`),
    ...tests.filter((name) => !existsSync(new URL(`../${name}`, import.meta.url))).map((name) => `names ${name}, which is no file`),
  ];
};

test("each requirement names where it is met and what would fail without it, or says what is missing", () => {
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.map(({ id }) => id)).toEqual([...new Set(rows.map(({ id }) => id))].sort());
  expect(
    rows.flatMap((row) => [...(row.asked === "" ? [`${row.id} says nothing`] : []), ...faultsOf(row).map((fault) => `${row.id} ${fault}`)]),
  ).toEqual([]);
});

const survey = new URL("../../shared/requirements.md", import.meta.url);

test.skipIf(!existsSync(survey))("no core requirement of the survey is left out (skipped where ../shared is absent)", () => {
  const core = [...readFileSync(survey, "utf8").matchAll(/^\| (R\d{3}) \|.*\| core\b[^|]*\|$/gm)].map(([, id = ""]) => id);
  expect(core.length).toBeGreaterThan(60);
  expect(core.filter((id) => !rows.some((row) => row.id === id))).toEqual([]);
});
