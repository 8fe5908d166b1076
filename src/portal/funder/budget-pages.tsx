import type { ReactElement } from "react";
import { Refusal } from "../../kernel/refusal.ts";
import { total, zero } from "../../kernel/money.ts";
import { looked } from "../../db/access.ts";
import { lawName } from "../../law/laws.ts";
import { agreements } from "../../agreement/read.ts";
import { stateName } from "../../agreement/agreement.ts";
import { functionName } from "../../budget/award.ts";
import { awardHistory, budgetLines, funderBudgets, type FunderBudget } from "../../budget/read.ts";
import { namesOf } from "../../party/funders.ts";
import { textOf } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here, type Pages } from "../../web/page.tsx";
import { Alert } from "../../web/ui/alert.tsx";
import { BudgetBar, Legend } from "../../web/ui/budget.tsx";
import { Card, EmptyState } from "../../web/ui/card.tsx";
import { TextField } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { Pagination } from "../../web/ui/progress.tsx";
import { Figures } from "../../web/ui/staff.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { Amount, DayText, PageHeading, Section, Stack } from "../../web/ui/text.tsx";
import { standings, type Standing } from "./budgets.ts";
import { funderOf } from "./funder-of.ts";

const path = "/verstrekker/budgetten";
const home = { label: "Werk", href: "/verstrekker" };
const perPage = 50;

type Row = FunderBudget & { standing: Standing };

const BudgetTable = ({ rows }: { rows: readonly Row[] }) => (
  <StaffTable
    caption="Budgetten"
    captionHidden
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      {
        head: "Budgethouder",
        rowHead: true,
        cell: ({ id, holderName }) => <a href={`${path}/${id}`}>{holderName ?? "(naam verwijderd)"}</a>,
      },
      { head: "Nummer", cell: ({ number }) => number },
      { head: "Zorgfunctie", wrap: true, cell: (line) => `${functionName(line.law, line.function)} (${lawName[line.law]})` },
      { head: "Van", cell: ({ from }) => <DayText of={from} /> },
      { head: "Tot en met", cell: ({ until }) => <DayText of={until} /> },
      { head: "Toegekend", number: true, cell: ({ awarded }) => <Amount of={awarded} /> },
      { head: "Vastgelegd", number: true, cell: ({ standing }) => <Amount of={standing.committed} /> },
      { head: "Ingediend", number: true, cell: ({ standing }) => <Amount of={standing.claimed} /> },
      { head: "Betaald", number: true, cell: ({ standing }) => <Amount of={standing.paid} /> },
      { head: "Vrij", number: true, cell: ({ standing }) => <Amount of={standing.free} /> },
    ]}
  />
);

const listPage = async (here: Here): Promise<ReactElement> => {
  const funder = funderOf(here.actor);
  const search = textOf(here.query, "zoek").trim().slice(0, 100);
  const asked = textOf(here.query, "bladzijde");
  const now = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
  const { rows, count } = await here.read(async (tx) => {
    const found = await funderBudgets(tx, { funder, search }, { most: perPage, skip: (now - 1) * perPage });
    const standing = await standings(tx, found.rows);
    return { ...found, rows: found.rows.flatMap((line): Row[] => [{ ...line, standing: standing.get(line.id) ?? nothing }]) };
  });
  return (
    <Page {...here.frame} title="Budgetten" current={path} crumbs={[home, { label: "Budgetten" }]}>
      <PageHeading title="Budgetten" lead={count === 1 ? "1 budget dat u toekende." : `${String(count)} budgetten die u toekende.`} />
      <Stack>
        <Form action={path} method="get">
          <TextField name="zoek" label="Zoek op nummer of naam" type="search" optional value={search} />
          <ButtonRow>
            <Button variant="secondary" icon="search">
              Zoeken
            </Button>
          </ButtonRow>
        </Form>
        {rows.length === 0 ? (
          <EmptyState title="Niets gevonden" icon="budget">
            <p>Er zijn geen budgetten die hierbij passen.</p>
          </EmptyState>
        ) : (
          <BudgetTable rows={rows} />
        )}
        <Pagination
          now={now}
          total={Math.ceil(count / perPage)}
          hrefOf={(wanted) => `?${new URLSearchParams({ zoek: search, bladzijde: String(wanted) }).toString()}`}
        />
      </Stack>
    </Page>
  );
};

const nothing: Standing = { committed: zero, claimed: zero, paid: zero, free: zero, conflict: zero, agreements: [] };

