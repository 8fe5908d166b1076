import fc from "fast-check";
import { expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { cents, zero, type Cents } from "../kernel/money.ts";
import { worksheet } from "../law/worksheet.ts";
import { correctionOf, payslip, type Earned, type PayslipFacts } from "./payslip.ts";

const facts: PayslipFacts = {
  regime: "insured",
  period: "month",
  ageGroup: "below-pension-age",
  credits: true,
  anonymous: false,
  yearly: cents(2_400_000),
  wageBefore: zero,
  periodsBefore: 0,
  awf: "low",
  disability: 193,
  garnishments: [],
  protectedAmount: null,
};
const nothing: Earned = { worked: zero, sick: zero, special: zero, untaxed: zero };
const slipOf = (earned: Partial<Record<keyof Earned, number>>, given: Partial<PayslipFacts> = {}, on = "2026-03-24") => {
  const amounts = Object.fromEntries(Object.entries(earned).map(([part, amount]) => [part, cents(amount)]));
  const made = payslip(worksheet("slip", day(on)), { ...nothing, ...amounts }, { ...facts, ...given });
  if (!made) throw new Error("no law");
  return made;
};

// Tax from rows of the official white month table of 2026; the employer's 17,54% and 22,54% are what the SVB charges in 2026.
test("a month's wage of € 3.996,00: the official tax, and what the SVB charges an employer on top", () => {
  const slip = slipOf({ worked: 399_600 });
  expect([slip.tax, slip.labourCredit, slip.net]).toStrictEqual([81_867, 46_100, 317_733]);
  const { premiums } = slip;
  expect([premiums?.awf, premiums?.aof, premiums?.childCare, premiums?.disability, premiums?.healthEmployer]).toStrictEqual([
    10_949, 25_054, 1_998, 7_712, 24_375,
  ]);
  expect(slip.cost).toBe(399_600 + 70_088);
  expect(Math.round((70_088 / 399_600) * 10_000)).toBe(1754);
  expect(Math.round(((slipOf({ worked: 399_600 }, { awf: "high" }).premiums?.employer ?? 0) / 399_600) * 10_000)).toBe(2254);
});

test("without the credits, and where the worker did not say who he is", () => {
  expect(slipOf({ worked: 399_600 }, { credits: false }).tax).toBe(144_217);
  expect(slipOf({ worked: 100_000 }, { anonymous: true }).tax).toBe(52_000);
});

test("opted in: tax and the contribution for health care are withheld, nothing comes on top", () => {
  const slip = slipOf({ worked: 399_600, untaxed: 2_500 }, { regime: "opted-in" });
  expect([slip.tax, slip.healthWithheld, slip.premiums?.employer]).toStrictEqual([81_867, 19_380, 0]);
  expect(slip.net).toBe(399_600 - 81_867 - 19_380 + 2_500);
  expect(slip.cost).toBe(402_100);
});

for (const regime of ["gross", "invoice"] as const) {
  test(`${regime}: what was earned is paid, whole`, () => {
    const slip = slipOf({ worked: 100_000, untaxed: 500 }, { regime });
    expect([slip.tax, slip.healthWithheld, slip.net, slip.cost, slip.premiums]).toStrictEqual([0, 0, 100_500, 100_500, null]);
  });
}

test("from pension age on no premiums for employees are owed, the contribution for health care is", () => {
  const { premiums } = slipOf({ worked: 399_600 }, { ageGroup: "pension-age-born-1946-or-later" });
  expect([premiums?.awf, premiums?.aof, premiums?.childCare, premiums?.disability, premiums?.healthEmployer]).toStrictEqual([
    0, 0, 0, 0, 24_375,
  ]);
});

test("creditors get what is above the protected amount, and nothing as long as none was named", () => {
  const garnishments = [{ id: "a", rank: 1, servedOn: "2026-01-01", open: cents(1_000_000) }];
  expect(slipOf({ worked: 399_600, untaxed: 700 }, { garnishments, protectedAmount: cents(200_000) })).toMatchObject({
    garnished: [{ id: "a", amount: 117_733 }],
    net: 200_700,
  });
  expect(slipOf({ worked: 399_600 }, { garnishments }).garnished).toStrictEqual([]);
});

test("a year without law pays nothing, and figures of another year are never used", () => {
  const on = (legal: string) => payslip(worksheet("slip", day(legal)), { ...nothing, worked: cents(100_000) }, facts);
  expect(on("2023-12-31")).toBeNull();
  expect(on("2027-01-01")).toBeNull();
  expect(on("2028-01-01")).toBeNull();
  expect(on("2026-12-31")).not.toBeNull();
});

test("an amount below nothing is no wage but a correction", () => {
  expect(() => slipOf({ worked: -1 })).toThrow("worked of a payslip is below nothing");
});

test("a correction is the difference of two payslips, and the sheets say what they rest on", () => {
  const before = slipOf({ worked: 200_000 });
  const after = slipOf({ worked: 230_000 });
  const more = correctionOf(day("2026-05-24"), before, after);
  expect(more.cost - more.employer).toBe(30_000);
  expect(more.net + more.tax + more.healthWithheld).toBe(30_000);
  const sheet = worksheet("slip", day("2026-03-24"));
  payslip(sheet, { ...nothing, worked: cents(200_000) }, facts);
  expect(sheet.lines.map(({ what }) => what)).toStrictEqual([
    "loonheffing, tabellen",
    "premies werknemersverzekeringen en bijdrage Zvw",
    "brutoloon",
    "loonheffing",
    "verrekende arbeidskorting",
    "nettoloon",
    "premies en bijdrage van de werkgever",
    "kosten voor het budget",
  ]);
});

const amount = fc.integer({ min: 0, max: 1_500_000 }).map((value) => cents(value));
const regimes = fc.constantFrom("insured", "opted-in", "gross", "invoice");
const given = fc.record({
  regime: regimes,
  credits: fc.boolean(),
  ageGroup: fc.constantFrom("below-pension-age", "pension-age-born-1946-or-later", "pension-age-born-1945-or-earlier"),
  awf: fc.constantFrom("low", "high"),
});
const seed = 20261125;

test("net, tax, what is withheld and what creditors get make the gross wage; cost is the gross wage with the employer's premiums", () => {
  fc.assert(
    fc.property(given, amount, amount, amount, amount, (chosen, worked, sick, special, kept) => {
      const garnishments = [{ id: "a", rank: 1, servedOn: "2026-01-01", open: cents(50_000) }];
      const slip = slipOf(
        { worked, sick, special, untaxed: 100 },
        { ...(chosen as Partial<PayslipFacts>), garnishments, protectedAmount: kept },
      );
      const taken = slip.garnished.reduce((so, one) => so + one.amount, 0);
      expect(slip.net + slip.tax + slip.specialTax + slip.healthWithheld + taken).toBe(slip.gross + slip.untaxed);
      expect(slip.cost).toBe(slip.gross + slip.untaxed + (slip.premiums?.employer ?? 0));
    }),
    { seed },
  );
});

test("more wage never means less tax", () => {
  fc.assert(
    fc.property(given, amount, fc.integer({ min: 0, max: 100_000 }), (chosen, worked, more) => {
      const of = (wage: number) => slipOf({ worked: wage }, chosen).tax;
      expect(of(worked + more)).toBeGreaterThanOrEqual(of(worked));
    }),
    { seed },
  );
});

test("premiums over twelve months are those over the year's wage up to its highest, to a cent a month and premium", () => {
  fc.assert(
    fc.property(fc.array(amount, { minLength: 12, maxLength: 12 }), (wages) => {
      let before: Cents = zero;
      let base = 0;
      wages.forEach((worked, at) => {
        base +=
          slipOf({ worked }, { wageBefore: before, periodsBefore: at }, `2026-${String(at + 1).padStart(2, "0")}-24`).premiums?.base ?? 0;
        before = cents(before + worked);
      });
      // The highest wage of a month is that of the year divided by twelve, down to the cent: a little less than the year's.
      const most = Math.floor(7_940_900 / 12) * 12;
      expect(base).toBe(Math.min(before, most));
    }),
    { seed },
  );
});
