import { z } from "zod";
import { cents, zero } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { FastifyInstance } from "fastify";
import { textOf } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here } from "../../web/page.tsx";
import { Alert, errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { Card, EmptyState } from "../../web/ui/card.tsx";
import { RadioGroup } from "../../web/ui/choice.tsx";
import { TextArea, TextField } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { Pagination } from "../../web/ui/progress.tsx";
import { DataSummary } from "../../web/ui/summary.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { Amount, Columns, DayText, PageHeading, Section, Stack } from "../../web/ui/text.tsx";
import { decideWork, noteRecall } from "../decide-work.ts";
import { workList, workView, type WorkView } from "../read-work.ts";
import { reasonOf } from "../reasons.ts";
import { decisions, decisionText } from "../work.ts";
import { ageInWords, IbanText, OrderBadge, pageIn, pagesFor, Said, sliceOf } from "./parts.tsx";

const path = "/svb/bank/werk";
const bank = "/svb/bank";

const thingOf = ({ number, emergency }: WorkView): string => `${emergency === null ? "Declaratie" : "Spoedbetaling"} ${number ?? ""}`;

const About = ({ work }: { work: WorkView }) => (
  <>
    {work.number !== null && <span>{thingOf(work)}</span>}
    {work.number === null && work.batch_message !== null && <span>Betaalbestand {work.batch_message}</span>}
    {work.payee !== null && <span className="cell-sub">{work.payee}</span>}
    {work.meaning !== null && <span className="cell-sub">{work.meaning}</span>}
  </>
);

const WorkTable = ({ rows }: { rows: readonly WorkView[] }) => (
  <StaffTable
    caption="Werk dat de bank overlaat aan een medewerker"
    captionHidden
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      { head: "Wat", rowHead: true, wrap: true, cell: ({ id, name }) => <a href={`${path}/${id}`}>{name}</a> },
      { head: "Waarover", wrap: true, cell: (work) => <About work={work} /> },
      { head: "Bedrag", number: true, cell: ({ amount }) => amount !== null && <Amount of={amount} /> },
      { head: "Wacht", cell: ({ days }) => ageInWords(days) },
    ]}
  />
);

const RecallForm = ({ here, errors }: { here: Here; errors: readonly FieldError[] }) => (
  <Section title="Een betaling terugvragen" id="terugvragen">
    <Card narrow>
      <Form action={path} csrf={here.frame.csrf}>
        <TextField
          name="kenmerk"
          label="Kenmerk van de betaling"
          description="29 tekens, het begint met PGB. Vraag de betaling ook terug in het portaal van de bank."
          value={textOf(here.fields, "kenmerk")}
          error={errorAt(errors, "kenmerk")}
        />
        <TextArea name="reden" label="Waarom?" rows={2} value={textOf(here.fields, "reden")} error={errorAt(errors, "reden")} />
        <ButtonRow>
          <Button variant="secondary">Terugvragen vastleggen</Button>
        </ButtonRow>
      </Form>
    </Card>
  </Section>
);

type List = Awaited<ReturnType<typeof workList>>;

const ListPage = ({ here, view, now, errors }: { here: Here; view: List; now: number; errors: readonly FieldError[] }) => (
  <Page
    {...here.frame}
    title="Werk van de bank"
    current={bank}
    crumbs={[{ label: "Werk", href: "/svb" }, { label: "Bank", href: bank }, { label: "Werk van de bank" }]}
    errors={errors}
  >
    <PageHeading
      title="Werk van de bank"
      lead="Wat de bank weigerde, teruggaf of niet stuurde, en waar een medewerker over moet besluiten."
    />
    <Stack>
      <Said said={here.said} />
      {view.rows.length === 0 ? (
        <EmptyState title="Er is niets te doen" icon="check-circle">
          <p>Gaat er bij de bank iets mis waar een medewerker naar moet kijken, dan staat het hier.</p>
        </EmptyState>
      ) : (
        <Stack>
          <WorkTable rows={view.rows} />
          <Pagination now={now} total={pagesFor(view.total)} hrefOf={(to) => `?bladzijde=${String(to)}`} />
        </Stack>
      )}
    </Stack>
    {here.may("payment.note-recall", {}) && <RecallForm here={here} errors={errors} />}
  </Page>
);

// Less than was paid: the budget gets all of it, and the rest is for the account of costs.
const cameBackIn = ({ amount, came_back: back }: WorkView) => {
  if (back === null) return [];
  const lost = amount === null ? zero : cents(amount - back);
  return [
    { label: "Kwam terug", value: <Amount of={back} /> },
    ...(lost === zero ? [] : [{ label: "Kosten van de bank", value: <Amount of={lost} /> }]),
  ];
};

const Facts = ({ work }: { work: WorkView }) => (
  <Card title="Waar gaat het over?" level={2}>
    <DataSummary
      lines={[
        { label: "Wat de bank zegt", value: work.meaning ?? "niets" },
        { label: "Sinds", value: <DayText of={work.opened_on} /> },
        ...(work.amount === null ? [] : [{ label: "Bedrag", value: <Amount of={work.amount} /> }]),
        ...cameBackIn(work),
        ...(work.number === null || work.emergency !== null ? [] : [{ label: "Declaratie", value: work.number }]),
        ...(work.emergency === null
          ? []
          : [{ label: "Spoedbetaling", value: <a href={`/svb/betalingen/spoed/${work.emergency}`}>{work.number}</a> }]),
        ...(work.payee === null ? [] : [{ label: "Aan", value: work.payee }]),
        ...(work.iban === null ? [] : [{ label: "Rekening", value: <IbanText of={work.iban} /> }]),
        ...(work.order_state === null ? [] : [{ label: "Betaling", value: <OrderBadge state={work.order_state} /> }]),
        ...(work.end_to_end === null ? [] : [{ label: "Kenmerk", value: work.end_to_end }]),
        ...(work.batch === null ? [] : [{ label: "Betaalbestand", value: <a href={`/svb/betalingen/${work.batch}`}>Bekijken</a> }]),
        ...(work.own_account === null ? [] : [{ label: "Rekening van ons", value: work.own_account }]),
        ...(work.booked_on === null ? [] : [{ label: "Boekdag volgens de bank", value: <DayText of={work.booked_on} /> }]),
        ...(work.bank_reference === null ? [] : [{ label: "Kenmerk van de bank", value: work.bank_reference }]),
        ...(work.statement === null ? [] : [{ label: "Afschrift", value: <a href={`${bank}/afschriften/${work.statement}`}>Bekijken</a> }]),
        ...(work.order === null || work.reason === null
          ? []
          : [{ label: "Wat u de zorgverlener kunt zeggen", value: reasonOf(work.reason).tells }]),
      ]}
    />
  </Card>
);

