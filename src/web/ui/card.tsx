import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

type CardProps = {
  /** Becomes a heading of the given level. */
  title?: string | undefined;
  level?: 2 | 3 | undefined;
  /** Lists and tables run to the edge. */
  flush?: boolean | undefined;
  /** No wider than a line of text, for a form that stands alone on its page. */
  narrow?: boolean | undefined;
  children: ReactNode;
};

/** A calm white block. */
export const Card = ({ title, level = 3, flush = false, narrow = false, children }: CardProps) => {
  const Title = level === 2 ? "h2" : "h3";
  return (
    <div className={`card${flush ? " card-flush" : ""}${narrow ? " card-narrow" : ""}`}>
      {title !== undefined && <Title>{title}</Title>}
      {children}
    </div>
  );
};

/** How a status is coloured; its words always say the same. */
export type StatusTone = "info" | "ok" | "warning" | "error" | "neutral";

/** The state of something in one or two words (statuslabel). */
export const StatusBadge = ({ tone, icon, children }: { tone: StatusTone; icon?: IconName | undefined; children: ReactNode }) => (
  <span className={`badge tone-${tone}`}>
    {icon && <Icon name={icon} />}
    {children}
  </span>
);

/** Days left as a badge: amber from two weeks, red when it is over. */
export const DaysLeft = ({ days }: { days: number }) => {
  const tone = days < 0 ? "error" : days <= 14 ? "warning" : "info";
  const words = days < 0 ? "Te laat" : days === 0 ? "Vandaag nog" : `Nog ${String(days)} ${days === 1 ? "dag" : "dagen"}`;
  return <StatusBadge tone={tone}>{words}</StatusBadge>;
};

/** Something that waits for this person: a sentence that says what to do, what it is about, and how long there is. */
export type Task = { href: string; sentence: string; detail: ReactNode; icon: IconName; daysLeft?: number | undefined };

/** Things to do, most urgent first. Show EmptyState when there are none. */
export const TaskList = ({ tasks }: { tasks: readonly Task[] }) => (
  <ul className="task-list card card-flush">
    {tasks.map(({ href, sentence, detail, icon, daysLeft }) => (
      <li key={href} className="task">
        <span className="task-icon">
          <Icon name={icon} />
        </span>
        <div className="task-body">
          <div>
            <a className="task-link" href={href}>
              {sentence}
            </a>
            <p className="task-detail">{detail}</p>
          </div>
          {daysLeft !== undefined && <DaysLeft days={daysLeft} />}
        </div>
        <Icon name="forward" />
      </li>
    ))}
  </ul>
);

/** Nothing here yet: says what will come, and what the person can do. */
export const EmptyState = ({ title, icon, children }: { title: string; icon?: IconName | undefined; children?: ReactNode }) => (
  <div className="empty-state">
    {icon && <Icon name={icon} />}
    <p>
      <strong>{title}</strong>
    </p>
    {children}
  </div>
);

/** More for who wants it (uitklap), closed unless `open`. */
export const Details = ({ summary, open = false, children }: { summary: string; open?: boolean | undefined; children: ReactNode }) => (
  <details className="details" open={open}>
    <summary>
      <Icon name="forward" />
      <span>{summary}</span>
    </summary>
    <div className="details-body">{children}</div>
  </details>
);
