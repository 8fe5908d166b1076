import { readBsn, type Bsn } from "../../kernel/bsn.ts";
import { readDay, type Day } from "../../kernel/day.ts";
import type { XmlTree } from "../../kernel/xml.ts";
import { faultOf, type AwardCode, type AwardFault } from "./award-codes.ts";
import { sharedNamespace, type MessageClass, type MessageName } from "./award-message.ts";

/** Where in the message we are reading: which occurrence of which class, and the namespace of its elements. */
export type Spot = { class: MessageClass; at: number; namespace: string; faults: AwardFault[] };

/** The elements found inside one element, by local name. */
export type Inside = ReadonlyMap<string, readonly XmlTree[]>;

const nothing: readonly XmlTree[] = [];

/** Notes what is wrong at a spot. A field is named by its Dutch element name, never by its content. */
export const note = (spot: Spot, code: AwardCode, field?: string): null => {
  spot.faults.push(faultOf(spot.class, spot.at, code, field));
  return null;
};

/**
 * What is inside an element: only the named elements, in the right namespace, each once unless in `many`, and no loose text.
 * Anything else is refused, for content of a decision that we do not understand may not be left out silently.
 */
export const inside = (
  tree: XmlTree | undefined,
  spot: Spot,
  once: readonly string[],
  many: readonly string[] = [],
  namespace = spot.namespace,
): Inside => {
  const found = new Map<string, XmlTree[]>();
  for (const child of tree?.children ?? []) {
    const before = found.get(child.name);
    const known = child.namespace === namespace && (once.includes(child.name) || many.includes(child.name));
    if (!known) note(spot, "P003", tree?.name);
    else if (before === undefined) found.set(child.name, [child]);
    else if (many.includes(child.name)) before.push(child);
    else note(spot, "P003", child.name);
  }
  if (tree !== undefined && tree.text.trim() !== "") note(spot, "P003", tree.name);
  return found;
};

/** What is inside an element of the base schema, where the elements have its namespace. */
export const insideShared = (tree: XmlTree | undefined, spot: Spot, names: readonly string[]): Inside =>
  inside(tree, spot, names, [], sharedNamespace);

/** All elements of a name; none when there are none. */
export const all = (from: Inside, name: string): readonly XmlTree[] => from.get(name) ?? nothing;

/** The element of a name; noted as missing when it is not there. */
export const element = (from: Inside, name: string, spot: Spot): XmlTree | undefined => {
  const [found] = all(from, name);
  if (found === undefined) note(spot, "P001", name);
  return found;
};

/** The text of an element without white space around it, or null. Missing, empty and nested are noted; only when it is optional it may be absent. */
export const field = (from: Inside, name: string, spot: Spot, optional = false): string | null => {
  const [found] = all(from, name);
  if (found === undefined) return optional ? null : note(spot, "P001", name);
  if (found.children.length > 0) return note(spot, "P003", name);
  const text = found.text.trim();
  return text === "" ? note(spot, "P001", name) : text;
};

// Controls and characters that turn the direction of the text can make a page say something else than was sent.
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/u;

/** Plain text of at most so many characters. */
export const words = (from: Inside, name: string, spot: Spot, most: number, optional = false): string | null => {
  const text = field(from, name, spot, optional);
  if (text === null) return null;
  return Array.from(text).length <= most && !unseen.test(text) ? text : note(spot, "P002", name);
};

/** A text of a fixed form. */
export const matching = (from: Inside, name: string, spot: Spot, form: RegExp, optional = false): string | null => {
  const text = field(from, name, spot, optional);
  return text === null || form.test(text) ? text : note(spot, "P002", name);
};

/** A day (datum), written as jjjj-mm-dd without time zone (RS032). */
export const dayField = (from: Inside, name: string, spot: Spot, optional = false): Day | null => {
  const text = field(from, name, spot, optional);
  if (text === null) return null;
  if (/^\d{4}-\d{2}-\d{2}(Z|[+-]\d{2}:\d{2})$/.test(text)) return note(spot, "RS032", name);
  return readDay(text) ?? note(spot, "P002", name);
};

/** A citizen service number of nine digits. */
export const bsnField = (from: Inside, spot: Spot, optional = false): Bsn | null => {
  const text = matching(from, "Bsn", spot, /^\d{9}$/, optional);
  return text === null ? null : (readBsn(text) ?? note(spot, "P004", "Bsn"));
};

/** A date of birth (Geboortedatum), not after the day the message was sent. */
export const bornField = (from: Inside, spot: Spot, dated: Day | null, optional = false): Day | null => {
  if (optional && all(from, "Geboortedatum").length === 0) return null;
  const tree = element(from, "Geboortedatum", spot);
  if (tree === undefined) return null;
  const born = dayField(insideShared(tree, spot, ["Datum"]), "Datum", spot);
  return born !== null && dated !== null && born > dated ? note(spot, "P013", "Geboortedatum") : born;
};

/** A name (Naam) in its parts, IV007. */
export const nameField = (from: Inside, spot: Spot): MessageName | null => {
  const tree = element(from, "Naam", spot);
  if (tree === undefined) return null;
  const parts = insideShared(tree, spot, ["Geslachtsnaam", "Voornamen", "Voorletters"]);
  const familyTree = element(parts, "Geslachtsnaam", spot);
  const given = words(parts, "Voornamen", spot, 200, true);
  const initials = matching(parts, "Voorletters", spot, /^[a-zA-ZÀ-ÖØ-öø-ỳ]{1,6}$/u, true);
  if (familyTree === undefined) return null;
  const familyParts = insideShared(familyTree, spot, ["Achternaam", "Voorvoegsel"]);
  const family = words(familyParts, "Achternaam", spot, 200);
  const prefix = words(familyParts, "Voorvoegsel", spot, 10, true);
  return family === null ? null : { family, prefix, given, initials };
};
