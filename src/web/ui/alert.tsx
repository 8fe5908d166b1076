import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** The tone of a message; the icon and the words say the same as the colour. */
export type Tone = "info" | "ok" | "warning" | "error";

export const toneIcon: Record<Tone, IconName> = { info: "info", ok: "check-circle", warning: "warning", error: "error" };

const toneWord: Record<Tone, string> = { info: "Let op: ", ok: "Gelukt: ", warning: "Waarschuwing: ", error: "Fout: " };

type AlertProps = {
  tone?: Tone | undefined;
  title?: string | undefined;
  /** Heading level of the title: 2 on the page itself, 3 inside a section. */
  level?: 2 | 3 | undefined;
  children?: ReactNode;
};

/** A message that stands on the page (melding): what is the matter, and what to do. */
export const Alert = ({ tone = "info", title, level = 2, children }: AlertProps) => {
  const Title = level === 2 ? "h2" : "h3";
  return (
    <div className={`alert tone-${tone}`}>
      <Icon name={toneIcon[tone]} />
      <div className="alert-body">
        {title !== undefined && (
          <Title className="alert-title">
            <span className="hidden-text">{toneWord[tone]}</span>
            {title}
          </Title>
        )}
        {children}
      </div>
    </div>
  );
};

/** What the previous page wanted told: that something was done. */
export const Said = ({ said }: { said: string | null }) => (said === null ? null : <Alert tone="ok" title={said} />);

/** An answer that is wrong: the name of its field (also the id of the field's first control) and what to do about it. */
export type FieldError = { field: string; message: string };

/** The message at a field, or undefined when the answer is good. */
export const errorAt = (errors: readonly FieldError[], field: string): string | undefined =>
  errors.find((error) => error.field === field)?.message;

/** All wrong answers above the form, each a link to its field, in the same words. `Page` shows it by itself. */
export const ErrorSummary = ({ errors }: { errors: readonly FieldError[] }) =>
  errors.length === 0 ? null : (
    <section className="error-summary" aria-labelledby="fouten">
      <h2 id="fouten" tabIndex={-1} data-focus="true">
        <Icon name="error" />
        <span>{errors.length === 1 ? "Verbeter eerst 1 ding" : `Verbeter eerst ${String(errors.length)} dingen`}</span>
      </h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </section>
  );
