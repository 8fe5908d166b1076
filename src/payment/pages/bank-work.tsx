import { z } from "zod";
import type { FastifyInstance } from "fastify";
import { inEuros } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { funderName, knownFunders, type Funders } from "../../party/funders.ts";
import { textOf, type Fields } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here } from "../../web/page.tsx";
import { Alert, errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { Card } from "../../web/ui/card.tsx";
import { RadioGroup } from "../../web/ui/choice.tsx";
import { FileField, Select, TextArea, TextField } from "../../web/ui/field.tsx";
import { Button, ButtonLink, ButtonRow, Form } from "../../web/ui/form.tsx";
import { DataSummary } from "../../web/ui/summary.tsx";
import { Amount, Columns, DayText, PageHeading, Stack, Text } from "../../web/ui/text.tsx";
import { asOf, explainForm, kindOptions, onField, onKind } from "./explain-form.ts";
import { explainEntry } from "../explain-entry.ts";
import { takeBankFile } from "../import-bank-file.ts";
import { candidatesFor } from "../read-work.ts";
import { CandidateTable } from "./candidates.tsx";
import { DetailLines } from "./bank.tsx";
import { toldOf } from "./bank-file-told.ts";
import { Said } from "./parts.tsx";
import { entryView, type EntryView } from "../read-bank.ts";

const bank = "/svb/bank";
const upload = `${bank}/inlezen`;

const UploadPage = ({ here, errors }: { here: Here; errors: readonly FieldError[] }) => (
  <Page
    {...here.frame}
    title="Bestand van de bank inlezen"
    current={here.may("payment.read", {}) ? bank : upload}
    crumbs={[
      { label: "Werk", href: "/svb" },
      ...(here.may("payment.read", {}) ? [{ label: "Bank", href: bank }] : []),
      { label: "Inlezen" },
    ]}
    errors={errors}
  >
    <PageHeading title="Bestand van de bank inlezen" lead="Doe dit alleen als een bestand niet vanzelf binnenkwam." />
    <Stack>
      <Said said={here.said} />
      <Card narrow>
        <Form action={upload} csrf={here.frame.csrf} files>
          <FileField
            name="bestand"
            label="Bestand"
            accept=".xml"
            description="Een afschrift (camt.053), een boekingsmelding (camt.054) of een statusbericht (pain.002), hooguit 5 MB. Hetzelfde bestand nog eens inlezen kan geen kwaad."
            error={errorAt(errors, "bestand")}
          />
          <ButtonRow>
            <Button>Inlezen</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Stack>
  </Page>
);

// Where in the file something is wrong goes with the message: there is one field, and it is the file.
const onFile = (error: unknown): unknown =>
  error instanceof Refusal && error.faults.length > 0
    ? new Refusal(
        error.code,
        error.faults.slice(0, 50).map(({ field, problem, remedy }) => ({
          field: "bestand",
          problem: `${problem}${field === "bestand" || field === "upload" ? "" : ` (${field})`}`,
          remedy,
        })),
      )
    : error;

const takeIn = async (web: Web, here: Here): Promise<string> => {
  const file = here.uploads.find(({ field }) => field === "bestand");
  const fault = (problem: string) =>
    new Refusal("input-invalid", [{ field: "bestand", problem, remedy: "Kies een bestand dat u bij de bank hebt opgehaald." }]);
  if (file === undefined) throw fault("U koos geen bestand.");
  if (file.bytes.length === 0) throw fault("Dit bestand is leeg.");
  return toldOf(
    await takeBankFile(web.door, file.bytes, here.actor).catch((error: unknown) => {
      throw onFile(error);
    }),
  );
};

const EntryFacts = ({ entry }: { entry: EntryView }) => (
  <Card title="De boeking" level={2}>
    <DataSummary
      lines={[
        { label: "Bedrag", value: <Amount of={entry.amount} /> },
        { label: "Geboekt op", value: <DayText of={entry.booked_on} /> },
        { label: "Afschrift", value: <a href={`${bank}/afschriften/${entry.statement}`}>{entry.statement_name}</a> },
        { label: "Kenmerk van de bank", value: entry.reference ?? "geen" },
        { label: "Wat de bank schreef", value: entry.details.length === 0 ? "niets" : <DetailLines details={entry.details} /> },
      ]}
    />
  </Card>
);

const ExplainForm = ({
  here,
  entry,
  funders,
  errors,
  fields,
}: {
  here: Here;
  entry: EntryView;
  funders: Funders;
  errors: readonly FieldError[];
  fields: Fields;
}) => {
  const funder = textOf(fields, "verstrekker");
  return (
    <Card title="Wat is dit?" level={2}>
      <Form action={`${bank}/boekingen/${entry.id}`} csrf={here.frame.csrf}>
        <RadioGroup
          name="soort"
          label="Deze boeking is"
          value={textOf(fields, "soort")}
          error={errorAt(errors, "soort")}
          options={kindOptions}
        />
        <Select
          name="verstrekker"
          label="Verstrekker"
          optional
          error={errorAt(errors, "verstrekker")}
          {...(funder === "" ? {} : { value: funder })}
          options={funders.map((one) => ({ value: one.code, label: `${funderName(one)} (${one.code})` }))}
        />
        <TextField
          name="kenmerk"
          label="Kenmerk van de betaling, of nummer van de spoedbetaling of terugvordering"
          optional
          description="Een kenmerk heeft 29 tekens en begint met PGB. Een spoedbetaling begint met SP, een terugvordering met T."
          value={textOf(fields, "kenmerk")}
          error={errorAt(errors, "kenmerk")}
        />
        <TextArea name="reden" label="Hoe weet u dit?" rows={3} value={textOf(fields, "reden")} error={errorAt(errors, "reden")} />
        <ButtonRow>
          <Button>Verklaren</Button>
        </ButtonRow>
      </Form>
    </Card>
  );
};

type ExplainView = { entry: EntryView; funders: Funders; candidates: Awaited<ReturnType<typeof candidatesFor>> };

const ExplainPage = ({
  here,
  view: { entry, funders, candidates },
  errors,
}: {
  here: Here;
  view: ExplainView;
  errors: readonly FieldError[];
}) => (
  <Page
    {...here.frame}
    title="Boeking verklaren"
    current={bank}
    crumbs={[{ label: "Werk", href: "/svb" }, { label: "Bank", href: bank }, { label: "Boeking" }]}
    errors={errors}
  >
    <PageHeading title="Boeking verklaren" lead={`Wij herkenden ${inEuros(entry.amount)} niet.`} />
    <Columns>
      <EntryFacts entry={entry} />
      {entry.meaning === "unexplained" ? (
        <ExplainForm here={here} entry={entry} funders={funders} errors={errors} fields={here.fields} />
      ) : (
        <Stack>
          <Alert tone="ok" title="Deze boeking is al verklaard">
            <p>{entry.why ?? "U hoeft niets te doen."}</p>
          </Alert>
          <Text>
            <ButtonLink href={bank} variant="secondary">
              Terug naar de bank
            </ButtonLink>
          </Text>
        </Stack>
      )}
    </Columns>
    {candidates.length > 0 && <CandidateTable entry={entry} candidates={candidates} />}
  </Page>
);

const readExplain = (here: Here): Promise<ExplainView> =>
  here.read(async (tx) => {
    const entry = await entryView(tx, here.id("id"));
    return { entry, funders: await knownFunders(tx), candidates: await candidatesFor(tx, entry) };
  });

/** Reading in a file of the bank by hand, and explaining an entry that nobody understood. */
export const mountBankWork = (app: FastifyInstance, web: Web): void => {
  page(app, web, {
    method: "get",
    path: upload,
    action: "payment.import-bank-file",
    handler: (here) => <UploadPage here={here} errors={[]} />,
  });
  page(app, web, {
    method: "post",
    path: upload,
    action: "payment.import-bank-file",
    files: true,
    handler: (here) =>
      here.form(
        z.object({}),
        async () => ({ to: upload, said: await takeIn(web, here) }),
        ({ errors }) => <UploadPage here={here} errors={errors} />,
      ),
  });
  const path = `${bank}/boekingen/:id`;
  page(app, web, {
    method: "get",
    path,
    action: "payment.explain-entry",
    handler: async (here) => <ExplainPage here={here} view={await readExplain(here)} errors={[]} />,
  });
  page(app, web, {
    method: "post",
    path,
    action: "payment.explain-entry",
    handler: (here) =>
      here.form(
        explainForm,
        async (given) => {
          await here
            .command(explainEntry, { entry: here.id("id"), as: asOf(given), personal: { reason: given.reden } })
            .catch((error: unknown) => {
              throw onField(error, given);
            });
          return { to: bank, said: "De boeking is verklaard." };
        },
        async ({ errors }) => <ExplainPage here={here} view={await readExplain(here)} errors={onKind(errors, here.fields)} />,
      ),
  });
};
