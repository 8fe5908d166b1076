import { inWords, type Day } from "../../kernel/day.ts";
import { inEuros } from "../../kernel/money.ts";
import type { Standing } from "../../law/care-rates.ts";
import { lawName, type Law } from "../../law/laws.ts";
import type { Touched } from "../../agreement/touched.ts";
import { functionName, functionsOf } from "../../budget/award.ts";
import type { ProposalView, RateView } from "../../party/read-policy.ts";
import { datePartsIn, fieldIn, type Fields } from "../../web/form.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { Alert, errorAt, Said, type FieldError } from "../../web/ui/alert.tsx";
import { Card, EmptyState } from "../../web/ui/card.tsx";
import { DateFields, RadioGroup } from "../../web/ui/choice.tsx";
import { MoneyField, Select, TextField } from "../../web/ui/field.tsx";
import { Button, ButtonLink, ButtonRow, Form } from "../../web/ui/form.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { DayText, PageHeading, Section, Stack, Text } from "../../web/ui/text.tsx";

const base = "/verstrekker/beleid";
const home = { label: "Werk", href: "/verstrekker" };

const standingName: Readonly<Record<Standing, string>> = { formal: "formele zorgverleners", informal: "informele zorgverleners" };

type Topic = { law: Law; standing: Standing; careFunction: string | null };

/** What a rate is for, in words. */
export const topicName = ({ law, standing, careFunction }: Topic): string =>
  `${careFunction === null ? "Alle zorgfuncties" : functionName(law, careFunction)}, ${standingName[standing]}`;

/** Whom a rate would touch, in words and by name. */
const TouchedText = ({ touched }: { touched: Touched }) => (
  <>
    <Text>
      <p>
        Dit tarief zou gelden voor {touched.all === 1 ? "1 overeenkomst" : `${String(touched.all)} overeenkomsten`}.{" "}
        {touched.above === 0
          ? "Geen daarvan heeft een hoger tarief."
          : `${touched.above === 1 ? "Eén daarvan heeft" : `${String(touched.above)} daarvan hebben`} een hoger tarief. Van die uren betalen wij vanaf die dag niets, tot het tarief is gewijzigd.`}
      </p>
    </Text>
    {touched.rows.length > 0 && (
      <StaffTable
        caption="Overeenkomsten met een hoger tarief"
        rows={touched.rows}
        rowKey={({ id }) => id}
        columns={[
          { head: "Nummer", rowHead: true, cell: ({ id, number }) => <a href={`/verstrekker/overeenkomsten/${id}`}>{number}</a> },
          { head: "Budgethouder", cell: ({ holder }) => holder },
          { head: "Zorgverlener", cell: ({ provider }) => provider },
          { head: "Tarief per uur", number: true, cell: ({ rate }) => inEuros(rate) },
        ]}
      />
    )}
  </>
);

/** A proposal with whom it touches, and what this reader can do with it. */
export type ShownProposal = ProposalView & { byName: string; own: boolean; touched: Touched };

const ProposalCard = ({ one, csrf, mayAdopt }: { one: ShownProposal; csrf: string; mayAdopt: boolean }) => (
  <Card title={`${inEuros(one.value)} per uur vanaf ${inWords(one.from)}`} level={3}>
    <Text>
      <p>
        {topicName(one)} ({lawName[one.law]}). Voorgesteld door {one.byName} op <DayText of={one.on} />. Bron: {one.source}.
      </p>
    </Text>
    <TouchedText touched={one.touched} />
    {mayAdopt && one.own && <p>U deed dit voorstel zelf. Een collega stelt het vast.</p>}
    {mayAdopt && (
      <ButtonRow>
        {!one.own && (
          <Form action={`${base}/${one.id}/vaststellen`} csrf={csrf}>
            <Button>Vaststellen</Button>
          </Form>
        )}
        <Form action={`${base}/${one.id}/intrekken`} csrf={csrf}>
          <Button variant="secondary">Voorstel intrekken</Button>
        </Form>
      </ButtonRow>
    )}
  </Card>
);

const inForceOn = ({ versions }: RateView, today: Day) => versions.findLast(({ from }) => from <= today) ?? null;
const later = ({ versions }: RateView, today: Day) => versions.filter(({ from }) => from > today);

const priceOf = (rate: RateView, today: Day): string => {
  const now = inForceOn(rate, today);
  return now === null ? "nog niet" : inEuros(now.value);
};

