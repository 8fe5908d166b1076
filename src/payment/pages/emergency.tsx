import { inEuros, minus } from "../../kernel/money.ts";
import { Page } from "../../web/layout.tsx";
import type { Here } from "../../web/page.tsx";
import { Card, Details, EmptyState, StatusBadge, type StatusTone } from "../../web/ui/card.tsx";
import { AmountLines } from "../../web/ui/decision.tsx";
import { DataSummary } from "../../web/ui/summary.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { Amount, Aside, Columns, DayText, PageHeading, Section, Stack } from "../../web/ui/text.tsx";
import { emergencyStateName, type EmergencyState } from "../emergency.ts";
import type { EmergencyView } from "../read-emergencies.ts";
import { ageInWords, IbanText, OrderBadge, Said } from "./parts.tsx";

const tone: Readonly<Record<EmergencyState, StatusTone>> = {
  ordered: "info",
  open: "warning",
  settled: "ok",
  returned: "error",
  ended: "neutral",
};

export const EmergencyBadge = ({ state }: { state: EmergencyState }) => (
  <StatusBadge tone={tone[state]}>{emergencyStateName[state]}</StatusBadge>
);

const given: Readonly<Record<EmergencyState, string>> = {
  ordered: "krijgt",
  open: "kreeg",
  settled: "kreeg",
  returned: "kreeg niet",
  ended: "krijgt niet",
};

const next: Readonly<Record<EmergencyState, string>> = {
  ordered: "Zet het betaalbestand vast. Twee anderen geven het vrij. Daarna betaalt de bank direct.",
  open: "U hoeft niets te doen. Het systeem verrekent dit met de volgende declaraties van deze overeenkomst.",
  settled: "Klaar. Alles is verrekend.",
  returned: "De bank betaalde niet, of het geld kwam terug. Besluit hierover bij het werk van de bank.",
  ended: "Deze spoedbetaling gaat niet door.",
};

const Settlements = ({ view }: { view: EmergencyView }) => (
  <Section title="Verrekend" id="verrekend">
    {view.settlements.length === 0 ? (
      <EmptyState title="Er is nog niets verrekend" icon="clock">
        <p>Komt er een declaratie van deze overeenkomst, dan staat zij hier.</p>
      </EmptyState>
    ) : (
      <StaffTable
        caption="Waarmee dit is verrekend"
        captionHidden
        rows={view.settlements}
        rowKey={({ id }) => id}
        columns={[
          {
            head: "Waarmee",
            rowHead: true,
            cell: ({ number }) => (number === null ? "Teruggestort door de zorgverlener" : `Declaratie ${number}`),
          },
          { head: "Op", cell: ({ settled_on }) => <DayText of={settled_on} /> },
          { head: "Verrekend", number: true, cell: ({ amount }) => <Amount of={amount} /> },
          { head: "Nog betaald", number: true, cell: ({ rest }) => rest !== null && <Amount of={rest} /> },
          { head: "Staat", cell: ({ live }) => (live ? "Telt mee" : "Vervallen: de rest van de betaling ging niet door") },
        ]}
      />
    )}
  </Section>
);

const Orders = ({ view }: { view: EmergencyView }) => (
  <Section title="De betaling" id="betaling">
    <StaffTable
      caption="Hoe dit betaald werd"
      captionHidden
      rows={view.orders}
      rowKey={({ id }) => id}
      columns={[
        { head: "Betaalbestand", rowHead: true, cell: ({ batch }) => <a href={`/svb/betalingen/${batch}`}>Bekijken</a> },
        { head: "Staat", cell: ({ state }) => <OrderBadge state={state} /> },
        { head: "Sinds", cell: ({ changed_on }) => <DayText of={changed_on} /> },
        { head: "Rekening", cell: ({ iban }) => iban !== null && <IbanText of={iban} /> },
      ]}
    />
  </Section>
);

/** One emergency payment: what was given, what was set off, how it was paid, and under which rules. */
export const EmergencyPage = ({ here, view }: { here: Here; view: EmergencyView }) => (
  <Page
    {...here.frame}
    title={`Spoedbetaling ${view.number}`}
    current="/svb/betalingen"
    crumbs={[
      { label: "Werk", href: "/svb" },
      { label: "Betalingen", href: "/svb/betalingen" },
      { label: "Spoedbetalingen", href: "/svb/betalingen/spoed" },
      { label: view.number },
    ]}
  >
    <PageHeading
      title={`Spoedbetaling ${view.number}`}
      lead={`${view.payee} ${given[view.state]} ${inEuros(view.amount)}${view.settled > 0 ? `; hiervan is ${inEuros(view.settled)} verrekend` : ""}.`}
      above={<EmergencyBadge state={view.state} />}
    />
    <Columns kind="side">
      <Stack>
        <Said said={here.said} />
        <Card title="Wat nu" level={2}>
          <p>{next[view.state]}</p>
        </Card>
        <Orders view={view} />
        <Settlements view={view} />
      </Stack>
      <Aside>
        <Card title="Het bedrag" level={2}>
          <AmountLines
            lines={[
              { what: "Vooruit betaald", value: view.amount },
              { what: "Verrekend", value: minus(0 as typeof view.amount, view.settled) },
              { what: "Nog te verrekenen", value: view.left, total: true },
            ]}
          />
        </Card>
        <Card title="Waarom" level={2}>
          <DataSummary
            lines={[
              { label: "Reden", value: view.why },
              { label: "Overeenkomst", value: view.agreement },
              { label: "Klaargezet door", value: view.maker },
              { label: "Op", value: <DayText of={view.made_on} /> },
              { label: "Leeftijd", value: ageInWords(view.days) },
            ]}
          />
          <Details summary="Wat wij controleerden">
            <ul>
              {view.rules.map(({ code, title, passed }) => (
                <li key={code}>
                  {title} ({code}): {passed ? "in orde" : "niet in orde"}
                </li>
              ))}
            </ul>
          </Details>
        </Card>
      </Aside>
    </Columns>
  </Page>
);
