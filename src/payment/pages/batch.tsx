import { dayOf, momentInWords, type Day } from "../../kernel/day.ts";
import { inEuros } from "../../kernel/money.ts";
import type { Fault } from "../../kernel/refusal.ts";
import type { Here } from "../../web/page.tsx";
import { Page } from "../../web/layout.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { Card, Details } from "../../web/ui/card.tsx";
import { Pagination, Timeline, type TimelineStep } from "../../web/ui/progress.tsx";
import { DataSummary, type SummaryLine } from "../../web/ui/summary.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { ActionLink, Amount, Aside, Columns, DayText, HiddenText, PageHeading, Section, Small, Stack, Text } from "../../web/ui/text.tsx";
import { BatchForms } from "./batch-forms.tsx";
import { bankReason } from "../reasons.ts";
import { BatchBadge, IbanText, OrderBadge, pageErrors, pagesFor, Said, shortHash } from "./parts.tsx";
import type { Mandate } from "../batch.ts";
import { longestName } from "../messages/pain001.ts";
import { sepaText } from "../messages/sepa-text.ts";
import type { OrderRow } from "../page-queries.ts";
import type { BatchView } from "../read.ts";

/** What the page of one batch shows. `differences` blocks a release. */
export type BatchPageView = { batch: BatchView; differences: readonly Fault[]; now: number };

const bookingText = { gross: "in één bedrag", net: "zonder de geweigerde betalingen", single: "betaling voor betaling" } as const;

type Moment = { at: string; by: string | null; on: Day };

const momentOf = ({ steps }: BatchView, kind: string): Moment | null => {
  const step = steps.find((one) => one.kind === kind);
  return step === undefined ? null : { at: momentInWords(step.at), by: step.by, on: dayOf(step.at) };
};

const detail = ({ at, by }: Moment): string => (by === null ? at : `${at}, door ${by}`);

/** Steps that were made have a moment; the first without is now, unless the batch ended early. */
const timelineOf = (batch: BatchView): TimelineStep[] => {
  const signed = (mandate: Mandate, nth: number): Moment | null => {
    const one = batch.signatures.filter((signature) => signature.mandate === mandate)[nth];
    return one === undefined ? null : { at: momentInWords(one.at), by: one.name, on: dayOf(one.at) };
  };
  const sent: Moment | null = batch.sentAt === null ? null : { at: momentInWords(batch.sentAt), by: null, on: dayOf(batch.sentAt) };
  const made: [string, Moment | null][] = [
    ["Klaargezet", { at: momentInWords(batch.madeAt), by: batch.maker, on: dayOf(batch.madeAt) }],
    ["Vastgezet", momentOf(batch, "payment.freeze-batch")],
    ["Eerste vrijgave", signed("releaser", 0)],
    ["Tweede vrijgave", signed("releaser", 1)],
    ...(batch.head.length === 0 ? [] : [["Vrijgave met hoger mandaat", signed("head", 0)] satisfies [string, Moment | null]]),
    ["Verstuurd naar de bank", sent],
  ];
  const steps = made.map(([what, moment]): TimelineStep =>
    moment === null ? { what, state: "later" } : { what, state: "done", detail: detail(moment) },
  );
  const withdrawn = momentOf(batch, "payment.withdraw-batch");
  if (batch.state === "withdrawn") {
    return [
      ...steps.filter(({ state }) => state === "done"),
      { what: "Ingetrokken", state: "stopped", detail: withdrawn === null ? undefined : detail(withdrawn) },
    ];
  }
  if (batch.state === "rejected") return [...steps, { what: "Geweigerd door de bank", state: "stopped" }];
  const booked: TimelineStep =
    batch.bookedOn === null
      ? { what: "Geboekt door de bank", state: "later", ...(batch.executionDay === null ? {} : { on: batch.executionDay }) }
      : {
          what: "Geboekt door de bank",
          state: "done",
          on: batch.bookedOn,
          detail: batch.booking === null ? undefined : bookingText[batch.booking],
        };
  const all = [...steps, booked];
  const next = all.findIndex(({ state }) => state === "later");
  return all.map((step, at) => (at === next ? { ...step, state: "now" } : step));
};

const inGroups = (hash: string): string => hash.replace(/(.{8})(?=.)/g, "$1 ");

const factsOf = (batch: BatchView): SummaryLine[] => [
  { label: "Betalingen", value: batch.count.toLocaleString("nl-NL") },
  { label: "Totaal", value: <strong>{inEuros(batch.sum)}</strong> },
  {
    label: "Uitvoeren op",
    value: batch.executionDay === null ? "Dit staat vast zodra het bestand is vastgezet" : <DayText of={batch.executionDay} />,
  },
  { label: "Van rekening", value: <IbanText of={batch.own.iban} /> },
  { label: "Gemaakt door", value: `${batch.maker}, ${momentInWords(batch.madeAt)}` },
  ...(batch.messageId === null ? [] : [{ label: "Kenmerk van het bestand", value: batch.messageId }]),
  ...(batch.contentHash === null
    ? []
    : [{ label: "Inhoudshash, kort", value: <span className="nowrap">{shortHash(batch.contentHash)}</span> }]),
  ...(batch.receipt === null ? [] : [{ label: "Ontvangst bij de bank", value: batch.receipt }]),
];

