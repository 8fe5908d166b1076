import type { ReactElement } from "react";
import { z } from "zod";
import { monthInWords, readMonth, type Month } from "../../kernel/day.ts";
import { isId } from "../../kernel/id.ts";
import { minutes } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { hereNow } from "../../db/queries.ts";
import { agreements } from "../../agreement/read.ts";
import { baseRate, isCounted } from "../../agreement/rate.ts";
import { textOf, type Fields } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { page, type Answer, type Here, type Pages } from "../../web/page.tsx";
import { holderHere, sideFrame, sideHref, sideOf } from "../../web/side.ts";
import type { FieldError } from "../../web/ui/alert.tsx";
import { keepHours } from "../draft.ts";
import { declarations } from "../read.ts";
import { prepareDeclaration, submitDeclaration } from "../submit.ts";
import { hourFieldName } from "../../web/ui/hours.tsx";
import { ChooseAgreementPage, ChooseMonthPage } from "./choose.tsx";
import { FillPage } from "./fill.tsx";
import { seenText, typedHours, type Typed, type TypedHours } from "./hours-form.ts";
import {
  chosenAgreement,
  chosenMonth,
  inMonthOf,
  otherParty,
  sheetFrom,
  sheetHref,
  sheetOf,
  type Chosen,
  type SheetView,
} from "./sheet.ts";
import { claimFor, tryHours, type Given, type Trial } from "./trial.ts";

const path = "/uren/nieuw";

const placeOf = (here: Here, { side }: Pick<Chosen, "side">) => ({
  start: sideHref(here, side, "/start"),
  list: sideHref(here, side, "/uren"),
});

const agreementPage = async (web: Web, here: Here): Promise<ReactElement> => {
  const side = sideOf(here);
  const where = side === "holder" ? { holder: holderHere(here).id } : { provider: here.actor.provider ?? "" };
  const running = (await here.read((tx) => agreements(tx, where))).filter(({ state }) => state === "approved" || state === "ended");
  return (
    <ChooseAgreementPage
      frame={sideFrame(web, here, side)}
      side={side}
      agreements={running}
      hrefOf={(id) => sheetHref(here, side, id)}
      place={placeOf(here, { side })}
    />
  );
};

const monthPage = async (web: Web, here: Here, chosen: Chosen, errors: readonly FieldError[]): Promise<ReactElement> => {
  const { agreement, side, months } = chosen;
  const all = await here.read((tx) =>
    declarations(tx, side === "holder" ? { holder: agreement.holder } : { provider: agreement.provider }, 500),
  );
  const own = all.filter((one) => one.agreement === agreement.id && one.state !== "withdrawn");
  const choices = months.map((month) => {
    const newest = own.filter((one) => one.month === month).at(-1);
    const state = newest?.state ?? null;
    return {
      month,
      state,
      supplement: state !== null && !["prepared", "rejected", "repair"].includes(state),
      href: sheetHref(here, side, agreement.id, month),
    };
  });
  return (
    <ChooseMonthPage
      frame={sideFrame(web, here, side)}
      who={otherParty(chosen)}
      months={choices}
      errors={errors}
      place={placeOf(here, chosen)}
    />
  );
};

type Filled = { values: Typed; errors?: readonly FieldError[]; trial?: Trial | null; seen?: string; heldBack?: boolean };

const sheetPage = (
  web: Web,
  here: Here,
  sheet: SheetView,
  { values, errors = [], trial = null, seen = "", heldBack = false }: Filled,
): ReactElement => (
  <FillPage
    frame={sideFrame(web, here, sheet.side)}
    sheet={sheet}
    values={values}
    errors={errors}
    trial={trial}
    seen={seen}
    said={here.said}
    heldBack={heldBack}
    crumbs={{ ...placeOf(here, sheet), action: sideHref(here, sheet.side, path) }}
  />
);

const refuse = (field: string, problem: string, remedy: string): Refusal => new Refusal("input-invalid", [{ field, problem, remedy }]);

// What the sheet claims: its hours, numbers of what is counted, or each month amount. A number is read as hours are.
const givenBy = ({ agreement }: SheetView, typed: TypedHours): Given[] => {
  if (baseRate(agreement).unit === "month") return agreement.rates.map((_, rateAt) => ({ day: null, minutes: minutes(0), rateAt }));
  return typed.hours.map((one) =>
    countsAt(agreement, one.rateAt)
      ? { day: one.day, rateAt: one.rateAt, minutes: minutes(0), quantity: Math.floor(one.minutes / 60) }
      : { day: one.day, rateAt: one.rateAt, minutes: one.minutes },
  );
};