const DecideForm = ({ here, work, errors }: { here: Here; work: WorkView; errors: readonly FieldError[] }) => (
  <Card title="Uw besluit" level={2}>
    <p>{work.ask}</p>
    <Form action={`${path}/${work.id}`} csrf={here.frame.csrf}>
      <RadioGroup
        name="besluit"
        label="Wat gaan wij doen?"
        value={textOf(here.fields, "besluit")}
        error={errorAt(errors, "besluit")}
        options={work.decisions.map((decision) => ({ value: decision, label: decisionText(work.kind, decision) }))}
      />
      <TextArea
        name="reden"
        label="Waarom, of uw bericht"
        description="Kiest u schrijven? Dan gaat deze tekst naar de zorgverlener of budgethouder. Anders lezen alleen collega's dit."
        rows={3}
        value={textOf(here.fields, "reden")}
        error={errorAt(errors, "reden")}
      />
      <ButtonRow>
        <Button>Besluit vastleggen</Button>
      </ButtonRow>
    </Form>
  </Card>
);

const WorkPage = ({ here, work, errors }: { here: Here; work: WorkView; errors: readonly FieldError[] }) => (
  <Page
    {...here.frame}
    title={work.name}
    current={bank}
    crumbs={[
      { label: "Werk", href: "/svb" },
      { label: "Bank", href: bank },
      { label: "Werk van de bank", href: path },
      { label: work.name },
    ]}
    errors={errors}
  >
    <PageHeading title={work.name} lead={work.days === 0 ? "Dit kwam vandaag binnen." : `Dit wacht al ${ageInWords(work.days)}.`} />
    <Columns>
      <Facts work={work} />
      {work.decided !== null ? (
        <Alert tone="ok" title="Hierover is besloten">
          <p>
            {work.decided.what}, zegt {work.decided.by}. {work.decided.words}
          </p>
        </Alert>
      ) : here.may("payment.decide-work", {}) ? (
        <DecideForm here={here} work={work} errors={errors} />
      ) : (
        <Alert tone="info" title="Een betaalmedewerker besluit hierover">
          <p>{work.ask}</p>
        </Alert>
      )}
    </Columns>
  </Page>
);

const reason = z.string("Schrijf in een zin waarom.").trim().min(5, "Schrijf in een zin waarom.").max(1000, "Schrijf een kortere tekst.");
const decideForm = z.object({ besluit: z.enum(decisions, "Kies wat wij gaan doen."), reden: reason });
const recallForm = z.object({
  kenmerk: z.string().trim().min(1, "Vul het kenmerk in.").max(35, "Een kenmerk heeft hooguit 35 tekens."),
  reden: reason,
});

// A slip in the reference is a wrong answer, not a page that is not there.
const unknownReference = (error: unknown): never => {
  if (!(error instanceof Refusal) || error.code !== "payment-unknown") throw error;
  throw new Refusal("input-invalid", [
    { field: "kenmerk", problem: "Wij kennen geen betaling met dit kenmerk.", remedy: "Neem het kenmerk over van het afschrift." },
  ]);
};

const list = (here: Here) => here.read((tx) => workList(tx, sliceOf(pageIn(here.query)), here.today));
const one = (here: Here) => here.read((tx) => workView(tx, here.id("id"), here.today));

/** What the bank leaves to a person: the list, and what is decided about each. */
export const mountWork = (app: FastifyInstance, web: Web): void => {
  page(app, web, {
    method: "get",
    path,
    action: "payment.read",
    handler: async (here) => <ListPage here={here} view={await list(here)} now={pageIn(here.query)} errors={[]} />,
  });
  page(app, web, {
    method: "post",
    path,
    action: "payment.note-recall",
    handler: (here) =>
      here.form(
        recallForm,
        async ({ kenmerk, reden }) => {
          await here.command(noteRecall, { endToEnd: kenmerk, personal: { reason: reden } }).catch(unknownReference);
          return { to: path, said: "Wij wachten op het antwoord van de bank." };
        },
        async ({ errors }) => <ListPage here={here} view={await list(here)} now={1} errors={errors} />,
      ),
  });
  page(app, web, {
    method: "get",
    path: `${path}/:id`,
    action: "payment.read",
    handler: async (here) => <WorkPage here={here} work={await one(here)} errors={[]} />,
  });
  page(app, web, {
    method: "post",
    path: `${path}/:id`,
    action: "payment.decide-work",
    handler: (here) =>
      here.form(
        decideForm,
        async ({ besluit, reden }) => {
          await here.command(decideWork, { work: here.id("id"), decision: besluit, personal: { reason: reden } });
          return { to: path, said: "Uw besluit is vastgelegd." };
        },
        async ({ errors }) => <WorkPage here={here} work={await one(here)} errors={errors} />,
      ),
  });
};
