import type { ReactElement } from "react";
import { z } from "zod";
import { Refusal } from "../../kernel/refusal.ts";
import { dryRun } from "../../db/dry-run.ts";
import { namesOf } from "../../party/funders.ts";
import { svbPlaceOn } from "../../party/svb-place.ts";
import type { FoundProvider } from "../../party/find-provider.ts";
import { textOf } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { page, type Answer, type Here, type Pages } from "../../web/page.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { actingFor, keepAnswers, newConceptId, openLines, providerOf, searchProvider, wrongProvider } from "./concept.ts";
import { dropDraft, type Draft } from "../draft.ts";
import { longestCare, readGeneral, readParties, replacedBy, requiredOf, termsOfConcept, withAnswers, type FormStep } from "./form.ts";
import { readWork } from "./form-work.ts";
import { consents } from "../change.ts";
import { isNetwork } from "../kinds.ts";
import { codeListOf } from "../load.ts";
import { modelFor } from "../model-texts.ts";
import { conceptOf, kept, later, viewOf, wrongPage, type Concept } from "./new-parts.ts";
import { postRates, postWork, ratesPage, workPage } from "./new-work.tsx";
import { toldAfter } from "./change-told.ts";
import { CheckPage, type Changed } from "./check.tsx";
import { NoBudgetPage, stepPath } from "./step-frame.tsx";
import { GeneralPage } from "./step-general.tsx";
import { PartiesPage, type Choosable } from "./steps.tsx";
import { typed, type Typed } from "./typed.ts";
import type { AgreementVerdict } from "../checks.ts";
import { agreementView, signersOn } from "../read.ts";
import { shareAgreement, tryTerms, type GivenTerms } from "../share.ts";

const blank = (here: Here): Concept => {
  const holder = actingFor(here.holder);
  here.allow({ holder });
  return { id: null, holder, fields: {} };
};

const choosable = async (web: Web, here: Here, holder: string): Promise<Choosable[]> =>
  (await here.read((tx) => openLines(tx, holder, here.today))).map((line) => ({ ...line, payer: web.portal.organisation(line.funder) }));

const backTo = (id: string, step: FormStep): Answer => ({
  to: stepPath(id, step),
  said: "Vul eerst deze stap in. Wat u al invulde, is bewaard.",
});

const partiesPage = async (
  web: Web,
  here: Here,
  concept: Concept,
  answers: Typed,
  errors: readonly FieldError[] = [],
): Promise<ReactElement> => {
  const lines = await choosable(web, here, concept.holder);
  if (lines.length === 0) return <NoBudgetPage frame={here.frame} said={here.said} />;
  return <PartiesPage {...viewOf(here, concept, answers, errors)} lines={lines} provider={await providerOf(web.door, concept.fields)} />;
};

// A change keeps its parties and its kind: of its first page only the budget is taken over.
const partiesFrom = (here: Here, { fields }: Concept): Typed =>
  replacedBy(fields) === null ? here.fields : { ...fields, budget: typed(here.fields, "budget") };

const postParties = async (web: Web, here: Here, concept: Concept): Promise<Answer> => {
  const answers = partiesFrom(here, concept);
  const search = await searchProvider(web.door, answers);
  const id = concept.id ?? newConceptId(textOf(here.fields, "csrf"), here.actor.person);
  const fields = withAnswers(concept.fields, "partijen", answers);
  if (search.found !== null) fields.zorgverlener = search.found.id;
  await keepAnswers(web.door, here.actor, { id, holder: concept.holder }, fields);
  if (later(here)) return kept;
  const read = readParties(answers, await here.read((tx) => openLines(tx, concept.holder, here.today)));
  const provider: FoundProvider | null = search.wrong.length > 0 ? null : await providerOf(web.door, fields);
  const wrong = [
    ...("wrong" in read ? read.wrong : []),
    ...(search.wrong.length > 0 ? search.wrong : wrongProvider(provider, concept.holder, typed(answers, "soort"))),
  ];
  // In the order of the page, where the questions about family and authority come last.
  const last = ["familie", "gezag"];
  const errors = [...wrong.filter(({ field }) => !last.includes(field)), ...wrong.filter(({ field }) => last.includes(field))];
  if (errors.length === 0) return { to: stepPath(id, "werkafspraken") };
  return wrongPage(await partiesPage(web, here, { ...concept, id, fields }, answers, errors));
};

