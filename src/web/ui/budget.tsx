import { useId } from "react";
import { inEuros, minus, plus, type Cents } from "../../kernel/money.ts";
import { Table } from "./table.tsx";

/** The four sums of one budget line: awarded (toegekend), paid (betaald), claimed (ingediend), committed (afgesproken). None below zero. */
export type BudgetFigures = { awarded: Cents; paid: Cents; claimed: Cents; committed: Cents };

/** What is left of a budget (over), below zero when it is short (tekort). */
export const leftOf = ({ awarded, paid, claimed, committed }: BudgetFigures): Cents => minus(awarded, plus(plus(paid, claimed), committed));

/** The one figure of a card. `word` says what it is: "over", "tekort". */
export const BigAmount = ({ of, word, negative = false }: { of: Cents; word?: string | undefined; negative?: boolean | undefined }) => (
  <p className={negative ? "big-amount negative" : "big-amount"}>
    {inEuros(of)} {word !== undefined && <small>{word}</small>}
  </p>
);

/** What is left of a budget, or how much it is short, as the one figure of its card. */
export const BudgetLeft = ({ figures }: { figures: BudgetFigures }) => {
  const left = leftOf(figures);
  return left < 0 ? <BigAmount of={Math.abs(left) as Cents} word="tekort" negative /> : <BigAmount of={left} word="over" />;
};

const percent = (part: number, whole: number): string => `${String(whole === 0 ? 0 : Math.round((part * 100_000) / whole) / 1000)}%`;

type Part = { kind: string; start: number; length: number; fill: string };

const partsOf = (figures: BudgetFigures, ids: { hatch: string; shortage: string }): Part[] => {
  const { awarded, paid, claimed, committed } = figures;
  const spent = paid + claimed;
  const withinAward = Math.max(0, Math.min(committed, awarded - spent));
  const short = Math.max(0, spent + committed - awarded);
  return [
    { kind: "fill-paid", start: 0, length: paid, fill: "" },
    { kind: "fill-claimed", start: paid, length: claimed, fill: "" },
    { kind: "", start: spent, length: withinAward, fill: `url(#${ids.hatch})` },
    { kind: "", start: spent + committed - short, length: short, fill: `url(#${ids.shortage})` },
  ].filter(({ length }) => length > 0);
};

const Hatch = ({ id, kind }: { id: string; kind: "" | "-shortage" }) => (
  <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform={kind === "" ? "rotate(45)" : "rotate(-45)"}>
    <rect className={`hatch-ground${kind}`} width="8" height="8" />
    <path className={`hatch-line${kind}`} d="M2 0v8" />
  </pattern>
);

const inOneSentence = (figures: BudgetFigures): string => {
  const left = leftOf(figures);
  const rest = left < 0 ? `Tekort ${inEuros(Math.abs(left) as Cents)}` : `Over ${inEuros(left)}`;
  return `Van ${inEuros(figures.awarded)} is ${inEuros(figures.paid)} betaald, ${inEuros(figures.claimed)} ingediend en ${inEuros(figures.committed)} afgesproken. ${rest}.`;
};

/** A budget as one bar: paid, claimed, committed (hatched), left (empty) or short (hatched red). Always with a Legend below it. */
export const BudgetBar = ({ figures }: { figures: BudgetFigures }) => {
  const id = useId();
  const ids = { hatch: `afgesproken${id}`, shortage: `tekort${id}` };
  const whole = Math.max(figures.awarded, figures.awarded - leftOf(figures));
  return (
    <svg className="bar" role="img" aria-label={inOneSentence(figures)}>
      <defs>
        <Hatch id={ids.hatch} kind="" />
        <Hatch id={ids.shortage} kind="-shortage" />
      </defs>
      <rect className="bar-ground" width="100%" height="100%" rx="6" />
      {partsOf(figures, ids).map(({ kind, start, length, fill }, index) => (
        <rect
          key={index}
          className={`bar-part ${kind}`}
          x={percent(start, whole)}
          width={percent(length, whole)}
          height="100%"
          fill={fill || undefined}
        />
      ))}
      <rect className="bar-frame" width="100%" height="100%" rx="6" />
      {leftOf(figures) < 0 && (
        <line className="bar-limit" x1={percent(figures.awarded, whole)} x2={percent(figures.awarded, whole)} y1="-5" y2="41" />
      )}
    </svg>
  );
};

