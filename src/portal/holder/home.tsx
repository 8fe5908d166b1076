import { daysBetween, inWords, monthInWords, type Day } from "../../kernel/day.ts";
import { inEuros, inHours } from "../../kernel/money.ts";
import { capital } from "../../kernel/words.ts";
import type { AgreementSummary } from "../../agreement/read.ts";
import { baseRate } from "../../agreement/rate.ts";
import { approveBefore, worthOf } from "../../declaration/worth.ts";
import type { DeclarationSummary } from "../../declaration/read.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import type { ActingFor } from "../../web/session.ts";
import { Alert, Said } from "../../web/ui/alert.tsx";
import { Card, EmptyState, TaskList, type Task } from "../../web/ui/card.tsx";
import { MoneyTable, type MoneyRow } from "../../web/ui/decision.tsx";
import { ActionLink, Columns, PageHeading, Section, Stack, Text } from "../../web/ui/text.tsx";
import { BudgetCards, ConflictAlert } from "./budget-pages.tsx";
import type { BudgetView } from "./budgets.ts";

/** Something that everybody must see well before a day: that the holder comes of age. */
export type Adulthood = { due: Day };

/** What a holder begins with. */
export type HolderHome = {
  holder: ActingFor;
  reader: string;
  several: boolean;
  tasks: readonly Task[];
  budgets: readonly BudgetView[];
  adulthood: Adulthood | null;
  payments: readonly MoneyRow[];
};

const approveTask = (one: DeclarationSummary, agreement: AgreementSummary | undefined, today: Day): Task => {
  const month = capital(monthInWords(one.month));
  const waiting = one.lines.filter(({ state }) => state === "prepared");
  const hourly = agreement === undefined || baseRate(agreement).unit !== "month";
  const before = agreement === undefined ? null : approveBefore(agreement.law, one);
  const worth = agreement === undefined ? "" : `, ${inEuros(worthOf(agreement, one.month, waiting))}`;
  return {
    href: `/uren/${one.id}`,
    sentence: hourly ? `Controleer de uren van ${one.provider.salutation}` : `Controleer de declaratie van ${one.provider.salutation}`,
    detail: `${month}: ${hourly ? inHours(one.minutes) : "vast bedrag"}${worth}`,
    icon: "clock",
    ...(before === null ? {} : { daysLeft: daysBetween(today, before) }),
  };
};

const otherTask = (one: DeclarationSummary, today: Day): Task[] => {
  const month = capital(monthInWords(one.month));
  if (one.state === "repair") {
    const [until] = one.lines.flatMap(({ repairUntil }) => repairUntil ?? []).toSorted();
    return [
      {
        href: `/uren/${one.id}`,
        sentence: `Verbeter de uren van ${one.provider.salutation}`,
        detail: `${month}: een deel klopt nog niet. Daarom kunnen wij dat niet betalen.`,
        icon: "pencil",
        ...(until === undefined ? {} : { daysLeft: daysBetween(today, until) }),
      },
    ];
  }
  if (one.lines.some(({ state }) => state === "returned")) {
    return [
      {
        href: `/uren/${one.id}`,
        sentence: `De betaling aan ${one.provider.salutation} kwam terug`,
        detail: `${month}: vraag of het rekeningnummer nog klopt.`,
        icon: "bank",
      },
    ];
  }
  return [];
};

const urgency = ({ daysLeft }: Task): number => daysLeft ?? 1_000;

/** What waits for this holder, the most urgent first. `mine` says what its reader may do, and which agreements wait for his signature. */
export const holderTasks = (
  all: readonly DeclarationSummary[],
  agreements: readonly AgreementSummary[],
  today: Day,
  mine: { declare: boolean; toSign: ReadonlySet<string> },
): Task[] => {
  const terms = new Map(agreements.map((one) => [one.id, one] as const));
  const declared = mine.declare
    ? all.flatMap((one) => (one.state === "prepared" ? [approveTask(one, terms.get(one.agreement), today)] : otherTask(one, today)))
    : [];
  const toSign = agreements.filter(({ id }) => mine.toSign.has(id));
  const signing = toSign.map((one): Task => ({
    href: `/overeenkomsten/${one.id}`,
    sentence: `Onderteken de ${one.replaces === null ? "" : "wijziging van de "}overeenkomst met ${one.providerName.salutation}`,
    detail: `De ${one.replaces === null ? "overeenkomst" : "wijziging"} gaat in op ${inWords(one.period.from)}.`,
    icon: "agreement",
    ...(daysBetween(today, one.period.from) >= 0 ? { daysLeft: daysBetween(today, one.period.from) } : {}),
  }));
  return [...declared, ...signing].sort((a, b) => urgency(a) - urgency(b));
};

