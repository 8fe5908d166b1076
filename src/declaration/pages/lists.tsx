import { monthInWords, type Month } from "../../kernel/day.ts";
import { inEuros, inHours, total, type Cents } from "../../kernel/money.ts";
import { capital } from "../../kernel/words.ts";
import { functionName } from "../../budget/award.ts";
import type { AgreementSummary } from "../../agreement/read.ts";
import { baseRate } from "../../agreement/rate.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import type { Side } from "../../web/side.ts";
import { Said } from "../../web/ui/alert.tsx";
import { Card, EmptyState, StatusBadge } from "../../web/ui/card.tsx";
import { AmountLines, MoneyTable } from "../../web/ui/decision.tsx";
import { ButtonLink } from "../../web/ui/form.tsx";
import { Table, TwoLines } from "../../web/ui/table.tsx";
import { DayText, PageHeading, Section, Small, Stack } from "../../web/ui/text.tsx";
import { declarationStateName } from "../declaration.ts";
import type { Expected, PaidRow } from "../money-lists.ts";
import type { DeclarationSummary } from "../read.ts";
import { worthOf } from "../worth.ts";
import { stateTone } from "./words.ts";

type Place = { start: string; list: string };

/** A declaration with the agreement under which it was made. */
export type Listed = { declaration: DeclarationSummary; agreement: AgreementSummary | undefined; href: string };

const worth = ({ declaration, agreement }: Listed): Cents =>
  agreement === undefined ? declaration.amount : worthOf(agreement, declaration.month, declaration.lines);

const careOf = (agreement: AgreementSummary | undefined): string =>
  agreement === undefined ? "zorg" : functionName(agreement.law, agreement.careFunction.code);

const subOf = ({ declaration, agreement }: Listed): string => {
  const time = agreement !== undefined && baseRate(agreement).unit === "month" ? "vast bedrag" : inHours(declaration.minutes);
  return `${careOf(agreement)}, ${time}${declaration.supplement ? ", aanvulling" : ""}`;
};

const MonthTable = ({ month, side, rows }: { month: Month; side: Side; rows: readonly Listed[] }) => (
  <Section title={capital(monthInWords(month))}>
    <Table
      caption={`Declaraties van ${monthInWords(month)}`}
      captionHidden
      kind="pairs"
      rows={rows}
      rowKey={({ declaration }) => declaration.id}
      columns={[
        {
          head: side === "holder" ? "Zorgverlener" : "Budgethouder",
          rowHead: true,
          cell: (row) => (
            <TwoLines
              main={
                <a href={row.href}>
                  {capital(side === "holder" ? row.declaration.provider.salutation : row.declaration.holder.salutation)}
                </a>
              }
              sub={subOf(row)}
            />
          ),
        },
        {
          head: "Bedrag en status",
          number: true,
          cell: (row) => (
            <TwoLines
              main={inEuros(worth(row))}
              sub={<StatusBadge tone={stateTone[row.declaration.state]}>{declarationStateName[row.declaration.state]}</StatusBadge>}
            />
          ),
        },
      ]}
    />
  </Section>
);

type ListProps = { frame: Frame; side: Side; rows: readonly Listed[]; said: string | null; newHref: string | null; place: Place };

/** Declarations by month, with where each one is. */
export const HoursListPage = ({ frame, side, rows, said, newHref, place }: ListProps) => {
  const months = [...Map.groupBy(rows, ({ declaration }) => declaration.month)];
  return (
    <Page {...frame} title="Uren" current={place.list} crumbs={[{ label: "Start", href: place.start }, { label: "Uren" }]}>
      <PageHeading
        title={side === "holder" ? "Uren en declaraties" : "Uw uren"}
        lead={side === "holder" ? "Alles wat uw zorgverleners of u zelf declareerden." : "Alles wat u verstuurde, en hoe het ervoor staat."}
      >
        {newHref !== null && (
          <p>
            <ButtonLink href={newHref} variant={side === "provider" ? "primary" : "secondary"} icon="pencil">
              {side === "provider" ? "Uren invullen" : "Zelf uren invullen"}
            </ButtonLink>
          </p>
        )}
      </PageHeading>
      <Said said={said} />
      {rows.length === 0 && (
        <EmptyState title="Er zijn nog geen declaraties" icon="clock">
          <p>
            {side === "holder"
              ? "Stuurt een zorgverlener u uren? Dan ziet u ze hier."
              : "Vul uw uren in. Daarna ziet u hier hoe het ermee staat."}
          </p>
        </EmptyState>
      )}
      {months.map(([month, own]) => (
        <MonthTable key={month} month={month} side={side} rows={own} />
      ))}
    </Page>
  );
};

const ExpectedTable = ({ rows }: { rows: readonly Expected[] }) => (
  <Table
    caption="Bedragen die nog komen"
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
          <TwoLines
            main={inEuros(amount)}
            sub={
              promisedOn === null ? (
                "datum volgt"
              ) : (
                <>
                  uiterlijk <DayText of={promisedOn} />
                </>
              )
            }
          />
        ),
      },
    ]}
  />
);

/** What was paid, and what is still to come. */
export const PaymentsPage = ({
  frame,
  side,
  rows,
  expected,
  place,
}: {
  frame: Frame;
  side: Side;
  rows: readonly PaidRow[];
  expected: readonly Expected[];
  place: Place;
}) => (
  <Page {...frame} title="Betalingen" current={place.list} crumbs={[{ label: "Start", href: place.start }, { label: "Betalingen" }]}>
    <PageHeading
      title="Betalingen"
      lead={side === "holder" ? "Wat wij voor u betaalden, en wat er nog komt." : "Wat u van ons kreeg, en wat er nog komt."}
    />
    <Section title="Dit komt nog">
      {expected.length === 0 ? (
        <EmptyState title="Er staat nu niets klaar" icon="calendar">
          <p>Zodra uren zijn goedgekeurd, ziet u hier wanneer wij betalen.</p>
        </EmptyState>
      ) : (
        <Stack>
          <ExpectedTable rows={expected} />
          <Card>
            <AmountLines lines={[{ what: "Samen nog te betalen", value: total(expected.map(({ amount }) => amount)), total: true }]} />
            <Small>Meestal zijn wij sneller dan de uiterlijke datum.</Small>
          </Card>
        </Stack>
      )}
    </Section>
    <Section title="Dit is betaald">
      {rows.length === 0 ? (
        <EmptyState title="Er is nog niets betaald" icon="bank" />
      ) : (
        <MoneyTable
          caption="Betalingen"
          captionHidden
          head={side === "holder" ? "Aan wie en waarvoor" : "Voor wie en waarvoor"}
          rows={rows}
        />
      )}
    </Section>
  </Page>
);
