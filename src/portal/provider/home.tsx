import { daysBetween, lastDay, monthInWords, type Day, type Month } from "../../kernel/day.ts";
import type { AgreementSummary } from "../../agreement/read.ts";
import { nextSigner } from "../../agreement/next-signer.ts";
import { functionName } from "../../budget/award.ts";
import { monthsOf } from "../../declaration/months.ts";
import type { Expected } from "../../declaration/money-lists.ts";
import { baseRate } from "../../agreement/rate.ts";
import type { DeclarationSummary } from "../../declaration/read.ts";
import { prepareBefore } from "../../declaration/worth.ts";
import { inEuros } from "../../kernel/money.ts";
import { capital } from "../../kernel/words.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { Said } from "../../web/ui/alert.tsx";
import { EmptyState, TaskList, type Task } from "../../web/ui/card.tsx";
import { MoneyTable, type MoneyRow } from "../../web/ui/decision.tsx";
import { ButtonLink } from "../../web/ui/form.tsx";
import { Table, TwoLines } from "../../web/ui/table.tsx";
import { ActionLink, Columns, DayText, PageHeading, Section, Stack } from "../../web/ui/text.tsx";

/** What a provider begins with. */
export type ProviderHome = { tasks: readonly Task[]; coming: readonly Expected[]; payments: readonly MoneyRow[] };

type Hrefs = (path: string) => string;

const urgency = ({ daysLeft }: Task): number => daysLeft ?? 1_000;

// Longer ago than this, a month without hours was probably a month without care.
const monthsLookedBack = 3;

const openMonths = (agreement: AgreementSummary, own: readonly DeclarationSummary[], today: Day): Month[] =>
  monthsOf(agreement, today)
    .filter((month) => lastDay(month) < today)
    .slice(0, monthsLookedBack)
    .filter((month) => !own.some((one) => one.agreement === agreement.id && one.month === month && one.state !== "withdrawn"));

const writeTask = (agreement: AgreementSummary, month: Month, today: Day, hrefs: Hrefs): Task => {
  const before = prepareBefore(agreement.law, month);
  const who = agreement.holderName.salutation;
  const care = functionName(agreement.law, agreement.careFunction.code);
  return {
    href: hrefs(`/uren/nieuw?overeenkomst=${agreement.id}&maand=${month}`),
    sentence: baseRate(agreement).unit === "hour" ? `Vul uw uren in voor ${who}` : `Verstuur uw maandbedrag voor ${who}`,
    detail: `${capital(monthInWords(month))}, ${care.toLowerCase()}`,
    icon: "clock",
    ...(before === null ? {} : { daysLeft: daysBetween(today, before) }),
  };
};

const returnedTask = (one: DeclarationSummary, reason: string | undefined, hrefs: Hrefs): Task[] => {
  const who = one.holder.salutation;
  if (one.state === "rejected") {
    return [
      {
        href: hrefs(`/uren/${one.id}`),
        sentence: `Verbeter de uren voor ${who}`,
        detail: `${capital(monthInWords(one.month))}. ${capital(who)} schreef: “${reason ?? ""}”`,
        icon: "pencil",
      },
    ];
  }
  if (one.lines.some(({ state }) => state === "returned")) {
    return [
      {
        href: "/rekeningnummer",
        sentence: "Controleer uw rekeningnummer",
        detail: `De betaling van ${monthInWords(one.month)} kwam terug van de bank.`,
        icon: "bank",
      },
    ];
  }
  return [];
};

/** What waits for this provider, the most urgent first. `reasons` are the words with which a holder sent hours back. */
export const providerTasks = (
  all: readonly DeclarationSummary[],
  agreements: readonly AgreementSummary[],
  reasons: ReadonlyMap<string, string>,
  today: Day,
  hrefs: Hrefs,
): Task[] => {
  const back = all.flatMap((one) => returnedTask(one, reasons.get(one.id), hrefs));
  const signing = agreements
    .filter((one) => nextSigner(one)?.party === "provider")
    .map((one): Task => ({
      href: hrefs(`/overeenkomsten/${one.id}`),
      sentence: `Onderteken de ${one.replaces === null ? "" : "wijziging van de "}overeenkomst met ${one.holderName.salutation}`,
      detail: "U tekent als eerste. Daarna tekent de budgethouder.",
      icon: "agreement",
    }));
  const running = agreements.filter(({ state }) => state === "approved" || state === "ended");
  const writing = running.flatMap((agreement) =>
    openMonths(agreement, all, today).map((month) => writeTask(agreement, month, today, hrefs)),
  );
  return [...back, ...signing, ...writing.sort((a, b) => urgency(a) - urgency(b))];
};

const ComingTable = ({ rows }: { rows: readonly Expected[] }) => (
  <Table
    caption="Dit komt nog"
    captionHidden
    kind="pairs"
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      {
        head: "Voor wie en welke maand",
        rowHead: true,
        cell: ({ href, who, month }) => <TwoLines main={<a href={href}>{who}</a>} sub={capital(monthInWords(month))} />,
      },
      {
        head: "Bedrag en uiterlijke datum",
        number: true,
        cell: ({ amount, promisedOn }) => (
          <TwoLines main={inEuros(amount)} sub={promisedOn === null ? "datum volgt" : <DayText of={promisedOn} />} />
        ),
      },
    ]}
  />
);

const lead = (count: number): string =>
  count === 0 ? "U hoeft nu niets te doen." : count === 1 ? "U hebt 1 ding te doen." : `U hebt ${String(count)} dingen te doen.`;

type Props = { frame: Frame; home: ProviderHome; reader: string; said: string | null; hrefs: Hrefs };

/** A provider's home: what to do, which money is coming, and what was paid. Of a budget nothing is shown. */
export const ProviderHomePage = ({ frame, home: { tasks, coming, payments }, reader, said, hrefs }: Props) => (
  <Page {...frame} title="Start" current={hrefs("/start")}>
    <PageHeading title={`Dag ${reader}`} lead={lead(tasks.length)}>
      <p>
        <ButtonLink href={hrefs("/uren/nieuw")} icon="pencil">
          Uren invullen
        </ButtonLink>
      </p>
    </PageHeading>
    <Said said={said} />
    <Section title="Dit kunt u nu doen">
      {tasks.length === 0 ? (
        <EmptyState title="U bent helemaal bij" icon="check-circle">
          <p>Na het einde van de maand staat hier welke uren u kunt versturen.</p>
        </EmptyState>
      ) : (
        <TaskList tasks={tasks} />
      )}
      <ActionLink href="/rekeningnummer" icon="bank">
        Rekeningnummer bekijken of wijzigen
      </ActionLink>
    </Section>
    <div className="section">
      <Columns>
        <Section title="Dit komt nog">
          {coming.length === 0 ? <EmptyState title="Er staat nu niets klaar" icon="calendar" /> : <ComingTable rows={coming} />}
        </Section>
        <Section title="Laatste betalingen">
          {payments.length === 0 ? (
            <EmptyState title="Er is nog niets betaald" icon="bank" />
          ) : (
            <Stack>
              <MoneyTable caption="Laatste betalingen" captionHidden head="Voor wie en waarvoor" rows={payments} />
              <ActionLink href={hrefs("/betalingen")}>Alle betalingen</ActionLink>
            </Stack>
          )}
        </Section>
      </Columns>
    </div>
  </Page>
);