/** The third page, or the way back to what must be known before its text can be filled in. */
const generalPage = async (
  web: Web,
  here: Here,
  draft: Draft,
  answers: Typed,
  errors: readonly FieldError[] = [],
): Promise<ReactElement | Answer> => {
  const lines = await choosable(web, here, draft.holder);
  const parties = readParties(draft.fields, lines);
  const provider = await providerOf(web.door, draft.fields);
  if ("wrong" in parties || provider === null) return backTo(draft.id, "partijen");
  const work = readWork(draft.fields, parties.value.kind);
  if ("wrong" in work) return backTo(draft.id, "werkafspraken");
  const line = lines.find(({ id }) => id === parties.value.line);
  const model = line && modelFor(parties.value.kind, line.law, here.today);
  if (!line || !model) return backTo(draft.id, "partijen");
  const names = await here.read((tx) => namesOf(tx, [draft.holder]));
  const terms = {
    ...work.value,
    law: line.law,
    kind: parties.value.kind,
    careFunction: { codeList: codeListOf[line.law], code: line.function },
    period: { from: work.value.from, until: work.value.until },
  };
  const called = { holder: names.get(draft.holder)?.name ?? "(naam verwijderd)", provider: provider.name, funder: line.payer };
  return <GeneralPage {...viewOf(here, draft, answers, errors)} model={model} terms={terms} names={called} />;
};

const postGeneral = async (web: Web, here: Here): Promise<Answer> => {
  const draft = await conceptOf(here);
  const fields = withAnswers(draft.fields, "afspraken", here.fields);
  await keepAnswers(web.door, here.actor, draft, fields);
  const tooLong = typed(here.fields, "zorg").length > longestCare;
  if (later(here) && !tooLong) return kept;
  const parties = readParties(draft.fields, await here.read((tx) => openLines(tx, draft.holder, here.today)));
  if ("wrong" in parties) return backTo(draft.id, "partijen");
  const law = (await choosable(web, here, draft.holder)).find(({ id }) => id === parties.value.line)?.law;
  const read = readGeneral(here.fields, requiredOf(parties.value.kind, law ?? "wlz", here.today));
  if (!("wrong" in read)) return { to: stepPath(draft.id, "controle") };
  const shown = await generalPage(web, here, { ...draft, fields }, here.fields, read.wrong);
  return "props" in shown ? wrongPage(shown) : shown;
};

const checked = async (web: Web, here: Here, draft: Draft) => {
  const lines = await choosable(web, here, draft.holder);
  const provider = await providerOf(web.door, draft.fields);
  const outcome = termsOfConcept(draft.fields, draft.holder, lines, provider, here.today);
  if ("unfinished" in outcome || provider === null)
    return { unfinished: "unfinished" in outcome ? outcome.unfinished : ("partijen" as const) };
  const line = lines.find(({ id }) => id === outcome.line.id);
  if (!line) return { unfinished: "partijen" as const };
  return { terms: outcome.terms, line, provider };
};

/** Of a change: how it was, and how it would be. */
const changedIn = async (here: Here, terms: GivenTerms, verdict: AgreementVerdict): Promise<Changed | null> => {
  if (terms.replaces === null || verdict.change === null) return null;
  const before = await here.read((tx) => agreementView(tx, terms.replaces ?? "", here.today));
  return { before, after: toldAfter(before, terms, verdict.change.parts, here.today) };
};

const checkPage = async (web: Web, here: Here, draft: Draft, errors: readonly FieldError[] = []): Promise<ReactElement | Answer> => {
  const facts = await checked(web, here, draft);
  if ("unfinished" in facts) return backTo(draft.id, facts.unfinished);
  const verdict = await dryRun(web.door, here.actor, {
    action: "agreement.share",
    concern: () => Promise.resolve({ holder: draft.holder }),
    ask: (context) => tryTerms(context, facts.terms),
  });
  const { provider, kind } = facts.terms;
  const asked = {
    needs: verdict.change?.needs ?? consents,
    reader: here.actor.person,
    provider,
    ...(await here.read(async (tx) => ({
      signers: await signersOn(tx, { holder: draft.holder, provider }, here.today),
      alone: isNetwork({ kind }) || (await svbPlaceOn(tx, facts.line.funder, facts.line.law, here.today)) !== null,
    }))),
  };
  const changed = await changedIn(here, facts.terms, verdict);
  return <CheckPage {...viewOf(here, draft, {}, errors)} check={{ ...facts, verdict, changed, asked }} />;
};