const countsAt = ({ rates }: SheetView["agreement"], rateAt: number): boolean => isCounted((rates[rateAt] ?? baseRate({ rates })).unit);

const mustBeWhole = ({ agreement }: SheetView, { hours }: TypedHours): void => {
  const broken = hours.find((one) => countsAt(agreement, one.rateAt) && one.minutes % 60 !== 0);
  if (broken) throw refuse(hourFieldName(broken.day, broken.rateAt), "Dit is geen heel getal.", "Vul een heel getal in, bijvoorbeeld 2.");
};

const shownSheet = async (web: Web, here: Here, chosen: Chosen, month: Month): Promise<Answer> => {
  const sheet = await here.read((tx) => sheetOf(tx, here, chosen, month));
  // What the provider sent waits to be read, not to be written over.
  if (sheet.side === "holder" && sheet.open?.state === "prepared") return { to: `/uren/${sheet.open.id}` };
  const typed = typedHours(Object.fromEntries(sheet.values), month, sheet.isOpen);
  const given = givenBy(sheet, typed);
  const trial = given.length === 0 || typed.faults.length > 0 ? null : await tryHours(web, here, sheet.agreement, month, given, sheet.side);
  return sheetPage(web, here, sheet, { values: sheet.values, trial, seen: trial === null ? "" : seenText(typed.hours) });
};

const keep = async (web: Web, here: Here, sheet: SheetView, typed: TypedHours): Promise<Answer> => {
  const strange = typed.faults.filter(({ field }) => !field.startsWith("uren-"));
  if (strange.length > 0) throw new Refusal("input-invalid", strange);
  const at = await here.read((tx) => hereNow(tx));
  await keepHours(web.door.db, here.actor, {
    agreement: sheet.agreement.id,
    month: sheet.month,
    fields: Object.fromEntries(typed.values),
    at,
  });
  return {
    to: sheetHref(here, sheet.side, sheet.agreement.id, sheet.month),
    said: "Wij hebben uw uren bewaard. Er is nog niets verstuurd.",
  };
};

const prepared = async (here: Here, sheet: SheetView, given: readonly Given[]): Promise<Answer> => {
  const { declaration } = await here.command(prepareDeclaration, claimFor(sheet.agreement.id, sheet.month, given));
  const what = baseRate(sheet.agreement).unit !== "month" ? "Uw uren zijn verstuurd" : "Uw declaratie is verstuurd";
  return { to: sideHref(here, "provider", `/uren/${declaration}`), said: `${what}. U ziet hier hoe het verdergaat.` };
};

/** Submits; null when something is wrong that the holder has not seen yet. */
const submitted = async (here: Here, sheet: SheetView, given: readonly Given[], mayBeWrong: boolean): Promise<Answer | null> => {
  const { agreement, month } = sheet;
  here.allow({ holder: agreement.holder, provider: agreement.provider }, "declaration.submit");
  const claim = claimFor(agreement.id, month, given);
  try {
    const { declaration, outcome } = await here.command(submitDeclaration, mayBeWrong ? claim : { ...claim, onlyWhenRight: true });
    return {
      to: `/uren/${declaration}`,
      said: outcome === "pay" ? "Ingediend. Wij betalen alles wat u indiende." : "Ingediend. Lees hieronder wat wij ervan vonden.",
    };
  } catch (error) {
    if (error instanceof Refusal && error.code === "declaration-unseen") return null;
    throw error;
  }
};

const mustSeeFirst = ({ side, open }: SheetView): void => {
  if (side === "holder" && open?.state === "prepared") {
    throw refuse(
      "inhoud",
      `${open.provider.salutation} stuurde intussen zelf uren voor ${monthInWords(open.month)}.`,
      "Ga naar Uren en controleer die eerst.",
    );
  }
};

// The same hours sent twice are one declaration: by a second press, or by going back to a page that was sent.
const sentBefore = (here: Here, { side, open, done, agreement }: SheetView, given: readonly Given[]): Answer | null => {
  const waiting = side === "provider" ? ["rejected", "repair"] : ["prepared", "rejected", "repair"];
  const all = [...done, ...(open === null ? [] : [open])];
  const same = all.find(({ lines }) => {
    const settled = lines.filter(({ state }) => !waiting.includes(state) && state !== "refused");
    return given.every((one) =>
      settled.some(
        (line) =>
          baseRate(agreement).unit === "month" ||
          (line.day === one.day &&
            line.rateAt === (one.rateAt ?? 0) &&
            line.minutes === one.minutes &&
            line.quantity === (one.quantity ?? 1)),
      ),
    );
  });
  return same === undefined
    ? null
    : { to: sideHref(here, side, `/uren/${same.id}`), said: "Deze uren zijn verstuurd. U ziet hier hoe het verdergaat." };
};

