import type { FastifyInstance } from "fastify";
import { inEuros, type Cents } from "../../kernel/money.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here } from "../../web/page.tsx";
import { Alert } from "../../web/ui/alert.tsx";
import { Card, EmptyState } from "../../web/ui/card.tsx";
import { AmountLines } from "../../web/ui/decision.tsx";
import { Figures } from "../../web/ui/staff.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { ActionLink, Amount, Columns, DayText, PageHeading, Section, Stack } from "../../web/ui/text.tsx";
import type { AgeRow, CameBackRow } from "../page-queries.ts";
import { bankReason } from "../reasons.ts";
import { BatchBadge, IbanText, OrderBadge } from "./parts.tsx";
import { reconciliationView, type Reconciliation, type ReconciliationView } from "../read-bank.ts";

const path = "/svb/aansluiting";

/** Whether the books close, and if not, what is the matter and what to do. */
const Closing = ({ differences }: { differences: ReconciliationView["differences"] }) =>
  differences.length === 0 ? (
    <Alert tone="ok" title={`Sluit aan: ${inEuros(0 as Cents)} verschil`}>
      <p>Onze boeken zijn gelijk aan die van de bank. Betalingen kunnen worden vrijgegeven.</p>
    </Alert>
  ) : (
    <Alert tone="error" title="De boeken sluiten niet aan">
      <ul>
        {differences.map(({ field, problem, remedy }) => (
          <li key={`${field} ${problem}`}>
            {problem} <strong>Wat kunt u doen?</strong> {remedy}
          </li>
        ))}
      </ul>
      <p>Zolang dit zo is, kan niemand betalingen vrijgeven.</p>
    </Alert>
  );

const Balances = ({ account: { bank, transit } }: { account: Reconciliation }) => (
  <Columns>
    <Card title="Bank" level={2}>
      <AmountLines
        lines={[
          { what: "Saldo in onze boeken", value: bank.books },
          { what: "Eindsaldo van de bank", value: bank.statement },
          { what: "Verschil", value: bank.difference, total: true },
        ]}
      />
    </Card>
    <Card title="Betalingen onderweg" level={2}>
      <AmountLines
        lines={[
          { what: "Onderweg in onze boeken", value: transit.books },
          { what: "Verklaard door betaalbestanden", value: transit.explained },
          { what: "Verschil", value: transit.difference, total: true },
        ]}
      />
    </Card>
  </Columns>
);

const Shared = ({ shared: { suspense, unexplained, costs } }: { shared: NonNullable<ReconciliationView["shared"]> }) => (
  <Columns>
    <Card title="Tussenrekening" level={2}>
      <AmountLines lines={[{ what: "Nog niet verklaard geld", value: suspense, total: true }]} />
      {unexplained > 0 && <ActionLink href="/svb/bank#verklaren">Boekingen verklaren</ActionLink>}
    </Card>
    <Card title="Kosten van de bank" level={2}>
      <AmountLines lines={[{ what: "Bankkosten, ook van teruggekomen betalingen", value: costs, total: true }]} />
    </Card>
  </Columns>
);

const Transit = ({ account: { transit, name }, only }: { account: Reconciliation; only: boolean }) => (
  <Section title={only ? "Wat er onderweg is" : `Wat er onderweg is van ${name}`}>
    {transit.batches.length === 0 && transit.giveBacks.length === 0 ? (
      <EmptyState title="Er is niets onderweg" icon="check-circle">
        <p>Alles wat wij betaalden, is geboekt door de bank.</p>
      </EmptyState>
    ) : (
      <Stack>
        {transit.batches.length > 0 && (
          <StaffTable
            caption="Betaalbestanden onderweg"
            captionHidden
            rows={transit.batches}
            rowKey={({ batch }) => batch}
            columns={[
              {
                head: "Betaalbestand",
                rowHead: true,
                cell: ({ batch, execution_day }) => (
                  <a href={`/svb/betalingen/${batch}`}>Uitvoeren op {execution_day && <DayText of={execution_day} />}</a>
                ),
              },
              { head: "Staat", cell: ({ state }) => <BatchBadge state={state} /> },
              { head: "Betalingen", number: true, cell: ({ count }) => count.toLocaleString("nl-NL") },
              { head: "Onderweg", number: true, cell: ({ amount }) => <Amount of={amount} /> },
            ]}
          />
        )}
        {transit.giveBacks.length > 0 && (
          <StaffTable
            caption="Geweigerd, en nog niet teruggeboekt door de bank"
            rows={transit.giveBacks}
            rowKey={({ reference }) => reference}
            columns={[
              { head: "Kenmerk", rowHead: true, cell: ({ reference }) => reference },
              { head: "Geweigerd op", cell: ({ since }) => <DayText of={since} /> },
              { head: "Bedrag", number: true, cell: ({ amount }) => <Amount of={amount} /> },
            ]}
          />
        )}
      </Stack>
    )}
  </Section>
);

