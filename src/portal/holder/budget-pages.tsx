import type { ReactElement } from "react";
import { inWords } from "../../kernel/day.ts";
import { inEuros, minus } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { awardHistory, type AwardOnLine } from "../../budget/read.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { page, type Pages } from "../../web/page.tsx";
import { holderHere, sideFrame } from "../../web/side.ts";
import { Alert } from "../../web/ui/alert.tsx";
import { BudgetCard } from "../../web/ui/budget-card.tsx";
import { BudgetLine, BudgetVerdict, Verdict } from "../../web/ui/budget-line.tsx";
import { BudgetBar, BudgetLeft, BudgetTable, Legend } from "../../web/ui/budget.tsx";
import { Card, Details, EmptyState } from "../../web/ui/card.tsx";
import { Table, TwoLines } from "../../web/ui/table.tsx";
import { Columns, PageHeading, Section, Stack } from "../../web/ui/text.tsx";
import { budgetViews, runsOn, type BudgetView } from "./budgets.ts";

const list = "/budgetten";

/** Budgets as cards, with the same figures in a table. */
export const BudgetCards = ({ budgets }: { budgets: readonly BudgetView[] }) => (
  <>
    <Columns>
      {budgets.map(({ row, course }) => (
        <BudgetCard key={row.id} budget={row} course={course ?? undefined} href={`${list}/${row.id}`} />
      ))}
    </Columns>
    <Details summary={budgets.length === 1 ? "Uw budget als tabel" : "Uw budgetten als tabel"}>
      <BudgetTable caption={budgets.length === 1 ? "Uw budget" : "Uw budgetten"} rows={budgets.map(({ row }) => row)} />
    </Details>
  </>
);

const BudgetsPage = ({ frame, now, others }: { frame: Frame; now: readonly BudgetView[]; others: readonly BudgetView[] }) => (
  <Page {...frame} title="Budget" current={list} crumbs={[{ label: "Start", href: "/start" }, { label: "Budget" }]}>
    <PageHeading title={now.length === 1 ? "Uw budget" : "Uw budgetten"} lead="Wat u kreeg, wat is uitgegeven en wat er nog over is." />
    <Section title="Nu">
      {now.length === 0 ? (
        <EmptyState title="U hebt nu geen budget" icon="budget">
          <p>Geeft uw gemeente of zorgkantoor u een budget? Dan ziet u het hier.</p>
        </EmptyState>
      ) : (
        <BudgetCards budgets={now} />
      )}
    </Section>
    {others.length > 0 && (
      <Section title="Eerder en later">
        <Stack>
          <BudgetTable caption="Budgetten die nu niet lopen" rows={others.map(({ row }) => row)} />
          <ul className="text">
            {others.map(({ row }) => (
              <li key={row.id}>
                <a href={`${list}/${row.id}`}>
                  {row.name}, {row.year}
                </a>
              </li>
            ))}
          </ul>
        </Stack>
      </Section>
    )}
  </Page>
);

/** What it means that an award was lowered below what was promised (bestedingsconflict), in plain words. */
export const ConflictAlert = ({ budget, level }: { budget: BudgetView; level?: 2 | 3 }) => (
  <Alert tone="warning" level={level} title={`Er is meer afgesproken dan uw budget voor ${budget.row.name.toLowerCase()}`}>
    <p>
      Uw budget is verlaagd. Daardoor is er {inEuros(budget.conflict)} meer uitgegeven of afgesproken dan u hebt. Wat al is afgesproken
      betalen wij door. Nieuwe afspraken uit dit budget kunnen nu niet.
    </p>
    <p>
      <strong>Wat kunt u doen?</strong> Bespreek met uw zorgverlener of het met minder uren kan. Of bel{" "}
      {budget.row.payer.replace(/^[^,]*, /, "")} over uw budget.
    </p>
  </Alert>
);

