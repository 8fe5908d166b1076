import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import { settled, type Confidence, type Dated, type LawKnown, type LawUnknown } from "./dated.ts";
import { asCents, type Value } from "./value.ts";

/** Where the figure of a worksheet line comes from. Policy is that of a funder; a register is one of persons or companies. */
export type Origin = "law" | "policy" | "award" | "agreement" | "declaration" | "ledger" | "register" | "calculation";

/**
 * One line of a decision (regel van de berekening), plain data: what it is (in Dutch), its value, the article, since when that holds,
 * where it was read and how sure it is. `about` is the id of what is decided on, `settled` false on an unconfirmed figure.
 */
export type SheetLine = {
  about: string;
  legalDay: Day;
  what: string;
  value: Value;
  article: string;
  inForceSince: Day | null;
  source: string | null;
  confidence: Confidence;
  settled: boolean;
  origin: Origin;
};

/** The background of a line that does not follow from calculation alone. */
export type Background = { origin?: Origin; inForceSince?: Day; source?: string; confidence?: Confidence; settled?: boolean };

/** A figure of law as a rule consults it, with whether it may refuse or cap by itself. */
export type Consulted<T> = (LawKnown<T> & { settled: boolean }) | LawUnknown;

/** The ordered working of one decision (rekenblad). Rules write on it; afterwards it is data only. */
export type Worksheet = {
  readonly subject: string;
  readonly legalDay: Day;
  readonly lines: readonly SheetLine[];
  /** Writes a value down and gives it back. A bare number is an amount in cents. */
  line<V extends Cents | Value>(what: string, value: V, article: string, background?: Background): V;
  /** The law of the legal day, written down. Throws when there is none: for rules that cannot run without. */
  take<T>(rule: Dated<T>): T;
  /** The law (or policy) of the legal day, written down when known: for rules that answer when there is none, or none that is settled. */
  consult<T>(rule: Dated<T>, origin?: "law" | "policy"): Consulted<T>;
};

/**
 * An empty worksheet for one subject (an opaque id) on its legal day. `confirmed` holds the confirmation keys of
 * derived and provisional figures that operators confirmed.
 */
export const worksheet = (subject: string, legalDay: Day, confirmed: ReadonlySet<string> = new Set()): Worksheet => {
  const lines: SheetLine[] = [];
  const sheet: Worksheet = {
    subject,
    legalDay,
    lines,
    line(what, value, article, background = {}) {
      const { origin = "calculation", inForceSince = null, source = null, confidence = "published" } = background;
      lines.push({
        about: subject,
        legalDay,
        what,
        value: typeof value === "number" ? asCents(value) : value,
        article,
        inForceSince,
        source,
        confidence,
        settled: background.settled ?? confidence === "published",
        origin,
      });
      return value;
    },
    consult(rule, origin = "law") {
      const found = rule.on(legalDay);
      if (!found.known) return found;
      const { name, article, from: inForceSince, value, source, confidence } = found;
      const sure = settled(found, confirmed);
      sheet.line(name, rule.written(value), article, { origin, inForceSince, source, confidence, settled: sure });
      return { ...found, settled: sure };
    },
    take(rule) {
      const found = sheet.consult(rule);
      if (!found.known) throw new Error(`${rule.name} (${rule.article}) is ${found.ended ? "ended" : "unknown"} on ${legalDay}`);
      return found.value;
    },
  };
  return sheet;
};

/** The lines that rest on a figure nobody confirmed yet; a screen says 'voorlopig bedrag' beside them. */
export const unsettledLines = (lines: readonly SheetLine[]): SheetLine[] => lines.filter((line) => !line.settled);