const ageText: Readonly<Record<AgeRow["age"], string>> = {
  week: "Tot en met 7 dagen",
  month: "8 tot en met 30 dagen",
  older: "Langer dan 30 dagen",
};

const CameBack = ({ rows, ages }: { rows: readonly CameBackRow[]; ages: readonly AgeRow[] }) => {
  const of = (age: AgeRow["age"]) => ages.find((one) => one.age === age);
  return (
    <Section title="Teruggekomen en nog niet opnieuw betaald" id="terug">
      {rows.length === 0 ? (
        <EmptyState title="Er zijn geen betalingen die terugkwamen" icon="check-circle">
          <p>Komt een betaling terug, dan staat zij hier tot zij opnieuw is betaald.</p>
        </EmptyState>
      ) : (
        <Stack>
          <Card>
            <Figures
              figures={(["week", "month", "older"] as const).map((age) => ({
                what: ageText[age],
                value: inEuros(of(age)?.sum ?? (0 as Cents)),
                note: of(age)?.count === 1 ? "1 betaling" : `${String(of(age)?.count ?? 0)} betalingen`,
                negative: age === "older" && of(age) !== undefined,
              }))}
            />
          </Card>
          <StaffTable
            caption="Betalingen die terugkwamen"
            captionHidden
            rows={rows}
            rowKey={({ id }) => id}
            columns={[
              { head: "Declaratie", rowHead: true, cell: ({ number }) => number },
              { head: "Sinds", cell: ({ changed_on }) => <DayText of={changed_on} /> },
              { head: "Bedrag", number: true, cell: ({ amount }) => <Amount of={amount} /> },
              { head: "Staat", cell: ({ state }) => <OrderBadge state={state} /> },
              { head: "Reden van de bank", wrap: true, cell: ({ reason }) => bankReason(reason) },
              { head: "Betaalbestand", cell: ({ batch }) => <a href={`/svb/betalingen/${batch}`}>Bekijken</a> },
            ]}
          />
        </Stack>
      )}
    </Section>
  );
};

const AccountLine = ({ account }: { account: Reconciliation }) => (
  <>
    Rekening <IbanText of={account.iban} />
    {account.last === null ? (
      ": de bank stuurde nog geen afschrift."
    ) : (
      <>
        , afschrift {account.last.name} van <DayText of={account.last.day} />.
      </>
    )}
  </>
);

const leadOf = (accounts: readonly Reconciliation[]) => {
  const [first] = accounts;
  if (first === undefined) return "Er is nog geen rekening van de SVB.";
  return accounts.length === 1 ? <AccountLine account={first} /> : `Van ${String(accounts.length)} rekeningen.`;
};

const ReconciliationPage = ({
  here,
  view: { accounts, shared, differences, cameBack, ages },
}: {
  here: Here;
  view: ReconciliationView;
}) => (
  <Page {...here.frame} title="Aansluiting" current={path} crumbs={[{ label: "Werk", href: "/svb" }, { label: "Aansluiting" }]}>
    <PageHeading title="Aansluiting met de bank" lead={leadOf(accounts)} />
    <Stack>
      <Closing differences={differences} />
      {accounts.length === 1 && accounts.map((account) => <Balances key={account.iban} account={account} />)}
      {accounts.length === 1 && shared !== null && <Shared shared={shared} />}
    </Stack>
    {accounts.length > 1 &&
      accounts.map((account) => (
        <Section key={account.iban} title={account.name}>
          <Stack>
            <p>
              <AccountLine account={account} />
            </p>
            <Balances account={account} />
          </Stack>
        </Section>
      ))}
    {accounts.length > 1 && shared !== null && (
      <Section title="Van alle rekeningen samen">
        <Shared shared={shared} />
      </Section>
    )}
    {accounts.map((account) => (
      <Transit key={account.iban} account={account} only={accounts.length === 1} />
    ))}
    <CameBack rows={cameBack} ages={ages} />
  </Page>
);

/** Our books beside those of the bank. */
export const mountReconciliation = (app: FastifyInstance, web: Web): void => {
  page(app, web, {
    method: "get",
    path,
    action: "payment.read",
    handler: async (here) => <ReconciliationPage here={here} view={await here.read((tx) => reconciliationView(tx, here.today))} />,
  });
};
