import { describe, expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { mandateKinds } from "./mandate.ts";
import { signersOf, stillNeeded, type HeldMandate } from "./signatures.ts";

const on = day("2026-11-02");
const mandate = (given: string): HeldMandate => {
  const [representative = "", kind = "", more] = given.split(" ");
  const scopes = mandateKinds[kind]?.reach ?? [];
  return {
    representative,
    kind,
    from: day("2026-01-01"),
    until: more === "over" ? day("2026-11-01") : null,
    scopes,
    revoked: more === "revoked",
  };
};
const told = (born: string | null, mandates: readonly string[], provider: string, act: "sign" | "declare"): string => {
  const of = { id: "H", born: born === null ? null : day(born), mandates: mandates.map(mandate) };
  const { needed, provider: role } = signersOf(of, act, provider, on);
  return `${needed.map(({ why, people }) => `${why}:${people.join("|")}`).join(" ")} ${role}`;
};

const adult = "1980-01-01";
const child = "2014-09-19";

describe("who signs an agreement", () => {
  for (const [why, born, mandates, provider, expected] of [
    ["an adult himself", adult, [], "P", "holder:H stranger"],
    ["nobody knows his birthday: himself", null, [], "P", "holder:H stranger"],
    ["an adult or who he authorised", adult, ["A 04"], "P", "holder:H|A stranger"],
    ["a helper never", adult, ["A MK"], "P", "holder:H stranger"],
    ["the curator in his place", adult, ["C 03"], "P", "holder:C stranger"],
    ["the mentor in his place", adult, ["M 15"], "P", "holder:M stranger"],
    ["care and money apart", adult, ["B 14", "M 15"], "P", "care:M money:B stranger"],
    ["money under administration, care by himself", adult, ["B 14"], "P", "care:H money:B stranger"],
    ["one person for both signs once", adult, ["B 14", "B 15"], "P", "care:B money:B stranger"],
    ["one parent", child, ["A 10"], "P", "holder:A stranger"],
    ["two parents both", child, ["A 10", "B 10"], "P", "parent:A parent:B stranger"],
    ["two parents, one of whom has it no more", child, ["A 10", "B 10 over"], "P", "holder:A stranger"],
    ["two parents, one of whom was taken back", child, ["A 10", "B 10 revoked"], "P", "holder:A stranger"],
    ["the day before eighteen, both parents", "2008-11-03", ["A 10", "B 10"], "P", "parent:A parent:B stranger"],
    ["on the eighteenth birthday, himself", "2008-11-02", ["A 10", "B 10"], "P", "holder:H stranger"],
    ["the provider is who he authorised: himself", adult, ["P 04"], "P", "holder:H beside"],
    ["the provider is one of two parents: the other", child, ["P 10", "B 10"], "P", "parent:B beside"],
    ["the provider is the only parent: he alone", child, ["P 10"], "P", "holder:P alone"],
    ["the provider is the curator: he alone", adult, ["P 03"], "P", "holder:P alone"],
    ["the provider is the mentor: he for the care, another for the money", adult, ["B 14", "P 15"], "P", "care:P money:B alone"],
    ["the provider may only look", adult, ["P MK"], "P", "holder:H stranger"],
    ["the provider is another holder: a stranger here", adult, ["A 04"], "X", "holder:H|A stranger"],
  ] as const)
    test(why, () => expect(told(born, mandates, provider, "sign")).toBe(expected));
});

describe("who approves hours", () => {
  for (const [why, born, mandates, provider, expected] of [
    ["one parent is enough", child, ["A 10", "B 10"], "P", "holder:A|B stranger"],
    ["the administrator or himself", adult, ["B 14", "M 15"], "P", "holder:H|B stranger"],
    ["not the provider where another parent can", child, ["P 10", "B 10"], "P", "holder:B beside"],
    ["the provider where nobody else can", child, ["P 10"], "P", "holder:P alone"],
    ["not the provider where the holder can", adult, ["P 04"], "P", "holder:H beside"],
  ] as const)
    test(why, () => expect(told(born, mandates, provider, "declare")).toBe(expected));
});

test("a signature fills every need that its giver can fill, and no other", () => {
  const needed = [
    { why: "care", people: ["M", "B"] },
    { why: "money", people: ["B"] },
  ] as const;
  expect(stillNeeded(needed, [])).toEqual(needed);
  expect(stillNeeded(needed, ["M"])).toEqual([needed[1]]);
  expect(stillNeeded(needed, ["B"])).toEqual([]);
  expect(stillNeeded(needed, ["X"])).toEqual(needed);
});
