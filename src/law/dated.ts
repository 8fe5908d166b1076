import type { Day } from "../kernel/day.ts";
import type { Cents } from "../kernel/money.ts";
import { asCents, type Value } from "./value.ts";

/**
 * How sure a figure is: read in its official publication, computed by us from such a figure, or announced but not final.
 * The last two never refuse or cap by themselves until an operator confirms them.
 */
export type Confidence = "published" | "derived" | "provisional";

/** One version of a rule: from which day, what holds from then on (or that it ended), and where that was read. */
export type Version<T> = { from: Day; value: T | "ended"; source: string; confidence?: Confidence };

/** What the law says on a day. */
export type LawKnown<T> = { known: true; name: string; article: string; from: Day; value: T; source: string; confidence: Confidence };
/** The law says nothing on a day: before the first version, or after the rule ended (`ended`). */
export type LawUnknown = { known: false; name: string; article: string; on: Day; ended: boolean };

/** A rule of law through time (geldend recht): one name, one article, versions in order. */
export type Dated<T> = {
  readonly name: string;
  readonly article: string;
  readonly versions: readonly Version<T>[];
  /** The version in force on a day; never a default. */
  on(day: Day): LawKnown<T> | LawUnknown;
  /** A value of this rule as a worksheet line holds it. */
  written(value: T): Value;
};

const assertOrder = (name: string, versions: readonly Version<unknown>[]): void => {
  if (versions.length === 0) throw new Error(`${name} has no version`);
  for (const [at, next] of versions.entries()) {
    const before = versions[at - 1];
    if (next.source.trim() === "") throw new Error(`${name}: the version of ${next.from} has no source`);
    if (before && next.from <= before.from) throw new Error(`${name}: ${next.from} does not follow ${before.from}`);
    if (next.value === "ended" && (!before || before.value === "ended")) throw new Error(`${name}: nothing to end on ${next.from}`);
  }
};

/**
 * Defines a rule of law: versions oldest first, each with its source. The name is Dutch, for receipts show it to the
 * citizen; it is part of the confirmation key and never changes. Amounts in cents need nothing more;
 * any other type says how a worksheet writes it. Throws when versions are out of order, unsourced, or end what never began.
 */
export function dated<T extends Cents>(name: string, article: string, versions: readonly Version<T>[]): Dated<T>;
export function dated<T>(name: string, article: string, versions: readonly Version<T>[], written: (value: T) => Value): Dated<T>;
export function dated<T>(
  name: string,
  article: string,
  versions: readonly Version<T>[],
  written: (value: T) => Value = (value) => asCents(value as Cents),
): Dated<T> {
  assertOrder(name, versions);
  const inForce = (): readonly Version<T>[] => (other.get(name) as readonly Version<T>[] | undefined) ?? versions;
  const on = (legalDay: Day): LawKnown<T> | LawUnknown => {
    const version = inForce().findLast(({ from }) => from <= legalDay);
    if (!version || version.value === "ended") return { known: false, name, article, on: legalDay, ended: version !== undefined };
    const { from, value, source, confidence = "published" } = version;
    return { known: true, name, article, from, value, source, confidence };
  };
  return {
    name,
    article,
    on,
    written,
    get versions() {
      return inForce();
    },
  };
}

// Empty but while a process asks what another law would bring: then that is all that it does.
let other: ReadonlyMap<string, readonly Version<unknown>[]> = new Map();

/**
 * Does work as if some rules of law, by their names, had other versions (ander recht). It holds for the whole process until the work is
 * done, so only a process that does nothing else may ask for it. Throws for versions that no law may have, and while it is asked already.
 */
export const underOtherLaw = async <T>(rules: ReadonlyMap<string, readonly Version<unknown>[]>, work: () => Promise<T>): Promise<T> => {
  if (other.size > 0) throw new Error("another law is being tried already");
  for (const [name, versions] of rules) assertOrder(name, versions);
  other = rules;
  try {
    return await work();
  } finally {
    other = new Map();
  }
};

/** The name under which an operator confirms one version of a figure: "maximumtarief Wlz formeel per uur@2026-01-01". */
export const confirmationKey = (figure: { name: string; from: Day }): string => `${figure.name}@${figure.from}`;

/** True when a figure may refuse or cap: it was published, or an operator confirmed it. */
export const settled = (figure: { name: string; from: Day; confidence: Confidence }, confirmed: ReadonlySet<string>): boolean =>
  figure.confidence === "published" || confirmed.has(confirmationKey(figure));
