import { z } from "zod";
import { canonical, readableNumber, sha256 } from "../kernel/id.ts";
import { cents, minutes, type Cents, type Minutes } from "../kernel/money.ts";
import { Refusal, type Fault } from "../kernel/refusal.ts";
import type { Law } from "../law/laws.ts";
import type { Finding } from "../law/receipt.ts";
import { standings } from "../law/care-rates.ts";
import type { Command, Context } from "../db/command.ts";
import { keyedHash } from "../db/seal.ts";
import { budgetLines } from "../budget/read.ts";
import { dayField, idField } from "../party/person.ts";
import { schedules, type Terms } from "./agreement.ts";
import { changedParts, consents, needsOf, type Consent, type Version } from "./change.ts";
import { judgedFacts } from "./change-facts.ts";
import { tellProposed } from "./change-notices.ts";
import { clauses, kindExists, kinds } from "./kinds.ts";
import { judge, type AgreementVerdict } from "./checks.ts";
import { modelFor } from "./model-texts.ts";
import { mostRates, units, wholeDay, type Rate } from "./rate.ts";
import { agreementById, codeListOf, type StoredAgreement } from "./load.ts";
import { insertAgreement } from "./queries.ts";
import { openCommitments } from "./settle.ts";
import { allVersions } from "./version-queries.ts";

const amount = z.number().int().min(0).max(99_999_999);

const employmentSchema = z.strictObject({
  daysPerWeek: z.number().int().min(1).max(7),
  trialMonths: z.number().int().min(0).max(2),
  endTold: z.boolean(),
  taxCredit: z.boolean(),
  idCopy: z.boolean(),
});
const timeOfDay = z.number().int().min(0).max(wholeDay);
const windowSchema = z.strictObject({
  from: timeOfDay,
  until: timeOfDay,
  weekdays: z.array(z.number().int().min(1).max(7)).min(1, "Kies ten minste één dag van de week.").max(7),
});
const rateSchema = z.strictObject({
  unit: z.enum(units),
  cents: amount.min(1),
  label: z.string().trim().max(80).default(""),
  window: windowSchema.nullable().default(null),
});

/** What a holder fills in to make an agreement, or to change one: then `replaces` is its running version. `lines` are budget lines in the order in which they pay; amounts are in cents. */
export const termsSchema = z.strictObject({
  holder: idField,
  provider: idField,
  lines: z.array(idField).min(1).max(4),
  function: z.string().min(1).max(5),
  kind: z.enum(kinds),
  standing: z.enum(standings),
  family: z.boolean(),
  rates: z.array(rateSchema).min(1, "Vul ten minste één tarief in.").max(mostRates, "Een overeenkomst heeft ten hoogste 40 tarieven."),
  schedule: z.enum(schedules),
  minutesPerWeek: z.number().int().min(1).max(10_080).nullable(),
  quantityPerWeek: z.number().int().min(1).max(99).nullable().default(null),
  setAside: amount.nullable(),
  beyondCommitment: z.boolean(),
  from: dayField,
  until: dayField.nullable(),
  accepted: z.array(z.enum(clauses)).max(10),
  employment: employmentSchema.nullable().default(null),
  standInFor: idField.nullable().default(null),
  replaces: idField.nullable().default(null),
  personal: z.strictObject({ care: z.string().trim().min(10, "Schrijf in een paar zinnen welke zorg de zorgverlener geeft.").max(5_000) }),
});
export type GivenTerms = z.infer<typeof termsSchema>;

/** What the parties sign: every term, the description of care by its hash, and of a change what it replaces. */
export const contentHash = (terms: Version & { replaces: string | null }): string => sha256(canonical(terms));

/** Findings that must be mended first, as faults at a door. */
export const faultsFrom = (findings: readonly Finding[]): Fault[] =>
  findings
    .filter(({ outcome }) => outcome === "repair" || outcome === "refuse")
    .map(({ code, text, remedy }) => ({ field: code, problem: text, remedy }));

// The days of the week in order, whatever the order in which they were ticked.
const givenRate = ({ unit, cents: price, label, window }: GivenTerms["rates"][number]): Rate => ({
  unit,
  cents: cents(price),
  label,
  window:
    window === null
      ? null
      : { from: minutes(window.from), until: minutes(window.until), weekdays: [...new Set(window.weekdays)].sort((a, b) => a - b) },
});

/** The terms that are read from what was filled in alone, for a budget under this law: all but the parties, the kind and the model text. */
export const givenTerms = (given: GivenTerms, law: Law) => ({
  standing: given.standing,
  family: given.family,
  period: { from: given.from, until: given.until },
  careFunction: { codeList: codeListOf[law], code: given.function },
  budgetLines: given.lines,
  rates: given.rates.map(givenRate),
  schedule: given.schedule,
  minutesPerWeek: given.minutesPerWeek === null ? null : minutes(given.minutesPerWeek),
  quantityPerWeek: given.quantityPerWeek,
  setAside: given.setAside === null ? null : cents(given.setAside),
  beyondCommitment: given.beyondCommitment,
  accepted: given.accepted,
  employment: given.employment,
});

