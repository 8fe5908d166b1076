import { inWords, plusDays, plusMonths, type Day } from "../../kernel/day.ts";
import { cents, inEuros, least, minus, total, zero, type Cents } from "../../kernel/money.ts";
import { triedAll, type Check } from "../../law/check.ts";
import { perLaw, underEachLaw, type Articles, type Law } from "../../law/laws.ts";
import { receipt, type Finding, type Receipt } from "../../law/receipt.ts";
import { debtTerm } from "../../law/recovery.ts";
import { after, type Moves } from "../../law/states.ts";
import { worksheet, type Worksheet } from "../../law/worksheet.ts";
import type { Clause } from "../../agreement/kinds.ts";
import type { LineState } from "../declaration.ts";

/** States of a recovery (terugvordering): money is owed, or all of it came in. */
export const recoveryStates = ["open", "settled"] as const;
export type RecoveryState = (typeof recoveryStates)[number];

export const recoveryMoves = {
  settle: { from: ["open"], to: "settled", by: "bank" },
} as const satisfies Record<string, { from: readonly RecoveryState[]; to: RecoveryState; by: string }>;
export type RecoveryMove = keyof typeof recoveryMoves;

/** The state after a move, or null where the table does not allow it. */
export const recoveryAfter = (state: RecoveryState, move: RecoveryMove): RecoveryState | null =>
  after<RecoveryState, Moves<RecoveryState>>(recoveryMoves, move, state);

export const recoveryStateName: Readonly<Record<RecoveryState, string>> = { open: "Nog te betalen", settled: "Betaald" };

/** Who owes what is claimed back (schuldenaar). */
export type Debtor = "holder" | "provider";
/** Who claims it back: the provider corrects himself, the SVB mends an error, the funder decides. */
export type Claimant = "provider" | "svb" | "funder";

/**
 * Why money is claimed back (grond). A provider declared what he did not do; the SVB paid what it did not owe; the holder gave wrong
 * data on purpose; or the provider did what can be held against him, so that the budget was withdrawn or revised (derdenbeding).
 */
export const grounds = {
  "own-correction": { by: "provider", debtor: "provider" },
  "paid-in-error": { by: "svb", debtor: "provider" },
  "wrong-data": { by: "funder", debtor: "holder" },
  "attributable-act": { by: "funder", debtor: "provider" },
} as const satisfies Record<string, { by: Claimant; debtor: Debtor }>;
export type Ground = keyof typeof grounds;

/** The grounds on which a funder claims back, for its form. */
export const funderGrounds = ["wrong-data", "attributable-act"] as const satisfies readonly Ground[];

/** A ground as people read it. */
export const groundName: Readonly<Record<Ground, string>> = {
  "own-correction": "de zorgverlener corrigeerde zijn declaratie",
  "paid-in-error": "er is te veel betaald",
  "wrong-data": "er zijn met opzet onjuiste of onvolledige gegevens gegeven",
  "attributable-act": "het pgb is ingetrokken of herzien door wat de zorgverlener deed",
};

/** A line that somebody wants corrected. `day` is the day worked, or the first of the month of a month amount. */
export type WantedLine = { id: string; declaration: string; day: Day; amount: Cents; state: LineState };

/** Everything on which a recovery is judged, as plain data. */
export type RecoveryFacts = {
  today: Day;
  release: string;
  id: string;
  agreement: { id: string; law: Law; accepted: readonly Clause[] };
  ground: Ground;
  /** The day on which the funder withdrew or revised the award, and whether it found that the holder gave wrong data on purpose. */
  decidedOn: Day | null;
  intent: boolean;
  lines: readonly WantedLine[];
  confirmed: readonly string[];
};

type Given = { facts: RecoveryFacts };
type RecoveryCheck = Check<[given: Given]>;

const undue = underEachLaw("BW art. 6:203");
const fromHolder: Articles = {
  wmo: "Wmo 2015 art. 2.4.1 lid 1",
  jeugdwet: "Jeugdwet art. 8.1.4 lid 3",
  wlz: "Wlz art. 10.2.4 lid 1",
};
const fromProvider = perLaw("2a lid 2 c", "8a lid 2 c", "Rlz, derdenbeding (Stcrt. 2017, 11464)");
const revised: Articles = {
  wmo: "Wmo 2015 art. 2.3.10 lid 1",
  jeugdwet: "Jeugdwet art. 8.1.4 lid 1",
  wlz: "Rlz art. 5.20 lid 2",
};

const isFunders = ({ ground }: RecoveryFacts): boolean => grounds[ground].by === "funder";

const noLines: RecoveryCheck["finds"] = ({ facts: { lines } }) =>
  lines.length > 0
    ? null
    : { text: "Er is niets betaald dat terug kan.", remedy: "Kies betaalde regels, of een periode waarin betaald is." };

const lineNotPaid: RecoveryCheck["finds"] = ({ facts: { lines } }) => {
  const wrong = lines.find(({ state }) => state !== "paid" && state !== "credited");
  return wrong === undefined
    ? null
    : {
        text: `Wat voor ${inWords(wrong.day)} is gedeclareerd, is niet betaald.`,
        remedy: "Kies alleen regels die betaald zijn. Wat nog niet betaald is, kan de budgethouder intrekken.",
      };
};

const lineCredited: RecoveryCheck["finds"] = ({ facts: { lines } }) => {
  const twice = lines.find(({ state }) => state === "credited");
  return twice === undefined
    ? null
    : {
        text: `Wat voor ${inWords(twice.day)} is betaald, is al gecorrigeerd.`,
        remedy: "Laat deze regel weg: een bedrag gaat één keer terug.",
      };
};