const readBudget = (here: Here, funder: string) =>
  here.read(async (tx) => {
    const [line] = await budgetLines(tx, { ids: [here.id("id")] });
    if (line?.funder !== funder) throw new Refusal("budget-unknown");
    here.allow({ holder: line.holder, organisations: [line.funder] });
    return {
      line,
      standing: (await standings(tx, [line])).get(line.id) ?? nothing,
      history: await awardHistory(tx, line.id),
      holder: (await namesOf(tx, [line.holder])).get(line.holder)?.name ?? "(naam verwijderd)",
      agreements: (await agreements(tx, { holder: line.holder })).filter(({ budgetLines: lines }) => lines.includes(line.id)),
    };
  });

type BudgetRead = Awaited<ReturnType<typeof readBudget>>;

const Agreements = ({ standing, agreements: all, linked }: Pick<BudgetRead, "standing" | "agreements"> & { linked: boolean }) =>
  all.length === 0 ? (
    <EmptyState title="Er zijn nog geen overeenkomsten bij dit budget" icon="agreement" />
  ) : (
    <StaffTable
      caption="Overeenkomsten bij dit budget"
      captionHidden
      rows={all.map((one) => ({ ...one, money: standing.agreements.find(({ agreement }) => agreement === one.id) }))}
      rowKey={({ id }) => id}
      columns={[
        {
          head: "Nummer",
          rowHead: true,
          cell: ({ id, number }) => (linked ? <a href={`/verstrekker/overeenkomsten/${id}`}>{number}</a> : number),
        },
        { head: "Zorgverlener", cell: ({ providerName }) => providerName.name },
        { head: "Staat", wrap: true, cell: ({ state }) => stateName[state] },
        { head: "Vastgelegd", number: true, cell: ({ money }) => <Amount of={money?.committed ?? zero} /> },
        { head: "Ingediend", number: true, cell: ({ money }) => <Amount of={money?.claimed ?? zero} /> },
        { head: "Betaald", number: true, cell: ({ money }) => <Amount of={money?.paid ?? zero} /> },
      ]}
    />
  );

const History = ({ history }: Pick<BudgetRead, "history">) => (
  <StaffTable
    caption="Toekenningen"
    captionHidden
    rows={history}
    rowKey={({ id }) => id}
    columns={[
      { head: "Nummer", rowHead: true, cell: ({ number }) => number },
      { head: "Toegekend op", cell: ({ awardedOn }) => <DayText of={awardedOn} /> },
      { head: "Van", cell: ({ from }) => <DayText of={from} /> },
      { head: "Tot en met", cell: ({ until }) => <DayText of={until} /> },
      { head: "Bedrag", number: true, cell: ({ amount }) => <Amount of={amount} /> },
    ]}
  />
);

const budgetPage = async (web: Web, here: Here): Promise<ReactElement> => {
  const read = await readBudget(here, funderOf(here.actor));
  const { line, standing, holder } = read;
  await looked(web.door.db, here.actor, line.holder, "budget bekijken");
  const name = functionName(line.law, line.function);
  const figures = { awarded: line.awarded, paid: standing.paid, claimed: standing.claimed, committed: standing.committed };
  return (
    <Page
      {...here.frame}
      title={`Budget van ${holder}`}
      current={path}
      crumbs={[home, { label: "Budgetten", href: path }, { label: holder }]}
    >
      <PageHeading title={`${name} van ${holder}`} lead={lawName[line.law]} />
      <Stack>
        {standing.conflict > zero && (
          <Alert tone="warning" title="Er is een bestedingsconflict">
            <p>
              U verlaagde dit budget. Daardoor is <Amount of={standing.conflict} /> meer vastgelegd of betaald dan er is. Er kunnen geen
              nieuwe afspraken bij. Overleg met de budgethouder, of verhoog het budget.
            </p>
          </Alert>
        )}
        <Figures
          figures={[
            { what: "Toegekend", value: <Amount of={line.awarded} /> },
            { what: "Vastgelegd", value: <Amount of={standing.committed} /> },
            { what: "Ingediend en betaald", value: <Amount of={total([standing.claimed, standing.paid])} /> },
            { what: "Vrij", value: <Amount of={standing.free} />, negative: standing.conflict > zero },
          ]}
        />
        <Card>
          <BudgetBar figures={figures} />
          <Legend figures={figures} year={line.from.slice(0, 4)} />
        </Card>
      </Stack>
      <Section title="Overeenkomsten">
        <Agreements
          standing={standing}
          agreements={read.agreements}
          linked={here.may("agreement.read", { organisations: [line.funder] })}
        />
      </Section>
      <Section title="Toekenningen">
        <History history={read.history} />
      </Section>
    </Page>
  );
};

/** The budgets that a funder awarded, and where their money is. */
export const funderBudgetPages: Pages = (app, web) => {
  page(app, web, { method: "get", path, action: "award.read", audience: "staff", handler: listPage });
  page(app, web, { method: "get", path: `${path}/:id`, action: "award.read", audience: "staff", handler: (here) => budgetPage(web, here) });
};
