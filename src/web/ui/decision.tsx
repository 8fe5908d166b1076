import type { ReactNode } from "react";
import { inWords, type Day } from "../../kernel/day.ts";
import { inEuros, type Cents } from "../../kernel/money.ts";
import { valueInDutch } from "../../law/value.ts";
import type { Origin as SheetOrigin, SheetLine } from "../../law/worksheet.ts";
import { Alert, type Tone } from "./alert.tsx";
import { StatusBadge } from "./card.tsx";
import { Table, TwoLines } from "./table.tsx";

type FindingProps = {
  /** What is the matter, as a sentence: "Week 42: 4 uur meer dan afgesproken". */
  title: string;
  /** The facts: what was written, what the agreement or the law says. */
  facts: ReactNode;
  /** What the person can do about it, in sentences. */
  remedy: ReactNode;
  /** What happens with the money in the meantime. */
  outcome?: ReactNode;
  /** Published code and article of the check, as small print: "D107, artikel 12 …". */
  ground?: string | undefined;
  tone?: Extract<Tone, "info" | "warning" | "error"> | undefined;
  level?: 2 | 3 | undefined;
};

/** A finding of a check (bevinding): what is wrong in a heading, the facts, and what the person can do. */
export const FindingBlock = ({ title, facts, remedy, outcome, ground, tone = "warning", level = 2 }: FindingProps) => (
  <Alert tone={tone} title={title} level={level}>
    <p>{facts}</p>
    {outcome !== undefined && <p>{outcome}</p>}
    <p>
      <strong>Wat kunt u doen?</strong> {remedy}
    </p>
    {ground !== undefined && <p className="small">{ground}</p>}
  </Alert>
);

/** One line of a decision as a person reads it. The value is an amount, or words such as "38 uur". */
export type ReceiptLine = {
  what: string;
  value: Cents | string;
  /** The article on which it rests, null when it follows from calculation. */
  article: string | null;
  /** Since when that law, policy or agreement holds. */
  since: Day | null;
  /** Where the figure comes from, in Dutch: "wet", "toekenning", "overeenkomst", "berekening". */
  origin: string;
  /** True for a figure that is derived or provisional and not confirmed: shows "voorlopig bedrag". */
  provisional?: boolean | undefined;
};

const originInDutch: Record<SheetOrigin, string> = {
  law: "wet",
  policy: "beleid van de gemeente, het zorgkantoor of de verzekeraar",
  award: "toekenning",
  agreement: "overeenkomst",
  declaration: "declaratie",
  ledger: "boekhouding",
  register: "register",
  calculation: "berekening",
};

/** The lines of a worksheet or receipt as a person reads them. */
export const receiptLines = (sheet: readonly SheetLine[]): ReceiptLine[] =>
  sheet.map(({ what, value, article, inForceSince, origin, settled }) => ({
    what,
    value: valueInDutch(value),
    article: article === "" ? null : article,
    since: inForceSince,
    origin: originInDutch[origin],
    provisional: !settled,
  }));

const valueText = (value: Cents | string): string => (typeof value === "number" ? inEuros(value) : value);

const Origin = ({ origin, provisional }: { origin: string; provisional: boolean }) => (
  <span className="receipt-origin">
    <span>{origin}</span>
    {provisional && <StatusBadge tone="warning">Voorlopig bedrag</StatusBadge>}
  </span>
);

/** How a decision was made (berekening): every line with its value, article, since when it holds, and where it comes from. */
export const ReceiptSheet = ({
  caption,
  captionHidden,
  lines,
}: {
  caption: string;
  captionHidden?: boolean | undefined;
  lines: readonly ReceiptLine[];
}) => (
  <Table
    caption={caption}
    captionHidden={captionHidden}
    rows={lines.map((line, index) => ({ ...line, index }))}
    rowKey={({ index }) => index}
    columns={[
      { head: "Wat", cell: ({ what }) => what, rowHead: true },
      { head: "Waarde", cell: ({ value }) => valueText(value), number: true },
      { head: "Artikel", cell: ({ article }) => article },
      { head: "Geldt sinds", cell: ({ since }) => (since === null ? null : <time dateTime={since}>{inWords(since)}</time>) },
      { head: "Herkomst", cell: ({ origin, provisional }) => <Origin origin={origin} provisional={provisional === true} /> },
    ]}
  />
);

/** A line of a sum: what, and an amount or words. `total` makes it the outcome. */
export type AmountLine = { what: string; value: Cents | string; total?: boolean | undefined };

/** A sum as lines, for a payment card: hours, rate, total, what is left after it. */
export const AmountLines = ({ lines }: { lines: readonly AmountLine[] }) => (
  <dl className="amount-lines">
    {lines.map(({ what, value, total }) => (
      <div key={what} className={total === true ? "total" : undefined}>
        <dt>{what}</dt>
        <dd>{valueText(value)}</dd>
      </div>
    ))}
  </dl>
);

/** A payment or declaration as citizens see it in a list: who and what, amount and day. */
export type MoneyRow = { id: string; who: string; what: string; amount: Cents; day: Day; href?: string | undefined };

/** Payments or declarations in two columns (who and what, amount and date), which fits a phone. */
export const MoneyTable = ({
  caption,
  captionHidden,
  head = "Aan wie en waarvoor",
  rows,
}: {
  caption: string;
  captionHidden?: boolean | undefined;
  /** What the first column says: a provider reads for whom he was paid. */
  head?: string | undefined;
  rows: readonly MoneyRow[];
}) => (
  <Table
    caption={caption}
    captionHidden={captionHidden}
    kind="pairs"
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      {
        head,
        rowHead: true,
        cell: ({ who, what, href }) => <TwoLines main={href === undefined ? who : <a href={href}>{who}</a>} sub={what} />,
      },
      { head: "Bedrag en datum", number: true, cell: ({ amount, day }) => <TwoLines main={inEuros(amount)} sub={inWords(day)} /> },
    ]}
  />
);
