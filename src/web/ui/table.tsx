import { useId, type Key, type ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** A column of a table: its heading and what it shows of a row. */
export type Column<Row> = {
  head: string;
  cell: (row: Row) => ReactNode;
  /** Amounts and numbers: right, digits of equal width. */
  number?: boolean | undefined;
  /** The column that names the row; on a phone it becomes the row's heading. */
  rowHead?: boolean | undefined;
};

type TableProps<Row> = {
  caption: string;
  /** True when a heading above says the same already. */
  captionHidden?: boolean | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => Key;
  /** "stacked" rows become lists on a phone, "texts" with each text below its label; "pairs" (two columns) stay a table at every width. */
  kind?: "stacked" | "texts" | "pairs" | undefined;
  /** Cells of the last row, one per column; null leaves a cell empty. */
  foot?: readonly ReactNode[] | undefined;
};

const Caption = ({ id, text, hidden }: { id: string; text: string; hidden: boolean }) => (
  <caption id={id} className={hidden ? "caption-hidden" : undefined}>
    {hidden ? <span className="hidden-text">{text}</span> : text}
  </caption>
);

const isEmpty = (content: ReactNode): boolean => content === null || content === undefined || content === "";

const Cell = ({ head, content, number, rowHead }: { head: string; content: ReactNode; number: boolean; rowHead: boolean }) => {
  const Tag = rowHead ? "th" : "td";
  const className = [number ? "number" : "", rowHead ? "row-head" : "", isEmpty(content) ? "is-empty" : ""].filter(Boolean).join(" ");
  return (
    <Tag scope={rowHead ? "row" : undefined} className={className || undefined}>
      <span className="cell-label">{head}</span>
      <span className="cell-value">{content}</span>
    </Tag>
  );
};

/** A table for citizens. On a phone each row becomes a small list with the column names as labels. */
export const Table = <Row,>({ caption, captionHidden = false, columns, rows, rowKey, kind = "stacked", foot }: TableProps<Row>) => {
  const id = `tabel${useId()}`;
  // Two columns always fit; what can scroll must be reachable by keyboard.
  const scrolls = kind !== "pairs" ? { role: "region", "aria-labelledby": id, tabIndex: 0 } : {};
  return (
    <div className="table-region" {...scrolls}>
      <table className={`table ${kind === "texts" ? "table-stacked table-texts" : `table-${kind}`}`}>
        <Caption id={id} text={caption} hidden={captionHidden} />
        <thead>
          <tr>
            {columns.map(({ head, number }) => (
              <th key={head} scope="col" className={number === true ? "number" : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ head, cell, number, rowHead }) => (
                <Cell key={head} head={head} content={cell(row)} number={number === true} rowHead={rowHead === true} />
              ))}
            </tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr>
              {columns.map(({ head, number }, index) => (
                <Cell key={head} head={head} content={foot[index]} number={number === true} rowHead={index === 0} />
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
};

/** Two lines in a cell: what matters in bold, the rest small below it. */
export const TwoLines = ({ main, sub }: { main: ReactNode; sub: ReactNode }) => (
  <>
    <span className="cell-main">{main}</span>
    <span className="cell-sub">{sub}</span>
  </>
);

/** A column of a staff table. `wrap` lets long text run over lines. */
export type StaffColumn<Row> = Column<Row> & {
  wrap?: boolean | undefined;
  /** Where a press on the heading leads, and how the rows stand now when they are sorted by this column. */
  sort?: { href: string; now?: "ascending" | "descending" | undefined } | undefined;
};

const SortHead = ({ head, sort }: { head: string; sort: NonNullable<StaffColumn<unknown>["sort"]> }) => (
  <a className={`sort${sort.now ? " sort-on" : ""}${sort.now === "ascending" ? " sort-up" : ""}`} href={sort.href}>
    {head}
    <Icon name="down" />
  </a>
);

/** A dense table for staff, scrolling sideways within itself when it must, with headings that sort. */
export const StaffTable = <Row,>({
  caption,
  captionHidden = false,
  columns,
  rows,
  rowKey,
}: Omit<TableProps<Row>, "columns" | "foot" | "kind"> & { columns: readonly StaffColumn<Row>[] }) => {
  const id = `tabel${useId()}`;
  return (
    <div className="table-region" role="region" aria-labelledby={id} tabIndex={0}>
      <table className="table staff-table">
        <Caption id={id} text={caption} hidden={captionHidden} />
        <thead>
          <tr>
            {columns.map(({ head, number, sort }) => (
              <th key={head} scope="col" className={number === true ? "number" : undefined} aria-sort={sort?.now}>
                {sort ? <SortHead head={head} sort={sort} /> : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ head, cell, number, rowHead, wrap }) => {
                const className = [number === true ? "number" : "", wrap === true ? "wrap" : ""].filter(Boolean).join(" ") || undefined;
                return rowHead === true ? (
                  <th key={head} scope="row" className={className}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={head} className={className}>
                    {cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
