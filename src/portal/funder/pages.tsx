import type { ReactElement } from "react";
import { daysBetween, dayOf, inWords, momentInWords, type Day, type Instant } from "../../kernel/day.ts";
import type { Tx } from "../../db/pool.ts";
import { waitingAgreements } from "../../agreement/read.ts";
import { awardMessagesOf, budgetLines, signals, type AwardMessageRow } from "../../budget/read.ts";
import { namesOf } from "../../party/funders.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here, type Pages } from "../../web/page.tsx";
import { EmptyState, StatusBadge, TaskList, type Task } from "../../web/ui/card.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { ActionLink, DayText, PageHeading, Section, Stack } from "../../web/ui/text.tsx";
import { funderBudgetPages } from "./budget-pages.tsx";
import { funderOf } from "./funder-of.ts";

const path = "/verstrekker";

/** Something that the funder must see well before a day. `href` is where to look at it: the agreement, or a budget of the holder. */
type Signal = { id: string; kind: string; holder: string; href: string | null; due: Day };

// More is a list to work through, and belongs on a page of its own.
const mostSignals = 20;

const signalsFor = async (tx: Tx, funder: string, today: Day, readsAgreements: boolean): Promise<Signal[]> => {
  const rows = (await signals(tx, { funder }, today)).slice(0, mostSignals);
  const names = await namesOf(
    tx,
    rows.map(({ holder_id }) => holder_id),
  );
  const found: Signal[] = [];
  for (const { id, kind, holder_id, about_id, due } of rows) {
    const line = (await budgetLines(tx, { holder: holder_id })).find((one) => one.funder === funder);
    const href =
      readsAgreements && kind.startsWith("agreement-") && about_id !== null
        ? `${path}/overeenkomsten/${about_id}`
        : line === undefined
          ? null
          : `${path}/budgetten/${line.id}`;
    found.push({ id, kind, holder: names.get(holder_id)?.name ?? "(naam verwijderd)", href, due });
  }
  return found;
};

const meaning: Readonly<Record<string, string>> = {
  "turning-18": "Wordt 18 jaar: bekijk of de Jeugdwet nog past en wie de budgethouder dan vertegenwoordigt.",
  "agreement-ended": "Een zorgovereenkomst is geëindigd of eindigt: bekijk of dit gevolgen heeft voor de toekenning.",
  "agreement-short": "Een lopende zorgovereenkomst past niet helemaal in het nieuwe budget.",
  "budget-conflict": "Bestedingsconflict: na een verlaging is er meer vastgelegd dan er is.",
};

const Signals = ({ found }: { found: readonly Signal[] }) => (
  <StaffTable
    caption="Signalen"
    captionHidden
    rows={found}
    rowKey={({ id }) => id}
    columns={[
      {
        head: "Budgethouder",
        rowHead: true,
        cell: ({ holder, href }) => (href === null ? holder : <a href={href}>{holder}</a>),
      },
      { head: "Wat is er aan de hand", wrap: true, cell: ({ kind }) => meaning[kind] ?? kind },
      { head: "Dag", cell: ({ due }) => <DayText of={due} /> },
    ]}
  />
);

const Messages = ({ rows }: { rows: readonly AwardMessageRow[] }) => (
  <Stack>
    <StaffTable
      caption="Laatste berichten"
      captionHidden
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          head: "Kenmerk",
          rowHead: true,
          cell: ({ id, identification }) => <a href={`${path}/berichten/${id}`}>{identification ?? "zonder kenmerk"}</a>,
        },
        { head: "Ontvangen", cell: ({ receivedAt }) => momentInWords(receivedAt) },
        {
          head: "Uitkomst",
          cell: ({ accepted }) =>
            accepted ? <StatusBadge tone="ok">Overgenomen</StatusBadge> : <StatusBadge tone="error">Afgekeurd</StatusBadge>,
        },
      ]}
    />
    <ActionLink href={`${path}/berichten`}>Alle berichten</ActionLink>
  </Stack>
);

const ago = (days: number): string => (days <= 0 ? "" : days === 1 ? ", gisteren" : `, ${String(days)} dagen geleden`);

const taskOf = ({ count, oldest }: { count: number; oldest: Instant | null }, today: Day): Task[] =>
  count === 0 || oldest === null
    ? []
    : [
        {
          href: `${path}/overeenkomsten`,
          sentence: count === 1 ? "Beoordeel 1 overeenkomst" : `Beoordeel ${String(count)} overeenkomsten`,
          detail: `De oudste is gedeeld op ${inWords(dayOf(oldest))}${ago(daysBetween(dayOf(oldest), today))}.`,
          icon: "agreement",
        },
      ];

const homePage = async (here: Here): Promise<ReactElement> => {
  const funder = funderOf(here.actor);
  const assesses = here.may("agreement.assess-funder", {});
  const view = await here.read(async (tx) => ({
    waiting: await waitingAgreements(tx, { funder }),
    found: await signalsFor(tx, funder, here.today, here.may("agreement.read", { organisations: [funder] })),
    messages: (await awardMessagesOf(tx, funder, { most: 5, skip: 0 })).rows,
  }));
  const tasks = assesses ? taskOf(view.waiting, here.today) : [];
  return (
    <Page {...here.frame} title="Werk" current={path}>
      <PageHeading title={`Dag ${here.who.salutation}`} lead={here.frame.organisation} />
      {assesses && (
        <Section title="Dit kunt u nu doen">
          {tasks.length > 0 ? (
            <TaskList tasks={tasks} />
          ) : (
            <EmptyState title="Er wacht niets op u" icon="check-circle">
              <p>Een overeenkomst die beide partijen hebben ondertekend, staat daarna hier.</p>
            </EmptyState>
          )}
        </Section>
      )}
      <Section title="Signalen">{view.found.length === 0 ? <p>Er zijn nu geen signalen.</p> : <Signals found={view.found} />}</Section>
      <Section title="Laatste berichten">
        {view.messages.length === 0 ? <p>Er zijn nog geen berichten.</p> : <Messages rows={view.messages} />}
      </Section>
    </Page>
  );
};

/** The home of a funder's staff, and the budgets that it awarded. */
export const funderPages: Pages = (app, web) => {
  page(app, web, { method: "get", path, action: "message.read", audience: "staff", handler: homePage });
  funderBudgetPages(app, web);
};
