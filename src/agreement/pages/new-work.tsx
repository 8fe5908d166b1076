import type { ReactElement } from "react";
import { textOf } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import type { Answer, Here } from "../../web/page.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import type { Draft } from "../draft.ts";
import type { AgreementKind } from "../kinds.ts";
import { keepAnswers, openLines, replaceableOf } from "./concept.ts";
import { readParties, withAnswers } from "./form.ts";
import { filledRows, readMoreRates } from "./form-rates.ts";
import { readWork } from "./form-work.ts";
import { conceptOf, kept, later, viewOf, wrongPage } from "./new-parts.ts";
import { stepPath } from "./step-frame.tsx";
import { RatesPage } from "./step-rates.tsx";
import { WorkPage } from "./step-work.tsx";
import { typed, type Typed } from "./typed.ts";

// The kind that the first page says; before it was filled in, the one that most people make.
const kindIn = async (here: Here, draft: Draft): Promise<AgreementKind> => {
  const read = readParties(draft.fields, await here.read((tx) => openLines(tx, draft.holder, here.today)));
  return "wrong" in read ? "assignment" : read.value.kind;
};

/** The second page, for the kind that the first page says. */
export const workPage = async (here: Here, draft: Draft, answers: Typed, errors: readonly FieldError[] = []): Promise<ReactElement> => {
  const provider = typed(draft.fields, "zorgverlener");
  return (
    <WorkPage
      {...viewOf(here, draft, answers, errors)}
      kind={await kindIn(here, draft)}
      replaceable={await here.read((tx) => replaceableOf(tx, draft.holder, provider))}
    />
  );
};

/** The second page was sent. */
export const postWork = async (web: Web, here: Here): Promise<Answer> => {
  const draft = await conceptOf(here);
  const typedNow = withAnswers(draft.fields, "werkafspraken", here.fields);
  const fields = textOf(here.fields, "meer") === "nee" ? withAnswers(typedNow, "tarieven", {}) : typedNow;
  await keepAnswers(web.door, here.actor, draft, fields);
  if (later(here)) return kept;
  const read = readWork(fields, await kindIn(here, draft));
  if ("wrong" in read) return wrongPage(await workPage(here, { ...draft, fields }, { ...fields, ...here.fields }, read.wrong));
  return { to: stepPath(draft.id, textOf(here.fields, "meer") === "ja" ? "tarieven" : "afspraken") };
};

/** The list of further rates. */
export const ratesPage = async (here: Here, draft: Draft, answers: Typed, errors: readonly FieldError[] = []): Promise<ReactElement> => {
  const more = textOf(here.fields, "doen") === "meer" ? 5 : 0;
  const rows = Math.max(Number(/^\d{1,2}$/.exec(textOf(here.fields, "regels"))?.[0] ?? 3) + more, filledRows(answers) + 1);
  return <RatesPage {...viewOf(here, draft, answers, errors)} kind={await kindIn(here, draft)} rows={rows} />;
};

/** The list of further rates was sent, or more rows were asked for. */
export const postRates = async (web: Web, here: Here): Promise<Answer> => {
  const draft = await conceptOf(here);
  const fields = withAnswers(draft.fields, "tarieven", here.fields);
  await keepAnswers(web.door, here.actor, draft, fields);
  if (later(here)) return kept;
  if (textOf(here.fields, "doen") === "meer") return { page: await ratesPage(here, draft, here.fields), status: 200 };
  const read = readMoreRates(fields, await kindIn(here, draft));
  if ("wrong" in read) return wrongPage(await ratesPage(here, draft, here.fields, read.wrong));
  return { to: stepPath(draft.id, "afspraken") };
};
