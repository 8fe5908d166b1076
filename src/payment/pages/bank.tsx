import type { FastifyInstance } from "fastify";
import { inEuros } from "../../kernel/money.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here } from "../../web/page.tsx";
import { Alert } from "../../web/ui/alert.tsx";
import { Card, EmptyState, StatusBadge } from "../../web/ui/card.tsx";
import { ButtonLink, ButtonRow } from "../../web/ui/form.tsx";
import { Pagination } from "../../web/ui/progress.tsx";
import { Figures } from "../../web/ui/staff.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { Amount, DayText, PageHeading, Section, Stack, Text } from "../../web/ui/text.tsx";
import { ReportTable, StatementTable } from "./bank-tables.tsx";
import { IbanText, pageIn, pagesFor, Said, sliceOf } from "./parts.tsx";
import { bankView, statementView, type BankView, type EntryDetail, type EntryView } from "../read-bank.ts";

const path = "/svb/bank";

const meaningText: Readonly<Record<EntryView["meaning"], string>> = {
  batch: "Betaalbestand afgeschreven",
  payment: "Betaling afgeschreven",
  return: "Betaling kwam terug",
  funding: "Geld van een verstrekker",
  unexplained: "Nog niet verklaard",
  explained: "Verklaard door een medewerker",
};

const explainedText = {
  funding: "geld van een verstrekker",
  "bank-costs": "bankkosten of rente",
  return: "een betaling die terugkwam",
  emergency: "een spoedbetaling die de zorgverlener terugstortte",
  recovery: "een betaling op een terugvordering",
} as const;

/** What the bank wrote: who, from which account, in which words. */
export const DetailLines = ({ details }: { details: readonly EntryDetail[] }) => (
  <>
    {details.map(({ name, iban, words, reference }, at) => (
      <span key={at} className="cell-sub">
        {[name, words, reference === null ? null : `kenmerk ${reference}`].filter((one) => one !== null).join(" · ")}
        {iban !== null && (
          <>
            {" · "}
            <IbanText of={iban} />
          </>
        )}
      </span>
    ))}
  </>
);

const About = ({ here, entry }: { here: Here; entry: EntryView }) => {
  const batch = entry.batch ?? entry.order_batch;
  return (
    <>
      {entry.number !== null && (
        <span>
          {entry.number.startsWith("SP-") ? "Spoedbetaling" : "Declaratie"} {entry.number}.{" "}
        </span>
      )}
      {entry.funder !== null && <span>{entry.funder}. </span>}
      {entry.explained_as !== null && (
        <span>
          Het is {explainedText[entry.explained_as]}, zegt {entry.explainer ?? "een medewerker"}: {entry.why}{" "}
        </span>
      )}
      {batch !== null && <a href={`/svb/betalingen/${batch}`}>Betaalbestand bekijken</a>}
      {entry.meaning === "unexplained" && here.may("payment.explain-entry", {}) && (
        <a href={`${path}/boekingen/${entry.id}`}>Boeking verklaren</a>
      )}
      <DetailLines details={entry.details} />
    </>
  );
};

const Unexplained = ({ here, entries, count }: { here: Here; entries: readonly EntryView[]; count: number }) => (
  <Section title="Nog te verklaren" id="verklaren">
    {entries.length === 0 ? (
      <EmptyState title="Alle boekingen zijn verklaard" icon="check-circle">
        <p>Een boeking die wij niet herkennen, komt hier te staan.</p>
      </EmptyState>
    ) : (
      <Stack>
        <Alert
          tone="warning"
          title={count === 1 ? "1 boeking is nog niet verklaard" : `${String(count)} boekingen zijn nog niet verklaard`}
          level={3}
        >
          <p>Zolang dat zo is, kan niemand betalingen vrijgeven.</p>
        </Alert>
        <StaffTable
          caption="Boekingen die nog niemand heeft verklaard"
          captionHidden
          rows={entries}
          rowKey={({ id }) => id}
          columns={[
            { head: "Geboekt op", rowHead: true, cell: ({ booked_on }) => <DayText of={booked_on} /> },
            { head: "Bedrag", number: true, cell: ({ amount }) => <Amount of={amount} /> },
            {
              head: "Wat de bank schreef",
              wrap: true,
              cell: ({ details, reference }) => <>{details.length === 0 ? reference : <DetailLines details={details} />}</>,
            },
            {
              head: "Afschrift",
              cell: ({ statement, statement_name }) => <a href={`${path}/afschriften/${statement}`}>{statement_name}</a>,
            },
            {
              head: "Wat nu",
              cell: ({ id }) =>
                here.may("payment.explain-entry", {}) ? (
                  <a href={`${path}/boekingen/${id}`}>Boeking verklaren</a>
                ) : (
                  "Een betaalmedewerker verklaart dit"
                ),
            },
          ]}
        />
      </Stack>
    )}
  </Section>
);

