import type { ReactElement } from "react";
import { z } from "zod";
import { momentInWords } from "../../kernel/day.ts";
import { isId } from "../../kernel/id.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { funderSignals, type FunderSignal } from "../../budget/read-signals.ts";
import { seeSignal } from "../../budget/see-signal.ts";
import { signalStateName, type SignalKind, type SignalState } from "../../budget/signal.ts";
import { textOf } from "../../web/form.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here, type Pages } from "../../web/page.tsx";
import { Said, type FieldError } from "../../web/ui/alert.tsx";
import { EmptyState } from "../../web/ui/card.tsx";
import { Select } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { Pagination } from "../../web/ui/progress.tsx";
import { StaffTable, type StaffColumn } from "../../web/ui/table.tsx";
import { DayText, HiddenText, PageHeading, Stack } from "../../web/ui/text.tsx";
import { funderOf } from "./funder-of.ts";

const home = "/verstrekker";
const path = `${home}/signalen`;
const perPage = 25;

const meaning: Readonly<Record<SignalKind, string>> = {
  "turning-18": "Wordt 18 jaar: bekijk of de Jeugdwet nog past en wie de budgethouder dan vertegenwoordigt.",
  "agreement-ended": "Een zorgovereenkomst is geëindigd of eindigt: bekijk of dit gevolgen heeft voor de toekenning.",
  "agreement-short": "Een lopende zorgovereenkomst past niet helemaal in het nieuwe budget.",
  "budget-conflict": "Bestedingsconflict: na een verlaging is er meer vastgelegd dan er is.",
};

// Where to look at it: the agreement for who may read those, or a budget of the holder.
const placeOf = ({ kind, about, line }: FunderSignal, readsAgreements: boolean): string | null => {
  if (readsAgreements && kind.startsWith("agreement-") && about !== null) return `${home}/overeenkomsten/${about}`;
  return line === null ? null : `${home}/budgetten/${line}`;
};

const columns = (readsAgreements: boolean): StaffColumn<FunderSignal>[] => [
  {
    head: "Budgethouder",
    rowHead: true,
    cell: (one) => {
      const href = placeOf(one, readsAgreements);
      return href === null ? one.holder.name : <a href={href}>{one.holder.name}</a>;
    },
  },
  { head: "Wat is er aan de hand", wrap: true, cell: ({ kind }) => meaning[kind] },
  { head: "Dag", cell: ({ due }) => <DayText of={due} /> },
  { head: "Sinds", cell: ({ since }) => <DayText of={since} /> },
];

const readsAgreements = (here: Here): boolean => here.may("agreement.read", { organisations: [funderOf(here.actor)] });

/** Signals as the home page shows them. */
export const SignalTable = ({ here, rows }: { here: Here; rows: readonly FunderSignal[] }) => (
  <StaffTable caption="Nieuwe signalen" captionHidden rows={rows} rowKey={({ id }) => id} columns={columns(readsAgreements(here))} />
);

const Seen = ({ signal }: { signal: FunderSignal }) =>
  signal.seen === null ? (
    <Button variant="secondary" name="signaal" value={signal.id}>
      Gezien
      <HiddenText>
        : {signal.holder.name}, {meaning[signal.kind]}
      </HiddenText>
    </Button>
  ) : (
    <>
      {momentInWords(signal.seen.at)}
      <span className="cell-sub">{signal.seen.by}</span>
    </>
  );

const filters = [
  { value: "ongezien", label: signalStateName.unseen, state: "unseen" },
  { value: "gezien", label: signalStateName.seen, state: "seen" },
  { value: "alles", label: "Alle signalen", state: null },
] as const satisfies readonly { value: string; label: string; state: SignalState | null }[];
type Filter = (typeof filters)[number];

type Asked = { filter: Filter; now: number };

const askedOf = (toon: string, bladzijde: string): Asked => ({
  filter: filters.find(({ value }) => value === toon) ?? filters[0],
  now: /^[1-9]\d{0,3}$/.test(bladzijde) ? Number(bladzijde) : 1,
});
const addressOf = ({ filter, now }: Asked): string => `?${new URLSearchParams({ toon: filter.value, bladzijde: String(now) }).toString()}`;

