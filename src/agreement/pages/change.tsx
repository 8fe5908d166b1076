import type { ReactElement } from "react";
import { inWords } from "../../kernel/day.ts";
import { capital, enumerated } from "../../kernel/words.ts";
import { textOf } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Answer, type Here, type Pages } from "../../web/page.tsx";
import { Button, ButtonLink, ButtonRow, Form } from "../../web/ui/form.tsx";
import { Table } from "../../web/ui/table.tsx";
import { PageHeading, Section, Small, Stack, Text } from "../../web/ui/text.tsx";
import { changeParts, type ChangePart } from "../change.ts";
import { drafts } from "../draft.ts";
import { agreementView, signersOn, type AgreementView } from "../read.ts";
import { agreeingInWords, askedOf, type Asked } from "./consent-words.ts";
import { fieldsOfChange, proposedFrom } from "./change-fields.ts";
import { keepAnswers, newConceptId } from "./concept.ts";
import { replacedBy } from "./form.ts";
import { stepPath } from "./step-frame.tsx";

const action = "agreement.draft";

const readChangeable = async (here: Here): Promise<AgreementView> => {
  const view = await here.read((tx) => agreementView(tx, here.id("id"), here.today));
  here.allow({ holder: view.holder }, action);
  return view;
};

/** Why a version cannot be changed now, for whoever asked; null when it can. */
const whyNot = (view: AgreementView): Answer | null => {
  if (view.openChange !== null) return { to: `/overeenkomsten/${view.openChange}`, said: "Er loopt al een wijziging. U ziet haar hier." };
  if (view.state === "approved") return null;
  return { to: `/overeenkomsten/${view.id}`, said: "Deze versie loopt niet. Wijzig de versie die geldt, of maak een nieuwe overeenkomst." };
};

// Nobody chooses the model text or an earlier end here first: the text follows, and ending has a page of its own.
const explained: readonly ChangePart[] = ["rates", "work", "care", "budget", "laterEnd", "earlierEnd", "setAside"];

/** What can change, together with all else that asks the same people. */
const consentRows = (asked: Asked): { who: string; what: readonly string[] }[] => {
  const rows = new Map<string, string[]>();
  for (const part of explained) {
    const { name, needs } = changeParts[part];
    const who = agreeingInWords({ ...asked, needs });
    rows.set(who, [...(rows.get(who) ?? []), name]);
  }
  return [...rows].map(([who, what]) => ({ who, what }));
};

const StartPage = ({ here, view, asked, begun }: { here: Here; view: AgreementView; asked: Asked; begun: boolean }) => (
  <Page
    {...here.frame}
    title="Overeenkomst wijzigen"
    current="/overeenkomsten"
    crumbs={[
      { label: "Start", href: "/" },
      { label: "Overeenkomsten", href: "/overeenkomsten" },
      { label: view.number, href: `/overeenkomsten/${view.id}` },
      { label: "Wijzigen" },
    ]}
  >
    <PageHeading title="Overeenkomst wijzigen" lead={`Met ${view.providerName.name}, nummer ${view.number}`} />
    <Stack>
      <Text>
        <p>
          U ziet straks uw overeenkomst zoals zij nu is. Verander wat anders wordt en laat de rest staan. Aan het eind ziet u naast elkaar
          wat er verandert en wat dat kost. Pas daarna deelt u de wijziging.
        </p>
        <p>
          Een wijziging gaat altijd in op de eerste dag van een maand. Wij stellen {inWords(proposedFrom(view, here.today))} voor. Tot
          iedereen akkoord is, blijven de oude afspraken gelden.
        </p>
      </Text>
      <Section title="Wie moet akkoord gaan?">
        <Table
          caption="Wie akkoord moet gaan, per soort wijziging"
          captionHidden
          kind="texts"
          rows={consentRows(asked)}
          rowKey={({ who }) => who}
          columns={[
            { head: "Wat u verandert", rowHead: true, cell: ({ what }) => capital(enumerated(what, "of")) },
            { head: "Wie akkoord gaat", cell: ({ who }) => capital(who) },
          ]}
        />
      </Section>
      <Form action={`/overeenkomsten/${view.id}/wijzigen`} csrf={here.frame.csrf}>
        {begun && <Small>U begon eerder al met wijzigen. Wat u toen invulde, is bewaard.</Small>}
        <ButtonRow>
          <Button icon="pencil">{begun ? "Ga verder met wijzigen" : "Begin met wijzigen"}</Button>
          <ButtonLink href={`/overeenkomsten/${view.id}`} variant="secondary">
            Niet wijzigen
          </ButtonLink>
        </ButtonRow>
      </Form>
    </Stack>
  </Page>
);

/** The concept of a change of this version that somebody began on before. */
const begunBefore = async (here: Here, view: AgreementView): Promise<string | null> =>
  (await here.read((tx) => drafts(tx, view.holder))).find(({ fields }) => replacedBy(fields) === view.id)?.id ?? null;

const startPage = async (here: Here): Promise<ReactElement | Answer> => {
  const view = await readChangeable(here);
  const no = whyNot(view);
  if (no !== null) return no;
  const signers = await here.read((tx) => signersOn(tx, view, here.today));
  const begun = (await begunBefore(here, view)) !== null;
  return <StartPage here={here} view={view} asked={{ ...askedOf(view, here.actor.person), signers }} begun={begun} />;
};

const begin = async (web: Web, here: Here): Promise<Answer> => {
  const view = await readChangeable(here);
  const no = whyNot(view);
  if (no !== null) return no;
  const before = await begunBefore(here, view);
  if (before !== null) return { to: stepPath(before, "werkafspraken"), said: "U was al begonnen met wijzigen. U gaat verder waar u was." };
  const id = newConceptId(textOf(here.fields, "csrf"), here.actor.person);
  await keepAnswers(web.door, here.actor, { id, holder: view.holder }, fieldsOfChange(view, here.today));
  return { to: stepPath(id, "werkafspraken") };
};

/** Changing a running agreement: what it takes, and then the known form with everything filled in. */
export const changePages: Pages = (app, web) => {
  page(app, web, { method: "get", path: "/overeenkomsten/:id/wijzigen", action, handler: (here) => startPage(here) });
  page(app, web, { method: "post", path: "/overeenkomsten/:id/wijzigen", action, handler: (here) => begin(web, here) });
};