const RateTable = ({ rates, today }: { rates: readonly RateView[]; today: Day }) => (
  <StaffTable
    caption="De hoogste tarieven"
    captionHidden
    rows={rates}
    rowKey={(one) => `${one.law} ${one.standing} ${one.careFunction ?? ""}`}
    columns={[
      { head: "Waarvoor", rowHead: true, wrap: true, cell: topicName },
      { head: "Wet", cell: ({ law }) => lawName[law] },
      { head: "Per uur", number: true, cell: (one) => priceOf(one, today) },
      {
        head: "Sinds",
        cell: (one) => {
          const now = inForceOn(one, today);
          return now && <DayText of={now.from} />;
        },
      },
      {
        head: "Straks",
        wrap: true,
        cell: (one) =>
          later(one, today)
            .map(({ from, value }) => `${inEuros(value)} vanaf ${inWords(from)}`)
            .join(", "),
      },
      { head: "Bron", wrap: true, cell: (one) => (inForceOn(one, today) ?? one.versions[0])?.source },
    ]}
  />
);

type ListProps = {
  frame: Frame;
  said: string | null;
  today: Day;
  rates: readonly RateView[];
  proposals: readonly ShownProposal[];
  mayPropose: boolean;
};

/** What a funder set as its policy, and what waits for a second pair of eyes. */
export const PolicyPage = ({ frame, said, today, rates, proposals, mayPropose }: ListProps) => (
  <Page {...frame} title="Beleid" current={base} crumbs={[home, { label: "Beleid" }]}>
    <PageHeading
      title="Beleid: de hoogste tarieven"
      lead="Wat u ten hoogste per uur vergoedt. Twee mensen beslissen: één stelt voor, een ander stelt vast."
    />
    <Said said={said} />
    {mayPropose && (
      <p>
        <ButtonLink href={`${base}/nieuw`} icon="pencil">
          Tarief voorstellen
        </ButtonLink>
      </p>
    )}
    {proposals.length > 0 && (
      <Section title="Wacht op vaststellen">
        <Stack>
          {proposals.map((one) => (
            <ProposalCard key={one.id} one={one} csrf={frame.csrf} mayAdopt={mayPropose} />
          ))}
        </Stack>
      </Section>
    )}
    <Section title="Wat nu geldt">
      {rates.length === 0 ? (
        <EmptyState title="Er zijn geen eigen tarieven" icon="scales">
          <p>Zolang u niets vaststelt, is er onder de Wmo en de Jeugdwet geen hoogste tarief. Onder de Wlz staat het in de regeling.</p>
        </EmptyState>
      ) : (
        <RateTable rates={rates} today={today} />
      )}
    </Section>
  </Page>
);

type FormProps = { frame: Frame; laws: readonly Law[]; errors: readonly FieldError[]; fields: Fields; touched: Touched | null };

/** All functions of the laws of a funder, as a choice; "alle" stands for those without a rate of their own. */
const functionOptions = (laws: readonly Law[]) => [
  { value: "alle", label: "Alle zorgfuncties zonder eigen tarief" },
  ...laws.flatMap((law) => functionsOf(law).map(([code, name]) => ({ value: `${law}-${code}`, label: `${name} (${lawName[law]})` }))),
];

/** Where somebody proposes a rate, and sees whom it would touch before he does. */
export const ProposePage = ({ frame, laws, errors, fields, touched }: FormProps) => {
  const field = fieldIn(fields, errors);
  return (
    <Page
      {...frame}
      title="Tarief voorstellen"
      current={base}
      errors={errors}
      crumbs={[home, { label: "Beleid", href: base }, { label: "Tarief voorstellen" }]}
    >
      <PageHeading title="Tarief voorstellen" lead="U ziet eerst wie het raakt. Een collega stelt het daarna vast." />
      <Stack>
        {touched !== null && (
          <Alert title="Wie dit raakt">
            <TouchedText touched={touched} />
          </Alert>
        )}
        <Form action={`${base}/nieuw`} csrf={frame.csrf}>
          {laws.length > 1 && (
            <RadioGroup {...field("wet")} label="Onder welke wet?" options={laws.map((law) => ({ value: law, label: lawName[law] }))} />
          )}
          <RadioGroup
            {...field("soort")}
            label="Voor wie geldt het?"
            options={[
              { value: "formal", label: "Formele zorgverleners" },
              { value: "informal", label: "Informele zorgverleners" },
            ]}
          />
          <Select {...field("functie")} label="Voor welke zorg?" options={functionOptions(laws)} />
          <MoneyField {...field("bedrag")} label="Hoogste tarief per uur" />
          <DateFields
            name="vanaf"
            label="Vanaf welke dag?"
            description="Vandaag of later: een nieuw tarief gaat niet terug in de tijd."
            value={datePartsIn(fields, "vanaf")}
            error={errorAt(errors, "vanaf")}
          />
          <TextField {...field("bron")} label="Waar staat dit?" description="Bijvoorbeeld: Verordening Wmo 2027, artikel 12." />
          <ButtonRow>
            {touched !== null && (
              <Button name="doen" value="voorstellen">
                Voorstellen
              </Button>
            )}
            <Button name="doen" value="bekijken" variant={touched === null ? "primary" : "secondary"}>
              Bekijken wie dit raakt
            </Button>
          </ButtonRow>
        </Form>
      </Stack>
    </Page>
  );
};
