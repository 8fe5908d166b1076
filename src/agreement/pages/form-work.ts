import type { Day } from "../../kernel/day.ts";
import { readEuros, type Cents, type Minutes } from "../../kernel/money.ts";
import { isId } from "../../kernel/id.ts";
import { dayIn } from "../../web/form.ts";
import { dateFieldNames } from "../../web/ui/choice.tsx";
import type { Schedule } from "../agreement.ts";
import { isNetwork, unitsOf, type AgreementKind, type Employment } from "../kinds.ts";
import { isCounted, type Rate, type Unit } from "../rate.ts";
import { readMoreRates, unitValue } from "./form-rates.ts";
import { countTyped, hoursTyped, oneOf, typed, withinMost, wrongs, yesOrNo, type Read, type Typed, type Wrong } from "./typed.ts";

/** The answers of the page about the work that a concept keeps. */
export const workNames: readonly string[] = [
  "eenheid",
  "tarief",
  "waarvoor",
  "kosten",
  "rooster",
  "uren",
  "aantal",
  "apart",
  "vrijeruimte",
  "vervangt",
  "dagenperweek",
  "proeftijd",
  "aanzegging",
  "korting",
  "kopie",
  ...Object.values(dateFieldNames("begin")),
  ...Object.values(dateFieldNames("einde")),
];

/** What was agreed about the work. */
export type Work = {
  rates: Rate[];
  schedule: Schedule;
  minutesPerWeek: Minutes | null;
  quantityPerWeek: number | null;
  setAside: Cents | null;
  beyondCommitment: boolean;
  from: Day;
  until: Day | null;
  employment: Employment | null;
  standInFor: string | null;
};

const scheduleOf = { vast: "fixed", onregelmatig: "irregular" } as const satisfies Record<string, Schedule>;
/** What a ride is paid by. */
export const rideOf = { rit: "rit", kilometer: "kilometer" } as const;
const trialOf = { geen: 0, een: 1, twee: 2 } as const;

// A kind that is paid in one way only is not asked how.
const unitIn = (answers: Typed, kind: AgreementKind): Unit | null => {
  const [only, ...others] = unitsOf[kind];
  if (others.length === 0) return only ?? null;
  return unitsOf[kind].find((unit) => unitValue[unit] === typed(answers, "eenheid")) ?? null;
};

const termWrongs = (answers: Typed) => {
  const begin = dayIn(answers, "begin");
  const end = dayIn(answers, "einde");
  const wrong = wrongs([
    [begin.on === null, "begin", "Vul een begindatum in die bestaat, bijvoorbeeld 1 12 2026."],
    [!end.empty && end.on === null, "einde", "Vul een einddatum in die bestaat, of laat de drie vakken leeg."],
    [begin.on !== null && end.on !== null && end.on < begin.on, "einde", "Vul een einddatum in die op of na de begindatum ligt."],
  ]);
  return { from: begin.on, until: end.empty ? null : end.on, wrong };
};

const moneyRead = (answers: Typed, needed: boolean) => {
  const setAside = readEuros(typed(answers, "apart"));
  const empty = typed(answers, "apart") === "";
  const beyond = oneOf(answers, "vrijeruimte", yesOrNo);
  const wrong = wrongs([
    [!empty && !withinMost(setAside), "apart", "Vul een bedrag in van € 0,00 of meer, bijvoorbeeld 1200,00."],
    [needed && empty, "apart", "Vul in hoeveel geld u apart zet. Met 0,00 zet u niets apart."],
    [beyond === null, "vrijeruimte", "Kies of wij meer mogen betalen dan u apart zet."],
  ]);
  return { setAside: empty ? null : setAside, beyond, wrong };
};

const readEmployment = (answers: Typed): Read<Employment> => {
  const daysPerWeek = countTyped(answers, "dagenperweek", 7);
  const trialMonths = oneOf(answers, "proeftijd", trialOf);
  const told = oneOf(answers, "aanzegging", yesOrNo);
  const credit = oneOf(answers, "korting", yesOrNo);
  const copy = oneOf(answers, "kopie", yesOrNo);
  const wrong = wrongs([
    [daysPerWeek === null, "dagenperweek", "Vul in op hoeveel dagen per week er wordt gewerkt: een getal van 1 tot en met 7."],
    [trialMonths === null, "proeftijd", "Kies of er een proeftijd is."],
    [told === null, "aanzegging", "Kies of u nu al aanzegt dat de overeenkomst niet wordt verlengd."],
    [credit === null, "korting", "Kies of de zorgverlener de loonheffingskorting bij u wil."],
    [copy === null, "kopie", "Kies of u een kopie van het identiteitsbewijs hebt."],
  ]);
  if (wrong.length > 0 || daysPerWeek === null || trialMonths === null) return { wrong };
  return { value: { daysPerWeek, trialMonths, endTold: told === "yes", taxCredit: credit === "yes", idCopy: copy === "yes" } };
};

