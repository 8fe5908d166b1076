import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** Name of the hidden field that carries the token against forged forms. */
export const csrfField = "csrf";

/** The hidden token of a session, in every form that changes something. */
export const CsrfField = ({ token }: { token: string }) => <input type="hidden" name={csrfField} value={token} />;

type FormProps = {
  action: string;
  csrf?: string | undefined;
  /** "get" for a filter or search, which carries no token. */
  method?: "post" | "get" | undefined;
  /** Set when the form holds a FileField. */
  files?: boolean | undefined;
  id?: string | undefined;
  children: ReactNode;
};

/** A form. The browser's own checks are off: our messages are in Dutch and say what to do. */
export const Form = ({ action, csrf, method = "post", files = false, id, children }: FormProps) => (
  <form
    className={method === "get" ? "filter" : "form"}
    action={action}
    method={method}
    id={id}
    noValidate
    encType={files ? "multipart/form-data" : undefined}
  >
    {method === "post" && csrf !== undefined && <CsrfField token={csrf} />}
    {children}
  </form>
);

/** The variants of a button: one primary in a view, secondary for the rest, danger for what cannot be undone. */
export type ButtonVariant = "primary" | "secondary" | "danger";

const buttonClass = (variant: ButtonVariant): string => (variant === "primary" ? "button" : `button button-${variant}`);

type ButtonProps = {
  children: ReactNode;
  variant?: ButtonVariant | undefined;
  icon?: IconName | undefined;
  /** Name and value tell the server which of several buttons was pressed. */
  name?: string | undefined;
  value?: string | undefined;
  /** Id of the form, when the button stands outside it. */
  form?: string | undefined;
  formAction?: string | undefined;
};

/** A button that sends its form. Never disabled: the answer says what is missing. */
export const Button = ({ children, variant = "primary", icon, ...rest }: ButtonProps) => (
  <button type="submit" className={buttonClass(variant)} {...rest}>
    {icon && <Icon name={icon} />}
    <span>{children}</span>
  </button>
);

/** A link that looks like a button, for going to the next page; it changes nothing by itself. */
export const ButtonLink = ({
  href,
  children,
  variant = "primary",
  icon,
}: {
  href: string;
  children: ReactNode;
  variant?: ButtonVariant | undefined;
  icon?: IconName | undefined;
}) => (
  <a className={buttonClass(variant)} href={href}>
    {icon && <Icon name={icon} />}
    <span>{children}</span>
  </a>
);

/** Buttons beside each other, under each other on a phone. */
export const ButtonRow = ({ children }: { children: ReactNode }) => <div className="button-row">{children}</div>;
