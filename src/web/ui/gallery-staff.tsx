import { day, inWords, type Day } from "../../kernel/day.ts";
import { cents, inEuros, type Cents } from "../../kernel/money.ts";
import { Page } from "../layout.tsx";
import { StatusBadge, type StatusTone } from "./card.tsx";
import { Select, TextField } from "./field.tsx";
import { Button, ButtonRow, Form } from "./form.tsx";
import { staffFrame } from "./gallery-frame.ts";
import { Pagination } from "./progress.tsx";
import { Figures } from "./staff.tsx";
import { StaffTable, type StaffColumn } from "./table.tsx";
import { PageHeading, Section, Stack } from "./text.tsx";

type Work = { id: string; holder: string; provider: string; what: string; amount: Cents; on: Day; state: string; tone: StatusTone };

const work: Work[] = Array.from({ length: 14 }, (_, index) => ({
  id: `2026-${String(4711 + index * 13)}`,
  holder: ["H. de Vries", "M. Yıldız", "P. Łukasik", "A. Bouali"][index % 4] ?? "",
  provider: ["Thuiszorg De Linde", "F. Yılmaz", "Zorgboerderij 't Hoge Erf"][index % 3] ?? "",
  what: ["Opdracht, begeleiding per uur", "Zorginstelling, dagbesteding per maand"][index % 2] ?? "",
  amount: cents(98600 + index * 12345),
  on: day(`2026-11-${String(20 - index).padStart(2, "0")}`),
  state: ["Te beoordelen", "Bij verstrekker", "Akkoord"][index % 3] ?? "",
  tone: (["warning", "info", "ok"] as const)[index % 3] ?? "neutral",
}));

const columns: StaffColumn<Work>[] = [
  {
    head: "Nummer",
    rowHead: true,
    cell: ({ id }) => <a href={`/svb/overeenkomsten/${id}`}>{id}</a>,
    sort: { href: "?volgorde=nummer" },
  },
  {
    head: "Ontvangen",
    cell: ({ on }) => <time dateTime={on}>{inWords(on)}</time>,
    sort: { href: "?volgorde=oud", now: "descending" },
  },
  { head: "Budgethouder", cell: ({ holder }) => holder },
  { head: "Zorgverlener", cell: ({ provider }) => provider },
  { head: "Soort", cell: ({ what }) => what, wrap: true },
  { head: "Per maand", number: true, cell: ({ amount }) => inEuros(amount), sort: { href: "?volgorde=bedrag" } },
  { head: "Staat", cell: ({ state, tone }) => <StatusBadge tone={tone}>{state}</StatusBadge> },
];

/** A list of work for staff. */
export const StaffPage = () => (
  <Page
    {...staffFrame}
    title="Overeenkomsten beoordelen"
    current="/svb/overeenkomsten"
    crumbs={[{ label: "Werk", href: "/svb" }, { label: "Overeenkomsten" }]}
  >
    <PageHeading title="Overeenkomsten beoordelen" lead="14 overeenkomsten wachten, de oudste 13 dagen." />
    <Figures
      figures={[
        { what: "Te beoordelen", value: 14, note: "oudste: 7 november" },
        { what: "Klaar om te betalen", value: inEuros(cents(128403110)), note: "1.208 opdrachten" },
        { what: "Onderweg naar de bank", value: inEuros(cents(0)), note: "alles verklaard" },
        { what: "Verschil met de bank", value: inEuros(cents(-1)), note: "betalen staat stil", negative: true },
      ]}
    />
    <Section title="Lijst">
      <Stack>
        <Form action="/svb/overeenkomsten" method="get">
          <TextField name="zoek" label="Zoek op nummer of naam" type="search" optional />
          <Select
            name="staat"
            label="Staat"
            value="alle"
            optional
            options={[
              { value: "alle", label: "Alle" },
              { value: "open", label: "Te beoordelen" },
            ]}
          />
          <ButtonRow>
            <Button variant="secondary" icon="search">
              Zoeken
            </Button>
          </ButtonRow>
        </Form>
        <StaffTable caption="Overeenkomsten" captionHidden rows={work} rowKey={({ id }) => id} columns={columns} />
        <Pagination now={1} total={3} hrefOf={(page) => `?bladzijde=${String(page)}`} />
      </Stack>
    </Section>
  </Page>
);