type SwatchKind = "paid" | "claimed" | "committed" | "left" | "shortage";

const Swatch = ({ kind }: { kind: SwatchKind }) => {
  const id = `vlak${useId()}`;
  const hatched = kind === "committed" || kind === "shortage";
  return (
    <svg className="swatch" aria-hidden="true" focusable="false">
      {hatched && (
        <defs>
          <Hatch id={id} kind={kind === "shortage" ? "-shortage" : ""} />
        </defs>
      )}
      <rect
        className={hatched ? undefined : kind === "left" ? "swatch-left" : `fill-${kind}`}
        fill={hatched ? `url(#${id})` : undefined}
        width="100%"
        height="100%"
        rx="3"
      />
      <rect className="swatch-frame" width="100%" height="100%" rx="3" />
    </svg>
  );
};

type Entry = { kind: SwatchKind | null; words: string; amount: Cents };

const entriesOf = (figures: BudgetFigures, year: string): Entry[] => {
  const left = leftOf(figures);
  return [
    { kind: null, words: `Toegekend voor ${year}`, amount: figures.awarded },
    { kind: "paid", words: "Betaald", amount: figures.paid },
    { kind: "claimed", words: "Ingediend, nog niet betaald", amount: figures.claimed },
    { kind: "committed", words: "Afgesproken, nog niet ingediend", amount: figures.committed },
    left < 0 ? { kind: "shortage", words: "Tekort", amount: Math.abs(left) as Cents } : { kind: "left", words: "Over", amount: left },
  ];
};

const entryClass = (kind: SwatchKind | null): string | undefined =>
  kind === null ? "legend-total" : kind === "left" ? "legend-rest" : kind === "shortage" ? "legend-rest negative" : undefined;

/** The figures of a BudgetBar with their colours, so that colour is never alone. `year` names the budget period: "2026". */
export const Legend = ({ figures, year }: { figures: BudgetFigures; year: string }) => (
  <dl className="legend">
    {entriesOf(figures, year).map(({ kind, words, amount }) => (
      <div key={words} className={entryClass(kind)}>
        <dt>
          {kind !== null && <Swatch kind={kind} />}
          {words}
        </dt>
        <dd>{inEuros(amount)}</dd>
      </div>
    ))}
  </dl>
);

/** One budget as a row of a table. `year` names its period. */
export type BudgetRow = { id: string; name: string; payer: string; year: string; figures: BudgetFigures };

/** The same figures of all budgets as a table, for who reads numbers better than pictures. */
export const BudgetTable = ({ caption, rows }: { caption: string; rows: readonly BudgetRow[] }) => (
  <Table
    caption={caption}
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      { head: "Budget", cell: ({ name, payer, year }) => `${name}, ${payer}, ${year}`, rowHead: true },
      { head: "Toegekend", cell: ({ figures }) => inEuros(figures.awarded), number: true },
      { head: "Betaald", cell: ({ figures }) => inEuros(figures.paid), number: true },
      { head: "Ingediend", cell: ({ figures }) => inEuros(figures.claimed), number: true },
      { head: "Afgesproken", cell: ({ figures }) => inEuros(figures.committed), number: true },
      {
        head: "Over",
        cell: ({ figures }) => <span className={leftOf(figures) < 0 ? "negative" : undefined}>{inEuros(leftOf(figures))}</span>,
        number: true,
      },
    ]}
  />
);
