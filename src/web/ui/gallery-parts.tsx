import { day } from "../../kernel/day.ts";
import { cents } from "../../kernel/money.ts";
import { Page } from "../layout.tsx";
import { Alert, errorAt, type FieldError } from "./alert.tsx";
import { Card, DaysLeft, EmptyState, StatusBadge } from "./card.tsx";
import { CheckboxGroup, DateFields, RadioGroup } from "./choice.tsx";
import { ReceiptSheet } from "./decision.tsx";
import { FileField, HoursField, MoneyField, Select, TextArea, TextField } from "./field.tsx";
import { Button, ButtonLink, ButtonRow, Form } from "./form.tsx";
import { holderFrame } from "./gallery-frame.ts";
import { Icon, iconNames } from "./icon.tsx";
import { Confirmation, Pagination, Steps, Timeline } from "./progress.tsx";
import { DataSummary } from "./summary.tsx";
import { ActionLink, Amount, Columns, DayText, HiddenText, Lead, Nowrap, PageHeading, Section, Stack, Text } from "./text.tsx";

const formErrors: FieldError[] = [
  { field: "naam", message: "Vul de naam van uw zorgverlener in" },
  { field: "begin", message: "Vul een dag in die bestaat, zoals 27 3 2026" },
  { field: "soort", message: "Kies wat voor zorgverlener het is" },
  { field: "akkoord", message: "Zet een vinkje als u akkoord gaat" },
];

const Agreed = () => (
  <>
    <HoursField name="uren" label="Hoeveel uur in een week?" description="Een half uur schrijft u als 0,5." value="8" />
    <MoneyField name="tarief" label="Wat kost een uur?" value="29,00" />
    <Select
      name="budget"
      label="Uit welk budget?"
      options={[
        { value: "1", label: "Begeleiding, gemeente Lindehoven" },
        { value: "2", label: "Huishoudelijke hulp, gemeente Lindehoven" },
      ]}
    />
    <CheckboxGroup
      name="dagen"
      label="Op welke dagen?"
      optional
      values={["ma"]}
      options={[
        { value: "ma", label: "Maandag" },
        { value: "wo", label: "Woensdag" },
        { value: "vr", label: "Vrijdag" },
      ]}
    />
    <TextArea name="afspraken" label="Welke afspraken maakt u nog meer?" optional />
    <FileField name="plan" label="Uw zorgplan" optional description="Een pdf van hoogstens 10 MB." accept=".pdf" />
  </>
);

/** Every field, good and wrong. */
export const FormPage = ({ errors = formErrors }: { errors?: readonly FieldError[] | undefined }) => (
  <Page
    {...holderFrame}
    title="Nieuwe overeenkomst"
    current="/overeenkomsten"
    errors={errors}
    crumbs={[{ label: "Start", href: "/start" }, { label: "Nieuwe overeenkomst" }]}
  >
    <PageHeading
      title="Wie gaat u helpen?"
      above={<Steps now={2} total={5} name="uw zorgverlener" />}
      lead="Vul alle velden in. Als een veld niet verplicht is, staat dit erbij."
    />
    <Card narrow>
      <Form action="/overeenkomsten" csrf="voorbeeld" files>
        <TextField name="naam" label="Naam van uw zorgverlener" error={errorAt(errors, "naam")} autoComplete="name" width="long" />
        <TextField
          name="telefoon"
          label="Telefoonnummer"
          type="tel"
          inputMode="tel"
          optional
          description="Alleen als wij iets moeten vragen."
          width="medium"
          value="0612345678"
        />
        <RadioGroup
          name="soort"
          label="Wat voor zorgverlener is het?"
          error={errorAt(errors, "soort")}
          options={[
            { value: "familie", label: "Een familielid", description: "Bijvoorbeeld uw kind, broer of zus." },
            { value: "zelfstandig", label: "Iemand met een eigen bedrijf" },
            { value: "instelling", label: "Een zorginstelling" },
          ]}
        />
        <DateFields
          name="begin"
          label="Wanneer begint de zorg?"
          description="Bijvoorbeeld 27 3 2026"
          error={errorAt(errors, "begin")}
          value={{ day: "31", month: "2", year: "2026" }}
        />
        <Agreed />
        <CheckboxGroup
          name="akkoord"
          label="Uw verklaring"
          error={errorAt(errors, "akkoord")}
          options={[{ value: "ja", label: "Ik heb dit naar waarheid ingevuld" }]}
        />
        <ButtonRow>
          <Button>Volgende</Button>
          <Button variant="secondary" name="doen" value="bewaren">
            Bewaren en later verder
          </Button>
        </ButtonRow>
      </Form>
    </Card>
  </Page>
);

const Receipt = () => (
  <ReceiptSheet
    caption="Zo hebben wij gerekend"
    lines={[
      { what: "Uren in oktober", value: "38 uur", article: null, since: null, origin: "declaratie" },
      { what: "Hoogstens per week", value: "8 uur", article: "overeenkomst artikel 4", since: day("2026-01-01"), origin: "overeenkomst" },
      { what: "Tarief per uur", value: cents(2900), article: "overeenkomst artikel 6", since: day("2026-07-01"), origin: "overeenkomst" },
      {
        what: "Hoogste tarief dat mag",
        value: cents(8130),
        article: "Regeling langdurige zorg artikel 5.22",
        since: day("2026-01-01"),
        origin: "wet",
        provisional: true,
      },
      { what: "Te betalen", value: cents(98600), article: null, since: null, origin: "berekening" },
    ]}
  />
);

