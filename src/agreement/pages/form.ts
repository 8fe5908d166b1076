import { readBsn } from "../../kernel/bsn.ts";
import type { Day } from "../../kernel/day.ts";
import type { BudgetLine } from "../../budget/award.ts";
import type { Law } from "../../law/laws.ts";
import type { FoundProvider, NamedProvider } from "../../party/find-provider.ts";
import type { DraftFields } from "../draft.ts";
import { clausesOf, type AgreementKind, type Clause } from "../kinds.ts";
import { modelFor, requiredBy } from "../model-texts.ts";
import type { Rate } from "../rate.ts";
import type { GivenTerms } from "../share.ts";
import { allRateNames, readMoreRates } from "./form-rates.ts";
import { readWork, workNames } from "./form-work.ts";
import { oneOf, typed, typedAll, wrongs, yesOrNo, type Read, type Typed } from "./typed.ts";

/** The pages on which a holder fills in an agreement, in order; the fifth step tells that it was shared. */
export const formSteps = ["partijen", "werkafspraken", "afspraken", "controle"] as const;
export type FormStep = (typeof formSteps)[number];

/** Pages whose answers a concept keeps: those of the form, and the list of further rates between the second and the third. */
export type KeptStep = Exclude<FormStep, "controle"> | "tarieven";

/** The answers of each page that a concept keeps. The number of a person is not among them. */
const keptNames: Readonly<Record<KeptStep, readonly string[]>> = {
  partijen: ["budget", "soort", "familie", "gezag"],
  werkafspraken: workNames,
  tarieven: allRateNames,
  afspraken: ["zorg", "akkoord"],
};

const longestAnswer = 200;
export const longestCare = 5_000;

/** The concept with the answers of one page in place of those that it had, cut to what a concept can hold. */
export const withAnswers = (concept: DraftFields, step: KeptStep, answers: Typed): DraftFields => {
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

const sortOf = { opdracht: "person", zorginstelling: "institution", vervoer: "transport", netwerk: "network" } as const;

/** What the first page says of the parties. */
export type Parties = { line: string; kind: AgreementKind; family: boolean };

// The questions in their order: transport or network? an organisation? close family? authority, as that of an employer?
const kindFrom = (sort: (typeof sortOf)[keyof typeof sortOf], family: boolean, authority: boolean): AgreementKind => {
  if (sort !== "person") return sort;
  if (authority) return "employment";
  return family ? "family" : "assignment";
};

/** Step 1: which budget, what kind of agreement, family or not. The provider is looked for apart. */
export const readParties = (answers: Typed, lines: readonly Pick<BudgetLine, "id" | "law">[]): Read<Parties> => {
  const line = lines.find(({ id }) => id === typed(answers, "budget"));
  const sort = oneOf(answers, "soort", sortOf);
  const family = oneOf(answers, "familie", yesOrNo);
  const authority = oneOf(answers, "gezag", yesOrNo);
  const mustTell = sort === "person" && family === "no";
  const wrong = wrongs([
    [!line, "budget", "Kies uit welk budget u de zorg wilt betalen."],
    [!sort, "soort", "Kies wie de zorg geeft, of wat u wilt afspreken."],
    [
      sort === "network" && line?.law === "wlz",
      "soort",
      "De Wlz kent geen verklaring sociaal netwerk. Kies: een persoon. Of kies een budget van de gemeente.",
    ],
    [!family, "familie", "Kies of de zorgverlener naaste familie is van de budgethouder."],
    [mustTell && !authority, "gezag", "Kies of u de baas bent over hoe en wanneer de zorgverlener werkt."],
  ]);
  if (wrong.length > 0 || !line || !sort) return { wrong };
  const close = family === "yes";
  return { value: { line: line.id, kind: kindFrom(sort, close, authority === "yes"), family: close } };
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

type General = { care: string; accepted: Clause[] };

const countName: Readonly<Record<number, string>> = { 2: "beide", 3: "alle drie", 4: "alle vier" };

/** How many clauses there are, in words: "alle vier". */
export const allOf = (count: number): string => countName[count] ?? `alle ${String(count)}`;

/** Step 3: the description of care, and the clauses that the model text requires. */
export const readGeneral = (answers: Typed, required: readonly Clause[]): Read<General> => {
  const care = typed(answers, "zorg");
  const accepted = required.filter((clause) => typedAll(answers, "akkoord").includes(clause));
  const wrong = wrongs([
    [care.length < 10, "zorg", "Schrijf in een paar zinnen welke zorg de zorgverlener geeft."],
    [care.length > longestCare, "zorg", "Maak de zorgbeschrijving korter: hoogstens 5.000 tekens."],
    [
      accepted.length < required.length,
      "akkoord",
      `Lees deze afspraken en zet bij ${allOf(required.length)} een vinkje. Anders mag de overeenkomst niet worden goedgekeurd.`,
    ],
  ]);
  return wrong.length > 0 ? { wrong } : { value: { care, accepted } };
};

/** Who is formal: an institution, or somebody who is registered and no close family (formeel, informeel). Rlz art. 5.22 lid 2 and 3. */
export const standingOf = (
  { kind, formal }: Pick<FoundProvider, "kind" | "formal">,
  family: boolean,
  agreed: AgreementKind,
): "formal" | "informal" => (agreed !== "network" && (kind === "institution" || (formal && !family)) ? "formal" : "informal");

/** The clauses that the model text of a day requires. */
export const requiredOf = (kind: AgreementKind, law: Law, today: Day): readonly Clause[] => {
  const text = modelFor(kind, law, today);
  return text === null ? clausesOf(kind) : requiredBy(text);
};

// A command is asked in plain data, which may be changed.
const givenOf = ({ window, ...rate }: Rate): GivenTerms["rates"][number] => ({
  ...rate,
  window: window === null ? null : { ...window, weekdays: [...window.weekdays] },
});

/** The agreement that a concept changes (wijzigt); null for a new one. */
export const replacedBy = (concept: Typed): string | null => (typed(concept, "wijzigt") === "" ? null : typed(concept, "wijzigt"));

// A form names one budget; an agreement that draws on more keeps them as long as the first is the same.
const linesOf = (concept: Typed, chosen: string): string[] => {
  const known = typedAll(concept, "regels");
  return known[0] === chosen ? [...known] : [chosen];
};

/** The terms that a concept comes to, or the first page on which something is missing. */
export const termsOfConcept = (
  concept: DraftFields,
  holder: string,
  lines: readonly BudgetLine[],
  provider: FoundProvider | null,
  today: Day,
): { terms: GivenTerms; line: BudgetLine } | { unfinished: FormStep } => {
  const parties = readParties(concept, lines);
  if ("wrong" in parties || provider === null) return { unfinished: "partijen" };
  const line = lines.find(({ id }) => id === parties.value.line);
  if (!line) return { unfinished: "partijen" };
  const { kind, family } = parties.value;
  const work = readWork(concept, kind);
  if ("wrong" in work) return { unfinished: "werkafspraken" };
  const more = readMoreRates(concept, kind);
  if ("wrong" in more) return { unfinished: "werkafspraken" };
  const general = readGeneral(concept, requiredOf(kind, line.law, today));
  if ("wrong" in general) return { unfinished: "afspraken" };
  const terms: GivenTerms = {
    holder,
    provider: provider.id,
    lines: linesOf(concept, line.id),
    function: line.function,
    kind,
    standing: standingOf(provider, family, kind),
    family,
    ...work.value,
    rates: work.value.rates.map(givenOf),
    accepted: general.value.accepted,
    replaces: replacedBy(concept),
    personal: { care: general.value.care },
  };
  return { terms, line };
};
