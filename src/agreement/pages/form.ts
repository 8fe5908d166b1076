import { readBsn } from "../../kernel/bsn.ts";
import { readDay, type Day } from "../../kernel/day.ts";
import { readEuros, readHours, type Cents, type Minutes } from "../../kernel/money.ts";
import type { BudgetLine } from "../../budget/award.ts";
import type { FoundProvider, NamedProvider } from "../../party/find-provider.ts";
import { clauses, type AgreementKind, type Clause, type Schedule } from "../agreement.ts";
import type { Rate, Unit } from "../rate.ts";
import type { DraftFields } from "../draft.ts";
import type { GivenTerms } from "../share.ts";

/** The pages on which a holder fills in an agreement, in order; the fifth step tells that it was shared. */
export const formSteps = ["partijen", "werkafspraken", "afspraken", "controle"] as const;
export type FormStep = (typeof formSteps)[number];

/** An answer that is wrong: the name of its field, and what to do about it. */
export type Wrong = { field: string; message: string };

/** What somebody typed: as a form sent it, or as a concept kept it. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** Reads answers: everything that is wrong with them, or what they mean. */
type Read<T> = { wrong: readonly Wrong[] } | { value: T };

const dayNames = (name: string): string[] => [`${name}-dag`, `${name}-maand`, `${name}-jaar`];

/** The answers of each page that a concept keeps. The number of a person is not among them. */
const keptNames: Readonly<Record<Exclude<FormStep, "controle">, readonly string[]>> = {
  partijen: ["budget", "soort", "familie"],
  werkafspraken: ["eenheid", "tarief", "rooster", "uren", "apart", "vrijeruimte", ...dayNames("begin"), ...dayNames("einde")],
  afspraken: ["zorg", "akkoord"],
};

const longestAnswer = 200;
export const longestCare = 5_000;

/** The text that stands in a field; empty when there is none. */
export const typed = (answers: Typed, name: string): string => {
  const value = answers[name];
  return (typeof value === "string" ? value : (value?.[0] ?? "")).trim();
};

/** All texts of a field with several answers. */
export const typedAll = (answers: Typed, name: string): readonly string[] => {
  const value = answers[name];
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
};

/** The concept with the answers of one page in place of those that it had, cut to what a concept can hold. */
export const withAnswers = (concept: DraftFields, step: Exclude<FormStep, "controle">, answers: Typed): DraftFields => {
  const others = Object.entries(concept).filter(([name]) => !keptNames[step].includes(name));
  const own = keptNames[step]
    .filter((name) => name in answers)
    .map((name): [string, string | string[]] =>
      name === "akkoord"
        ? [
            name,
            typedAll(answers, name)
              .slice(0, 10)
              .map((one) => one.slice(0, longestAnswer)),
          ]
        : [name, typed(answers, name).slice(0, name === "zorg" ? longestCare : longestAnswer)],
    );
  return Object.fromEntries([...others, ...own]);
};

const oneOf = <T extends string>(answers: Typed, name: string, meanings: Readonly<Record<string, T>>): T | null =>
  Object.hasOwn(meanings, typed(answers, name)) ? (meanings[typed(answers, name)] ?? null) : null;

const kindOf = { opdracht: "assignment", zorginstelling: "institution" } as const satisfies Record<string, AgreementKind>;
const unitOf = { uur: "hour", maand: "month" } as const satisfies Record<string, Unit>;
const scheduleOf = { vast: "fixed", onregelmatig: "irregular" } as const satisfies Record<string, Schedule>;
const yesOrNo = { ja: "yes", nee: "no" } as const;

const wrongs = (all: readonly (readonly [boolean, string, string])[]): Wrong[] =>
  all.filter(([fails]) => fails).map(([, field, message]) => ({ field, message }));

type Parties = { line: string; kind: AgreementKind; family: boolean };

