import { inWords, type Day } from "../../kernel/day.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { Alert, Said, type FieldError } from "../../web/ui/alert.tsx";
import { Card, Details } from "../../web/ui/card.tsx";
import { Button, ButtonLink, ButtonRow, Form } from "../../web/ui/form.tsx";
import { Confirmation, Steps, Timeline } from "../../web/ui/progress.tsx";
import { ActionLink, Aside, Columns, PageHeading, Section, Small, Stack, Text } from "../../web/ui/text.tsx";
import { CareText, Ended, MoneySum, SharedText, StateBadge, TermsSummary, Uncovered } from "./parts.tsx";
import { ChangeSection, ChangeWaits, DeclinePart, leadOf, Versions } from "./change-parts.tsx";
import { askedOf, orderInWords } from "./consent-words.ts";
import type { Money } from "./money-lines.ts";
import { BeforeSigning, type Ahead } from "./outlook.tsx";
import { Suspended } from "./suspended.tsx";
import { agreementTimeline } from "./timeline.ts";
import { orInWords } from "../../party/who-signs.ts";
import { runsOn } from "../agreement.ts";
import { nextSigner } from "../next-signer.ts";
import type { AgreementView } from "../read.ts";

type SignAs = "provider" | "holder" | "money";

/** What the reader of an agreement may do with it now. */
export type Doable = { signAs: SignAs | null; withdraw: boolean; end: boolean; change: boolean; sick: boolean };

const meaning = {
  provider:
    "Met ondertekenen zegt u: ik las deze overeenkomst, ik ga akkoord met alles wat erin staat, ook met het recht van de verstrekker om geld terug te vragen. Daarna tekent de budgethouder.",
  holder:
    "Met ondertekenen zegt u: ik las deze overeenkomst en ga akkoord met alles wat erin staat. Heeft iedereen getekend? Dan beoordelen de verstrekker en de SVB de overeenkomst. Wij betalen pas na hun goedkeuring.",
  money:
    "U regelt de geldzaken van de budgethouder. Met ondertekenen zegt u: ik las deze overeenkomst en ga akkoord met wat zij kost. Iemand anders tekent voor de zorg.",
} as const;

const changeMeaning = ({ needs }: AgreementView, as: SignAs): string => {
  const read = "Met ondertekenen zegt u: ik las wat er verandert en ga akkoord met de hele nieuwe tekst.";
  if (as === "provider") return `${read} Daarna tekent de budgethouder.`;
  if (needs.includes("funder"))
    return `${read} Daarna beoordelen de verstrekker en de SVB de wijziging. Tot hun goedkeuring blijven de oude afspraken gelden.`;
  return `${read} Daarna staat de wijziging vast.`;
};

const path = { provider: "zorgverlener", holder: "budgethouder", money: "geldzaken" } as const;

// Who minds the money cannot take back what others agreed on; who signs for the care can.
const disagree = (view: AgreementView, as: SignAs): string => {
  if (as !== "money") return "Gaat u niet akkoord? Teken dan niet, en zeg het hieronder.";
  const care = [
    ...view.signatures.flatMap(({ party, name }) => (party === "holder" && name !== null ? [name] : [])),
    ...view.wanted.filter(({ why }) => why !== "money").map(({ names }) => orInWords(names)),
  ];
  const whom = care[0] ?? "wie voor de zorg tekent";
  return `Gaat u niet akkoord? Teken dan niet, en overleg met ${whom}. Die kan ${view.replaces === null ? "de overeenkomst" : "de wijziging"} intrekken.`;
};

const SignCard = ({ frame, view, as }: { frame: Frame; view: AgreementView; as: SignAs }) => (
  <Card title="Ondertekenen" level={2}>
    <Text>
      <p>{view.replaces === null ? meaning[as] : changeMeaning(view, as)}</p>
    </Text>
    <Form action={`/overeenkomsten/${view.id}/ondertekenen/${path[as]}`} csrf={frame.csrf}>
      <input type="hidden" name="hash" value={view.contentHash} />
      <ButtonRow>
        <Button icon="pencil">Ik ga akkoord en onderteken</Button>
      </ButtonRow>
    </Form>
    <Small>{disagree(view, as)}</Small>
  </Card>
);

const WithdrawPart = ({ frame, view, signing }: { frame: Frame; view: AgreementView; signing: boolean }) => (
  <Details summary={signing ? "Ik ga niet akkoord" : view.replaces === null ? "Deze overeenkomst intrekken" : "Deze wijziging intrekken"}>
    <Text>
      <p>
        {view.replaces === null
          ? "U neemt de overeenkomst terug. Zij geldt dan niet meer en kan niet worden goedgekeurd. U kunt later een nieuwe maken."
          : "U neemt de wijziging terug. De oude afspraken blijven gelden. U kunt later opnieuw wijzigen."}
      </p>
    </Text>
    <Form action={`/overeenkomsten/${view.id}/intrekken`} csrf={frame.csrf}>
      <ButtonRow>
        <Button variant="danger">{view.replaces === null ? "Overeenkomst intrekken" : "Wijziging intrekken"}</Button>
      </ButtonRow>
    </Form>
  </Details>
);

