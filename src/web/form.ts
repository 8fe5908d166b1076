import { randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { readDay, type Day } from "../kernel/day.ts";
import { Refusal, type Fault } from "../kernel/refusal.ts";
import { errorAt, type FieldError } from "./ui/alert.tsx";
import { dateFieldNames, datePartsOf, dateText, type DateParts } from "./ui/choice.tsx";

/** What a form or address sent: each name once with its text, or with a list where it came more than once. No prototype. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

const mostFields = 500;
const longestText = 20_000;

const unreadable = (problem: string, remedy: string): Refusal => new Refusal("input-invalid", [{ field: "invoer", problem, remedy }]);

/** Reads `a=1&b=2`. Lenient about spelling, strict about tricks: refuses null bytes, reserved names, and too many or too long fields. */
export const readFields = (text: string): Fields => {
  const fields = Object.create(null) as Record<string, string | string[]>;
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > mostFields) throw unreadable("U stuurde te veel velden.", "Gebruik het formulier van deze pagina.");
    if (name.includes("\0") || value.includes("\0")) throw unreadable("Een veld bevat een teken dat niet mag.", "Typ de tekst opnieuw.");
    if (["__proto__", "constructor", "prototype"].includes(name))
      throw unreadable("Een veld heeft een naam die niet mag.", "Gebruik het formulier van deze pagina.");
    if (value.length > longestText) throw unreadable("Een veld bevat te veel tekst.", "Schrijf een kortere tekst.");
    const had = fields[name];
    // A form sends line ends as CR LF, whatever the machine.
    const clean = value.replace(/\r\n?/g, "\n");
    fields[name] = had === undefined ? clean : typeof had === "string" ? [had, clean] : [...had, clean];
  }
  return fields;
};

/** The one text of a field; empty when it did not come. Where a name came twice, the first counts. */
export const textOf = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === "string" ? value : (value?.[0] ?? "");
};

/** What a field of a form shows besides its label: its name, what was filled in, and what is wrong with that. */
export const fieldIn =
  (fields: Fields, errors: readonly FieldError[]) =>
  (name: string): { name: string; value: string; error: string | undefined } => ({
    name,
    value: textOf(fields, name),
    error: errorAt(errors, name),
  });

/** The three answers of a date (`DateFields`) as they came. */
export const datePartsIn = (fields: Fields, name: string): DateParts => {
  const names = dateFieldNames(name);
  return { day: textOf(fields, names.day), month: textOf(fields, names.month), year: textOf(fields, names.year) };
};

/** A date in three answers: whether all were left empty, and the day, null when it does not exist. */
export const dayIn = (fields: Fields, name: string): { empty: boolean; on: Day | null } => {
  const parts = datePartsIn(fields, name);
  return { empty: `${parts.day}${parts.month}${parts.year}`.trim() === "", on: readDay(dateText(parts)) };
};

/** A date of a form in its schema, where `withDays` put the answers together; says what is missing when nothing was filled in. */
export const aDay = (missing: string) =>
  z.custom<ReturnType<typeof dayIn>>().transform(({ empty, on }, context): Day => {
    if (on !== null) return on;
    context.addIssue({ code: "custom", message: empty ? missing : "Vul een bestaande dag in: dag, maand en jaar." });
    return z.NEVER;
  });

/** A schema of a form of which some fields are dates in three answers: all that is wrong with the form is then said at once. */
export const withDays = <Schema extends z.ZodType>(names: readonly string[], schema: Schema) =>
  z.preprocess((fields) => {
    const given = fields as Fields;
    return { ...given, ...Object.fromEntries(names.map((name) => [name, dayIn(given, name)])) };
  }, schema);

/** A day as the three answers that `dayIn` reads, empty when there is none. */
export const dayAnswers = (name: string, on: Day | null): Record<string, string> => {
  const names = dateFieldNames(name);
  const { day, month, year } = on === null ? { day: "", month: "", year: "" } : datePartsOf(on);
  return { [names.day]: day, [names.month]: month, [names.year]: year };
};

/**
 * The hidden field of every form that changes something: the secret of the session, which a stranger does not know, and a key of
 * this one rendering, so that pressing twice has one effect.
 */
export const formToken = (secret: string): string => `${secret}.${randomUUID()}`;

/** The key of the rendering from which a form came. Throws `page-expired` when it was not ours or of an earlier session. */
export const renderingOf = (secret: string, fields: Fields): string => {
  const [given = "", rendering = "", ...more] = textOf(fields, "csrf").split(".");
  const known = Buffer.from(secret);
  const shown = Buffer.from(given);
  const ours = known.length === shown.length && timingSafeEqual(known, shown);
  if (!ours || more.length > 0 || !/^[0-9a-f-]{36}$/.test(rendering)) throw new Refusal("page-expired");
  return rendering;
};

/** Where a message goes that is about no field on the page: the main part, which has this id. */
export const wholePage = "inhoud";

const fieldOf = (path: string, fields: Fields): string => {
  const name = path.split(".").find((part) => part in fields || `${part}-dag` in fields);
  return name ?? wholePage;
};

const mend = "Verbeter dit veld.";

// "Vul een dag in." says what to do by itself; "Dit is geen BIC." does not.
const message = ({ problem, remedy }: Fault): string =>
  remedy === mend && !/^(Dit|Deze|Een) [^.]*\.$/.test(problem) ? problem : `${problem} ${remedy}`;

/** What was wrong, as the error summary and the fields show it. Faults about a field that was not sent go to the page as a whole. */
export const errorsOf = (refusal: Refusal, fields: Fields): FieldError[] =>
  refusal.faults.length === 0
    ? [{ field: wholePage, message: refusal.text }]
    : refusal.faults.map((fault) => ({ field: fieldOf(fault.field, fields), message: message(fault) }));

/**
 * A command speaks of its own fields and checks: rethrows a refusal with its faults at the fields of the form. What has no place there
 * goes to the page as a whole.
 */
export const placed =
  (places: Readonly<Record<string, string>>) =>
  (error: unknown): never => {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(
      error.code,
      error.faults.map((fault) => ({ ...fault, field: places[fault.field.split(".").at(-1) ?? ""] ?? fault.field })),
    );
  };

// A person cannot mend a hidden field; its message says to load the page again, and that is all there is to do.
const reload = /Laad de (pagina|overeenkomst) opnieuw/;
const faultFrom = (field: string, said: string): Fault => {
  const at = said.search(reload);
  if (at < 0) return { field, problem: said, remedy: mend };
  return { field, problem: said.slice(0, at).trim() || "Deze pagina klopt niet meer.", remedy: said.slice(at) };
};

const faultsOf = ({ issues }: z.ZodError): Fault[] =>
  issues.map(({ path, message }) => faultFrom(path.map(String).join(".") || "invoer", message));

/** The answers of a form as the schema makes them. Throws `input-invalid` with a fault for every field. Write the schema's messages in Dutch. */
export const readForm = <T>(schema: z.ZodType<T>, fields: Fields): T => {
  const parsed = schema.safeParse(fields);
  if (!parsed.success) throw new Refusal("input-invalid", faultsOf(parsed.error));
  return parsed.data;
};