const filled = async (web: Web, here: Here, sheet: SheetView): Promise<Answer> => {
  const { fields } = here;
  const typed = typedHours(fields, sheet.month, sheet.isOpen);
  const what = textOf(fields, "doen");
  if (what === "bewaren" && baseRate(sheet.agreement).unit !== "month") return keep(web, here, sheet, typed);
  if (typed.faults.length > 0) throw new Refusal("input-invalid", typed.faults);
  mustBeWhole(sheet, typed);
  const given = givenBy(sheet, typed);
  if (given.length === 0) throw refuse("inhoud", "Er staan nog geen uren in.", "Vul ten minste één dag in.");
  mustSeeFirst(sheet);
  const seen = seenText(typed.hours);
  // A month amount has no hours to compare: its faults stand on the page from the start.
  const mayBeWrong = baseRate(sheet.agreement).unit === "month" || (seen !== "" && textOf(fields, "gezien") === seen);
  const trial = (): Promise<Trial> => tryHours(web, here, sheet.agreement, sheet.month, given, sheet.side);
  const again = (shown: Trial): Answer => ({
    page: sheetPage(web, here, sheet, { values: typed.values, trial: shown, seen, heldBack: what === "versturen" }),
    status: 200,
  });
  if (what !== "versturen") return again(await trial());
  const sent = sentBefore(here, sheet, given);
  if (sent !== null) return sent;
  if (sheet.side === "holder") {
    const answer = await submitted(here, sheet, given, mayBeWrong);
    if (answer !== null) return answer;
  } else if (mayBeWrong) {
    return prepared(here, sheet, given);
  }
  const found = await trial();
  if (found.groups.length === 0) return sheet.side === "provider" ? prepared(here, sheet, given) : again(found);
  // They may be wrong because they were sent meanwhile, by a second press.
  return sentBefore(here, await here.read((tx) => sheetOf(tx, here, sheet, sheet.month)), given) ?? again(found);
};

const anyFields = z.custom<Fields>(() => true);

/** The agreement that a form names, and the sheet of its month; null when no hours can be written for that month. */
const postedSheet = (here: Here): Promise<{ chosen: Chosen; sheet: SheetView | null }> => {
  const id = textOf(here.fields, "overeenkomst");
  if (!isId(id)) throw new Refusal("agreement-unknown");
  const asked = readMonth(textOf(here.fields, "maand"));
  return here.read(async (tx) => {
    // In one go: whoever may not choose this agreement is refused by it, whatever stands in its month.
    const [chosen, found] = await Promise.all([chosenAgreement(tx, here, id), asked === null ? null : inMonthOf(tx, here, id, asked)]);
    const month = chosenMonth(chosen, here.fields);
    return { chosen, sheet: month === null || found === null ? null : await sheetFrom(tx, here, chosen, { month, ...found }) };
  });
};

/** Writing hours: choosing the agreement, the month, and filling in. */
export const fillPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path,
    action: "declaration.draft",
    handler: async (here) => {
      const id = textOf(here.query, "overeenkomst");
      if (id === "") return agreementPage(web, here);
      if (!isId(id)) throw new Refusal("agreement-unknown");
      const chosen = await here.read((tx) => chosenAgreement(tx, here, id));
      const month = chosenMonth(chosen, here.query);
      if (month !== null) return shownSheet(web, here, chosen, month);
      if (textOf(here.query, "maand") === "") return monthPage(web, here, chosen, []);
      return {
        page: await monthPage(web, here, chosen, [
          { field: "inhoud", message: "Voor deze maand kunt u geen uren invullen. Kies een maand uit de lijst." },
        ]),
        status: 400,
      };
    },
  });
  page(app, web, {
    method: "post",
    path,
    action: "declaration.draft",
    handler: async (here) => {
      const { chosen, sheet } = await postedSheet(here);
      return here.form(
        anyFields,
        () => {
          if (sheet === null) throw refuse("inhoud", "Voor deze maand kunt u geen uren invullen.", "Kies een maand uit de lijst.");
          return filled(web, here, sheet);
        },
        ({ errors, fields }) =>
          sheet === null
            ? monthPage(web, here, chosen, errors)
            : sheetPage(web, here, sheet, { values: typedHours(fields, sheet.month, sheet.isOpen).values, errors }),
      );
    },
  });
};
