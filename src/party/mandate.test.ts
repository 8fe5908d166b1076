import { describe, expect, test } from "vitest";
import { scopes } from "../kernel/actor.ts";
import { day } from "../kernel/day.ts";
import { holdsOn, lastDayOf, mandateKinds, ownScopes, rightsInWords } from "./mandate.ts";

const born = day("2009-01-25");
const from = day("2025-12-02");
const mandate = (kind: string, until: string | null = null) => ({ kind, from, until: until === null ? null : day(until) });

describe("the last day of a mandate", () => {
  for (const [why, kind, until, last] of [
    ["a parent until the day before the eighteenth birthday", "10", null, "2027-01-24"],
    ["a guardian too", "11", null, "2027-01-24"],
    ["a foster parent too", "13", null, "2027-01-24"],
    ["a parent whose mandate ends earlier", "10", "2026-06-30", "2026-06-30"],
    ["a curator without end", "03", null, null],
    ["a mentor until the day that the judge set", "15", "2027-12-31", "2027-12-31"],
    ["the guaranteed help until the end of the transition", "GH", null, "2028-06-30"],
    ["the budget manager without end", "PB", null, null],
  ] as const)
    test(why, () => expect(lastDayOf(mandate(kind, until), born)).toBe(last));

  test("a parent who was accepted for an adult goes on", () => {
    expect(lastDayOf(mandate("10"), day("1990-01-01"))).toBeNull();
  });

  test("a kind that nobody knows is a defect", () => {
    expect(() => lastDayOf(mandate("99"), born)).toThrow("no kind of mandate 99");
  });
});

test("a mandate holds on its first and last day, and not on the days beside them", () => {
  for (const [on, holds] of [
    ["2025-12-01", false],
    ["2025-12-02", true],
    ["2027-01-24", true],
    ["2027-01-25", false],
  ] as const)
    expect([on, holdsOn(mandate("10"), born, day(on))]).toEqual([on, holds]);
});

describe("what a holder may do himself", () => {
  for (const [why, birth, on, kinds, may] of [
    ["the day before he comes of age: nothing", "2009-01-25", "2027-01-24", ["10"], []],
    ["from his birthday: everything", "2009-01-25", "2027-01-25", ["10"], scopes],
    ["under a curator: read", "1980-01-01", "2026-11-02", ["03"], ["read"]],
    ["with an administrator: no money", "1980-01-01", "2026-11-02", ["14"], ["read", "hours", "declare", "sign"]],
    ["with a mentor: no signing", "1980-01-01", "2026-11-02", ["15"], ["read", "hours", "declare", "money"]],
    ["with both", "1980-01-01", "2026-11-02", ["14", "15"], ["read", "hours", "declare"]],
    ["with somebody whom he authorised: everything", "1980-01-01", "2026-11-02", ["04", "MK"], scopes],
  ] as const)
    test(why, () =>
      expect(
        ownScopes(
          day(birth),
          day(on),
          kinds.map((kind) => mandate(kind)),
        ),
      ).toEqual(may),
    );

  test("before a judge's order begins, and when the birth date is unknown, he may everything", () => {
    expect(ownScopes(null, day("2025-12-01"), [mandate("03")])).toEqual(scopes);
  });
});

test("each kind has a code of COD472 or of our own, a source, and lets read", () => {
  for (const code of Object.keys(mandateKinds)) expect(code).toMatch(/^([A-Z]{2}|0[34]|1[0-8])$/);
  for (const { source, reach } of Object.values(mandateKinds)) expect([source.length > 3, reach[0]]).toEqual([true, "read"]);
});

test("rights in words", () => {
  expect([[], ["read"], ["sign", "read"], scopes].map((held) => rightsInWords(held as never))).toEqual([
    "niets",
    "alles lezen",
    "alles lezen en overeenkomsten tekenen",
    "alles lezen, uren invullen, uren goedkeuren, overeenkomsten tekenen en geldzaken regelen",
  ]);
});
