import type { ReactNode } from "react";

/** A line of a summary: what, and its value; `change` leads to the page that changes it. */
export type SummaryLine = { label: string; value: ReactNode; change?: { href: string; label?: string | undefined } | undefined };

/** What we know, as labels and values, for check pages and dossiers (overzichtslijst). */
export const DataSummary = ({ lines }: { lines: readonly SummaryLine[] }) => (
  <dl className="data-summary">
    {lines.map(({ label, value, change }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
        {change && (
          <dd className="change">
            <a href={change.href}>
              {change.label ?? "Wijzigen"}
              <span className="hidden-text">: {label}</span>
            </a>
          </dd>
        )}
      </div>
    ))}
  </dl>
);