/** The life of a declaration with its receipt. */
export const DecisionPage = () => (
  <Page
    {...holderFrame}
    title="Declaratie oktober"
    current="/uren"
    crumbs={[{ label: "Start", href: "/start" }, { label: "Uren", href: "/uren" }, { label: "Declaratie oktober" }]}
  >
    <PageHeading
      title="Declaratie van Fatma Yılmaz over oktober"
      above={
        <StatusBadge tone="info" icon="clock">
          Wordt betaald
        </StatusBadge>
      }
      lead="Wij betalen € 986,00 uiterlijk 3 december 2026."
    />
    <Stack>
      <Columns kind="side">
        <Card title="Wat er gebeurt" level={2}>
          <Timeline
            steps={[
              { what: "Fatma stuurde de uren", state: "done", on: day("2026-11-02") },
              { what: "U keurde de uren goed", state: "done", on: day("2026-11-05") },
              { what: "Wij maken de betaling klaar", state: "now", detail: "Twee mensen controleren de betaling." },
              { what: "Het geld staat op de rekening van Fatma", state: "later", on: day("2026-12-03") },
            ]}
          />
        </Card>
        <Card title="De declaratie" level={2}>
          <DataSummary
            lines={[
              { label: "Maand", value: "oktober 2026" },
              { label: "Bedrag", value: <Amount of={cents(98600)} /> },
              { label: "Goedgekeurd", value: <DayText of={day("2026-11-05")} /> },
              { label: "Rekening", value: <Nowrap>NL02 ABNA 0123 4567 89</Nowrap>, change: { href: "/gegevens" } },
            ]}
          />
        </Card>
      </Columns>
      <Receipt />
      <Card title="Een betaling die terugkwam" level={2}>
        <Timeline
          steps={[
            { what: "Wij betaalden", state: "done", on: day("2026-10-03") },
            { what: "De bank stuurde het geld terug", state: "stopped", on: day("2026-10-06"), detail: "De rekening bestaat niet meer." },
          ]}
        />
      </Card>
    </Stack>
  </Page>
);

const Labels = () => (
  <Section title="Labels en knoppen" action={<ActionLink href="/alles">Alles bekijken</ActionLink>}>
    <Stack>
      <p>
        <StatusBadge tone="neutral">Concept</StatusBadge> <StatusBadge tone="info">Ingediend</StatusBadge>{" "}
        <StatusBadge tone="ok" icon="check">
          Betaald
        </StatusBadge>{" "}
        <StatusBadge tone="warning" icon="pencil">
          Verbeteren
        </StatusBadge>{" "}
        <StatusBadge tone="error" icon="close">
          Afgewezen
        </StatusBadge>{" "}
        <DaysLeft days={0} /> <DaysLeft days={-3} /> <DaysLeft days={1} />
      </p>
      <ButtonRow>
        <ButtonLink href="/verder">Verder</ButtonLink>
        <ButtonLink href="/terug" variant="secondary" icon="back">
          Terug
        </ButtonLink>
      </ButtonRow>
      <EmptyState title="U hebt nog geen betalingen" icon="bank">
        <p>Zodra wij voor u betalen, ziet u hier aan wie en hoeveel.</p>
      </EmptyState>
      <Pagination now={4} total={9} hrefOf={(page) => `/brieven?bladzijde=${String(page)}`} />
      <Text>
        <Lead>Een zin onder de kop.</Lead>
        <p>
          Gewone tekst met <strong>nadruk</strong>, <Amount of={cents(-1250)} /> en <HiddenText>verborgen woorden</HiddenText> een lijst:
        </p>
        <ul>
          <li>een ding</li>
          <li>nog een ding</li>
        </ul>
      </Text>
    </Stack>
  </Section>
);

/** Messages, badges, empty states, icons: what stands on no other page. */
export const PartsPage = () => (
  <Page {...holderFrame} title="Onderdelen" person={null}>
    <Confirmation title="Uw overeenkomst is verstuurd">
      <p>Fatma Yılmaz krijgt nu bericht. Als zij ondertekent, bent u aan de beurt.</p>
      <ActionLink href="/start">Naar het begin</ActionLink>
    </Confirmation>
    <Section title="Meldingen">
      <Stack>
        <Alert title="U hebt een nieuwe brief">
          <p>
            Lees <a href="/brieven/1">de brief over uw budget voor 2027</a>.
          </p>
        </Alert>
        <Alert tone="ok" title="De uren zijn goedgekeurd">
          <p>Wij betalen uiterlijk 3 december 2026.</p>
        </Alert>
        <Alert tone="warning" title="Uw budget is bijna op">
          <p>
            <a href="/budget">Bekijk wat u nog kunt doen</a>.
          </p>
        </Alert>
        <Alert tone="error" title="Dit kan niet">
          <p>De overeenkomst is al beëindigd. Maak een nieuwe overeenkomst.</p>
        </Alert>
        <Alert>
          <p>Een melding zonder kop.</p>
        </Alert>
      </Stack>
    </Section>
    <Labels />
    <Section title="Tekens">
      <Text>
        <ul>
          {iconNames.map((name) => (
            <li key={name}>
              <Icon name={name} /> {name}
            </li>
          ))}
        </ul>
      </Text>
    </Section>
  </Page>
);
