/** One thing that was decided: whose, under which law, by which funder, how it stands, what it comes to in cents, and what was found. */
export type Decided = {
  id: string;
  holder: string;
  law: string;
  funder: string;
  state: string;
  amount: number;
  codes: readonly string[];
  agreement?: string;
};

/** Kinds of decisions that are held against each other: an awarded budget line, an agreement, a line of a declaration. */
export const decidedKinds = ["award", "agreement", "declaration-line"] as const;
export type DecidedKind = (typeof decidedKinds)[number];

/** What a log came to under one law; `refusedBy` says which check stood in the way of something, by its id. */
export type Outcomes = Record<DecidedKind, readonly Decided[]> & { commands: number; refusedBy: ReadonlyMap<string, string> };

/** How one decision stands under a law; null where it was never taken. Amounts in cents. */
type Stand = { state: string; amount: number } | null;

/** A decision that is another under the other law (verschil). `rule` is the check that made it so, or what else did. */
export type LawDifference = {
  kind: DecidedKind;
  id: string;
  holder: string;
  law: string;
  funder: string;
  rule: string;
  before: Stand;
  after: Stand;
  difference: number;
};

/** A sum before and after, in cents. */
type Sum = { before: number; after: number; difference: number };
/** Sums of what differs: awarded, put aside for agreements, and payable of declarations. */
type Sums = Record<DecidedKind, Sum>;
type Group = { key: string; decisions: number } & Sums;

/** What another law would bring: every decision that differs, and their sums in all and by holder, law, funder and rule. */
export type Report = {
  ok: true;
  commands: number;
  differences: readonly LawDifference[];
  total: Sums;
  byHolder: readonly Group[];
  byLaw: readonly Group[];
  byFunder: readonly Group[];
  byRule: readonly Group[];
};

const firstOf = (a: readonly string[], b: readonly string[]): string | undefined => a.find((one) => !b.includes(one));

const check = /^[A-Z]\d{3}$/;

/** The check that one side has and the other has not; else what stood in the way; else that the amount itself is another. */
const ruleOf = (before: Decided | undefined, after: Decided | undefined, { refusedBy }: Outcomes): string => {
  const codes = firstOf(after?.codes ?? [], before?.codes ?? []) ?? firstOf(before?.codes ?? [], after?.codes ?? []);
  const stood = [before, after].flatMap((one) => (one === undefined ? [] : [refusedBy.get(one.id), refusedBy.get(one.agreement ?? "")]));
  const gone = before === undefined || after === undefined;
  // Of what is there under both, its own check tells. Of what is gone, the check that stood in the way says more than the refusals after it.
  const told = gone ? stood.find((one) => one !== undefined && check.test(one)) : codes;
  return told ?? codes ?? stood.find((one) => one !== undefined) ?? (gone ? "follows" : "amount");
};

const standOf = (one: Decided | undefined): Stand => (one === undefined ? null : { state: one.state, amount: one.amount });

const differencesIn = (kind: DecidedKind, before: Outcomes, after: Outcomes): LawDifference[] => {
  const [was, is] = [before, after].map((outcomes) => new Map(outcomes[kind].map((one) => [one.id, one])));
  return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].sort().flatMap((id) => {
    const [a, b] = [was?.get(id), is?.get(id)];
    const one = a ?? b;
    if (one === undefined || (a !== undefined && b !== undefined && a.state === b.state && a.amount === b.amount)) return [];
    const { holder, law, funder } = one;
    const difference = (b?.amount ?? 0) - (a?.amount ?? 0);
    return [{ kind, id, holder, law, funder, rule: ruleOf(a, b, after), before: standOf(a), after: standOf(b), difference }];
  });
};

/** What differs between the same log under two laws. Pure. */
export const differencesOf = (before: Outcomes, after: Outcomes): LawDifference[] =>
  decidedKinds.flatMap((kind) => differencesIn(kind, before, after));

const sumOf = (differences: readonly LawDifference[]): Sum => {
  const before = differences.reduce((sum, one) => sum + (one.before?.amount ?? 0), 0);
  const after = differences.reduce((sum, one) => sum + (one.after?.amount ?? 0), 0);
  return { before, after, difference: after - before };
};

const sumsOf = (differences: readonly LawDifference[]): Sums => {
  const of = (kind: DecidedKind): Sum => sumOf(differences.filter((one) => one.kind === kind));
  return { award: of("award"), agreement: of("agreement"), "declaration-line": of("declaration-line") };
};

const groupedBy = (differences: readonly LawDifference[], name: "holder" | "law" | "funder" | "rule"): Group[] =>
  [...Map.groupBy(differences, (one) => one[name])]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, all]) => ({ key, decisions: all.length, ...sumsOf(all) }));

/** The report on what differs. Every grouping sums to the total, to the cent, for each difference stands in one group of each. */
export const reportOf = (commands: number, differences: readonly LawDifference[]): Report => ({
  ok: true,
  commands,
  differences,
  total: sumsOf(differences),
  byHolder: groupedBy(differences, "holder"),
  byLaw: groupedBy(differences, "law"),
  byFunder: groupedBy(differences, "funder"),
  byRule: groupedBy(differences, "rule"),
});
