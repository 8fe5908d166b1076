import type { ReactElement } from "react";
import { textOf } from "../../web/form.ts";
import type { Answer, Here } from "../../web/page.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { draftById, type Draft, type DraftFields } from "../draft.ts";
import { replacedBy } from "./form.ts";
import type { StepView } from "./step-frame.tsx";
import type { Typed } from "./typed.ts";

/** A concept that is being filled in; `id` null before it was kept for the first time. */
export type Concept = { id: string | null; holder: string; fields: DraftFields };

/** The concept of an address, for who acts for its holder. */
export const conceptOf = async (here: Here): Promise<Draft> => {
  const draft = await here.read((tx) => draftById(tx, here.id("id")));
  here.allow({ holder: draft.holder });
  return draft;
};

/** True when somebody wants to go on later. */
export const later = (here: Here): boolean => textOf(here.fields, "doen") === "bewaren";
/** Where one goes then. */
export const kept: Answer = { to: "/overeenkomsten", said: "Uw concept is bewaard. U vindt het bij uw overeenkomsten." };
/** A page with what is wrong on it. */
export const wrongPage = (shown: ReactElement): Answer => ({ page: shown, status: 400 });

/** What every page of the form shows. */
export const viewOf = (here: Here, concept: Concept, answers: Typed, errors: readonly FieldError[] = []): StepView => ({
  frame: here.frame,
  said: here.said,
  draft: concept.id,
  answers,
  errors,
  changing: replacedBy(concept.fields) !== null,
});