const price = (answers: Typed, name = "tarief"): Cents | null => readEuros(typed(answers, name));

const rateWrong = (amount: Cents | null): boolean => !withinMost(amount) || amount === 0;

const merged = (parts: readonly (readonly Wrong[])[]): Wrong[] => parts.flat();

const readNetwork = (answers: Typed): Read<Work> => {
  const allowance = price(answers);
  const costs = price(answers, "kosten");
  const noCosts = typed(answers, "kosten") === "";
  const term = termWrongs(answers);
  const money = moneyRead(answers, false);
  const wrong = merged([
    wrongs([
      [rateWrong(allowance), "tarief", "Vul in welke tegemoetkoming u per maand vraagt, bijvoorbeeld 141,00."],
      [!noCosts && rateWrong(costs), "kosten", "Vul een bedrag in van meer dan € 0,00, of laat het vak leeg."],
    ]),
    term.wrong,
    money.wrong,
  ]);
  if (wrong.length > 0 || allowance === null || term.from === null) return { wrong };
  const rates: Rate[] = [{ unit: "month", cents: allowance, label: "de hulp", window: null }];
  if (costs !== null && !noCosts) rates.push({ unit: "month", cents: costs, label: "kosten", window: null });
  return {
    value: {
      rates,
      schedule: "fixed",
      minutesPerWeek: null,
      quantityPerWeek: null,
      setAside: money.setAside,
      beyondCommitment: money.beyond === "yes",
      from: term.from,
      until: term.until,
      employment: null,
      standInFor: null,
    },
  };
};

const standInOf = (answers: Typed): string | null => (isId(typed(answers, "vervangt")) ? typed(answers, "vervangt") : null);

const labelOf = (answers: Typed, kind: AgreementKind): string | null =>
  kind === "transport" ? oneOf(answers, "waarvoor", rideOf) : typed(answers, "waarvoor").slice(0, 80);

/** Step 2: what is paid, how much work, how much is put aside, and from when until when; as far as it matters for the kind. */
export const readWork = (answers: Typed, kind: AgreementKind): Read<Work> => {
  if (isNetwork({ kind })) return readNetwork(answers);
  const unit = unitIn(answers, kind);
  const schedule = oneOf(answers, "rooster", scheduleOf);
  const rate = price(answers);
  const label = labelOf(answers, kind);
  const irregular = schedule === "irregular" && unit !== "month";
  const counted = unit !== null && isCounted(unit);
  const hours = counted ? { minutesPerWeek: null, wrong: false } : hoursTyped(answers, !irregular);
  const quantity = counted && !irregular ? countTyped(answers, "aantal", 99) : null;
  const term = termWrongs(answers);
  const money = moneyRead(answers, irregular);
  const employment = kind === "employment" ? readEmployment(answers) : { value: null };
  const more = readMoreRates(answers, kind);
  const wrong = merged([
    wrongs([
      [unit === null, "eenheid", "Kies hoe u de zorgverlener betaalt."],
      [label === null, "waarvoor", "Kies of u per rit of per kilometer betaalt."],
      [rateWrong(rate), "tarief", "Vul een tarief in van meer dan € 0,00 en minder dan een miljoen euro, bijvoorbeeld 25,00."],
      [schedule === null, "rooster", "Kies of het werk vast of onregelmatig is."],
      [
        unit === "month" && schedule === "irregular",
        "rooster",
        "Kies vaste uren: bij een vast bedrag per maand horen vaste uren. Of betaal per uur.",
      ],
      [hours.wrong, "uren", "Vul het aantal uren per week in: meer dan 0 en hoogstens 168. Een half uur schrijft u als 0,5."],
      [counted && !irregular && quantity === null, "aantal", "Vul in hoe vaak per week: een heel getal van 1 tot en met 99."],
    ]),
    "wrong" in employment ? employment.wrong : [],
    term.wrong,
    money.wrong,
  ]);
  const read = { unit, schedule, rate, label, from: term.from };
  if (wrong.length > 0 || "wrong" in employment || !isWhole(read)) return { wrong };
  const base: Rate = { unit: read.unit, cents: read.rate, label: read.label, window: null };
  return {
    value: {
      rates: [base, ...("value" in more ? more.value : [])],
      schedule: read.schedule,
      minutesPerWeek: hours.minutesPerWeek,
      quantityPerWeek: quantity,
      setAside: money.setAside,
      beyondCommitment: money.beyond === "yes",
      from: read.from,
      until: term.until,
      employment: employment.value,
      standInFor: standInOf(answers),
    },
  };
};

const isWhole = <T extends Record<string, unknown>>(of: T): of is T & { [Name in keyof T]: NonNullable<T[Name]> } =>
  Object.values(of).every((value) => value !== null);
