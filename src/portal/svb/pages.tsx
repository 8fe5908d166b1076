import { inEuros } from "../../kernel/money.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here, type Pages } from "../../web/page.tsx";
import { Alert } from "../../web/ui/alert.tsx";
import { Card, EmptyState, TaskList } from "../../web/ui/card.tsx";
import { Figures } from "../../web/ui/staff.tsx";
import { ActionLink, DayText, PageHeading, Section, Stack } from "../../web/ui/text.tsx";
import { batchStateName, batchStates, type BatchState } from "../../payment/batch.ts";
import { StaffTable } from "../../web/ui/table.tsx";
import { mountMessages } from "./messages.tsx";
import { assessorTasks, assessorWork, paymentTasks, paymentWork, type AssessorWork, type PaymentWork } from "./work.ts";

type Work = { assessor: AssessorWork | null; payment: PaymentWork | null };

// What is finished needs nothing and is found in the list itself.
const open: readonly BatchState[] = batchStates.filter((state) => state !== "booked" && state !== "withdrawn");

const needs: Partial<Record<BatchState, string>> = {
  draft: "Een betaalmedewerker controleert dit en zet het vast.",
  frozen: "Twee andere medewerkers geven dit vrij.",
  released: "Het systeem verstuurt dit naar de bank.",
  sent: "De bank voert dit uit. Het afschrift sluit het af.",
  rejected: "Zoek uit waarom de bank dit weigerde.",
};

const Books = ({ differences }: Pick<PaymentWork, "differences">) =>
  differences.length === 0 ? (
    <Alert tone="ok" title="De boeken sluiten aan op de bank">
      <p>Er is geen verschil. Betalingen kunnen worden vrijgegeven.</p>
    </Alert>
  ) : (
    <Alert tone="error" title="De boeken sluiten niet aan op de bank">
      <ul>
        {differences.map(({ field, problem, remedy }) => (
          <li key={`${field} ${problem}`}>
            {problem} <strong>Wat kunt u doen?</strong> {remedy}
          </li>
        ))}
      </ul>
      <p>Tot dan kan niemand betalingen vrijgeven.</p>
      <ActionLink href="/svb/aansluiting">Naar de aansluiting</ActionLink>
    </Alert>
  );

const PaymentSection = ({ here, work: { waiting, batches, last, differences } }: { here: Here; work: PaymentWork }) => {
  const { payable, held, full } = waiting;
  const rows = open.filter((state) => (batches.get(state) ?? 0) > 0);
  const { statement } = last;
  return (
    <Section title="Betalingen">
      <Stack>
        <Card>
          <Figures
            figures={[
              {
                what: "Vandaag te betalen",
                value: inEuros(payable.sum),
                note: `${full ? "ten minste " : ""}${payable.count.toLocaleString("nl-NL")} declaraties${held === 0 ? "" : `, ${String(held)} moeten wachten`}`,
              },
              {
                what: "Eerste toezegging",
                value: payable.earliest === null ? "Geen" : <DayText of={payable.earliest} />,
                negative: payable.earliest !== null && payable.earliest < here.today,
              },
              {
                what: "Laatste eindsaldo bij de bank",
                value: statement === null ? "Nog geen" : inEuros(statement.closing),
                ...(statement === null ? {} : { note: `afschrift ${statement.statement_id}` }),
              },
              {
                what: "Verschillen",
                value: differences.length,
                note: differences.length === 0 ? "alles sluit aan" : "betalen staat stil",
                negative: differences.length > 0,
              },
            ]}
          />
        </Card>
        {rows.length > 0 && (
          <StaffTable
            caption="Betaalbestanden die nog niet klaar zijn"
            rows={rows}
            rowKey={(state) => state}
            columns={[
              {
                head: "Staat",
                rowHead: true,
                cell: (state) => <a href={`/svb/betalingen?staat=${state}#bestanden`}>{batchStateName[state]}</a>,
              },
              { head: "Aantal", number: true, cell: (state) => batches.get(state) ?? 0 },
              { head: "Wat er nodig is", wrap: true, cell: (state) => needs[state] },
            ]}
          />
        )}
      </Stack>
    </Section>
  );
};

const HomePage = ({ here, work: { assessor, payment } }: { here: Here; work: Work }) => {
  const does = { makes: here.may("payment.make-batch", {}), releases: here.may("payment.release-batch", {}) };
  const tasks = [
    ...(assessor === null ? [] : assessorTasks(assessor, here.today)),
    ...(payment === null ? [] : paymentTasks(payment, here.today, does)),
  ];
  return (
    <Page {...here.frame} title="Werk" current="/svb">
      <PageHeading
        title={`Goedendag, ${here.who.name}`}
        lead={
          tasks.length === 0
            ? "Er wacht niets op u."
            : tasks.length === 1
              ? "Er wacht 1 ding op u."
              : `Er wachten ${String(tasks.length)} dingen op u.`
        }
      />
      <Stack>
        {payment !== null && <Books differences={payment.differences} />}
        {tasks.length === 0 ? (
          <EmptyState title="Alles is gedaan" icon="check-circle">
            <p>Nieuw werk komt hier vanzelf te staan.</p>
          </EmptyState>
        ) : (
          <TaskList tasks={tasks} />
        )}
        {here.may("mandate.register", {}) && (
          <ActionLink href="/svb/vertegenwoordigers" icon="person">
            Vertegenwoordigers inschrijven
          </ActionLink>
        )}
        {here.may("award.import", {}) && (
          <ActionLink href="/svb/berichten" icon="letter">
            Toekenningsbericht inlezen
          </ActionLink>
        )}
      </Stack>
      {payment !== null && <PaymentSection here={here} work={payment} />}
    </Page>
  );
};

const readWork = (here: Here): Promise<Work> =>
  here.read(async (tx) => ({
    assessor: here.may("agreement.assess-svb", {}) ? await assessorWork(tx) : null,
    payment: here.may("payment.read", {}) ? await paymentWork(tx, here.today) : null,
  }));

/** Where staff of the SVB begin: what waits for them, and how the books stand. Also where they read in award messages. */
export const svbPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: "/svb",
    action: "work.read",
    handler: async (here) => <HomePage here={here} work={await readWork(here)} />,
  });
  mountMessages(app, web);
};
