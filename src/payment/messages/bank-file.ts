import { dayOf, instant, readDay, type Day } from "../../kernel/day.ts";
import { cents, type Cents } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { XmlFault, XmlOptions } from "../../kernel/xml-reader.ts";
import { elementAt, textAt, xmlParts, type XmlPart, type XmlSource, type XmlTree } from "../../kernel/xml.ts";

// What every file of a bank has in common: one version, and a refusal of the whole file that names the element.

const askAgain = "Haal het bestand opnieuw op bij de bank. Blijft het fout? Meld het bij de bank.";

/** Refuses a whole bank file: `bank-file-refused`, with the path of the element, what is wrong, and what to do. */
export function refuseFile(at: string, problem: string, remedy: string = askAgain): never {
  throw new Refusal("bank-file-refused", [{ field: at, problem, remedy }]);
}

/** The parts of a bank file in one of these namespaces, the same throughout. Throws `bank-file-refused` when the XML is hostile or not complete. */
export async function* bankFileParts(
  source: XmlSource,
  namespaces: readonly string[],
  limits: Pick<XmlOptions, "maxBytes" | "maxElements">,
  isTree: (path: string) => boolean,
): AsyncGenerator<Exclude<XmlPart, { kind: "fault" }>, void, undefined> {
  const options = { ...limits, root: { name: "Document", namespaces }, oneNamespace: true };
  for await (const part of xmlParts(source, options, isTree)) {
    if (part.kind === "fault") refuseXml(part.fault);
    else yield part;
  }
}

const refuseXml = ({ path, line, problem, remedy }: XmlFault): never =>
  refuseFile(path === "" ? "Document" : path, `${problem} (regel ${String(line)})`, remedy);

/** The text at a path, or null when the element is not there. An empty element is refused: no field of ours may be empty. */
export function optionalText(tree: XmlTree | undefined, path: string, at: string): string | null {
  const text = textAt(tree, path);
  if (text === "") refuseFile(`${at}/${path}`, "Dit element is leeg.");
  return text;
}

/** The text at a path; the file is refused when it is not there. */
export const requiredText = (tree: XmlTree | undefined, path: string, at: string): string =>
  optionalText(tree, path, at) ?? refuseFile(`${at}/${path}`, "Dit verplichte element ontbreekt.");

/** A decimal amount in cents: at most two decimals, no sign, no exponent. */
export function decimalCents(text: string, at: string): Cents {
  const match = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) return refuseFile(at, "Dit is geen bedrag met hooguit twee decimalen.");
  return cents(Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")));
}

/** An amount in euro at a path, or null. Another currency is refused. */
export function optionalAmount(tree: XmlTree | undefined, path: string, at: string): Cents | null {
  const element = elementAt(tree, path);
  if (element === undefined) return null;
  if (element.attributes.Ccy !== "EUR")
    refuseFile(
      `${at}/${path}`,
      "Dit bedrag is niet in euro.",
      "Wij verwerken alleen rekeningen in euro. Vraag de bank om een bestand in euro.",
    );
  return decimalCents(element.text.trim(), `${at}/${path}`);
}

/** An amount in euro at a path; refused when it is not there. */
export const requiredAmount = (tree: XmlTree | undefined, path: string, at: string): Cents =>
  optionalAmount(tree, path, at) ?? refuseFile(`${at}/${path}`, "Dit verplichte bedrag ontbreekt.");

/** A control sum at a path, without currency; null when it is not there. */
export function optionalSum(tree: XmlTree | undefined, path: string, at: string): Cents | null {
  const text = optionalText(tree, path, at);
  // The schema lets a sum end in zeroes beyond the second decimal.
  return text === null ? null : decimalCents(text.replace(/(\.\d{2})0+$/, "$1"), `${at}/${path}`);
}

/** A whole number at a path, or null. */
export function optionalCount(tree: XmlTree | undefined, path: string, at: string): number | null {
  const text = optionalText(tree, path, at);
  if (text !== null && !/^\d{1,15}$/.test(text)) refuseFile(`${at}/${path}`, "Dit is geen geheel getal.");
  return text === null ? null : Number(text);
}

/** A code of at most four characters at a path, or null. */
export function optionalCode(tree: XmlTree | undefined, path: string, at: string): string | null {
  const text = optionalText(tree, path, at);
  if (text !== null && !/^[A-Z0-9]{1,4}$/.test(text)) refuseFile(`${at}/${path}`, "Dit is geen code van vier tekens.");
  return text;
}

/** A choice of date or date with time below a path, as a day in the Netherlands, or null. */
export function optionalDay(tree: XmlTree | undefined, path: string, at: string): Day | null {
  const choice = elementAt(tree, path);
  if (choice === undefined) return null;
  const timed = optionalText(choice, "DtTm", `${at}/${path}`);
  const text = timed ?? requiredText(choice, "Dt", `${at}/${path}`);
  const day = timed === null ? readDay(text) : dayOfTime(timed);
  return day ?? refuseFile(`${at}/${path}`, "Deze datum bestaat niet.");
}

const dayOfTime = (text: string): Day | null => {
  if (readDay(text.slice(0, 10)) === null || !/^.{10}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/.test(text)) return null;
  try {
    return /(Z|[+-]\d{2}:\d{2})$/.test(text) ? dayOf(instant(text)) : readDay(text.slice(0, 10));
  } catch {
    return null;
  }
};

/** A day below a path; refused when it is not there. */
export const requiredDay = (tree: XmlTree | undefined, path: string, at: string): Day =>
  optionalDay(tree, path, at) ?? refuseFile(`${at}/${path}`, "Deze verplichte datum ontbreekt.");