const Content = ({ batch }: { batch: BatchView }) =>
  batch.contentHash === null || batch.file === null ? null : (
    <Details summary="Waarvoor wordt getekend">
      <Stack>
        <Text>
          <p>
            De inhoudshash is berekend over het bestand voor de bank, de dag van uitvoeren, en van elke betaling het kenmerk, het bedrag en
            het rekeningnummer. Verandert er één teken, dan is de hash anders.
          </p>
        </Text>
        <DataSummary
          lines={[
            { label: "Inhoudshash, volledig", value: inGroups(batch.contentHash) },
            { label: "Naam van het bestand in de kluis", value: inGroups(batch.file) },
          ]}
        />
        <ActionLink href={`/svb/betalingen/${batch.id}/bestand`} icon="download">
          Bestand voor de bank ophalen
        </ActionLink>
        <Small>Wie dit bestand ophaalt, staat daarna in het inzageoverzicht van de budgethouders.</Small>
      </Stack>
    </Details>
  );

/** A payee, and how the bank reads the name where that differs: this is what it compares with the name of the account. */
const PayeeName = ({ name }: { name: string | null }) => {
  if (name === null) return "(naam verwijderd)";
  const sent = sepaText(name, longestName);
  return (
    <>
      {name}
      {sent !== name && <span className="cell-sub">Bij de bank: {sent === "" ? "niet leesbaar" : sent}</span>}
    </>
  );
};

const OrderTable = ({ orders }: { orders: readonly OrderRow[] }) => (
  <StaffTable
    caption="Betalingen"
    captionHidden
    rows={orders}
    rowKey={({ id }) => id}
    columns={[
      { head: "Declaratie of spoedbetaling", rowHead: true, cell: ({ number }) => number },
      { head: "Zorgverlener", cell: ({ payee }) => <PayeeName name={payee} /> },
      { head: "Rekening", cell: ({ iban }) => (iban === null ? "onbekend" : <IbanText of={iban} />) },
      {
        head: "Bedrag",
        number: true,
        cell: ({ amount, settled, ahead }) => (
          <>
            <Amount of={amount} />
            {ahead !== null && (
              <span className="cell-sub">
                Kreeg al {inEuros(ahead)}; hiervan is {inEuros(settled)} verrekend
              </span>
            )}
          </>
        ),
      },
      {
        head: "Staat",
        cell: ({ state, reason }) => (
          <>
            <OrderBadge state={state} />
            {reason !== null && <span className="cell-sub">{bankReason(reason)}</span>}
          </>
        ),
      },
      { head: "Toegezegd", cell: ({ promised_on }) => <DayText of={promised_on} /> },
      { head: "Kenmerk", cell: ({ end_to_end }) => end_to_end },
    ]}
  />
);

const LeftOut = ({ leftOut }: { leftOut: BatchView["leftOut"] }) =>
  leftOut.count === 0 ? null : (
    <Section title="Niet in dit bestand">
      <Stack>
        <StaffTable
          caption="Declaraties die niet mee konden"
          captionHidden
          rows={leftOut.rows}
          rowKey={({ number }) => number}
          columns={[
            { head: "Declaratie", rowHead: true, cell: ({ number }) => number },
            { head: "Waarom niet", wrap: true, cell: ({ why }) => why },
          ]}
        />
        {leftOut.count > leftOut.rows.length && (
          <Small>
            U ziet de eerste {leftOut.rows.length} van {leftOut.count}.
          </Small>
        )}
      </Stack>
    </Section>
  );

/** One batch: where it is on its way, what is in it, and what this reader can do now. */
export const BatchPage = ({ here, view, errors }: { here: Here; view: BatchPageView; errors: readonly FieldError[] }) => {
  const { batch, now } = view;
  const title = `Betaalbestand van ${inEuros(batch.sum)}`;
  return (
    <Page
      {...here.frame}
      title={title}
      current="/svb/betalingen"
      crumbs={[{ label: "Werk", href: "/svb" }, { label: "Betalingen", href: "/svb/betalingen" }, { label: "Betaalbestand" }]}
      errors={pageErrors(errors)}
    >
      <PageHeading title={title} above={<BatchBadge state={batch.state} />} />
      <Stack>
        <Said said={here.said} />
        <Columns kind="side">
          <Stack>
            <Card title="Gegevens" level={2}>
              <DataSummary lines={factsOf(batch)} />
            </Card>
            <Card title="Verloop" level={2}>
              <Timeline steps={timelineOf(batch)} />
            </Card>
            <Content batch={batch} />
          </Stack>
          <Aside>
            <BatchForms here={here} batch={batch} differences={view.differences} />
          </Aside>
        </Columns>
      </Stack>
      <Section title="Betalingen">
        <Stack>
          <OrderTable orders={batch.orders} />
          <Pagination now={now} total={pagesFor(batch.count)} hrefOf={(to) => `?bladzijde=${String(to)}`} />
          {batch.orders.length === 0 && (
            <p>
              Deze bladzijde is leeg.<HiddenText> Kies een andere bladzijde.</HiddenText>
            </p>
          )}
        </Stack>
      </Section>
      <LeftOut leftOut={batch.leftOut} />
    </Page>
  );
};
