import { daysBetween, type Day } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { minimumWage } from "../law/payroll/minimum-wage.ts";
import type { Receipt } from "../law/receipt.ts";
import { asCents, asText, type Value } from "../law/value.ts";
import { moneyOf, ownLines, type GivenAgreement } from "./agreement-given.ts";
import { agreementRules, heldByHash, lowestRate } from "./agreement-rules.ts";
import { shared, workCost } from "./amounts.ts";
import { same, type Fault } from "./receipt.ts";

const lowestName = "laagste uurtarief, met vakantiegeld";

type Written = { what: string; value: Value };

const euros = (what: string, amount: number): Written => ({ what, value: asCents(cents(amount)) });
const unitOf = { hour: "uur", daypart: "dagdeel", day: "etmaal", month: "maand", piece: "stuk" } as const;

const until = ({ period, endedOn }: { period: { from: Day; until: Day | null }; endedOn: Day | null }): Day | null =>
  endedOn === null || (period.until !== null && daysBetween(endedOn, period.until) < 0) ? period.until : endedOn;

const changeWritten = ({ change, terms }: GivenAgreement): Written[] => {
  if (change === null) return [];
  const rest = shared({ from: change.before.period.from, until: until(change.before) }, { from: terms.period.from, until: null });
  const before = rest === null ? 0 : workCost({ ...change.before, period: rest }, change.awarded);
  return [
    ...(before === null ? [] : [euros("verwachte kosten zonder de wijziging", before)]),
    euros(
      "komt vrij van de oude afspraken",
      change.freed.reduce((sum, { freed }) => sum + freed, 0),
    ),
  ];
};

const moneyWritten = (given: GivenAgreement): Written[] => {
  const { expected, aside } = moneyOf(given);
  const lowest = lowestRate(given);
  const irregularWithoutFigure =
    given.terms.setAside === null && given.terms.rates[0]?.unit !== "month" && given.terms.schedule === "irregular";
  return [
    ...given.terms.rates.flatMap(({ unit, cents: rate, label }) => [
      euros("tarief", rate),
      { what: "eenheid", value: asText(label === "" ? unitOf[unit] : `${unitOf[unit]}, ${label}`) },
    ]),
    ...(lowest === null ? [] : [euros(lowestName, lowest)]),
    ...(irregularWithoutFigure
      ? []
      : [
          euros(
            "vrij op het budget",
            ownLines(given).reduce((sum, { free }) => sum + Math.max(0, free), 0),
          ),
        ]),
    ...changeWritten(given),
    ...(expected === null ? [] : [euros("verwachte kosten", expected)]),
    euros("vastgelegd bedrag", aside),
  ];
};

// What a change is called, and that a college takes the place of the SVB: words, which the hash holds.
const inWords = new Set(["wijziging", "de verstrekker keurt ook goed in plaats van de SVB"]);

const byName = (a: Written, b: Written): number => (a.what < b.what ? -1 : a.what > b.what ? 1 : 0);

/** What stands on the sheet in euros and does not come straight from the table of law or from policy: those are held to law elsewhere. */
const figuresOf = (receipt: Receipt): Written[] =>
  receipt.sheet
    .filter(({ what, value, origin }) =>
      value.unit === "cents" ? origin !== "policy" && (origin !== "law" || what === lowestName) : origin !== "law" && !inWords.has(what),
    )
    .map(({ what, value }) => ({ what, value }));

/** The lowest rate follows from the minimum wage of the day, and says so. */
const lowestFaults = ({ sheet, given }: Receipt): Fault[] => {
  const { provider, terms } = given as unknown as GivenAgreement;
  const law = minimumWage[provider.wageAge ?? 21].on(terms.period.from);
  if (!law.known) return [];
  return sheet.flatMap((line, at) => {
    if (line.what !== lowestName) return [];
    const { article, inForceSince, source, confidence, settled, origin } = line;
    return same(
      `sheet.${String(at)}`,
      [`${law.article}; Wml art. 15`, law.from, law.source, law.confidence, law.confidence === "published", "law"],
      [article, inForceSince, source, confidence, settled, origin],
    );
  });
};

/** Decides on an agreement anew, from what was given, and holds the receipt to that. */
export const agreementFaults = (receipt: Receipt): Fault[] => {
  const given = receipt.given as unknown as GivenAgreement;
  const outcomes = receipt.rules.map(({ outcome }) => outcome);
  const blocking = outcomes.some((outcome) => outcome === "repair" || outcome === "refuse");
  const tried = receipt.rules.map(({ code }) => code);
  return [
    ...same("subject", given.subject, receipt.subject),
    ...same("legalDay", given.sharedOn, receipt.legalDay),
    ...same("rules", [...Object.keys(agreementRules), ...heldByHash].sort(), [...tried].sort()),
    ...receipt.rules.flatMap(({ code, outcome }, at) => {
      const rule = agreementRules[code];
      return rule === undefined ? [] : same(`rules.${String(at)}.outcome (${code})`, rule(given), outcome);
    }),
    ...same("sheet", moneyWritten(given).sort(byName), figuresOf(receipt).sort(byName)),
    ...receipt.rules.flatMap(({ about }, at) => same(`rules.${String(at)}.about`, given.subject, about)),
    ...receipt.sheet.flatMap(({ about, legalDay }, at) =>
      same(`sheet.${String(at)}`, [given.subject, given.terms.period.from], [about, legalDay]),
    ),
    ...lowestFaults(receipt),
    ...same("outcome", blocking ? "repair" : outcomes.includes("review") ? "review" : "fits", receipt.outcome),
  ];
};
