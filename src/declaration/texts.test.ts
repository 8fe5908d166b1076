import { describe, expect, test } from "vitest";
import { day, month } from "../kernel/day.ts";
import { cents, minutes } from "../kernel/money.ts";
import { unsettledLines } from "../law/worksheet.ts";
import { judge } from "./checks.ts";
import type { Facts } from "./facts.ts";
import { perHourOf } from "../agreement/fixtures.ts";
import { factsOf, hours, monthFacts, monthLine } from "./fixtures.ts";

describe("what people read", () => {
  const plain = (text: string): string => text.replaceAll("\u00a0", " ");
  const said = (facts: Facts): string[] => judge(facts).findings.map(({ code, text, remedy }) => plain(`${code}: ${text} | ${remedy}`));

  test("a line that no longer fits names what still does", () => {
    const short = {
      budgetLines: [{ id: "b", awarded: [{ from: day("2026-01-01"), until: null }], commitment: cents(4000), free: cents(0) }],
    };
    expect(said(factsOf([hours("a", "2026-10-05", 120)], short))).toEqual([
      "D109: Deze regel kost € 50,00. Er is nog € 40,00 over op uw budget voor deze zorgverlener. | " +
        "Er past nog 1,5 uur (€ 37,50). Vul dat in voor deze regel. Vraag uw verstrekker om meer budget, of betaal het verschil met eigen geld.",
    ]);
  });

  test("minutes that are no quarters name the nearest", () => {
    expect(said(factsOf([hours("a", "2026-10-05", 128)]))).toEqual([
      "D111: U vulde 2,13 uur in. Uren gaan in kwartieren. | Vul 2 uur of 2,25 uur in.",
    ]);
  });

  test("a wrong amount shows the sum and the right one", () => {
    expect(said(factsOf([hours("a", "2026-10-05", 150, { amount: cents(9000) })]))).toEqual([
      "D105: 2,5 uur × € 25,00 is € 62,50. U vulde € 90,00 in. | Verbeter het bedrag in € 62,50, of verbeter het aantal uren.",
    ]);
  });

  test("a part of a month says which days count", () => {
    const half = { period: { from: day("2026-10-01"), until: day("2026-10-15") } };
    expect(said(monthFacts([monthLine({ amount: cents(100_000) })], {}, half))).toEqual([
      "D112: In oktober 2026 tellen 15 van de 31 dagen mee. U vulde € 1.000,00 in. | Vul het bedrag voor die dagen in: € 483,87.",
    ]);
  });

  test("a provisional maximum is called so, in the finding and on the sheet", () => {
    const verdict = judge(factsOf([hours("a", "2026-10-05", 60)], { confirmed: [] }, { rates: perHourOf(3000) }));
    expect(plain(verdict.findings[0]?.text ?? "")).toBe(
      "Het tarief is € 30,00. Het maximum is € 26,98 per uur. Dit maximum is een voorlopig bedrag.",
    );
    expect(unsettledLines(verdict.receipt.sheet).map(({ what }) => what)).toEqual(["maximumtarief Wlz informeel per uur"]);
  });

  const stays = (changes: Partial<Facts>): string[] => said(factsOf([hours("a", "2026-10-05", 60)], changes));
  const still = { known: true, died: null, blocked: true };

  test("a stop says whose payments stand still", () => {
    expect(stays({ holder: still })[0]).toContain("De betalingen uit dit budget staan stil op 2 november 2026.");
    expect(stays({ provider: still })[0]).toContain("De betalingen aan deze zorgverlener staan stil op 2 november 2026.");
  });

  test("an hour line names its day, a month amount its month", () => {
    const nothing = { budgetLines: [] };
    expect(stays(nothing)[0]).toContain("U had geen budget voor zorg op 5 oktober 2026.");
    expect(said(monthFacts([monthLine()], nothing))[0]).toContain("U had geen budget voor zorg in oktober 2026.");
  });

  test("a double names the day, what was declared and the sum", () => {
    expect(said(factsOf([hours("a", "2026-10-05", 60), hours("b", "2026-10-05", 90)]))).toEqual([
      "D106: De dag 5 oktober 2026 staat twee keer in deze declaratie. | Tel wat op één dag is gegeven bij elkaar op in één regel: 2,5 uur.",
    ]);
    const before = {
      id: "old",
      declaration: "claim-0",
      day: day("2026-10-05"),
      month: month("2026-10"),
      rateAt: 0,
      unit: "hour",
      minutes: minutes(60),
      quantity: 1,
      state: "paid",
    } as const;
    expect(said(factsOf([hours("a", "2026-10-05", 90)], { declared: [before] }))[0]).toContain(
      "U declareerde al 1 uur voor 5 oktober 2026. Met deze regel wordt dat 2,5 uur.",
    );
  });

  test("a rate above the maximum names what this line would be, and a month amount only its ceiling", () => {
    expect(said(factsOf([hours("a", "2026-10-05", 120)], {}, { rates: perHourOf(3000) }))[0]).toContain(
      "Spreek in de zorgovereenkomst ten hoogste € 26,98 per uur af. Voor deze regel is dat € 53,96.",
    );
    const policy = [{ from: day("2026-01-01"), value: cents(4000), source: "verordening" }];
    expect(said(monthFacts([monthLine()], { policy }))[0]).toContain("ten hoogste € 866,67 per maand af. Het verschil");
  });

  test("the nearest quarters stay within a day and above nothing", () => {
    expect(said(factsOf([hours("a", "2026-10-05", 7)]))[0]).toContain("Vul 0,25 uur in.");
    expect(said(factsOf([hours("a", "2026-10-05", 1430)]))[0]).toContain("Vul 23,75 uur of 24 uur in.");
  });

  test("a whole month with another amount says the fixed amount", () => {
    expect(said(monthFacts([monthLine({ amount: cents(90_000) })]))).toEqual([
      "D112: Het vaste bedrag is € 1.000,00. U vulde € 900,00 in. | Declareer één keer het hele bedrag voor oktober 2026: € 1.000,00.",
    ]);
  });

  test("a month amount that no longer fits names the money, not hours", () => {
    const short = {
      budgetLines: [{ id: "b", awarded: [{ from: day("2026-01-01"), until: null }], commitment: cents(4000), free: cents(0) }],
    };
    expect(said(monthFacts([monthLine()], short))[0]).toContain("| Er past nog € 40,00.");
  });

  test("the receipt shows the working in order", () => {
    const { receipt } = judge(factsOf([hours("a", "2026-10-05", 120)]));
    expect(receipt.sheet.map(({ what }) => what)).toEqual([
      "tijd",
      "tarief",
      "bedrag",
      "maximumtarief Wlz informeel per uur",
      "kleinste eenheid van tijd",
      "ruimte voor deze regel",
      "uit het vastgelegde bedrag",
    ]);
    expect(receipt.rules.map(({ code }) => code)).toEqual([
      "D108",
      "D101",
      "D102",
      "D103",
      "D104",
      "D105",
      "D106",
      "D107",
      "D108",
      "D110",
      "D111",
      "D112",
      "D113",
      "D114",
      "D115",
      "D116",
      "D117",
      "D190",
      "D150",
      "D120",
      "D109",
    ]);
  });

  test("the receipt says which part came from free room", () => {
    const { receipt } = judge(
      factsOf([hours("a", "2026-10-05", 60)], {
        budgetLines: [{ id: "b", awarded: [{ from: day("2026-01-01"), until: null }], commitment: cents(0), free: cents(9000) }],
      }),
    );
    expect(receipt.sheet.at(-1)).toMatchObject({ what: "uit het vrije budget", value: { unit: "cents", amount: 2500 }, origin: "ledger" });
    expect(receipt.sheet.map(({ what }) => what)).not.toContain("uit het vastgelegde bedrag");
  });
});

