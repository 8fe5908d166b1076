import type { ReactNode } from "react";
import { inEuros, type Cents } from "../../kernel/money.ts";
import { inWords, type Day } from "../../kernel/day.ts";
import { Icon, type IconName } from "./icon.tsx";

/** The heading of a page with one sentence under it. `above` is for a step indicator or a status. */
export const PageHeading = ({
  title,
  lead,
  above,
  children,
}: {
  title: string;
  lead?: ReactNode;
  above?: ReactNode;
  children?: ReactNode;
}) => (
  <div className="page-heading">
    {above}
    <h1>{title}</h1>
    {lead !== undefined && <Lead>{lead}</Lead>}
    {children}
  </div>
);

/** One sentence under the heading of a page. */
export const Lead = ({ children }: { children: ReactNode }) => <p className="lead">{children}</p>;

/** A part of a page with its own heading. `action` stands right of the heading, for example "Alle betalingen". `id` lets a link jump to it. */
export const Section = ({
  title,
  action,
  id,
  children,
}: {
  title: string;
  action?: ReactNode;
  id?: string | undefined;
  children: ReactNode;
}) => (
  <section className="section" id={id}>
    <div className="section-heading">
      <h2>{title}</h2>
      {action}
    </div>
    {children}
  </section>
);

/** Running text: paragraphs and lists with room between them. */
export const Text = ({ children }: { children: ReactNode }) => <div className="text">{children}</div>;

/** Help text and meta data, the smallest size there is. */
export const Small = ({ children }: { children: ReactNode }) => <p className="small">{children}</p>;

/** Words that stay on one line: an IBAN, a number of a decision. */
export const Nowrap = ({ children }: { children: ReactNode }) => <span className="nowrap">{children}</span>;

/** Words for screen readers only. */
export const HiddenText = ({ children }: { children: ReactNode }) => <span className="hidden-text">{children}</span>;

/** An amount in running text or a cell: never breaks, digits of equal width, red below zero. */
export const Amount = ({ of }: { of: Cents }) => <span className={of < 0 ? "amount negative" : "amount"}>{inEuros(of)}</span>;

/** A day in words that does not break, machine-readable. */
export const DayText = ({ of }: { of: Day }) => <time dateTime={of}>{inWords(of)}</time>;

/** A link that is an action or a way on: bold, with an icon before its words. */
export const ActionLink = ({ href, icon = "forward", children }: { href: string; icon?: IconName | undefined; children: ReactNode }) => (
  <a className="action-link" href={href}>
    <Icon name={icon} />
    <span>{children}</span>
  </a>
);

/** Blocks under each other with equal room between. */
export const Stack = ({ children }: { children: ReactNode }) => <div className="stack">{children}</div>;

/** Cards side by side on a wide screen: "equal" halves, or "side" for a main part with a narrow one beside it. */
export const Columns = ({ kind = "equal", children }: { kind?: "equal" | "side" | undefined; children: ReactNode }) => (
  <div className={`columns columns-${kind}`}>{children}</div>
);

/** The narrow part of side columns that stays in view while the main part scrolls, for example what will be paid. */
export const Aside = ({ children }: { children: ReactNode }) => <div className="aside-sticky stack">{children}</div>;
