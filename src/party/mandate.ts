import { scopes, type Scope } from "../kernel/actor.ts";
import { ageOn, day, earliest, plusDays, plusYears, type Day } from "../kernel/day.ts";
import { enumerated } from "../kernel/words.ts";

/** Where a right to represent comes from: the law itself, a judge, the funder that accepted somebody, or the holder's own word. */
export type MandateOrigin = "law" | "court" | "funder" | "holder";

/** A kind of representative (soort vertegenwoordiger): what it may reach, what it takes from the holder himself, when it ends by itself. */
export type MandateKind = {
  name: string;
  origin: MandateOrigin;
  /** The most that a mandate of this kind may hold. */
  reach: readonly Scope[];
  /** What the holder may no longer do himself while it runs. */
  takes: readonly Scope[];
  /** Ends on the eighteenth birthday of who was a minor when it began. */
  untilAdult: boolean;
  /** None begins after the first day; all end on the second. */
  abolished?: { noneFrom: Day; lastDay: Day };
  /** Must have a last day when it begins. */
  needsEnd: boolean;
  source: string;
};

const all = [...scopes];
const kindOf = (name: string, origin: MandateOrigin, source: string, more: Partial<MandateKind> = {}): MandateKind => ({
  name,
  origin,
  source,
  reach: all,
  takes: [],
  untilAdult: false,
  needsEnd: false,
  ...more,
});

/**
 * The articles of the BW were not read for this product and stand unchecked. The kinds of representative by code: two digits are codes of COD472 as award messages use them, letters are our own.
 * An award message says who represents, not how far: then a kind reaches as far as it can.
 */
export const mandateKinds: Readonly<Record<string, MandateKind>> = {
  "03": kindOf("curator", "court", "BW 1:381 en 1:386", { takes: ["hours", "declare", "sign", "money"] }),
  "04": kindOf("gemachtigde", "holder", "BW 3:60; Awb 2:1"),
  "10": kindOf("ouder", "law", "BW 1:245 en 1:253i", { untilAdult: true }),
  "11": kindOf("voogd", "law", "BW 1:280 en 1:337", { untilAdult: true }),
  "12": kindOf("partner", "funder", "Wlz 3.3.3 lid 4 b; Jw 1.1; Wmo 1.1.1"),
  "13": kindOf("pleegouder", "funder", "Jw 1.1 en 5.1", { untilAdult: true }),
  "14": kindOf("bewindvoerder", "court", "BW 1:438 en 1:441", { reach: ["read", "hours", "declare", "money"], takes: ["money"] }),
  "15": kindOf("mentor", "court", "BW 1:453", { reach: ["read", "hours", "sign"], takes: ["sign"] }),
  "16": kindOf("zoon of dochter", "funder", "Wmo 1.1.1; Jw 1.1"),
  "17": kindOf("familielid", "funder", "Wmo 1.1.1; Jw 1.1"),
  "18": kindOf("gezinslid", "funder", "Wmo 1.1.1; Jw 1.1"),
  GH: kindOf("gewaarborgde hulp", "funder", "Rlz 5.11 (oud); afgeschaft per 1 juli 2024, overgang tot 1 juli 2028", {
    abolished: { noneFrom: day("2024-07-01"), lastDay: day("2028-06-30") },
  }),
  PB: kindOf("pgb-beheerder", "funder", "machtigingsformulier van de zorgkantoren, sinds 1 juli 2024"),
  MK: kindOf("meekijker", "holder", "eigen; BW 3:60", { reach: ["read"], needsEnd: true }),
};

/** A mandate (machtiging) as far as the calendar matters. */
export type DatedMandate = { kind: string; from: Day; until: Day | null };

/**
 * The last day of a mandate (laatste dag), null when none is known: its own, the day before the holder comes of age where it
 * stands in for parental authority, or the day on which its kind is abolished. Throws for a kind that nobody knows.
 */
export const lastDayOf = ({ kind, from, until }: DatedMandate, born: Day | null): Day | null => {
  const rule = mandateKinds[kind];
  if (rule === undefined) throw new Error(`no kind of mandate ${kind}`);
  const ends = [
    ...(until === null ? [] : [until]),
    ...(rule.untilAdult && born !== null && ageOn(born, from) < adult ? [plusDays(plusYears(born, adult), -1)] : []),
    ...(rule.abolished === undefined ? [] : [rule.abolished.lastDay]),
  ];
  return ends.length === 0 ? null : ends.reduce(earliest);
};

/** The age from which a holder acts for himself (meerderjarigheid). BW 1:233. */
export const adult = 18;

/** Whether a mandate holds on a day. */
export const holdsOn = (mandate: DatedMandate, born: Day | null, on: Day): boolean => {
  const last = lastDayOf(mandate, born);
  return mandate.from <= on && (last === null || on <= last);
};

/**
 * What a holder may do himself on a day: a minor nothing, for parents or guardian act (BW 1:234); an adult everything, but for
 * what a judge gave to another.
 */
export const ownScopes = (born: Day | null, on: Day, mandates: readonly DatedMandate[]): readonly Scope[] => {
  if (born !== null && ageOn(born, on) < adult) return [];
  const taken = new Set(mandates.filter((one) => holdsOn(one, born, on)).flatMap(({ kind }) => mandateKinds[kind]?.takes ?? []));
  return scopes.filter((scope) => !taken.has(scope));
};

const words: Readonly<Record<Scope, string>> = {
  read: "alles lezen",
  hours: "uren invullen",
  declare: "uren goedkeuren",
  sign: "overeenkomsten tekenen",
  money: "geldzaken regelen",
};

/** Rights in words: "alles lezen, uren invullen en overeenkomsten tekenen". */
export const rightsInWords = (held: readonly Scope[]): string =>
  enumerated(scopes.filter((scope) => held.includes(scope)).map((scope) => words[scope])) || "niets";
