import { firstDay, monthOf, nextMonth, plusDays, type Day } from "../../kernel/day.ts";
import { hoursOnly, inDecimals, minus, type Cents, type Minutes } from "../../kernel/money.ts";
import { dayAnswers } from "../../web/form.ts";
import type { DraftFields } from "../draft.ts";
import { costUntil } from "../ending.ts";
import type { AgreementKind } from "../kinds.ts";
import { baseRate, wholeDay, type Rate } from "../rate.ts";
import type { AgreementView } from "../read.ts";
import { daysChoice, rateNames, unitValue } from "./form-rates.ts";

const sorts: Readonly<Record<AgreementKind, { soort: string; gezag: string }>> = {
  assignment: { soort: "opdracht", gezag: "nee" },
  family: { soort: "opdracht", gezag: "nee" },
  employment: { soort: "opdracht", gezag: "ja" },
  institution: { soort: "zorginstelling", gezag: "nee" },
  transport: { soort: "vervoer", gezag: "nee" },
  network: { soort: "netwerk", gezag: "nee" },
};

const yes = (is: boolean): string => (is ? "ja" : "nee");
const euros = (amount: Cents): string => inDecimals(amount).replace(".", ",");
const time = (of: Minutes): string => `${String(Math.floor(of / 60))}:${String(of % 60).padStart(2, "0")}`;

const rateFields = ({ unit, cents, label, window }: Rate, at: number): DraftFields => {
  const names = rateNames(at);
  const weekdays = window?.weekdays ?? daysChoice.alle.weekdays;
  const chosen = Object.entries(daysChoice).find(([, choice]) => choice.weekdays.join() === weekdays.join());
  return {
    [names.label]: label,
    [names.unit]: unitValue[unit],
    [names.price]: euros(cents),
    [names.days]: chosen?.[0] ?? "alle",
    [names.from]: window === null ? "" : time(window.from),
    [names.until]: window === null ? "" : window.until === wholeDay ? "24:00" : time(window.until),
  };
};

// What was put aside for the days that a change takes over, so that who leaves it as it is leaves it as it was.
const setAsideFrom = (view: AgreementView, from: Day): string => {
  if (view.setAside === null) return "";
  if (view.period.until === null) return euros(view.setAside);
  return euros(minus(view.setAside, costUntil(view, [view.period], plusDays(from, -1))));
};

// A network declaration asks one further amount, for costs; the other kinds have a list of rates.
const moreFields = ({ kind, rates: [, ...others] }: AgreementView): DraftFields => {
  const [costs] = others;
  if (kind === "network") return costs === undefined ? {} : { kosten: euros(costs.cents) };
  return Object.fromEntries(others.flatMap((rate, at) => Object.entries(rateFields(rate, at + 1))));
};

const workFields = (view: AgreementView, from: Day): DraftFields => {
  const base = baseRate(view);
  const { employment } = view;
  return {
    eenheid: unitValue[base.unit],
    tarief: euros(base.cents),
    waarvoor: base.label,
    ...moreFields(view),
    rooster: view.schedule === "fixed" ? "vast" : "onregelmatig",
    uren: view.minutesPerWeek === null ? "" : hoursOnly(view.minutesPerWeek),
    aantal: view.quantityPerWeek === null ? "" : String(view.quantityPerWeek),
    apart: setAsideFrom(view, from),
    vrijeruimte: yes(view.beyondCommitment),
    vervangt: view.standInFor ?? "nee",
    ...(employment === null
      ? {}
      : {
          dagenperweek: String(employment.daysPerWeek),
          proeftijd: ["geen", "een", "twee"][employment.trialMonths] ?? "geen",
          aanzegging: yes(employment.endTold),
          korting: yes(employment.taxCredit),
          kopie: yes(employment.idCopy),
        }),
    ...dayAnswers("begin", from),
    ...dayAnswers("einde", view.period.until),
  };
};

/** The first day that a change proposes: of the next month, or of the month in which the agreement begins when that is later. */
export const proposedFrom = ({ period }: Pick<AgreementView, "period">, today: Day): Day => {
  const next = firstDay(nextMonth(monthOf(today)));
  if (period.from <= next) return next;
  return period.from === firstDay(monthOf(period.from)) ? period.from : firstDay(nextMonth(monthOf(period.from)));
};

/** The form of an agreement with everything filled in as it was agreed, to change what becomes different. */
export const fieldsOfChange = (view: AgreementView, today: Day): DraftFields => ({
  wijzigt: view.id,
  regels: [...view.budgetLines],
  zorgverlener: view.provider,
  budget: view.budgetLines[0] ?? "",
  ...sorts[view.kind],
  familie: yes(view.family),
  ...workFields(view, proposedFrom(view, today)),
  zorg: view.careText ?? "",
  akkoord: [...view.accepted],
});
