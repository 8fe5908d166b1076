import type { Day } from "../../kernel/day.ts";
import type { ChangePart } from "../change.ts";
import { modelFor } from "../model-texts.ts";
import type { AgreementView } from "../read.ts";
import { givenTerms, type GivenTerms } from "../share.ts";
import type { ToldVersion } from "./change-parts.tsx";

/** What was filled in, as the version that it would be: for telling it beside the one before. */
export const toldAfter = (before: AgreementView, given: GivenTerms, parts: readonly ChangePart[], today: Day): ToldVersion => ({
  ...before,
  ...givenTerms(given, before.law),
  model: parts.includes("model") ? (modelFor(given.kind, before.law, today)?.id ?? before.model) : before.model,
  careText: given.personal.care,
});