const Rejected = ({ view, funder }: { view: AgreementView; funder: string }) =>
  view.assessments
    .filter(({ outcome }) => outcome === "rejected")
    .map(({ body, reason }) => (
      <Alert
        key={body}
        tone="error"
        title={`${body === "SVB" ? "De SVB" : funder} keurde deze ${view.replaces === null ? "overeenkomst" : "wijziging"} af`}
      >
        <p>{reason ?? "Er staat geen reden bij."}</p>
        <p>
          <strong>Wat kunt u doen?</strong> Overleg met elkaar.{" "}
          {view.replaces === null
            ? "De budgethouder kan een nieuwe overeenkomst maken."
            : "De oude afspraken blijven gelden; de budgethouder kan een andere wijziging voorstellen."}
        </p>
      </Alert>
    ));

const Sick = ({ view: { sickSince, providerName } }: { view: AgreementView }) =>
  sickSince === null ? null : (
    <Alert tone="warning" title={`${providerName.name} is ziek gemeld vanaf ${inWords(sickSince)}`}>
      <p>Geef het hier door zodra er weer gewerkt wordt. Valt er iemand in? Dan maakt de budgethouder daar een nieuwe overeenkomst voor.</p>
    </Alert>
  );

// Who wants something else than what runs out asks for it where the new terms stand.
const Successor = ({ view }: { view: AgreementView }) => {
  const next = view.state === "ended" ? view.versions.find(({ state }) => state === "approved") : undefined;
  return next?.term ? (
    <Alert tone="info" title={`Vanaf ${inWords(next.term.from)} gelden nieuwe afspraken`}>
      <p>
        Wilt u wijzigen, beëindigen of iemand ziek melden? Dat doet u bij{" "}
        <a href={`/overeenkomsten/${next.id}`}>versie {String(next.version)}</a>. Het geldt dan voor de hele overeenkomst.
      </p>
    </Alert>
  ) : null;
};

type AgreementPageProps = {
  frame: Frame;
  said: string | null;
  view: AgreementView;
  funder: string;
  doable: Doable;
  money: Money | null;
  /** What who signs now should know; null for who does not. */
  ahead: Ahead | null;
  reader: string;
  reason: string;
  errors: readonly FieldError[];
  today: Day;
};

const WhatNow = ({ frame, view, funder, doable, reason, errors }: AgreementPageProps) => (
  <>
    {doable.signAs !== null && (
      <div id="ondertekenen">
        <SignCard frame={frame} view={view} as={doable.signAs} />
        {doable.signAs === "provider" && <DeclinePart frame={frame} view={view} reason={reason} errors={errors} />}
        {doable.signAs === "holder" && doable.withdraw && <WithdrawPart frame={frame} view={view} signing />}
      </div>
    )}
    <Card title="Hoe ver is het?" level={2}>
      <Timeline steps={agreementTimeline(view, funder)} />
    </Card>
    {doable.change && (
      <ActionLink href={`/overeenkomsten/${view.id}/wijzigen`} icon="pencil">
        Deze overeenkomst wijzigen
      </ActionLink>
    )}
    {doable.sick && (
      <ActionLink href={`/overeenkomsten/${view.id}/ziek`} icon="calendar">
        {view.sickSince === null ? "Ziek melden" : "Weer beter melden"}
      </ActionLink>
    )}
    {doable.end && (
      <ActionLink href={`/overeenkomsten/${view.id}/beeindigen`} icon="forward">
        Deze overeenkomst beëindigen
      </ActionLink>
    )}
    {doable.withdraw && doable.signAs !== "holder" && <WithdrawPart frame={frame} view={view} signing={false} />}
  </>
);

// Once somebody signed, the way that it goes shows who is next.
const waitsForAll = (view: AgreementView): boolean => view.signatures.length === 0 && nextSigner(view) !== null;

/** One agreement as its parties read it: the text, the terms, how far it is, and what they can do now. */
export const AgreementPage = (props: AgreementPageProps) => {
  const { frame, said, view, funder, doable, money, ahead, reader, errors, today } = props;
  return (
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
          lead={leadOf(view)}
          above={<StateBadge state={view.state} needs={view.needs} runsOn={runsOn(view, today)} />}
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
          <Successor view={view} />
          <Uncovered view={view} />
          <Sick view={view} />
          <Suspended of={view.suspended} />
          <ChangeWaits view={view} base="/overeenkomsten" />
          <ChangeSection view={view} money={money} asked={waitsForAll(view) ? askedOf(view, reader) : null} />
          {view.replaces === null && money !== null && (
            <Section title="Wat kost het?">
              <Card>
                <MoneySum money={money} />
              </Card>
            </Section>
          )}
          {ahead !== null && <BeforeSigning {...ahead} />}
          <Section title="Wat spreekt u af?">
            <TermsSummary view={view} funder={funder} />
          </Section>
          <Section title="De hele tekst">
            <Stack>
              <SharedText view={view} funder={funder} />
              <CareText text={view.careText} />
            </Stack>
          </Section>
          <Versions view={view} base="/overeenkomsten" />
        </Stack>
        <Aside>
          <WhatNow {...props} />
        </Aside>
      </Columns>
    </Page>
  );
};

/** The fifth step: it was shared, and what comes next. */
export const SharedPage = ({ frame, view, funder, reader }: { frame: Frame; view: AgreementView; funder: string; reader: string }) => (
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
          <p>{orderInWords(askedOf(view, reader))} Wie aan de beurt is om te tekenen, krijgt een bericht.</p>
        </Text>
        <ButtonRow>
          <ButtonLink href={`/overeenkomsten/${view.id}`}>Bekijk de overeenkomst</ButtonLink>
        </ButtonRow>
        <ActionLink href="/overeenkomsten">Naar al uw overeenkomsten</ActionLink>
      </Stack>
    </Section>
  </Page>
);
