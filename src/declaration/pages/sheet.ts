import { monthInWords, monthOf, readMonth, type Month } from "../../kernel/day.ts";
import { minutes } from "../../kernel/money.ts";
import type { Tx } from "../../db/pool.ts";
import { agreementSummary, type AgreementSummary } from "../../agreement/read.ts";
import { holdsOn } from "../../agreement/rate.ts";
import { textOf, type Fields } from "../../web/form.ts";
import type { Here } from "../../web/page.tsx";
import { sideFor, sideHref, type Side } from "../../web/side.ts";
import { declarations, declarationView, draftOf, type DeclarationSummary } from "../read.ts";
import { draftHours, shownHours, type OpenAt, type Typed } from "./hours-form.ts";
import { isOpenDay, monthsOf } from "../months.ts";

/** Everything for writing the hours of one month under one agreement. */
export type SheetView = {
  agreement: AgreementSummary;
  side: Side;
  months: readonly Month[];
  month: Month;
  /** A declaration of this month that still waits for its parties: what is written replaces its lines. */
  open: DeclarationSummary | null;
  /** Declarations of this month that are settled or under way: what is written now is a supplement to them. */
  done: readonly DeclarationSummary[];
  /** What the sheet begins with: a draft, or the lines that wait to be mended. */
  values: Typed;
  hasDraft: boolean;
  /** Why the holder sent it back, while it waits to be mended. */
  rejection: string | null;
  isOpen: OpenAt;
};

/** An agreement under which hours can be written, and as what the reader does so. */
export type Chosen = Pick<SheetView, "agreement" | "side" | "months">;

/** The agreement of an address or form, for who may write hours under it. Throws `agreement-unknown`, `not-allowed`. */
export const chosenAgreement = async (tx: Tx, here: Here, id: string): Promise<Chosen> => {
  const agreement = await agreementSummary(tx, id);
  const about = { holder: agreement.holder, provider: agreement.provider };
  here.allow(about, "declaration.draft");
  const running = agreement.state === "approved" || agreement.state === "ended";
  return { agreement, side: sideFor(here, about), months: running ? monthsOf(agreement, here.today) : [] };
};

/** The month that a form or address names, when hours can be written for it. */
export const chosenMonth = ({ months }: Chosen, fields: Fields): Month | null => {
  const month = readMonth(textOf(fields, "maand"));
  return month !== null && months.includes(month) ? month : null;
};

const waits = ({ state }: DeclarationSummary): boolean => state === "prepared" || state === "rejected" || state === "repair";
const toMend = ["prepared", "rejected", "repair"];

const startingValues = (open: DeclarationSummary | null, draft: Record<string, string> | null, isOpen: OpenAt): Typed => {
  if (draft !== null) return draftHours(draft, isOpen);
  return open === null ? new Map<string, string>() : shownHours(open.lines.filter(({ state }) => toMend.includes(state)));
};

/** What stands under an agreement in a month, and what the reader was filling in. */
export type InMonth = { found: readonly DeclarationSummary[]; draft: Record<string, string> | null };

/** Reads what stands in a month; the sheet that shows it says who may see it. */
export const inMonthOf = async (tx: Tx, here: Here, agreement: string, month: Month): Promise<InMonth> => {
  const [found, draft] = await Promise.all([declarations(tx, { agreement, month }), draftOf(tx, agreement, month, here.actor.person)]);
  return { found, draft };
};

/** Reads the sheet of one month. */
export const sheetOf = async (tx: Tx, here: Here, chosen: Chosen, month: Month): Promise<SheetView> =>
  sheetFrom(tx, here, chosen, { month, ...(await inMonthOf(tx, here, chosen.agreement.id, month)) });

/** The sheet of one month, from what stands in it. */
export const sheetFrom = async (
  tx: Tx,
  here: Here,
  chosen: Chosen,
  { month, found, draft }: InMonth & { month: Month },
): Promise<SheetView> => {
  const { agreement } = chosen;
  const all = found.filter(({ state }) => state !== "withdrawn");
  const open = all.find((one) => waits(one) || one.lines.some(({ state }) => toMend.includes(state))) ?? null;
  const openDay = isOpenDay(agreement, here.today);
  const isOpen: OpenAt = (on, rateAt) => {
    const rate = agreement.rates[rateAt];
    return rate !== undefined && monthOf(on) === month && openDay(on) && holdsOn(rate, on);
  };
  return {
    ...chosen,
    month,
    open,
    done: all.filter(({ id }) => id !== open?.id),
    values: startingValues(open, draft, isOpen),
    hasDraft: draft !== null,
    rejection: open?.state === "rejected" ? (await declarationView(tx, open.id)).rejection : null,
    isOpen,
  };
};

/** Where the sheet of a month is. */
export const sheetHref = (here: Pick<Here, "actor">, side: Side, agreement: string, month?: Month): string =>
  sideHref(here, side, `/uren/nieuw?overeenkomst=${agreement}${month === undefined ? "" : `&maand=${month}`}`);

/** How the other party is called. */
export const otherParty = ({ agreement, side }: Pick<SheetView, "agreement" | "side">): string =>
  side === "holder" ? agreement.providerName.salutation : agreement.holderName.salutation;

/** Days of the month that were declared already, in words for an alert; null when there are none. */
export const alreadyDeclared = ({ done, open, month }: SheetView): string | null => {
  const settled = [...done.flatMap(({ lines }) => lines), ...(open?.lines ?? []).filter(({ state }) => !toMend.includes(state))].filter(
    ({ state }) => state !== "credited",
  );
  if (settled.length === 0) return null;
  const count = settled.reduce((sum, line) => minutes(sum + line.minutes), minutes(0));
  return count === 0
    ? `Voor ${monthInWords(month)} is al gedeclareerd.`
    : `Voor ${monthInWords(month)} is al ${String(count / 60).replace(".", ",")}\u00a0uur gedeclareerd.`;
};
