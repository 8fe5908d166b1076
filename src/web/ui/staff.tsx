import type { ReactNode } from "react";

/** A figure of a staff overview: what it counts, the number, and a word about it. */
export type Figure = { what: string; value: ReactNode; note?: string | undefined; negative?: boolean | undefined };

/** The few figures on top of a staff page, side by side. */
export const Figures = ({ figures }: { figures: readonly Figure[] }) => (
  <dl className="figures">
    {figures.map(({ what, value, note, negative }) => (
      <div key={what} className={negative === true ? "figure figure-negative" : "figure"}>
        <dt>{what}</dt>
        <dd>
          {value}
          {note !== undefined && <span className="small figure-note">{note}</span>}
        </dd>
      </div>
    ))}
  </dl>
);
