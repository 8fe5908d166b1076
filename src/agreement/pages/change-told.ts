import type { Day } from "../../kernel/day.ts";
import { cents, minutes } from "../../kernel/money.ts";
import type { ChangePart } from "../change.ts";
import { codeListOf } from "../load.ts";
import { modelFor } from "../model-texts.ts";
import type { AgreementView } from "../read.ts";
import { givenRate, type GivenTerms } from "../share.ts";
import type { ToldVersion } from "./change-parts.tsx";

/** What was filled in, as the version that it would be: for telling it beside the one before. */
export const toldAfter = (before: AgreementView, given: GivenTerms, parts: readonly ChangePart[], today: Day): ToldVersion => ({
  ...before,
  model: parts.includes("model") ? (modelFor(given.kind, before.law, today)?.id ?? before.model) : before.model,
  standing: given.standing,
  family: given.family,
  period: { from: given.from, until: given.until },
  careFunction: { codeList: codeListOf[before.law], code: given.function },
  budgetLines: given.lines,
  rates: given.rates.map(givenRate),
  schedule: given.schedule,
  minutesPerWeek: given.minutesPerWeek === null ? null : minutes(given.minutesPerWeek),
  quantityPerWeek: given.quantityPerWeek,
  setAside: given.setAside === null ? null : cents(given.setAside),
  beyondCommitment: given.beyondCommitment,
  accepted: given.accepted,
  employment: given.employment,
  careText: given.personal.care,
});
