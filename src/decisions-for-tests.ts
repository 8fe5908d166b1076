import fc from "fast-check";
import { agreementFacts, budgetLine, hourly } from "./agreement/fixtures.ts";
import type { AgreementFacts } from "./agreement/facts.ts";
import { kinds } from "./agreement/kinds.ts";
import { units, type Rate } from "./agreement/rate.ts";
import { lineStates, type ClaimLine } from "./declaration/declaration.ts";
import type { Facts } from "./declaration/facts.ts";
import { factsOf } from "./declaration/fixtures.ts";
import { day, month } from "./kernel/day.ts";
import { cents, minutes } from "./kernel/money.ts";
import { standings } from "./law/care-rates.ts";
import { unconfirmed } from "./law/catalogue.ts";
import { laws } from "./law/laws.ts";

// Facts of every kind, right and wrong in every way that they can be, for who holds two programs to each other.

const october = ["2026-10-01", "2026-10-03", "2026-10-04", "2026-10-07", "2026-10-31"];
const anyDay = fc.constantFrom(...october, "2026-09-30", "2026-11-02").map(day);
const anyPeriod = fc
  .tuple(fc.constantFrom("2026-01-01", "2026-10-01", "2026-10-05"), fc.constantFrom("2026-10-03", "2026-10-31", "2026-12-31", null))
  .map(([from, until]) => ({ from: day(from), until: until === null || until < from ? null : day(until) }));
const anyWindow = fc.option(
  fc.record({
    from: fc.constantFrom(0, 1320).map(minutes),
    until: fc.constantFrom(360, 1440).map(minutes),
    weekdays: fc.constantFrom([6, 7], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7]),
  }),
);
const anyRate: fc.Arbitrary<Rate> = fc.record({
  unit: fc.constantFrom(...units),
  cents: fc.constantFrom(0, 1500, 2500, 2698, 2699, 6000, 8500, 14_100, 14_101).map(cents),
  label: fc.constantFrom("", "weekend", "nacht"),
  window: anyWindow,
});
const anyRates = fc.array(anyRate, { minLength: 1, maxLength: 3 });
const anyPolicy = fc.constantFrom<Facts["policy"]>(
  [],
  [{ from: day("2025-01-01"), value: cents(2500), source: "test" }],
  [{ from: day("2026-10-04"), value: cents(2600), source: "test", confidence: "provisional" }],
);
const anyLaw = fc.constantFrom(...laws);
const anyKind = fc.constantFrom(...kinds);
const anyConfirmed = fc.constantFrom(unconfirmed(), []);
const anyMinutes = fc.constantFrom(-15, 0, 15, 50, 90, 465, 720, 1440, 1455);

const lineOf = (id: string): fc.Arbitrary<ClaimLine> =>
  fc.record({
    id: fc.constant(id),
    day: fc.oneof({ weight: 6, arbitrary: anyDay }, fc.constant(null)),
    rateAt: fc.nat(2),
    unit: fc.constantFrom(...units),
    minutes: anyMinutes.map(minutes),
    quantity: fc.constantFrom(0, 1, 2, 7, 1000),
    rate: fc.option(fc.constantFrom(2500, 2699).map(cents)),
    amount: fc.option(fc.constantFrom(2500, 6000, 14_100).map(cents)),
  });
const party = fc.record({
  known: fc.constantFrom(true, true, true, false),
  died: fc.constantFrom(null, null, day("2026-10-03"), day("2026-09-01")),
  blocked: fc.constantFrom(false, false, false, true),
});
/** Anything that a declaration can be judged on. */
export const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    lines: fc.integer({ min: 0, max: 6 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => lineOf(`l${String(at)}`)))),
    budgetLines: fc
      .array(
        fc.record({
          awarded: fc.array(anyPeriod, { maxLength: 2 }),
          commitment: fc.integer({ min: -1000, max: 60_000 }).map(cents),
          free: fc.integer({ min: -1000, max: 60_000 }).map(cents),
        }),
        { maxLength: 3 },
      )
      .map((all) => all.map((one, at) => ({ id: `b${String(at)}`, ...one }))),
    agreement: fc.record({
      law: anyLaw,
      kind: anyKind,
      standing: fc.constantFrom(...standings),
      rates: anyRates,
      period: anyPeriod,
      endedOn: fc.constantFrom(null, null, day("2026-10-03")),
      state: fc.constantFrom("approved" as const, "approved" as const, "ended" as const, "signed" as const),
      beyondCommitment: fc.boolean(),
      minutesPerWeek: fc.option(fc.constant(minutes(450))),
    }),
    holder: party,
    provider: party,
    sick: fc.array(anyPeriod, { maxLength: 1 }),
    suspended: fc.constantFrom(
      [],
      [],
      [{ from: day("2026-10-01"), until: day("2026-11-01") }],
      [{ from: day("2026-10-01"), until: day("2027-01-01") }],
    ),
    declared: fc.array(
      fc.record({
        id: fc.constantFrom("x", "y", "l0"),
        declaration: fc.constant("d"),
        day: fc.oneof(anyDay, fc.constant(null)),
        month: fc.constant(month("2026-10")),
        rateAt: fc.nat(1),
        unit: fc.constantFrom(...units),
        minutes: anyMinutes.map(minutes),
        quantity: fc.constantFrom(1, 2),
        state: fc.constantFrom(...lineStates),
      }),
      { maxLength: 3 },
    ),
    siblings: fc.constantFrom<Facts["siblings"]>([], [{ id: "d", supplementTo: null }], [{ id: "e", supplementTo: "d" }]),
    supplementTo: fc.constantFrom(null, null, "d"),
    policy: anyPolicy,
    confirmed: anyConfirmed,
    ownCare: fc.boolean(),
    today: fc.constantFrom("2026-11-02", "2026-10-04", "2026-12-24").map(day),
  })
  .map(({ lines, agreement, supplementTo, ...rest }) => {
    const facts = factsOf(lines, rest, agreement);
    return { ...facts, claim: { ...facts.claim, supplementTo } };
  });