const leadOf = (unseen: number): string =>
  unseen === 0
    ? "U hebt alle signalen gezien."
    : `${unseen === 1 ? "1 signaal is" : `${String(unseen)} signalen zijn`} nog niet gezien. Bekijk wat er is, en klik dan op “Gezien”.`;

type View = Awaited<ReturnType<typeof funderSignals>>;

const List = ({ here, view, asked }: { here: Here; view: View; asked: Asked }) => (
  <Form action={path} csrf={here.frame.csrf}>
    <input type="hidden" name="toon" value={asked.filter.value} />
    <input type="hidden" name="bladzijde" value={String(asked.now)} />
    <StaffTable
      caption="Signalen"
      captionHidden
      rows={view.rows}
      rowKey={({ id }) => id}
      columns={[...columns(readsAgreements(here)), { head: "Gezien", cell: (one) => <Seen signal={one} /> }]}
    />
  </Form>
);

const SignalsPage = ({ here, view, asked, errors }: { here: Here; view: View; asked: Asked; errors: readonly FieldError[] }) => (
  <Page {...here.frame} title="Signalen" current={path} crumbs={[{ label: "Werk", href: home }, { label: "Signalen" }]} errors={errors}>
    <PageHeading title="Signalen" lead={leadOf(view.unseen)} />
    <Stack>
      <Said said={here.said} />
      <Form action={path} method="get">
        <Select name="toon" label="Toon" value={asked.filter.value} options={filters.map(({ value, label }) => ({ value, label }))} />
        <ButtonRow>
          <Button variant="secondary" icon="search">
            Tonen
          </Button>
        </ButtonRow>
      </Form>
      {view.rows.length === 0 ? (
        <EmptyState title="Er zijn hier geen signalen" icon="check-circle">
          <p>Verandert er iets bij een budgethouder waar u van moet weten, dan staat het hier.</p>
        </EmptyState>
      ) : (
        <List here={here} view={view} asked={asked} />
      )}
      <Pagination now={asked.now} total={Math.ceil(view.count / perPage)} hrefOf={(now) => addressOf({ ...asked, now })} />
    </Stack>
  </Page>
);

const shown = async (here: Here, asked: Asked, errors: readonly FieldError[] = []): Promise<ReactElement> => {
  const wanted = { funder: funderOf(here.actor), on: here.today, state: asked.filter.state };
  const read = (now: number) => here.read((tx) => funderSignals(tx, wanted, { most: perPage, skip: (now - 1) * perPage }));
  const view = await read(asked.now);
  // Who marks the last one of a page goes to the last page that there is.
  const last = Math.max(1, Math.ceil(view.count / perPage));
  const now = Math.min(asked.now, last);
  return <SignalsPage here={here} view={now === asked.now ? view : await read(now)} asked={{ ...asked, now }} errors={errors} />;
};

const seenForm = z.object({ signaal: z.string().default(""), toon: z.string().default(""), bladzijde: z.string().default("") });

/** The signals of a funder: what nobody saw yet, what was seen by whom and when, and the button that says so. */
export const funderSignalPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path,
    action: "signal.read",
    audience: "staff",
    handler: (here) => shown(here, askedOf(textOf(here.query, "toon"), textOf(here.query, "bladzijde"))),
  });
  page(app, web, {
    method: "post",
    path,
    action: "signal.see",
    audience: "staff",
    handler: (here) =>
      here.form(
        seenForm,
        async ({ signaal, toon, bladzijde }) => {
          if (!isId(signaal)) throw new Refusal("signal-unknown");
          await here.command(seeSignal, { signal: signaal });
          return { to: `${path}${addressOf(askedOf(toon, bladzijde))}`, said: "Dit signaal is gezien." };
        },
        ({ errors, fields }) => shown(here, askedOf(textOf(fields, "toon"), textOf(fields, "bladzijde")), errors),
      ),
  });
};
