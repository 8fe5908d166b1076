import { describe, expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { cents, minutes, type Minutes } from "../kernel/money.ts";
import { canonical, hashOf } from "../law/receipt.ts";
import type { Terms } from "./agreement.ts";
import { checks, judge } from "./checks.ts";
import type { AgreementFacts } from "./facts.ts";
import { agreementFacts, budgetLine, hourly, monthly, perHourOf } from "./fixtures.ts";
import type { Rate } from "./rate.ts";

const found = (facts: AgreementFacts): string[] => judge(facts).findings.map(({ code, outcome }) => `${code} ${outcome}`);
const award = (from: string, until: string | null) => ({ from: day(from), until: until === null ? null : day(until) });
const terms = (changes: Partial<Terms>, on: Terms = hourly): AgreementFacts => agreementFacts({ ...on, ...changes });

const daypart = { unit: "daypart", cents: cents(2500), label: "", window: null } as const;
const kin: Terms = { ...hourly, kind: "family", model: "familie-wlz-1" };
const person = { kind: "person", registered: false, family: false, wageAge: 21 } as const;
const nurse = { kind: "self-employed", registered: true, family: false, wageAge: 21 } as const;
// For nearly nothing, by an entrepreneur: the budget and the minimum wage have nothing to say of it.
const cheap = (minutesPerWeek: Minutes): AgreementFacts =>
  agreementFacts({ ...hourly, standing: "formal", minutesPerWeek, rates: perHourOf(1) }, { provider: nurse });

const cases: [code: string, rows: [why: string, facts: AgreementFacts, findings: string[]][]][] = [
  [
    "A101",
    [
      ["an assignment with a person", terms({}), []],
      ["an institution with an institution", agreementFacts(monthly), []],
      [
        "an assignment with an institution",
        agreementFacts(hourly, { provider: { kind: "institution", registered: true, family: false, wageAge: null } }),
        ["A101 repair"],
      ],
      ["an institution model with a person", agreementFacts(monthly, { provider: { ...person, registered: true } }), ["A101 repair"]],
      ["the model of another law", terms({ model: "opdracht-wmo-1" }), ["A101 repair"]],
      ["a model that never existed", terms({ model: "x" }), ["A101 repair"]],
    ],
  ],
  [
    "A102",
    [
      ["all clauses but one", terms({ accepted: ["care-description", "declarations", "funder-claim"] }), ["A102 repair"]],
      ["no clause", terms({ accepted: [] }), ["A102 repair"]],
    ],
  ],
  [
    "A103",
    [
      ["on the maximum", terms({ rates: perHourOf(2698) }), []],
      ["a cent above a confirmed maximum", terms({ rates: perHourOf(2699) }), ["A103 repair"]],
      [
        "a cent above a derived maximum goes to a person",
        agreementFacts({ ...hourly, rates: perHourOf(2699) }, { confirmed: [] }),
        ["A103 review"],
      ],
      [
        "a second rate above the maximum",
        terms({ rates: [...perHourOf(2500), { ...daypart, unit: "hour", cents: cents(2699), label: "weekend" }] }),
        ["A103 repair"],
      ],
      ["a part of a day on its maximum", terms({ rates: [{ ...daypart, cents: cents(2698) }], quantityPerWeek: 1 }), []],
      ["a part of a day above it", terms({ rates: [{ ...daypart, cents: cents(2699) }], quantityPerWeek: 1 }), ["A103 repair"]],
      ["no rate", terms({ rates: perHourOf(0) }), ["A103 repair"]],
      ["no policy of the municipality", agreementFacts(monthly), []],
      [
        "a month amount on the maximum: 21 hours 40 at € 46,16",
        agreementFacts(monthly, { policy: [{ from: day("2026-01-01"), value: cents(4616), source: "verordening" }] }),
        [],
      ],
      [
        "a month amount above it",
        agreementFacts(monthly, { policy: [{ from: day("2026-01-01"), value: cents(4615), source: "verordening" }] }),
        ["A103 repair"],
      ],
      [
        "a policy that begins later",
        agreementFacts(monthly, { policy: [{ from: day("2026-10-02"), value: cents(1), source: "verordening" }] }),
        ["A103 review"],
      ],
    ],
  ],
  [
    "A104",
    [
      ["a quarter of an hour a week", terms({ minutesPerWeek: minutes(15) }), []],
      ["a minute too many", terms({ minutesPerWeek: minutes(601) }), ["A104 repair"]],
      ["none", terms({ minutesPerWeek: minutes(0) }), ["A104 repair"]],
      ["a whole week", cheap(minutes(10080)), []],
      ["more than a week holds", cheap(minutes(10095)), ["A104 repair"]],
      ["irregular hours need none", terms({ schedule: "irregular", minutesPerWeek: null, setAside: cents(0) }), []],
      ["fixed hours that are missing", terms({ minutesPerWeek: null, setAside: cents(0) }), ["A104 repair"]],
      ["parts of a day that are counted", terms({ rates: [daypart], minutesPerWeek: null, quantityPerWeek: 3 }), []],
      ["parts of a day without a number", terms({ rates: [daypart], minutesPerWeek: null, setAside: cents(0) }), ["A104 repair"]],
      ["irregular parts of a day", terms({ rates: [daypart], schedule: "irregular", minutesPerWeek: null, setAside: cents(0) }), []],
      ["a month amount with irregular hours", agreementFacts({ ...monthly, schedule: "irregular" }), ["A104 repair"]],
    ],
  ],
  [
    "A105",
    [
      ["within the award", terms({}), []],
      [
        "the first day before the award",
        agreementFacts(hourly, { budgetLines: [budgetLine(hourly, { awarded: [award("2026-10-02", "2026-12-31")] })] }),
        ["A105 repair"],
      ],
      [
        "no day in common",
        agreementFacts(hourly, { budgetLines: [budgetLine(hourly, { awarded: [award("2025-01-01", "2025-12-31")] })] }),
        ["A105 repair"],
      ],
      ["a day longer than the award", terms({ period: award("2026-10-01", "2027-01-01") }), ["A105 notice"]],
      ["without an end", terms({ period: award("2026-10-01", null) }), ["A105 notice"]],
      [
        "two awards that adjoin",
        agreementFacts(hourly, {
          budgetLines: [budgetLine(hourly, { awarded: [award("2026-11-01", "2026-12-31"), award("2026-01-01", "2026-10-31")] })],
        }),
        [],
      ],
      [
        "two awards with a day between them",
        agreementFacts(hourly, {
          budgetLines: [budgetLine(hourly, { awarded: [award("2026-01-01", "2026-10-31"), award("2026-11-02", "2026-12-31")] })],
        }),
        ["A105 notice"],
      ],
    ],
  ],
  [
    "A106",
    [
      ["the function of the budget", agreementFacts(monthly), []],
      [
        "another function",
        agreementFacts(monthly, { budgetLines: [budgetLine(monthly, { careFunction: { codeList: "WMO022", code: "03" } })] }),
        ["A106 repair"],
      ],
      [
        "the whole package",
        agreementFacts(monthly, { budgetLines: [budgetLine(monthly, { careFunction: { codeList: "WMO022", code: "99" } })] }),
        [],
      ],
      [
        "the budget of another holder",
        agreementFacts(hourly, { budgetLines: [budgetLine(hourly, { holder: "holder-2" })] }),
        ["A105 repair", "A106 repair"],
      ],
      [
        "the budget of another funder",
        agreementFacts(hourly, { budgetLines: [budgetLine(hourly, { funder: "5502" })] }),
        ["A105 repair", "A106 repair"],
      ],
    ],
  ],
  ["A107", [["the holder himself", terms({ provider: "holder-1" }), ["A107 repair"]]]],
  [
    "A108",
    [
      ["just enough", agreementFacts(hourly, { budgetLines: [budgetLine(hourly, { free: cents(328_583) })] }), []],
      ["a cent short", agreementFacts(hourly, { budgetLines: [budgetLine(hourly, { free: cents(328_582) })] }), ["A108 repair"]],
      ["knowingly less than it costs", terms({ setAside: cents(100_000) }), ["A108 notice"]],
      ["irregular without a figure", terms({ schedule: "irregular", minutesPerWeek: null }), ["A108 repair"]],
      ["irregular without a guarantee", terms({ schedule: "irregular", minutesPerWeek: null, setAside: cents(0) }), []],
      ["a negative figure", terms({ setAside: cents(-1) }), ["A108 repair"]],
    ],
  ],
  [
    "A109",
    [
      ["a registered professional", agreementFacts({ ...hourly, standing: "formal" }, { provider: nurse }), []],
      ["a person who is not registered", agreementFacts({ ...hourly, standing: "formal" }, { provider: person }), ["A109 repair"]],
      [
        "family that is registered",
        agreementFacts({ ...kin, standing: "formal" }, { provider: { ...nurse, family: true } }),
        ["A109 repair"],
      ],
      ["family as informal", agreementFacts(kin, { provider: { ...nurse, family: true } }), []],
    ],
  ],
  [
    "A163",
    [
      ["the holder died on the last day", agreementFacts(hourly, { gone: { holder: day("2026-12-31"), provider: null } }), []],
      ["the holder died the day before", agreementFacts(hourly, { gone: { holder: day("2026-12-30"), provider: null } }), ["A163 repair"]],
      [
        "the provider died the day before",
        agreementFacts(hourly, { gone: { holder: null, provider: day("2026-12-30") } }),
        ["A163 repair"],
      ],
    ],
  ],
];
for (const [code, rows] of cases) {
  describe(code, () => {
    for (const [why, facts, findings] of rows) test(why, () => expect(found(facts)).toEqual(findings));
  });
}

test("every check is tried, in order, and the receipt can be judged again to the same hash", () => {
  const verdict = judge(agreementFacts());
  expect(verdict).toMatchObject({
    outcome: "fits",
    commitment: 328_583,
    expected: 328_583,
    commitments: [{ budgetLine: "line-1", amount: 328_583 }],
  });
  expect(verdict.receipt.rules.map(({ code }) => code)).toEqual(Object.keys(checks));
  const again = judge(JSON.parse(canonical(verdict.receipt.given)) as AgreementFacts);
  expect(hashOf(again.receipt)).toBe(hashOf(verdict.receipt));
});

test("a receipt keeps nothing else that the facts carry", () => {
  const facts = agreementFacts();
  const laden = { ...facts, terms: { ...facts.terms, care: "helpt met wassen" } };
  expect(hashOf(judge(laden).receipt)).toBe(hashOf(judge(facts).receipt));
});

test("each finding names an article, the values and what to do", () => {
  const { findings } = judge(terms({ rates: perHourOf(9999), setAside: cents(0), schedule: "irregular", minutesPerWeek: null }));
  expect(findings).toEqual([
    {
      code: "A103",
      about: "agreement-1",
      outcome: "repair",
      article: "Rlz art. 5.22",
      text: "Te hoog is: het tarief van €\u00a099,99. Het maximum is €\u00a026,98 per uur.",
      remedy: "Spreek een tarief af van ten hoogste €\u00a026,98 per uur. Wilt u meer betalen? Dat kan alleen met eigen geld.",
    },
  ]);
});

const rate = (price: number, label = "", unit: Rate["unit"] = "hour"): Rate => ({ unit, cents: cents(price), label, window: null });
const most = "€\u00a026,98";
for (const [why, rates, confirmed, text, remedy] of [
  [
    "two of three above it, the third on it",
    [rate(2850), rate(2699, "nacht"), rate(2698, "zondag")],
    true,
    `Te hoog zijn: het tarief van €\u00a028,50 en ‘nacht’ van €\u00a026,99. Het maximum is ${most} per uur.`,
    `Spreek tarieven af van ten hoogste ${most} per uur. Wilt u meer betalen? Dat kan alleen met eigen geld.`,
  ],
  [
    "an hour and a part of a day, each above its own",
    [rate(2699), rate(2699, "dagdeel", "daypart")],
    true,
    `Te hoog is: het tarief van €\u00a026,99. Het maximum is ${most} per uur. Te hoog is: ‘dagdeel’ van €\u00a026,99. Het maximum is ${most} per dagdeel.`,
    `Spreek een tarief af van ten hoogste ${most} per uur. Spreek een tarief af van ten hoogste ${most} per dagdeel. Wilt u meer betalen? Dat kan alleen met eigen geld.`,
  ],
  [
    "all three above a maximum that is not settled",
    [rate(2850), rate(4000, "nacht"), rate(4550, "zondag")],
    false,
    `Te hoog zijn: het tarief van €\u00a028,50, ‘nacht’ van €\u00a040,00 en ‘zondag’ van €\u00a045,50. Het maximum is ${most} per uur. Dit maximum is een voorlopig bedrag.`,
    `Spreek tarieven af van ten hoogste ${most} per uur. Wilt u meer betalen? Dat kan alleen met eigen geld.`,
  ],
] as const) {
  test(`every rate that is too high is named at once: ${why}`, () => {
    const facts = agreementFacts({ ...hourly, rates }, confirmed ? {} : { confirmed: [] });
    const found = judge(facts).findings.find(({ code }) => code === "A103");
    expect([found?.text, found?.remedy, found?.outcome]).toEqual([text, remedy, confirmed ? "repair" : "review"]);
  });
}