const anyBase: Rate = { unit: "hour", cents: cents(2500), label: "", window: null };

/** Anything that an agreement can be judged on. */
export const anyAgreement: fc.Arbitrary<AgreementFacts> = fc
  .record({
    terms: fc.record({
      law: anyLaw,
      kind: anyKind,
      standing: fc.constantFrom(...standings),
      provider: fc.constantFrom("provider-1", "provider-1", "holder-1"),
      period: anyPeriod,
      budgetLines: fc.constantFrom(["line-1"], ["line-1", "line-2"], []),
      rates: anyRates,
      schedule: fc.constantFrom("fixed" as const, "irregular" as const),
      minutesPerWeek: fc.option(fc.constantFrom(0, 15, 50, 450).map(minutes)),
      quantityPerWeek: fc.option(fc.constantFrom(0, 3)),
      setAside: fc.option(fc.constantFrom(-1, 0, 50_000, 2_000_000).map(cents)),
      employment: fc.option(
        fc.record({
          daysPerWeek: fc.constantFrom(0, 3, 8),
          trialMonths: fc.constantFrom(0, 1, 2, 3),
          endTold: fc.boolean(),
          taxCredit: fc.boolean(),
          idCopy: fc.boolean(),
        }),
      ),
      standInFor: fc.constantFrom(null, null, "agreement-9"),
    }),
    code: fc.constantFrom("99", "02", "03"),
    free: fc.constantFrom(-5, 0, 100_000, 1_000_000).map(cents),
    awarded: fc.array(anyPeriod, { maxLength: 2 }),
    provider: fc.record({
      kind: fc.constantFrom("person" as const, "self-employed" as const, "institution" as const),
      registered: fc.boolean(),
      family: fc.boolean(),
      wageAge: fc.constantFrom(null, 15 as const, 21 as const),
    }),
    others: fc.array(
      fc.record({
        id: fc.constant("o"),
        provider: fc.constantFrom("provider-1", "provider-2"),
        kind: anyKind,
        state: fc.constant("approved" as const),
        period: anyPeriod,
      }),
      { maxLength: 2 },
    ),
    replaced: fc.option(
      fc.record({
        provider: fc.constantFrom("provider-1", "provider-9"),
        running: fc.array(anyPeriod, { maxLength: 1 }),
        standIn: fc.array(anyPeriod, { maxLength: 1 }),
      }),
    ),
    gone: fc.record({ holder: fc.constantFrom(null, null, day("2026-10-03")), provider: fc.constantFrom(null, null, day("2026-12-31")) }),
    signers: fc.record({
      needed: fc.constantFrom<AgreementFacts["signers"]["needed"]>(["holder"], ["parent", "parent"]),
      provider: fc.constantFrom("stranger" as const, "beside" as const, "alone" as const),
    }),
    policy: anyPolicy,
    confirmed: anyConfirmed,
    change: fc.option(
      fc.record({
        state: fc.constantFrom("approved" as const, "ended" as const),
        endedOn: fc.constantFrom(null, day("2026-10-15")),
        cents: fc.constantFrom(2500, 2600),
        lastDeclared: fc.constantFrom(null, month("2026-09"), month("2026-11")),
        otherOpen: fc.boolean(),
        freed: fc.array(fc.nat(5000), { maxLength: 2 }),
      }),
    ),
  })
  .map(({ terms: changed, code, free, awarded, change, ...rest }) => {
    const terms = { ...hourly, ...changed };
    const line = budgetLine(terms, { awarded, free, careFunction: { codeList: "wlz", code } });
    return agreementFacts(terms, {
      ...rest,
      budgetLines: [line, { ...line, id: "line-2" }],
      change:
        change === null
          ? null
          : {
              before: {
                ...{
                  ...hourly,
                  period: { from: day("2026-01-01"), until: day("2026-12-31") },
                  rates: [{ ...anyBase, cents: cents(change.cents) }],
                },
                ...{ id: "before", state: change.state, endedOn: change.endedOn, family: false, care: null },
              },
              ...{ care: null, lastDeclared: change.lastDeclared, otherOpen: change.otherOpen, awarded },
              freed: change.freed.map((freed) => ({ budgetLine: "line-1", kept: cents(0), freed: cents(freed) })),
            },
    });
  });