const AdulthoodAlert = ({ due, holder, today }: { due: Day; holder: ActingFor; today: Day }) => {
  const who = holder.own ? "U" : capital(holder.salutation);
  const word = due > today ? "wordt" : "werd";
  return (
    <Alert title={`${who} ${word} 18 op ${inWords(due)}`}>
      <p>
        Vanaf die dag regelt {holder.own ? "u" : holder.salutation} het budget zelf. Wie nu helpt, heeft dan een machtiging nodig. Ook kan
        het budget onder een andere wet gaan vallen.
      </p>
      <p>
        <strong>Wat kunt u doen?</strong> Vraag nu al aan uw gemeente wat er verandert, en regel zo nodig een machtiging.
      </p>
    </Alert>
  );
};

const tasksLead = (count: number): string =>
  count === 0 ? "U hoeft nu niets te doen." : count === 1 ? "U hebt 1 ding te doen." : `U hebt ${String(count)} dingen te doen.`;

// Without an agreement nobody can declare: a holder with a budget makes one first.
const firstAgreement = (begun: boolean): Task => ({
  href: begun ? "/overeenkomsten" : "/overeenkomsten/nieuw",
  sentence: begun ? "Maak uw eerste overeenkomst af" : "Maak uw eerste overeenkomst",
  detail: "U spreekt daarin af welke zorg u koopt, en voor welk tarief. Daarna kan uw zorgverlener uren declareren.",
  icon: "agreement",
});

/** What a holder with a budget and without any agreement does first (de eerste zorgovereenkomst); nothing for others. */
export const beginTasks = (has: { budgets: number; agreements: number; drafts: number; mayMake: boolean }): Task[] =>
  has.budgets > 0 && has.agreements === 0 && has.mayMake ? [firstAgreement(has.drafts > 0)] : [];

const Tasks = ({ tasks }: { tasks: readonly Task[] }) => (
  <Section title="Dit kunt u nu doen">
    {tasks.length === 0 ? (
      <EmptyState title="U bent helemaal bij" icon="check-circle">
        <p>Stuurt een zorgverlener u uren? Dan staat dat hier.</p>
      </EmptyState>
    ) : (
      <TaskList tasks={tasks} />
    )}
  </Section>
);

const sameYear = (budgets: readonly BudgetView[]): string => {
  const years = [...new Set(budgets.map(({ row }) => row.year))];
  const [year] = years;
  const start = budgets.length === 1 ? "Uw budget" : "Uw budgetten";
  return years.length === 1 && year?.length === 4 ? `${start} voor ${year}` : start;
};

/** A holder's home: what to do, what the budgets hold, and what was paid. */
export const HolderHomePage = ({ frame, home, today, said }: { frame: Frame; home: HolderHome; today: Day; said: string | null }) => {
  const { holder, reader, several, tasks, budgets, adulthood, payments } = home;
  const conflicts = budgets.filter(({ conflict }) => conflict > 0);
  return (
    <Page {...frame} title="Start" current="/start">
      <PageHeading
        title={`Dag ${reader}`}
        lead={`${holder.own ? "" : `U regelt dit voor ${holder.salutation}. `}${tasksLead(tasks.length)}`}
      >
        {several && <ActionLink href="/voor-wie">Iets regelen voor iemand anders</ActionLink>}
      </PageHeading>
      <Stack>
        <Said said={said} />
        {conflicts.map((budget) => (
          <ConflictAlert key={budget.line.id} budget={budget} />
        ))}
        {adulthood && <AdulthoodAlert due={adulthood.due} holder={holder} today={today} />}
      </Stack>
      <Tasks tasks={tasks} />
      <Section title={sameYear(budgets)}>
        {budgets.length === 0 ? (
          <EmptyState title="Er is nu geen budget" icon="budget">
            <p>Geeft een gemeente of zorgkantoor een budget? Dan ziet u het hier.</p>
          </EmptyState>
        ) : (
          <BudgetCards budgets={budgets} />
        )}
      </Section>
      <div className="section">
        <Columns kind="side">
          <Section title="Laatste betalingen">
            {payments.length === 0 ? (
              <EmptyState title="Er is nog niets betaald" icon="bank" />
            ) : (
              <Stack>
                <MoneyTable caption="Laatste betalingen" captionHidden rows={payments} />
                <ActionLink href="/betalingen">Alle betalingen</ActionLink>
              </Stack>
            )}
          </Section>
          <Section title="Zelf uren invullen?">
            <Card>
              <Text>
                <p>Vult uw zorgverlener de uren niet zelf in? Dan doet u dat.</p>
                <p>
                  <a href="/uren/nieuw">Uren invullen</a>
                </p>
              </Text>
            </Card>
          </Section>
        </Columns>
      </div>
      <Section title="Hulp bij uw budget">
        <ActionLink href="/vertegenwoordiging" icon="person">
          Wie dingen voor u regelt
        </ActionLink>
      </Section>
    </Page>
  );
};