/** The terms of an agreement from what was filled in; law and funder follow from the budget lines. */
export const termsFrom = async (context: Pick<Context, "tx" | "today">, given: GivenTerms): Promise<Terms & { family: boolean }> => {
  const lines = await budgetLines(context.tx, { ids: given.lines });
  const first = lines.find((line) => line.id === given.lines[0]);
  if (!first || lines.length !== new Set(given.lines).size || lines.some((line) => line.holder !== given.holder))
    throw new Refusal("budget-unknown");
  if (lines.some((line) => line.law !== first.law || line.funder !== first.funder)) {
    throw new Refusal("agreement-needs-repair", [
      {
        field: "lines",
        problem: "De gekozen budgetten horen bij verschillende wetten of verstrekkers.",
        remedy: "Maak voor elke wet een eigen overeenkomst.",
      },
    ]);
  }
  if (!kindExists(given.kind, first.law)) {
    throw new Refusal("agreement-needs-repair", [
      {
        field: "kind",
        problem: "De Wlz kent geen verklaring sociaal netwerk.",
        remedy: "Maak een overeenkomst van opdracht, of een overeenkomst met partner of familielid.",
      },
    ]);
  }
  const model = modelFor(given.kind, first.law, context.today);
  if (!model) throw new Error(`no model text for ${given.kind} under ${first.law} on ${context.today}`);
  return {
    ...givenTerms(given, first.law),
    law: first.law,
    kind: given.kind,
    holder: given.holder,
    provider: given.provider,
    funder: first.funder,
    model: model.id,
    standInFor: given.standInFor,
  };
};

const squeezed = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The name in the vault of the description of care; of a change that leaves its words as they are, that of before. */
const careOf = async (context: Context, { personal }: GivenTerms, before: StoredAgreement | null): Promise<string> => {
  const old = before?.care ? await context.fetch(before.care) : null;
  if (before?.care && old !== null && squeezed(old.toString("utf8")) === squeezed(personal.care)) return before.care;
  return keyedHash(context.seals, Buffer.from(personal.care).toString("base64"));
};

/** What was filled in as a version to judge: a change whose parts need no approval keeps the model text of before. */
const versionFrom = async (context: Context, given: GivenTerms): Promise<{ version: Version; before: StoredAgreement | null }> => {
  const terms = await termsFrom(context, given);
  const before = given.replaces === null ? null : await agreementById(context.tx, given.replaces);
  // A change of another's agreement is a change of nothing that this holder has.
  if (before !== null && before.holder !== given.holder) throw new Refusal("agreement-unknown");
  const version = { ...terms, care: await careOf(context, given, before) };
  if (before === null) return { version, before };
  const kept = { ...version, model: before.model, accepted: before.accepted };
  return { version: needsOf(changedParts(before, kept)).includes("funder") ? version : kept, before };
};

const verdictOn = async (context: Context, agreement: string, version: Version, replaces: string | null): Promise<AgreementVerdict> =>
  judge(await judgedFacts(context, { ...version, id: agreement, state: "shared", endedOn: null, replaces }, context.today));

/** What would come of sharing these terms today (dry run): the same facts, the same judgement, nothing stored. */
export const tryTerms = async (context: Context, given: GivenTerms): Promise<AgreementVerdict> =>
  verdictOn(context, context.command, (await versionFrom(context, given)).version, given.replaces);

type Row = { minutes_per_week: Minutes | null; quantity_per_week: number | null; set_aside: Cents | null };
const amounts = (terms: Terms): Row => ({
  minutes_per_week: terms.minutesPerWeek,
  quantity_per_week: terms.quantityPerWeek,
  set_aside: terms.setAside,
});

// A version number names one text for good, also of a version that never held.
const nextVersion = async ({ tx }: Context, before: StoredAgreement | null): Promise<number> =>
  before === null ? 1 : Math.max(...(await allVersions(tx, before.number)).map(({ version }) => version)) + 1;

const rowOf = async (context: Context, { version: of, before }: Awaited<ReturnType<typeof versionFrom>>, needs: readonly Consent[]) => ({
  holder_id: of.holder,
  provider_id: of.provider,
  funder_code: of.funder,
  law: of.law,
  kind: of.kind,
  standing: of.standing,
  model: of.model,
  code_list: of.careFunction.codeList,
  function: of.careFunction.code,
  rates: JSON.stringify(of.rates),
  employment: of.employment === null ? null : JSON.stringify(of.employment),
  stand_in_for: of.standInFor,
  schedule: of.schedule,
  ...amounts(of),
  beyond_commitment: of.beyondCommitment,
  accepted: [...of.accepted],
  family: of.family,
  from_day: of.period.from,
  until_day: of.period.until,
  ended_on: null,
  care: of.care,
  content_hash: contentHash({ ...of, replaces: before?.id ?? null }),
  state: "shared",
  shared_at: context.at,
  version: await nextVersion(context, before),
  replaces: before?.id ?? null,
  needs: [...needs],
});

/**
 * Makes an agreement, or a change of one, and shares it with the provider, who signs first where that is needed. Refused while
 * something must be mended. A change is a version of its own and changes nothing until all whose consent it needs gave it.
 */
export const shareAgreement: Command<GivenTerms, { agreement: string; number: string }> = {
  kind: "agreement.share",
  input: termsSchema,
  concern: (_tx, { holder, provider }) => Promise.resolve({ holder, providers: [provider] }),
  handle: async (context, given) => {
    const agreement = context.mint("agreement");
    const made = await versionFrom(context, given);
    const { version, before } = made;
    const number = before?.number ?? readableNumber("ZO", agreement);
    const verdict = await verdictOn(context, agreement, version, given.replaces);
    if (verdict.outcome === "repair") throw new Refusal("agreement-needs-repair", faultsFrom(verdict.findings));
    if (version.care !== before?.care) await context.keep(Buffer.from(given.personal.care), "text/plain", given.holder);
    const needs = verdict.change?.needs ?? consents;
    await insertAgreement(context.tx, { id: agreement, number, ...(await rowOf(context, made, needs)) });
    await openCommitments(context, { id: agreement, holder: version.holder, after: 0 }, version.budgetLines);
    await tellProposed(context, await agreementById(context.tx, agreement), verdict.change?.parts ?? []);
    return { agreement, number };
  },
};