const gone = (error: unknown): Answer => {
  if (!(error instanceof Refusal) || error.code !== "draft-unknown") throw error;
  return { to: "/overeenkomsten", said: "Dit concept is er niet meer. Hebt u de overeenkomst al gedeeld? Dan staat zij hieronder." };
};

const share = async (web: Web, here: Here): Promise<Answer> => {
  const draft = await conceptOf(here);
  const facts = await checked(web, here, draft);
  if ("unfinished" in facts) return backTo(draft.id, facts.unfinished);
  return here.form(
    z.object({}),
    async () => {
      const { agreement } = await here.command(shareAgreement, facts.terms);
      await dropDraft(web.door.db, here.actor, draft.id);
      return { to: facts.terms.replaces === null ? `/overeenkomsten/${agreement}/gedeeld` : `/overeenkomsten/${agreement}` };
    },
    async ({ errors }) => {
      const shown = await checkPage(web, here, draft, errors);
      if (!("props" in shown)) throw new Refusal("page-expired");
      return shown;
    },
  );
};

const action = "agreement.draft";
const base = "/overeenkomsten/nieuw";

/** The end of the form: the check, sharing, or throwing away. */
const lastPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: `${base}/:id/controle`,
    action,
    handler: async (here) => checkPage(web, here, await conceptOf(here)),
  });
  page(app, web, {
    method: "post",
    path: `${base}/:id/controle`,
    action: "agreement.share",
    handler: (here) => share(web, here).catch(gone),
  });
  page(app, web, {
    method: "post",
    path: `${base}/:id/weggooien`,
    action,
    handler: async (here) => {
      const draft = await conceptOf(here);
      await dropDraft(web.door.db, here.actor, draft.id);
      return { to: "/overeenkomsten", said: "Uw concept is weg." };
    },
  });
};

/** Making an agreement: four pages that keep a concept, the check, and sharing. */
export const newPages: Pages = (app, web) => {
  page(app, web, { method: "get", path: base, action, handler: (here) => partiesPage(web, here, blank(here), {}) });
  page(app, web, { method: "post", path: base, action, handler: (here) => postParties(web, here, blank(here)) });
  page(app, web, {
    method: "get",
    path: `${base}/:id/partijen`,
    action,
    handler: async (here) => {
      const draft = await conceptOf(here);
      return partiesPage(web, here, draft, draft.fields);
    },
  });
  page(app, web, {
    method: "post",
    path: `${base}/:id/partijen`,
    action,
    handler: async (here) => postParties(web, here, await conceptOf(here)),
  });
  page(app, web, {
    method: "get",
    path: `${base}/:id/werkafspraken`,
    action,
    handler: async (here) => {
      const draft = await conceptOf(here);
      return workPage(here, draft, draft.fields);
    },
  });
  page(app, web, { method: "post", path: `${base}/:id/werkafspraken`, action, handler: (here) => postWork(web, here) });
  page(app, web, {
    method: "get",
    path: `${base}/:id/tarieven`,
    action,
    handler: async (here) => {
      const draft = await conceptOf(here);
      return ratesPage(here, draft, draft.fields);
    },
  });
  page(app, web, { method: "post", path: `${base}/:id/tarieven`, action, handler: (here) => postRates(web, here) });
  page(app, web, {
    method: "get",
    path: `${base}/:id/afspraken`,
    action,
    handler: async (here) => {
      const draft = await conceptOf(here);
      return generalPage(web, here, draft, draft.fields);
    },
  });
  page(app, web, { method: "post", path: `${base}/:id/afspraken`, action, handler: (here) => postGeneral(web, here) });
  lastPages(app, web);
};
