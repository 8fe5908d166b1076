import { Page, type Frame } from "../../web/layout.tsx";
import { Alert, type FieldError } from "../../web/ui/alert.tsx";
import { Card, Details } from "../../web/ui/card.tsx";
import { Button, ButtonLink, ButtonRow, Form } from "../../web/ui/form.tsx";
import { Confirmation, Steps, Timeline } from "../../web/ui/progress.tsx";
import { ActionLink, Aside, Columns, PageHeading, Section, Small, Stack, Text } from "../../web/ui/text.tsx";
import { agreementTimeline, CareText, Ended, Said, SharedText, StateBadge, TermsSummary, Uncovered } from "./parts.tsx";
import type { AgreementView } from "../read.ts";

type SignAs = "provider" | "holder" | "money";

/** What the reader of an agreement may do with it now. */
export type Doable = { signAs: SignAs | null; withdraw: boolean; end: boolean };

const meaning = {
  provider:
    "Met ondertekenen zegt u: ik las deze overeenkomst, ik ga akkoord met alles wat erin staat, ook met het recht van de verstrekker om geld terug te vragen. Daarna tekent de budgethouder.",
  holder:
    "Met ondertekenen zegt u: ik las deze overeenkomst en ga akkoord met alles wat erin staat. Heeft iedereen getekend? Dan beoordelen de verstrekker en de SVB de overeenkomst. Wij betalen pas na hun goedkeuring.",
  money:
    "U regelt de geldzaken van de budgethouder. Met ondertekenen zegt u: ik las deze overeenkomst en ga akkoord met wat zij kost. Iemand anders tekent voor de zorg.",
} as const;

const path = { provider: "zorgverlener", holder: "budgethouder", money: "geldzaken" } as const;

const SignCard = ({ frame, view, as }: { frame: Frame; view: AgreementView; as: SignAs }) => (
  <Card title="Ondertekenen" level={2}>
    <Text>
      <p>{meaning[as]}</p>
    </Text>
    <Form action={`/overeenkomsten/${view.id}/ondertekenen/${path[as]}`} csrf={frame.csrf}>
      <input type="hidden" name="hash" value={view.contentHash} />
      <ButtonRow>
        <Button icon="pencil">Ik ga akkoord en onderteken</Button>
      </ButtonRow>
    </Form>
    <Small>Klopt er iets niet? Teken dan niet en overleg eerst met de ander.</Small>
  </Card>
);

const WithdrawPart = ({ frame, view }: { frame: Frame; view: AgreementView }) => (
  <Details summary="Deze overeenkomst intrekken">
    <Text>
      <p>U neemt de overeenkomst terug. Zij geldt dan niet meer en kan niet worden goedgekeurd. U kunt later een nieuwe maken.</p>
    </Text>
    <Form action={`/overeenkomsten/${view.id}/intrekken`} csrf={frame.csrf}>
      <ButtonRow>
        <Button variant="danger">Overeenkomst intrekken</Button>
      </ButtonRow>
    </Form>
  </Details>
);

const Rejected = ({ view, funder }: { view: AgreementView; funder: string }) =>
  view.assessments
    .filter(({ outcome }) => outcome === "rejected")
    .map(({ body, reason }) => (
      <Alert key={body} tone="error" title={`${body === "SVB" ? "De SVB" : funder} keurde deze overeenkomst af`}>
        <p>{reason ?? "Er staat geen reden bij."}</p>
        <p>
          <strong>Wat kunt u doen?</strong> Overleg met elkaar. De budgethouder kan een nieuwe overeenkomst maken.
        </p>
      </Alert>
    ));

type AgreementPageProps = {
  frame: Frame;
  said: string | null;
  view: AgreementView;
  funder: string;
  doable: Doable;
  errors: readonly FieldError[];
};

/** One agreement as its parties read it: the text, the terms, how far it is, and what they can do now. */
export const AgreementPage = ({ frame, said, view, funder, doable, errors }: AgreementPageProps) => (
  <Page
    {...frame}
    title={`Overeenkomst ${view.number}`}
    current="/overeenkomsten"
    errors={errors}
    crumbs={[{ label: "Start", href: "/" }, { label: "Overeenkomsten", href: "/overeenkomsten" }, { label: view.number }]}
  >
    <Stack>
      <Said said={said} />
      <PageHeading
        title={`${view.holderName.name} en ${view.providerName.name}`}
        lead={`Zorgovereenkomst ${view.number}`}
        above={<StateBadge state={view.state} />}
      >
        {doable.signAs !== null && (
          <ActionLink href="#ondertekenen" icon="down">
            Naar ondertekenen
          </ActionLink>
        )}
      </PageHeading>
    </Stack>
    <Columns kind="side">
      <Stack>
        <Rejected view={view} funder={funder} />
        <Ended view={view} />
        <Uncovered view={view} />
        <Section title="Wat spreekt u af?">
          <TermsSummary view={view} funder={funder} />
        </Section>
        <Section title="De hele tekst">
          <Stack>
            <SharedText view={view} funder={funder} />
            <CareText text={view.careText} />
          </Stack>
        </Section>
      </Stack>
      <Aside>
        {doable.signAs !== null && (
          <div id="ondertekenen">
            <SignCard frame={frame} view={view} as={doable.signAs} />
          </div>
        )}
        <Card title="Hoe ver is het?" level={2}>
          <Timeline steps={agreementTimeline(view, funder)} />
        </Card>
        {doable.end && (
          <ActionLink href={`/overeenkomsten/${view.id}/beeindigen`} icon="forward">
            Deze overeenkomst beëindigen
          </ActionLink>
        )}
        {doable.withdraw && <WithdrawPart frame={frame} view={view} />}
      </Aside>
    </Columns>
  </Page>
);

/** The fifth step: it was shared, and what comes next. */
export const SharedPage = ({ frame, view, funder }: { frame: Frame; view: AgreementView; funder: string }) => (
  <Page
    {...frame}
    title="Overeenkomst gedeeld"
    current="/overeenkomsten"
    crumbs={[{ label: "Start", href: "/" }, { label: "Overeenkomsten", href: "/overeenkomsten" }, { label: "Gedeeld" }]}
  >
    <Stack>
      <Steps now={5} total={5} name="Gedeeld" />
      <Confirmation title={`De overeenkomst is gedeeld met ${view.providerName.name}`}>
        <p>Het nummer is {view.number}. U hoeft nu even niets te doen.</p>
      </Confirmation>
    </Stack>
    <Section title="Wat gebeurt er nu?">
      <Stack>
        <Card>
          <Timeline steps={agreementTimeline(view, funder)} />
        </Card>
        <Text>
          <p>De zorgverlener ziet de overeenkomst na het inloggen en tekent als eerste. Daarna staat zij voor u klaar om te tekenen.</p>
        </Text>
        <ButtonRow>
          <ButtonLink href={`/overeenkomsten/${view.id}`}>Bekijk de overeenkomst</ButtonLink>
        </ButtonRow>
        <ActionLink href="/overeenkomsten">Naar al uw overeenkomsten</ActionLink>
      </Stack>
    </Section>
  </Page>
);