/** Step 1: which budget, what kind of agreement, family or not. The provider is looked for apart. */
export const readParties = (answers: Typed, lines: readonly Pick<BudgetLine, "id">[]): Read<Parties> => {
  const line = lines.find(({ id }) => id === typed(answers, "budget"));
  const kind = oneOf(answers, "soort", kindOf);
  const family = oneOf(answers, "familie", yesOrNo);
  if (line && kind && family) return { value: { line: line.id, kind, family: family === "yes" } };
  return {
    wrong: wrongs([
      [!line, "budget", "Kies uit welk budget u de zorg wilt betalen."],
      [!kind, "soort", "Kies of een persoon of een organisatie de zorg geeft."],
      [!family, "familie", "Kies of de zorgverlener naaste familie is van de budgethouder."],
    ]),
  };
};

/** How the holder names the provider on step 1; null when he filled in nothing. */
export const readProviderSearch = (answers: Typed): Read<NamedProvider | null> => {
  const chamber = typed(answers, "kvk").replace(/[\s.]/g, "");
  const number = typed(answers, "bsn");
  const familyName = typed(answers, "achternaam").slice(0, longestAnswer);
  if (chamber === "" && number === "" && familyName === "") return { value: null };
  if (chamber !== "" && number !== "")
    return { wrong: [{ field: "kvk", message: "Vul het KvK-nummer in, of het burgerservicenummer. Niet allebei." }] };
  if (chamber !== "") {
    return /^\d{8}$/.test(chamber)
      ? { value: { chamber } }
      : { wrong: [{ field: "kvk", message: "Vul een KvK-nummer in van acht cijfers." }] };
  }
  const bsn = readBsn(number);
  if (bsn !== null && familyName !== "") return { value: { bsn, familyName } };
  return {
    wrong: wrongs([
      [
        bsn === null,
        "bsn",
        "Vul het burgerservicenummer in: negen cijfers. Controleer het nummer op het identiteitsbewijs of de loonstrook.",
      ],
      [familyName === "", "achternaam", "Vul ook de achternaam van de zorgverlener in."],
    ]),
  };
};

type Work = {
  rates: Rate[];
  schedule: Schedule;
  minutesPerWeek: Minutes | null;
  quantityPerWeek: number | null;
  setAside: Cents | null;
  beyondCommitment: boolean;
  from: Day;
  until: Day | null;
};

