import { dayOf, type Day } from "../../kernel/day.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { Said } from "../../web/ui/alert.tsx";
import { EmptyState } from "../../web/ui/card.tsx";
import { ButtonLink, ButtonRow } from "../../web/ui/form.tsx";
import { Table, TwoLines, type Column } from "../../web/ui/table.tsx";
import { DayText, PageHeading, Section, Stack, Text } from "../../web/ui/text.tsx";
import { orInWords } from "../../party/who-signs.ts";
import { runsOn } from "../agreement.ts";
import { nextSigner } from "../next-signer.ts";
import type { Draft } from "../draft.ts";
import { numberOf } from "./change-parts.tsx";
import { replacedBy } from "./form.ts";
import { StateBadge } from "./parts.tsx";
import type { AgreementSummary } from "../read.ts";
import { careName, nextStepOf, shortRate, termInWords } from "./words.ts";

/** What stands on the list of somebody who is holder, provider, or both. */
export type ListView = {
  asHolder: readonly AgreementSummary[] | null;
  asProvider: readonly AgreementSummary[] | null;
  drafts: readonly (Draft & { providerName: string | null })[];
  /** Who makes the agreements of this holder in place of the reader; null for a reader who does so, and for a provider. */
  makers: readonly string[] | null;
  today: Day;
};

const columns = (other: "providerName" | "holderName", yours: "provider" | "holder", today: Day): Column<AgreementSummary>[] => [
  {
    head: other === "providerName" ? "Zorgverlener" : "Budgethouder",
    rowHead: true,
    cell: (one) => (
      <TwoLines main={<a href={`/overeenkomsten/${one.id}`}>{one[other].name}</a>} sub={`${careName(one)}, ${numberOf(one)}`} />
    ),
  },
  { head: "Tarief", cell: (one) => shortRate(one) },
  { head: "Looptijd", cell: (one) => termInWords(one) },
  { head: "Hoe staat het ervoor", cell: (one) => <StateBadge state={one.state} needs={one.needs} runsOn={runsOn(one, today)} /> },
  { head: "Volgende stap", cell: (one) => (nextSigner(one)?.party === yours ? "U tekent" : nextStepOf(one, today)) },
];

const conceptName = (provider: string | null, fields: Draft["fields"]): string => {
  if (provider === null) return "Overeenkomst zonder zorgverlener";
  return `${replacedBy(fields) === null ? "Overeenkomst" : "Wijziging van de overeenkomst"} met ${provider}`;
};

const Concepts = ({ drafts }: Pick<ListView, "drafts">) => (
  <Section title="Nog niet af">
    <Table
      caption="Concepten"
      captionHidden
      rows={drafts}
      rowKey={({ id }) => id}
      columns={[
        {
          head: "Concept",
          rowHead: true,
          cell: ({ id, providerName, fields }) => <a href={`/overeenkomsten/nieuw/${id}/partijen`}>{conceptName(providerName, fields)}</a>,
        },
        { head: "Laatst bewaard", cell: ({ changedAt }) => <DayText of={dayOf(changedAt)} /> },
      ]}
    />
  </Section>
);

const New = () => (
  <ButtonRow>
    <ButtonLink href="/overeenkomsten/nieuw" icon="pencil">
      Nieuwe overeenkomst maken
    </ButtonLink>
  </ButtonRow>
);

// Who is both reads of each side by itself that it is empty.
type PartProps = { agreements: readonly AgreementSummary[]; title: string; both: boolean; today: Day };

const MadeBy = ({ makers }: { makers: readonly string[] }) => (
  <Text>
    <p>
      {makers.length === 0
        ? "Er is nu niemand die overeenkomsten mag maken. Bel de SVB."
        : `Overeenkomsten maakt ${orInWords(makers)}. Is er een nieuwe overeenkomst nodig? Overleg dan met elkaar.`}
    </p>
  </Text>
);

const HolderPart = ({ agreements, title, both, today, makers }: PartProps & Pick<ListView, "makers">) => (
  <Section title={title}>
    {agreements.length === 0 ? (
      <EmptyState title={both ? "U koopt nog geen zorg in" : "U hebt nog geen overeenkomsten"} icon="agreement">
        {makers === null ? (
          <Text>
            <p>Maak een overeenkomst met uw zorgverlener. Daarna kan de zorgverlener uren declareren en kunnen wij betalen.</p>
          </Text>
        ) : (
          <MadeBy makers={makers} />
        )}
      </EmptyState>
    ) : (
      <Stack>
        {makers !== null && <MadeBy makers={makers} />}
        <Table caption={title} captionHidden rows={agreements} rowKey={({ id }) => id} columns={columns("providerName", "holder", today)} />
      </Stack>
    )}
  </Section>
);

const ProviderPart = ({ agreements, title, both, today }: PartProps) => (
  <Section title={title}>
    {agreements.length === 0 ? (
      <EmptyState title={both ? "U geeft nog geen zorg" : "U hebt nog geen overeenkomsten"} icon="agreement">
        <Text>
          <p>De budgethouder maakt de overeenkomst en deelt haar met u. Zij staat dan hier, en u tekent als eerste.</p>
        </Text>
      </EmptyState>
    ) : (
      <Table caption={title} captionHidden rows={agreements} rowKey={({ id }) => id} columns={columns("holderName", "provider", today)} />
    )}
  </Section>
);

/** The agreements of a holder, a provider, or somebody who is both. */
export const AgreementsPage = ({ frame, said, view }: { frame: Frame; said: string | null; view: ListView }) => (
  <Page {...frame} title="Overeenkomsten" current="/overeenkomsten" crumbs={[{ label: "Start", href: "/" }, { label: "Overeenkomsten" }]}>
    <Stack>
      <Said said={said} />
      <PageHeading
        title="Overeenkomsten"
        lead={view.asHolder === null ? "Uw afspraken met budgethouders." : "Afspraken over zorg, uren en tarief met uw zorgverleners."}
      >
        {view.asHolder !== null && view.makers === null && <New />}
      </PageHeading>
    </Stack>
    <Stack>
      {view.drafts.length > 0 && <Concepts drafts={view.drafts} />}
      {view.asHolder !== null && (
        <HolderPart
          agreements={view.asHolder}
          title={view.asProvider === null ? "Uw overeenkomsten" : "Waar u zorg inkoopt"}
          both={view.asProvider !== null}
          today={view.today}
          makers={view.makers}
        />
      )}
      {view.asProvider !== null && (
        <ProviderPart
          agreements={view.asProvider}
          title={view.asHolder === null ? "Uw overeenkomsten" : "Waar u zorg geeft"}
          both={view.asHolder !== null}
          today={view.today}
        />
      )}
    </Stack>
  </Page>
);
