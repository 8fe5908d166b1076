import type { ReactNode } from "react";
import { inWords, type Day } from "../../kernel/day.ts";
import { Icon, type IconName } from "./icon.tsx";

/** Where the person is in a form of several pages. Stands above the heading, outside the form. */
export const Steps = ({ now, total, name }: { now: number; total: number; name?: string | undefined }) => (
  <div className="steps">
    <p>
      Stap {now} van {total}
      {name !== undefined && `: ${name}`}
    </p>
    <ol aria-hidden="true">
      {Array.from({ length: total }, (_, index) => (
        <li key={index} className={index + 1 < now ? "done" : index + 1 === now ? "now" : undefined} />
      ))}
    </ol>
  </div>
);

/** A step in the life of something: done, now, later, or stopped when it went wrong there. */
export type TimelineStep = { what: string; state: "done" | "now" | "later" | "stopped"; on?: Day | undefined; detail?: ReactNode };

const stateWord = { done: "Klaar: ", now: "Nu: ", later: "Straks: ", stopped: "Gestopt: " } as const;

// An open ring means later, a filled one now: shape carries what colour shows.
const stateIcon: Record<TimelineStep["state"], IconName | null> = { done: "check", now: null, later: null, stopped: "close" };

/** The way of something from begin to end with its days (tijdlijn), for both holder and provider. A later day is a promise. */
export const Timeline = ({ steps }: { steps: readonly TimelineStep[] }) => (
  <ol className="timeline">
    {steps.map(({ what, state, on, detail }) => {
      const icon = stateIcon[state];
      return (
        <li key={what} className={state} aria-current={state === "now" ? "step" : undefined}>
          <span className="timeline-mark">{icon && <Icon name={icon} />}</span>
          <div className="timeline-body">
            <p className="timeline-what">
              <span className="hidden-text">{stateWord[state]}</span>
              {what}
            </p>
            {on !== undefined && (
              <p className="small">
                {state === "later" && "Uiterlijk "}
                <time dateTime={on}>{inWords(on)}</time>
              </p>
            )}
            {detail !== undefined && <div className="small">{detail}</div>}
          </div>
        </li>
      );
    })}
  </ol>
);

/** It worked: what happened, and below it what comes next (bevestiging). The title is the h1 of its page. */
export const Confirmation = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="confirmation">
    <Icon name="check-circle" />
    <h1>{title}</h1>
    {children}
  </div>
);

const shownPages = (now: number, total: number): (number | "gap")[] => {
  const near = Array.from({ length: total }, (_, index) => index + 1).filter(
    (page) => page === 1 || page === total || Math.abs(page - now) <= 1,
  );
  return near.flatMap((page, index) => (page - (near[index - 1] ?? page - 1) > 1 ? (["gap", page] as const) : [page]));
};

/** Pages of a long list. Shows nothing when there is one page. */
export const Pagination = ({ now, total, hrefOf }: { now: number; total: number; hrefOf: (page: number) => string }) =>
  total <= 1 ? null : (
    <nav className="pagination" aria-label="Bladzijden">
      <ul>
        {now > 1 && (
          <li>
            <a href={hrefOf(now - 1)} rel="prev">
              <Icon name="back" />
              Vorige
            </a>
          </li>
        )}
        {shownPages(now, total).map((page, index) => (
          <li key={page === "gap" ? `gap ${String(index)}` : page}>
            {page === "gap" ? (
              <span className="page-gap">…</span>
            ) : page === now ? (
              <span className="page-now" aria-current="page">
                <span className="hidden-text">Bladzijde </span>
                {page}
              </span>
            ) : (
              <a href={hrefOf(page)}>
                <span className="hidden-text">Bladzijde </span>
                {page}
              </a>
            )}
          </li>
        ))}
        {now < total && (
          <li>
            <a href={hrefOf(now + 1)} rel="next">
              Volgende
              <Icon name="forward" />
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