const dayTyped = (answers: Typed, name: string): { empty: boolean; on: Day | null } => {
  const [day = "", month = "", year = ""] = dayNames(name).map((each) => typed(answers, each));
  return { empty: `${day}${month}${year}` === "", on: readDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`) };
};

// Just below a million euros: the most that an amount in an agreement can be.
const mostCents = 99_999_999;
const withinMost = (amount: Cents | null): amount is Cents => amount !== null && amount <= mostCents;
const minutesInWeek = 7 * 24 * 60;

const hoursTyped = (answers: Typed, needed: boolean): { minutesPerWeek: Minutes | null; wrong: boolean } => {
  const text = typed(answers, "uren");
  if (text === "" && !needed) return { minutesPerWeek: null, wrong: false };
  const minutesPerWeek = readHours(text);
  return { minutesPerWeek, wrong: minutesPerWeek === null || minutesPerWeek <= 0 || minutesPerWeek > minutesInWeek };
};

/** Step 2: what is paid, how much work, how much is put aside, and from when until when. */
export const readWork = (answers: Typed): Read<Work> => {
  const unit = oneOf(answers, "eenheid", unitOf);
  const schedule = oneOf(answers, "rooster", scheduleOf);
  const beyond = oneOf(answers, "vrijeruimte", yesOrNo);
  const rate = readEuros(typed(answers, "tarief"));
  const irregular = unit === "hour" && schedule === "irregular";
  const { minutesPerWeek, wrong: hoursWrong } = hoursTyped(answers, !irregular);
  const setAside = readEuros(typed(answers, "apart"));
  const noSetAside = typed(answers, "apart") === "";
  const begin = dayTyped(answers, "begin");
  const end = dayTyped(answers, "einde");
  const wrong = wrongs([
    [unit === null, "eenheid", "Kies of u per uur of per maand betaalt."],
    [
      !withinMost(rate) || rate === 0,
      "tarief",
      "Vul een tarief in van meer dan € 0,00 en minder dan een miljoen euro, bijvoorbeeld 25,00.",
    ],
    [schedule === null, "rooster", "Kies of de uren vast of onregelmatig zijn."],
    [
      unit === "month" && schedule === "irregular",
      "rooster",
      "Kies vaste uren: bij een vast bedrag per maand horen vaste uren. Of betaal per uur.",
    ],
    [hoursWrong, "uren", "Vul het aantal uren per week in: meer dan 0 en hoogstens 168. Een half uur schrijft u als 0,5."],
    [!noSetAside && !withinMost(setAside), "apart", "Vul een bedrag in van € 0,00 of meer, bijvoorbeeld 1200,00."],
    [irregular && noSetAside, "apart", "Vul in hoeveel geld u apart zet. Met 0,00 zet u niets apart."],
    [beyond === null, "vrijeruimte", "Kies of wij meer mogen betalen dan u apart zet."],
    [begin.on === null, "begin", "Vul een begindatum in die bestaat, bijvoorbeeld 1 12 2026."],
    [!end.empty && end.on === null, "einde", "Vul een einddatum in die bestaat, of laat de drie vakken leeg."],
    [begin.on !== null && end.on !== null && end.on < begin.on, "einde", "Vul een einddatum in die op of na de begindatum ligt."],
  ]);
  if (wrong.length > 0 || unit === null || schedule === null || beyond === null || rate === null || begin.on === null) return { wrong };
  const until = end.empty ? null : end.on;
  return {
    value: {
      rates: [{ unit, cents: rate, label: "", window: null }],
      schedule,
      minutesPerWeek,
      quantityPerWeek: null,
      setAside: noSetAside ? null : setAside,
      beyondCommitment: beyond === "yes",
      from: begin.on,
      until,
    },
  };
};

type General = { care: string; accepted: Clause[] };

/** Step 3: the description of care, and the clauses that the law requires. */
export const readGeneral = (answers: Typed): Read<General> => {
  const care = typed(answers, "zorg");
  const accepted = clauses.filter((clause) => typedAll(answers, "akkoord").includes(clause));
  const wrong = wrongs([
    [care.length < 10, "zorg", "Schrijf in een paar zinnen welke zorg de zorgverlener geeft."],
    [care.length > longestCare, "zorg", "Maak de zorgbeschrijving korter: hoogstens 5.000 tekens."],
    [
      accepted.length < clauses.length,
      "akkoord",
      "Lees deze afspraken en zet bij alle vier een vinkje. Anders mag de overeenkomst niet worden goedgekeurd.",
    ],
  ]);
  return wrong.length > 0 ? { wrong } : { value: { care, accepted } };
};

/** Who is formal: an institution, or somebody who is registered and no close family (formeel, informeel). Rlz art. 5.22 lid 2 and 3. */
export const standingOf = ({ kind, formal }: Pick<FoundProvider, "kind" | "formal">, family: boolean): "formal" | "informal" =>
  kind === "institution" || (formal && !family) ? "formal" : "informal";

/** The terms that a concept comes to, or the first page on which something is missing. */
export const termsOfConcept = (
  concept: DraftFields,
  holder: string,
  lines: readonly BudgetLine[],
  provider: FoundProvider | null,
): { terms: GivenTerms; line: BudgetLine } | { unfinished: FormStep } => {
  const parties = readParties(concept, lines);
  if ("wrong" in parties || provider === null) return { unfinished: "partijen" };
  const line = lines.find(({ id }) => id === parties.value.line);
  if (!line) return { unfinished: "partijen" };
  const work = readWork(concept);
  if ("wrong" in work) return { unfinished: "werkafspraken" };
  const general = readGeneral(concept);
  if ("wrong" in general) return { unfinished: "afspraken" };
  const { kind, family } = parties.value;
  const terms: GivenTerms = {
    holder,
    provider: provider.id,
    lines: [line.id],
    function: line.function,
    kind,
    standing: standingOf(provider, family),
    family,
    ...work.value,
    rates: work.value.rates.map((rate) => ({ ...rate, window: null })),
    accepted: general.value.accepted,
    personal: { care: general.value.care },
  };
  return { terms, line };
};
