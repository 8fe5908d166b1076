import { inEuros } from "../../kernel/money.ts";
import { dayOf } from "../../kernel/day.ts";
import { z } from "zod";
import type { FastifyInstance } from "fastify";
import { Refusal } from "../../kernel/refusal.ts";
import { textOf } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here } from "../../web/page.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { Card, EmptyState } from "../../web/ui/card.tsx";
import { Select } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { Pagination } from "../../web/ui/progress.tsx";
import { Figures } from "../../web/ui/staff.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { ActionLink, Amount, DayText, PageHeading, Section, Stack } from "../../web/ui/text.tsx";
import { batchStateName, batchStates, type BatchState } from "../batch.ts";
import { makeBatch } from "../make-batch.ts";
import { BatchBadge, batchNeeds, pageErrors, pageIn, payableOf, pagesFor, Said, sliceOf } from "./parts.tsx";
import { WaitingSection } from "./waiting.tsx";
import { batchesPage, inputFor, madeOf, waitingPayments, type BatchSummary, type Waiting } from "../read.ts";

const path = "/svb/betalingen";

const stateIn = (here: Here): BatchState | null => batchStates.find((state) => state === textOf(here.query, "staat")) ?? null;

// Whether what passes a limit goes along: then somebody with a higher mandate must sign.
const isAbove = (here: Here): boolean => textOf(here.query, "boven") === "ja";

type View = {
  above: boolean;
  waiting: readonly Waiting[];
  batches: Awaited<ReturnType<typeof batchesPage>>;
  state: BatchState | null;
  now: number;
};

const readView = (here: Here): Promise<View> =>
  here.read(async (tx) => {
    const state = stateIn(here);
    const now = pageIn(here.query);
    const above = isAbove(here);
    return {
      above,
      waiting: await waitingPayments(tx, here.today, above),
      batches: await batchesPage(tx, state, sliceOf(now)),
      state,
      now,
    };
  });

const BatchTable = ({ rows }: { rows: readonly BatchSummary[] }) => (
  <StaffTable
    caption="Betaalbestanden"
    captionHidden
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      {
        head: "Gemaakt",
        rowHead: true,
        cell: ({ id, made_at }) => (
          <a href={`${path}/${id}`}>
            <DayText of={dayOf(made_at)} />
          </a>
        ),
      },
      { head: "Staat", cell: ({ state }) => <BatchBadge state={state} /> },
      { head: "Betalingen", number: true, cell: ({ count }) => count.toLocaleString("nl-NL") },
      { head: "Totaal", number: true, cell: ({ sum }) => <Amount of={sum} /> },
      { head: "Uitvoeren op", cell: ({ execution_day }) => execution_day && <DayText of={execution_day} /> },
      { head: "Geboekt op", cell: ({ booked_on }) => booked_on && <DayText of={booked_on} /> },
      { head: "Gemaakt door", cell: ({ maker }) => maker },
      { head: "Wat nu", wrap: true, cell: ({ state }) => batchNeeds[state] },
    ]}
  />
);

const BatchSection = ({ view: { batches, state, now } }: { view: View }) => {
  const all = [...batches.counts.values()].reduce((sum, count) => sum + count, 0);
  const count = state === null ? all : (batches.counts.get(state) ?? 0);
  const of = (value: BatchState): string => `${batchStateName[value]} (${String(batches.counts.get(value) ?? 0)})`;
  return (
    <Section title="Betaalbestanden" id="bestanden">
      <Stack>
        <Form action={path} method="get">
          <Select
            name="staat"
            label="Staat"
            optional
            value={state ?? "alle"}
            options={[{ value: "alle", label: `Alle (${String(all)})` }, ...batchStates.map((value) => ({ value, label: of(value) }))]}
          />
          <ButtonRow>
            <Button variant="secondary" icon="search">
              Tonen
            </Button>
          </ButtonRow>
        </Form>
        {batches.rows.length === 0 ? (
          <EmptyState title={now > 1 ? "Deze bladzijde is leeg" : "Er zijn geen betaalbestanden"} icon="tray">
            <p>{now > 1 ? "Ga terug naar de eerste bladzijde." : "Als iemand een betaalbestand maakt, staat het hier."}</p>
          </EmptyState>
        ) : (
          <BatchTable rows={batches.rows} />
        )}
        <Pagination now={now} total={pagesFor(count)} hrefOf={(to) => `?staat=${state ?? "alle"}&bladzijde=${String(to)}#bestanden`} />
      </Stack>
    </Section>
  );
};

