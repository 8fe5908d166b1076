import { existsSync, readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { day } from "../../kernel/day.ts";
import { funders } from "../../party/funders-data.ts";
import { assessAwardMessage, formOutcome, type AwardFacts, type Predecessor } from "./award-assessment.ts";
import type { AwardOutcome } from "./award-codes.ts";
import type { AwardMessage } from "./award-message.ts";
import { readAwardMessage } from "./award-reader.ts";

const folder = new URL("../../../../shared/examples/tkb/", import.meta.url);
const here = existsSync(folder);
const knows: AwardFacts["knows"] = (code, law) => funders.some((funder) => funder.code === code && funder.laws.includes(law));

/** What the house would know after the messages accepted so far: the budgets, by number. */
const receive = (bytes: Uint8Array, known: Map<string, AwardMessage>): AwardOutcome => {
  const reading = readAwardMessage(bytes);
  const { message } = reading;
  if (message === null) return formOutcome(reading, knows);
  const replaced = new Set([...known.values()].map(({ budget }) => budget.previous));
  const before = message.budget.previous === null ? undefined : known.get(message.budget.previous);
  const predecessor: Predecessor | null =
    before === undefined
      ? null
      : {
          sameFunder: before.sender === message.sender,
          sameHolder: before.client.bsn === message.client.bsn,
          sameLaw: before.law === message.law,
          replaced: replaced.has(before.budget.number),
          functions: before.budget.functions,
        };
  const grantedElsewhere = [...known.values()]
    .filter((each) => each.client.bsn === message.client.bsn && each.law === message.law && each.sender !== message.sender)
    .flatMap(({ budget }) => budget.functions);
  const facts = { today: day("2026-11-02"), knows, identificationUsed: false, budgetNumberUsed: false, predecessor, grantedElsewhere };
  const outcome = assessAwardMessage(reading, facts);
  if (outcome.accepted) known.set(message.budget.number, message);
  return outcome;
};

const good = ["Header 0200", "Client 0200", "Budget 0200", "FunctieBudget 0200"];
const goodWithRelations = ["Header 0200", "Client 0200", "Relatie 0200", "Budget 0200", "FunctieBudget 0200"];

describe.skipIf(!here)("the fifteen example messages, in order (skipped when ../shared is absent)", () => {
  const known = new Map<string, AwardMessage>();
  const outcomes = new Map<string, AwardOutcome>();
  beforeAll(() => {
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith(".xml"))
      .sort()) {
      outcomes.set(name.slice(0, 2), receive(readFileSync(new URL(name, folder)), known));
    }
  });

  test.each([
    ["01", good],
    ["02", good],
    ["03", goodWithRelations],
    ["04", good],
    ["05", good],
    ["06", good],
    ["07", goodWithRelations],
    ["91", ["Header 0200", "Client P004", "Budget 0200", "FunctieBudget 0200"]],
    ["92", ["Bericht 0001"]],
    ["93", ["Header S300", "Client 0200", "Budget 0200", "FunctieBudget 0200"]],
    ["94", ["Header 0200", "Client 0200", "Budget 0200", "FunctieBudget CS003"]],
    ["95", ["Bericht 0001"]],
    ["96", ["Header 0200", "Client 0200", "Budget 9063", "FunctieBudget 0200"]],
    ["97", ["Header 0200", "Client 0200", "Budget 0200", "FunctieBudget P005"]],
    ["98", ["Header 0200", "Client OP516", "Budget 0200", "FunctieBudget 0200"]],
  ])("message %s", (number, codes) => {
    const outcome = outcomes.get(number);
    expect(outcome?.codes.map((each) => `${each.class} ${each.code}`)).toEqual(codes);
    expect(outcome?.accepted).toBe(number < "90");
  });

  test("message 03 names both parents, and 05 withdraws a function", () => {
    expect(outcomes.get("03")?.message?.relations.map(({ kind, name }) => [kind, name.given])).toEqual([
      ["10", "Marieke"],
      ["10", "Jeroen"],
    ]);
    expect(outcomes.get("05")?.message?.budget.functions[1]).toEqual({ code: "01", amount: 0, from: "2026-01-01", until: "2026-01-01" });
  });

  test("nothing of the document type of 95 is read", () => {
    expect(JSON.stringify(outcomes.get("95"))).not.toMatch(/root:|passwd/);
    expect(outcomes.get("95")?.codes[0]?.text).toContain("DOCTYPE");
  });

  test("message 04 before 02 is refused, and accepted when sent again after 02", () => {
    const fresh = new Map<string, AwardMessage>();
    const bytes = (start: string): Uint8Array =>
      readFileSync(new URL(readdirSync(folder).find((name) => name.startsWith(start)) ?? "", folder));
    expect(receive(bytes("04"), fresh).codes).toContainEqual(expect.objectContaining({ class: "Budget", code: "9063" }));
    expect(receive(bytes("02"), fresh).accepted).toBe(true);
    expect(receive(bytes("04"), fresh).accepted).toBe(true);
  });
});