/** Under the Wmo and the Wlz the holder owes it only when he acted on purpose; the Jeugdwet asks that the data were wrong. */
const noIntent: RecoveryCheck["finds"] = ({ facts: { ground, agreement, intent } }) =>
  ground !== "wrong-data" || intent || agreement.law === "jeugdwet"
    ? null
    : {
        text: "Van de budgethouder kan alleen worden teruggevorderd als hij met opzet onjuiste gegevens gaf.",
        remedy: "Stel dat eerst vast, of vorder niet terug.",
      };

const noClause: RecoveryCheck["finds"] = ({ facts: { ground, agreement } }) =>
  ground !== "attributable-act" || agreement.accepted.includes("funder-claim")
    ? null
    : {
        text: "In deze overeenkomst staat niet dat de verstrekker van de zorgverlener kan terugvorderen.",
        remedy: "Zonder dit derdenbeding kan dit alleen via de rechter.",
      };

const notDecided: RecoveryCheck["finds"] = ({ facts }) => {
  if (!isFunders(facts)) return null;
  if (facts.decidedOn !== null && facts.decidedOn <= facts.today) return null;
  return {
    text: "Terugvorderen kan pas na een besluit om het pgb in te trekken of te herzien.",
    remedy: `Vul de dag van dat besluit in: ${inWords(facts.today)} of eerder.`,
  };
};

/** Checks on what is claimed back, for the catalogue. */
export const checks = {
  R110: { title: "Er is iets om terug te vorderen", outcome: "repair", article: undue, finds: noLines },
  R111: { title: "Elke regel is betaald", outcome: "repair", article: undue, finds: lineNotPaid },
  R112: { title: "Een regel gaat één keer terug", outcome: "repair", article: undue, finds: lineCredited },
  R113: { title: "De budgethouder handelde met opzet", outcome: "repair", article: fromHolder, finds: noIntent },
  R114: { title: "De zorgverlener aanvaardde het derdenbeding", outcome: "repair", article: fromProvider, finds: noClause },
  R115: { title: "Het pgb is ingetrokken of herzien", outcome: "repair", article: revised, finds: notDecided },
} as const satisfies Record<string, RecoveryCheck>;

const articleOf = (ground: Ground, law: Law): string =>
  (grounds[ground].by !== "funder" ? undue : grounds[ground].debtor === "holder" ? fromHolder : fromProvider)[law];

/** The last day on which a debt of today is paid in time. Throws on a day without law. */
const dueBy = (today: Day, sheet: Worksheet): Day => {
  const term = sheet.consult(debtTerm);
  if (!term.known) throw new Error(`${debtTerm.name} is unknown on ${today}`);
  return plusDays(today, 7 * term.value);
};

/** What is owed, until when it is paid in time, what stands against it, and why. */
export type RecoveryVerdict = { amount: Cents; dueBy: Day; findings: readonly Finding[]; receipt: Receipt };

/** Judges what is claimed back. Pure. */
export const judgeRecovery = (facts: RecoveryFacts): RecoveryVerdict => {
  const { id, agreement, today, ground, lines } = facts;
  const sheet = worksheet(id, today, new Set(facts.confirmed));
  const { rules, findings } = triedAll<[Given]>(checks, agreement.law, id, { facts });
  const article = articleOf(ground, agreement.law);
  for (const { day, amount } of lines) sheet.line(`betaald voor ${inWords(day)}`, amount, article, { origin: "declaration" });
  const amount = total(lines.map((line) => line.amount));
  sheet.line("terug te betalen", amount, article);
  const due = dueBy(today, sheet);
  sheet.line("betalen uiterlijk", { unit: "day", day: due }, debtTerm.article);
  return {
    amount,
    dueBy: due,
    findings,
    receipt: receipt({
      subject: id,
      legalDay: today,
      release: facts.release,
      given: {
        today,
        recovery: id,
        agreement: { id: agreement.id, law: agreement.law, accepted: [...agreement.accepted] },
        ground,
        decidedOn: facts.decidedOn,
        intent: facts.intent,
        lines: lines.map((line) => ({ ...line })),
        confirmed: [...facts.confirmed],
      },
      rules,
      sheet: sheet.lines,
      findings,
      outcome: findings.length === 0 ? "claimed-back" : "repair",
    }),
  };
};

/** What was taken from an account for a declaration and not given back yet. */
export type Taken = { account: string; fromLine: boolean; amount: Cents };

/**
 * Divides what goes back over the accounts that it came from: first to what was free on the budget line, then to the commitment, since
 * it was taken the other way round. Throws when less was taken than goes back.
 */
export const givenBack = (amount: Cents, taken: readonly Taken[]): { account: string; amount: Cents }[] => {
  let left = amount;
  const parts = taken
    .toSorted((one, other) => Number(other.fromLine) - Number(one.fromLine) || (one.account < other.account ? -1 : 1))
    .map(({ account, amount: most }) => {
      const part = least(left, most);
      left = minus(left, part);
      return { account, amount: part };
    })
    .filter((part) => part.amount > zero);
  if (left > zero) throw new Error(`${inEuros(left)} more goes back than was taken`);
  return parts;
};

/** Parts in which a debt is paid, one a month (betalingsregeling): equal, and the first bears the cents that do not divide. */
export const instalmentsOf = (amount: Cents, times: number, first: Day): { dueOn: Day; amount: Cents }[] => {
  const each = Math.floor(amount / times);
  return Array.from({ length: times }, (_, at) => ({
    dueOn: plusMonths(first, at),
    amount: cents(at === 0 ? amount - each * (times - 1) : each),
  }));
};