const Refused = ({ files }: { files: BankView["refused"] }) =>
  files.length === 0 ? null : (
    <Alert tone="error" title="Bestanden van de bank die wij niet konden inlezen">
      <ul>
        {files.map(({ sequence, refusal }) => (
          <li key={sequence}>
            Bestand {sequence}: {refusal.replace(/^[a-z-]+: /, "")}
          </li>
        ))}
      </ul>
      <p>Wij proberen het opnieuw als er een ander bestand binnenkomt. Blijft dit staan? Bel dan de bank.</p>
    </Alert>
  );

const BankPage = ({ here, view, now }: { here: Here; view: BankView; now: number }) => {
  const [last] = view.statements;
  return (
    <Page {...here.frame} title="Bank" current={path} crumbs={[{ label: "Werk", href: "/svb" }, { label: "Bank" }]}>
      <PageHeading title="Bank" lead="Wat de bank ons liet weten, en wat dat betekent.">
        <ButtonRow>
          <ButtonLink href={`${path}/werk`} variant="secondary" icon="tray">
            Werk van de bank ({view.work})
          </ButtonLink>
          {here.may("payment.import-bank-file", {}) && (
            <ButtonLink href={`${path}/inlezen`} variant="secondary" icon="document">
              Bestand van de bank inlezen
            </ButtonLink>
          )}
        </ButtonRow>
      </PageHeading>
      <Stack>
        <Said said={here.said} />
        <Refused files={view.refused} />
      </Stack>
      <Unexplained here={here} entries={view.unexplained} count={view.waiting} />
      <Section title="Afschriften" id="afschriften">
        {last === undefined ? (
          <EmptyState title="Er zijn geen afschriften" icon="bank">
            <p>Na elke bankdag komt er een afschrift.</p>
          </EmptyState>
        ) : (
          <Stack>
            <StatementTable rows={view.statements} />
            <Pagination now={now} total={pagesFor(view.total)} hrefOf={(to) => `?bladzijde=${String(to)}#afschriften`} />
          </Stack>
        )}
      </Section>
      <Section title="Statusberichten">
        {view.reports.length === 0 ? (
          <EmptyState title="Er zijn geen statusberichten" icon="letter">
            <p>De bank stuurt een statusbericht als zij een betaalbestand ontvangt.</p>
          </EmptyState>
        ) : (
          <ReportTable rows={view.reports} />
        )}
      </Section>
    </Page>
  );
};

type StatementPageView = Awaited<ReturnType<typeof statementView>>;

const EntryTable = ({ here, entries }: { here: Here; entries: readonly EntryView[] }) => (
  <StaffTable
    caption="Boekingen"
    captionHidden
    rows={entries}
    rowKey={({ id }) => id}
    columns={[
      { head: "Geboekt op", rowHead: true, cell: ({ booked_on }) => <DayText of={booked_on} /> },
      { head: "Bedrag", number: true, cell: ({ amount }) => <Amount of={amount} /> },
      {
        head: "Betekenis",
        cell: ({ meaning }) => (
          <StatusBadge tone={meaning === "unexplained" ? "warning" : meaning === "return" ? "error" : "neutral"}>
            {meaningText[meaning]}
          </StatusBadge>
        ),
      },
      { head: "Waarover", wrap: true, cell: (entry) => <About here={here} entry={entry} /> },
      { head: "Kenmerk van de bank", cell: ({ reference }) => reference },
    ]}
  />
);

const StatementPage = ({ here, view: { statement, entries, parts }, now }: { here: Here; view: StatementPageView; now: number }) => (
  <Page
    {...here.frame}
    title={`Afschrift ${statement.statement_id}`}
    current={path}
    crumbs={[{ label: "Werk", href: "/svb" }, { label: "Bank", href: path }, { label: "Afschrift" }]}
  >
    <PageHeading title={`Afschrift ${statement.statement_id}`} lead={<DayText of={statement.day} />} />
    <Card>
      <Figures
        figures={[
          { what: "Volgnummer", value: statement.sequence },
          { what: "Beginsaldo", value: inEuros(statement.opening) },
          { what: "Eindsaldo", value: inEuros(statement.closing) },
          { what: "Nog te verklaren", value: statement.unexplained, negative: statement.unexplained > 0 },
        ]}
      />
    </Card>
    <Section title="Boekingen">
      {entries.length === 0 ? (
        <Text>
          <p>Op deze bladzijde staan geen boekingen.</p>
        </Text>
      ) : (
        <Stack>
          <EntryTable here={here} entries={entries} />
          <Pagination now={now} total={pagesFor(parts)} hrefOf={(to) => `?bladzijde=${String(to)}`} />
        </Stack>
      )}
    </Section>
  </Page>
);

/** What came from the bank, and one statement. */
export const mountBank = (app: FastifyInstance, web: Web): void => {
  page(app, web, {
    method: "get",
    path,
    action: "payment.read",
    handler: async (here) => {
      const now = pageIn(here.query);
      return <BankPage here={here} view={await here.read((tx) => bankView(tx, sliceOf(now)))} now={now} />;
    },
  });
  page(app, web, {
    method: "get",
    path: `${path}/afschriften/:id`,
    action: "payment.read",
    handler: async (here) => {
      const now = pageIn(here.query);
      return <StatementPage here={here} view={await here.read((tx) => statementView(tx, here.id("id"), sliceOf(now)))} now={now} />;
    },
  });
};
