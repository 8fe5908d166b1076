import { dayOf, inWords, type Instant } from "../../kernel/day.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { Alert, errorAt, Said, type FieldError } from "../../web/ui/alert.tsx";
import { Card, Details, EmptyState } from "../../web/ui/card.tsx";
import { Select, TextArea, TextField } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { Pagination, Timeline } from "../../web/ui/progress.tsx";
import { StaffTable, type StaffColumn } from "../../web/ui/table.tsx";
import { ActionLink, Aside, Columns, DayText, PageHeading, Section, Small, Stack } from "../../web/ui/text.tsx";
import type { State } from "../agreement.ts";
import type { AgreementVerdict } from "../checks.ts";
import { CareText, Ended, Findings, HowJudged, MoneySum, SharedText, StateBadge, TermsSummary, Uncovered } from "./parts.tsx";
import { ChangeSection, ChangeWaits, leadOf, numberOf, Versions } from "./change-parts.tsx";
import { moneyOf } from "./money-lines.ts";
import { Suspended } from "./suspended.tsx";
import { agreementTimeline } from "./timeline.ts";
import type { AgreementSummary, AgreementView } from "../read.ts";
import { careName, lawName, periodInWords, shortRate } from "./words.ts";
import type { Cents } from "../../kernel/money.ts";

/** Where agreements are assessed: at a funder, or at the SVB. */
export type Desk = { home: string; base: string; title: string; asks: string; approve: string };

/** What a list can be narrowed to, by the value in the address. */
export const filters: readonly { value: string; label: string; states: (waiting: State) => readonly State[] }[] = [
  { value: "open", label: "Te beoordelen", states: (waiting) => [waiting] },
  {
    value: "onderweg",
    label: "Nog niet zover of bij een ander",
    states: (waiting) => (["shared", "provider-signed", "signed", "funder-approved"] as const).filter((one) => one !== waiting),
  },
  { value: "goed", label: "Goedgekeurd", states: () => ["approved", "ended"] },
  { value: "af", label: "Afgekeurd of ingetrokken", states: () => ["rejected", "withdrawn"] },
];

const columns = (base: string): StaffColumn<AgreementSummary>[] => [
  { head: "Nummer", rowHead: true, cell: (one) => <a href={`${base}/${one.id}`}>{numberOf(one)}</a> },
  { head: "Gedeeld", cell: ({ sharedAt }) => <DayText of={dayOf(sharedAt)} /> },
  { head: "Budgethouder", cell: ({ holderName }) => holderName.name },
  { head: "Zorgverlener", cell: ({ providerName }) => providerName.name },
  { head: "Zorg", cell: (one) => `${careName(one)} (${lawName[one.law]})`, wrap: true },
  { head: "Tarief", cell: (one) => shortRate(one), number: true },
  { head: "Looptijd", cell: ({ period }) => periodInWords(period), wrap: true },
  { head: "Staat", cell: ({ state }) => <StateBadge state={state} /> },
];

/** A table of agreements for staff. */
export const AgreementTable = ({ base, rows }: { base: string; rows: readonly AgreementSummary[] }) => (
  <StaffTable caption="Overeenkomsten" captionHidden rows={rows} rowKey={({ id }) => id} columns={columns(base)} />
);

/** What stands on a list for staff. */
export type DeskList = {
  rows: readonly AgreementSummary[];
  count: number;
  oldest: Instant | null;
  filter: string;
  search: string;
  now: number;
  pages: number;
};

const countInWords = (count: number): string => (count === 1 ? "1 overeenkomst" : `${String(count)} overeenkomsten`);

/** The agreements of a desk: those that wait first, the oldest on top. */
export const DeskListPage = ({ frame, said, desk, list }: { frame: Frame; said: string | null; desk: Desk; list: DeskList }) => (
  <Page {...frame} title="Overeenkomsten" current={desk.base} crumbs={[{ label: "Werk", href: desk.home }, { label: "Overeenkomsten" }]}>
    <Stack>
      <Said said={said} />
      <PageHeading
        title={desk.title}
        lead={`${countInWords(list.count)}${list.oldest === null ? "" : `, de oudste gedeeld op ${inWords(dayOf(list.oldest))}`}.`}
      />
    </Stack>
    <Stack>
      <Form action={desk.base} method="get">
        <TextField name="zoek" label="Zoek op nummer of naam" type="search" optional value={list.search} />
        <Select name="staat" label="Staat" value={list.filter} options={filters} optional />
        <ButtonRow>
          <Button variant="secondary" icon="search">
            Zoeken
          </Button>
        </ButtonRow>
      </Form>
      {list.rows.length === 0 ? (
        <EmptyState title="Niets gevonden" icon="tray">
          <p>Er zijn nu geen overeenkomsten die hierbij passen.</p>
        </EmptyState>
      ) : (
        <AgreementTable base={desk.base} rows={list.rows} />
      )}
      <Pagination
        now={list.now}
        total={list.pages}
        hrefOf={(wanted) => `?${new URLSearchParams({ staat: list.filter, zoek: list.search, bladzijde: String(wanted) }).toString()}`}
      />
    </Stack>
  </Page>
);

