import type { ReactElement } from "react";
import { daysBetween, dayOf, inWords, momentInWords, type Day, type Instant } from "../../kernel/day.ts";
import { waitingAgreements } from "../../agreement/read.ts";
import { awardMessagesOf, type AwardMessageRow } from "../../budget/read.ts";
import { funderSignals } from "../../budget/read-signals.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here, type Pages } from "../../web/page.tsx";
import { EmptyState, StatusBadge, TaskList, type Task } from "../../web/ui/card.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { ActionLink, PageHeading, Section, Stack } from "../../web/ui/text.tsx";
import { funderBudgetPages } from "./budget-pages.tsx";
import { funderOf } from "./funder-of.ts";
import { funderPolicyPages } from "./policy-pages.tsx";
import { funderSignalPages, SignalTable } from "./signals.tsx";

const path = "/verstrekker";

// More is a list to work through, and has a page of its own.
const mostSignals = 5;

const Signals = ({ here, found: { rows, unseen } }: { here: Here; found: Awaited<ReturnType<typeof funderSignals>> }) => (
  <Section title="Signalen">
    <Stack>
      {unseen === 0 ? (
        <p>Er zijn nu geen nieuwe signalen.</p>
      ) : (
        <>
          <p>{unseen === 1 ? "1 signaal is nog niet gezien." : `${String(unseen)} signalen zijn nog niet gezien.`}</p>
          <SignalTable here={here} rows={rows} />
        </>
      )}
      <ActionLink href={`${path}/signalen`}>Alle signalen</ActionLink>
    </Stack>
  </Section>
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
    found: await funderSignals(tx, { funder, on: here.today, state: "unseen" }, { most: mostSignals, skip: 0 }),
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
      <Signals here={here} found={view.found} />
      {here.may("mandate.register", {}) && (
        <ActionLink href={`${path}/vertegenwoordigers`} icon="person">
          Vertegenwoordigers inschrijven
        </ActionLink>
      )}
      {here.may("policy.read", { organisations: [funderOf(here.actor)] }) && (
        <ActionLink href={`${path}/beleid`} icon="scales">
          Beleid: de hoogste tarieven
        </ActionLink>
      )}
      <Section title="Laatste berichten">
        {view.messages.length === 0 ? <p>Er zijn nog geen berichten.</p> : <Messages rows={view.messages} />}
      </Section>
    </Page>
  );
};

/** The home of a funder's staff, its signals, and the budgets that it awarded. */
export const funderPages: Pages = (app, web) => {
  page(app, web, { method: "get", path, action: "message.read", audience: "staff", handler: homePage });
  funderSignalPages(app, web);
  funderBudgetPages(app, web);
  funderPolicyPages(app, web);
};