describe("the outcome of the whole", () => {
  const wrong = hours("w", "2026-10-06", 7);
  for (const [why, facts, outcome] of [
    ["all lines right", factsOf([hours("a", "2026-10-05", 60)]), "pay"],
    ["some right, some wrong", factsOf([hours("a", "2026-10-05", 60), wrong]), "partly"],
    ["all wrong", factsOf([wrong]), "repair"],
    ["none declared", factsOf([]), "repair"],
    ["for a person", factsOf([hours("a", "2026-10-05", 60)], { holder: { known: true, died: null, blocked: true } }), "review"],
  ] as const) {
    test(why, () => expect([judge(facts).outcome, judge(facts).receipt.outcome]).toEqual([outcome, outcome]));
  }
});

test("a month amount draws on two lines that each cover a part of the month, and a line draws once", () => {
  const half = (id: string, from: string, until: string, commitment: number) => ({
    id,
    awarded: [{ from: day(from), until: day(until) }],
    commitment: cents(commitment),
    free: cents(0),
  });
  const rooms = [
    half("b1", "2026-10-01", "2026-10-15", 40_000),
    half("b2", "2026-10-16", "2026-10-31", 60_000),
    half("b3", "2026-11-01", "2026-11-30", 90_000),
  ];
  expect(judge(monthFacts([monthLine()], { budgetLines: rooms })).lines[0]?.draws).toEqual([
    { budgetLine: "b1", commitment: 40_000, free: 0 },
    { budgetLine: "b2", commitment: 60_000, free: 0 },
  ]);
});