const PaymentsPage = ({ here, view, errors }: { here: Here; view: View; errors: readonly FieldError[] }) => {
  const { waiting } = view;
  const payable = payableOf(waiting);
  const full = waiting.some((one) => one.full);
  const held = waiting.reduce((count, { claims }) => count + claims.length, 0) - payable.count;
  const frozen = view.batches.counts.get("frozen") ?? 0;
  return (
    <Page
      {...here.frame}
      title="Betalingen"
      current={path}
      crumbs={[{ label: "Werk", href: "/svb" }, { label: "Betalingen" }]}
      errors={pageErrors(errors)}
    >
      <PageHeading
        title="Betalingen"
        lead={payable.count === 0 ? "Er is vandaag niets te betalen." : `Er is vandaag ${inEuros(payable.sum)} te betalen.`}
      />
      <Stack>
        <Said said={here.said} />
        <ActionLink href={`${path}/regels`}>Betaalregels: rekeningen, sluitingstijden en grenzen</ActionLink>
        <ActionLink href={`${path}/kenmerken`}>Betalingskenmerken van zorgverleners</ActionLink>
        <ActionLink href={`${path}/spoed`}>Spoedbetalingen: wat vooruit betaald is</ActionLink>
        <ActionLink href="/svb/rekeningnummers">Rekeningnummers waarvan de bank de naam niet goed vond</ActionLink>
        <Card>
          <Figures
            figures={[
              {
                what: "Vandaag te betalen",
                value: inEuros(payable.sum),
                note: `${full ? "ten minste " : ""}${String(payable.count)} declaraties`,
              },
              {
                what: "Eerste toezegging",
                value: payable.earliest === null ? "Geen" : <DayText of={payable.earliest} />,
                negative: payable.earliest !== null && payable.earliest < here.today,
              },
              { what: "Moet nog wachten", value: held, note: held === 0 ? "niets tegengehouden" : "zie de reden in de lijst" },
              { what: "Wacht op vrijgeven", value: frozen, note: frozen === 1 ? "betaalbestand" : "betaalbestanden" },
            ]}
          />
        </Card>
      </Stack>
      {waiting.map((one, at) => (
        <WaitingSection
          key={one.account ?? "geen"}
          here={here}
          waiting={one}
          above={view.above}
          only={waiting.length === 1}
          first={at === 0}
        />
      ))}
      <BatchSection view={view} />
    </Page>
  );
};

const makeForm = z.object({
  boven: z.enum(["ja", "nee"]).catch("nee"),
  lijst: z.string("Laad de pagina opnieuw.").regex(/^[0-9a-f]{64}$/, "Laad de pagina opnieuw."),
});

/** The list of batches, and the making of one from exactly the list that its maker saw. */
export const mountBatches = (app: FastifyInstance, web: Web): void => {
  page(app, web, {
    method: "get",
    path,
    action: "payment.read",
    handler: async (here) => <PaymentsPage here={here} view={await readView(here)} errors={[]} />,
  });
  page(app, web, {
    method: "post",
    path,
    action: "payment.make-batch",
    handler: (here) =>
      here.form(
        makeForm,
        async ({ lijst, boven }) => {
          const { waiting, made } = await here.read(async (tx) => ({
            waiting: (await waitingPayments(tx, here.today, boven === "ja")).find(({ list }) => list === lijst),
            made: await madeOf(tx, lijst),
          }));
          if (waiting === undefined) {
            // Pressed twice: the list went into the batch of the first press.
            if (made !== null) return { to: `${path}/${made}` };
            throw new Refusal("batch-changed");
          }
          const { batch, orders, sum } = await here.command(makeBatch, inputFor(waiting));
          return {
            to: `${path}/${batch}`,
            said: `Het concept is klaar: ${String(orders)} betalingen, samen ${inEuros(sum)}. Controleer het en zet het daarna vast.`,
          };
        },
        async ({ errors }) => <PaymentsPage here={here} view={await readView(here)} errors={errors} />,
      ),
  });
};