const AgreementsTable = ({ budget }: { budget: BudgetView }) => (
  <Table
    caption="Afspraken uit dit budget"
    captionHidden
    rows={budget.agreements}
    rowKey={({ agreement }) => agreement.id}
    columns={[
      {
        head: "Zorgverlener",
        rowHead: true,
        cell: ({ agreement }) => (
          <TwoLines main={<a href={`/overeenkomsten/${agreement.id}`}>{agreement.providerName.salutation}</a>} sub={agreement.number} />
        ),
      },
      { head: "Betaald", number: true, cell: ({ paid }) => inEuros(paid) },
      { head: "Ingediend", number: true, cell: ({ claimed }) => inEuros(claimed) },
      { head: "Nog afgesproken", number: true, cell: ({ committed }) => inEuros(committed) },
    ]}
  />
);

const AwardsTable = ({ awards }: { awards: readonly AwardOnLine[] }) => (
  <Table
    caption="Besluiten over dit budget, het nieuwste eerst"
    captionHidden
    rows={awards.map((award, at) => ({ ...award, before: awards[at + 1] }))}
    rowKey={({ id }) => id}
    columns={[
      {
        head: "Besluit van",
        rowHead: true,
        cell: ({ awardedOn, number }) => <TwoLines main={inWords(awardedOn)} sub={`Nummer ${number}`} />,
      },
      { head: "Voor", cell: ({ from, until }) => `${inWords(from)} t/m ${inWords(until)}` },
      {
        head: "Bedrag",
        number: true,
        cell: ({ amount, before }) => {
          if (before === undefined || before.amount === amount) return inEuros(amount);
          const change = minus(amount, before.amount);
          return <TwoLines main={inEuros(amount)} sub={`${change > 0 ? "+ " : ""}${inEuros(change)}`} />;
        },
      },
    ]}
  />
);

const BudgetPage = ({ frame, budget, awards }: { frame: Frame; budget: BudgetView; awards: readonly AwardOnLine[] }) => {
  const { row, course, conflict } = budget;
  return (
    <Page
      {...frame}
      title={row.name}
      current={list}
      crumbs={[{ label: "Start", href: "/start" }, { label: "Budget", href: list }, { label: row.name }]}
    >
      <PageHeading title={row.name} lead={`${row.payer}, ${row.year}.`} />
      <Stack>
        {conflict > 0 && <ConflictAlert budget={budget} />}
        <Columns>
          <Card title="Waar uw geld is" level={2}>
            <BudgetLeft figures={row.figures} />
            <BudgetBar figures={row.figures} />
            <Legend figures={row.figures} year={row.year} />
          </Card>
          <Card title="Hoe het verdergaat" level={2}>
            {course === null ? <Verdict tone="info">Hier komt een lijn zodra dit budget begint.</Verdict> : <BudgetLine course={course} />}
            {course !== null && <BudgetVerdict course={course} />}
          </Card>
        </Columns>
        <Details summary={`${row.name} als tabel`}>
          <BudgetTable caption={row.name} rows={[row]} />
        </Details>
      </Stack>
      <Section title="Afspraken uit dit budget" action={<a href="/overeenkomsten">Alle overeenkomsten</a>}>
        {budget.agreements.length === 0 ? (
          <EmptyState title="Uit dit budget is nog niets afgesproken" icon="agreement" />
        ) : (
          <AgreementsTable budget={budget} />
        )}
      </Section>
      <Section title="Wat uw budget was en is">
        <AwardsTable awards={awards} />
      </Section>
    </Page>
  );
};

/** The budgets of a holder, and everything about one. */
export const budgetPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: list,
    action: "award.read",
    handler: async (here): Promise<ReactElement> => {
      const budgets = await here.read((tx) => budgetViews(tx, holderHere(here).id, here.today));
      const now = budgets.filter((one) => runsOn(one, here.today));
      return <BudgetsPage frame={sideFrame(web, here, "holder")} now={now} others={budgets.filter((one) => !now.includes(one))} />;
    },
  });
  page(app, web, {
    method: "get",
    path: `${list}/:id`,
    action: "award.read",
    handler: async (here): Promise<ReactElement> => {
      const id = here.id("id");
      const budgets = await here.read((tx) => budgetViews(tx, holderHere(here).id, here.today));
      const budget = budgets.find(({ line }) => line.id === id);
      if (budget === undefined) throw new Refusal("budget-unknown");
      return <BudgetPage frame={sideFrame(web, here, "holder")} budget={budget} awards={await here.read((tx) => awardHistory(tx, id))} />;
    },
  });
};