/** What somebody who assesses sees of one agreement. `verdict` is there while it waits for this desk. */
export type AssessView = {
  frame: Frame;
  said: string | null;
  desk: Desk;
  view: AgreementView;
  funder: string;
  verdict: AgreementVerdict | null;
  free: Cents | null;
  reason: string;
  errors: readonly FieldError[];
  /** True when this desk may end it: it runs, and a party is no more or the funder disapproves after all. */
  mayEnd: boolean;
  /** True when this desk may have payments under it put off, or let go again. */
  maySuspend: boolean;
  /** True when this desk may claim back what was paid under it. */
  mayClaimBack: boolean;
};

const Rejection = ({ frame, desk, view, reason, errors }: Pick<AssessView, "frame" | "desk" | "view" | "reason" | "errors">) => (
  <Details summary="Afkeuren" open={errors.length > 0}>
    <Form action={`${desk.base}/${view.id}`} csrf={frame.csrf}>
      <input type="hidden" name="hash" value={view.contentHash} />
      <TextArea
        name="reden"
        label="Waarom keurt u af?"
        description="De budgethouder en de zorgverlener lezen dit. Schrijf wat zij moeten veranderen."
        value={reason}
        error={errorAt(errors, "reden")}
      />
      <ButtonRow>
        <Button variant="danger" name="besluit" value="afkeuren">
          Afkeuren
        </Button>
      </ButtonRow>
    </Form>
  </Details>
);

const approvesForBoth =
  "U beoordeelt of de zorg past bij wat u toekende, en in de plaats van de SVB of de overeenkomst botst met de wet en uitvoerbaar is. Met goedkeuren zetten wij het geld apart.";

const DecisionCard = ({ verdict, free, ...rest }: Omit<AssessView, "verdict"> & { verdict: AgreementVerdict }) => (
  <Card title={rest.desk.asks} level={2}>
    {free !== null && <MoneySum money={moneyOf(verdict, free)} />}
    {verdict.outcome === "repair" ? (
      <p>U kunt deze overeenkomst nu niet goedkeuren: links staat wat er eerst anders moet.</p>
    ) : (
      <Form action={`${rest.desk.base}/${rest.view.id}`} csrf={rest.frame.csrf}>
        <input type="hidden" name="hash" value={rest.view.contentHash} />
        <ButtonRow>
          <Button icon="check-circle" name="besluit" value="goedkeuren">
            Goedkeuren
          </Button>
        </ButtonRow>
      </Form>
    )}
    <Small>{rest.view.svbPlace && rest.view.state === "signed" ? approvesForBoth : rest.desk.approve}</Small>
    <Rejection {...rest} />
  </Card>
);

const Checks = ({ verdict }: { verdict: AgreementVerdict }) => (
  <Section title="Controles">
    <Stack>
      {verdict.findings.length === 0 ? (
        <Alert tone="ok" title="Alle controles zijn in orde" level={3}>
          <p>Wij controleerden {verdict.receipt.rules.length} regels.</p>
        </Alert>
      ) : (
        <Findings findings={verdict.findings} reader="clerk" />
      )}
      <HowJudged verdict={verdict} />
    </Stack>
  </Section>
);

const Moves = ({ desk, view, maySuspend, mayClaimBack, mayEnd }: AssessView) => (
  <>
    {maySuspend && (
      <ActionLink href={`${desk.base}/${view.id}/opschorten`} icon="clock">
        {view.suspended === null ? "Betalingen opschorten" : "Opschorting opheffen"}
      </ActionLink>
    )}
    {mayClaimBack && (
      <ActionLink href={`${desk.base}/${view.id}/terugvorderen`} icon="bank">
        Terugvorderen wat is betaald
      </ActionLink>
    )}
    {mayEnd && (
      <ActionLink href={`${desk.base}/${view.id}/einde`} icon="forward">
        Einde van deze overeenkomst doorgeven
      </ActionLink>
    )}
  </>
);

/** One agreement as staff assess it: what was agreed, the care, the checks, and the decision. */
export const AssessPage = (props: AssessView) => {
  const { frame, said, desk, view, funder, verdict, errors } = props;
  return (
    <Page
      {...frame}
      title={`Overeenkomst ${view.number}`}
      current={desk.base}
      errors={errors}
      crumbs={[{ label: "Werk", href: desk.home }, { label: "Overeenkomsten", href: desk.base }, { label: view.number }]}
    >
      <Stack>
        <Said said={said} />
        <PageHeading
          title={`${view.holderName.name} en ${view.providerName.name}`}
          lead={leadOf(view)}
          above={<StateBadge state={view.state} />}
        />
      </Stack>
      <Columns kind="side">
        <Stack>
          <Ended view={view} />
          <Suspended of={view.suspended} />
          <Uncovered view={view} />
          <ChangeWaits view={view} base={desk.base} />
          <ChangeSection view={view} money={null} asked={null} />
          <Section title="Afspraken">
            <Stack>
              <TermsSummary view={view} funder={funder} />
              <CareText text={view.careText} />
            </Stack>
          </Section>
          {verdict !== null && <Checks verdict={verdict} />}
          <Details summary="De hele tekst van de overeenkomst">
            <SharedText view={view} funder={funder} />
          </Details>
          <Versions view={view} base={desk.base} />
        </Stack>
        <Aside>
          {verdict !== null && <DecisionCard {...props} verdict={verdict} />}
          <Card title="Hoe ver is het?" level={2}>
            <Timeline steps={agreementTimeline(view, funder)} />
          </Card>
          <Moves {...props} />
        </Aside>
      </Columns>
    </Page>
  );
};
