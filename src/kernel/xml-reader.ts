import { SaxesParser, type SaxesAttributeNS, type SaxesTagNS } from "saxes";

/** What can be wrong with an XML document before anybody looks at what it means. */
export type XmlFaultKind =
  | "doctype"
  | "processing-instruction"
  | "encoding"
  | "entity"
  | "root"
  | "namespace"
  | "too-deep"
  | "too-long"
  | "too-many-attributes"
  | "too-many-elements"
  | "too-large"
  | "truncated"
  | "trailing"
  | "malformed";

/** Why a document is refused: what, where (path of the element being read, line) and what to do, in Dutch (B1). */
export type XmlFault = { kind: XmlFaultKind; path: string; line: number; problem: string; remedy: string };

/** What is accepted. Every limit has a default that suits a message of a few megabytes. */
export type XmlOptions = {
  /** The root element: its local name, and the namespaces it may be in. Left out: any. */
  root?: { name?: string; namespaces?: readonly string[] };
  /** The namespaces that elements may be in. Left out: any. */
  namespaces?: readonly string[];
  /** Every element is in the namespace of the root: of several versions that are accepted, a document is one. */
  oneNamespace?: boolean;
  maxBytes?: number;
  maxDepth?: number;
  maxTextLength?: number;
  maxAttributes?: number;
  /** Most elements in one subtree. */
  maxElements?: number;
};

/** An element as it opens. `path` is the local names from the root, joined by "/"; attributes are by local name, `{namespace}name` when they have one. */
export type XmlElement = { name: string; namespace: string; attributes: Readonly<Record<string, string>>; path: string };

/**
 * What the reader tells while it reads. Text comes once per run, joined over CDATA and comments.
 * `stop` refuses the document; a handler that throws anything else is a defect and the reader lets it pass.
 */
export type XmlHandler = {
  open?: (element: XmlElement, stop: (kind: XmlFaultKind) => never) => void;
  text?: (text: string, path: string) => void;
  close?: (name: string, path: string) => void;
};

export const xmlDefaults = { maxBytes: 20_000_000, maxDepth: 40, maxTextLength: 10_000, maxAttributes: 20, maxElements: 200_000 };
const longestName = 200;
// The parser buffers an unfinished token without limit, so it is fed in slices, and nothing may stay unfinished for long.
const sliceLength = 16_384;

const texts: Record<XmlFaultKind, readonly [problem: string, remedy: string]> = {
  doctype: ["Het bestand bevat een DOCTYPE. Dat is niet toegestaan.", "Verwijder de DOCTYPE en stuur het bestand opnieuw."],
  "processing-instruction": [
    "Het bestand bevat een verwerkingsopdracht (<?…?>). Dat is niet toegestaan.",
    "Verwijder de verwerkingsopdracht en stuur het bestand opnieuw.",
  ],
  encoding: ["Het bestand is geen geldige UTF-8.", "Sla het bestand op in UTF-8 en stuur het opnieuw."],
  entity: ["Het bestand gebruikt een entiteit die niet bestaat.", "Gebruik alleen &amp;, &lt;, &gt;, &quot; en &apos;."],
  root: ["Het bestand begint niet met het verwachte element.", "Controleer of u het juiste soort bestand stuurt."],
  namespace: ["Een element staat niet in de verwachte namespace.", "Controleer of u de juiste versie van het bericht stuurt."],
  "too-deep": ["De elementen in het bestand zijn te diep genest.", "Controleer hoe het bestand is gemaakt."],
  "too-long": ["Het bestand bevat een te lange tekst of naam.", "Kort de tekst in en stuur het bestand opnieuw."],
  "too-many-attributes": ["Een element heeft te veel attributen.", "Controleer hoe het bestand is gemaakt."],
  "too-many-elements": ["Het bestand bevat te veel elementen.", "Verdeel de inhoud over meer bestanden."],
  "too-large": ["Het bestand is te groot.", "Verdeel de inhoud over meer bestanden."],
  truncated: [
    "Het bestand is niet compleet. Het einde ontbreekt.",
    "Stuur het hele bestand opnieuw. Staat er een los &-teken in? Schrijf dan &amp;.",
  ],
  trailing: ["Na het einde van het bericht staat nog meer inhoud.", "Stuur één bericht per bestand, zonder iets erachter."],
  malformed: ["Het bestand is geen geldige XML.", "Controleer hoe het bestand is gemaakt en stuur het opnieuw."],
};

const kindOf = (message: string): XmlFaultKind => {
  if (message.toLowerCase().includes("doctype")) return "doctype";
  if (message.includes("entity")) return "entity";
  if (message.includes("outside of root")) return "trailing";
  if (message.includes("namespace")) return "namespace";
  return "malformed";
};

const noAttributes = Object.freeze(Object.create(null) as Record<string, string>);

const plainAttributes = (given: Record<string, SaxesAttributeNS>): Readonly<Record<string, string>> => {
  const all = Object.values(given);
  if (all.length === 0) return noAttributes;
  const found = Object.create(null) as Record<string, string>;
  for (const { prefix, local, name, uri, value } of all) {
    if (prefix === "xmlns" || name === "xmlns") continue;
    found[uri === "" ? local : `{${uri}}${local}`] = value;
  }
  return found;
};

/** A reader that is given its bytes. `write` and `end` return the fault that stops the reading, or null; after a fault nothing is read any more. */
export type XmlReader = { write: (chunk: Uint8Array | string) => XmlFault | null; end: () => XmlFault | null };

/** Where a reading is. `unfinished` is how much was fed since the parser last told something; `prolog` is what came before the root. */
type Reading = {
  readonly parser: SaxesParser<{ xmlns: true }>;
  readonly options: XmlOptions;
  readonly limit: typeof xmlDefaults;
  readonly handler: XmlHandler;
  readonly paths: string[];
  fault: XmlFault | null;
  bytes: number;
  unfinished: number;
  attributes: number;
  text: string;
  prolog: string | null;
  rootNamespace: string;
  rootClosed: boolean;
  ending: boolean;
};

const pathOf = ({ paths }: Reading): string => paths.at(-1) ?? "";

function refuse(reading: Reading, kind: XmlFaultKind): never {
  const shown = reading.prolog !== null && /<!DOCTYPE/i.test(reading.prolog) ? "doctype" : kind;
  const [problem, remedy] = texts[shown];
  reading.fault ??= { kind: shown, path: pathOf(reading), line: reading.parser.line, problem, remedy };
  // Unwinds the parser; caught in `guarded`, the only place that calls it.
  throw new Error(shown);
}

function addText(reading: Reading, more: string): void {
  reading.unfinished = 0;
  if (reading.text.length + more.length > reading.limit.maxTextLength) refuse(reading, "too-long");
  if (reading.paths.length > 0) reading.text += more;
}

function flushText(reading: Reading): void {
  reading.unfinished = 0;
  if (reading.text !== "") reading.handler.text?.(reading.text, pathOf(reading));
  reading.text = "";
}

function beginTag(reading: Reading, name: string): void {
  flushText(reading);
  reading.prolog = null;
  reading.attributes = 0;
  if (reading.rootClosed) refuse(reading, "trailing");
  if (name.length > longestName) refuse(reading, "too-long");
  if (reading.paths.length >= reading.limit.maxDepth) refuse(reading, "too-deep");
}

function addAttribute(reading: Reading, name: string, value: string): void {
  reading.unfinished = 0;
  if (++reading.attributes > reading.limit.maxAttributes) refuse(reading, "too-many-attributes");
  if (name.length > longestName || value.length > reading.limit.maxTextLength) refuse(reading, "too-long");
}

function openTag(reading: Reading, { local, uri, attributes }: SaxesTagNS): void {
  const { options, paths, handler } = reading;
  if (paths.length === 0) {
    if (options.root?.name !== undefined && local !== options.root.name) refuse(reading, "root");
    if (options.root?.namespaces !== undefined && !options.root.namespaces.includes(uri)) refuse(reading, "namespace");
    reading.rootNamespace = uri;
  }
  if (options.oneNamespace === true && uri !== reading.rootNamespace) refuse(reading, "namespace");
  if (options.namespaces !== undefined && !options.namespaces.includes(uri)) refuse(reading, "namespace");
  paths.push(paths.length === 0 ? local : `${pathOf(reading)}/${local}`);
  const element = { name: local, namespace: uri, attributes: plainAttributes(attributes), path: pathOf(reading) };
  handler.open?.(element, (kind) => refuse(reading, kind));
}

function closeTag(reading: Reading, name: string): void {
  flushText(reading);
  reading.handler.close?.(name, pathOf(reading));
  reading.paths.pop();
  reading.rootClosed = reading.paths.length === 0;
}

function listen(reading: Reading): void {
  const { parser } = reading;
  parser.on("error", (error) => refuse(reading, reading.ending ? "truncated" : kindOf(error.message)));
  parser.on("doctype", () => refuse(reading, "doctype"));
  parser.on("processinginstruction", () => refuse(reading, "processing-instruction"));
  parser.on("xmldecl", ({ version, encoding }) => {
    reading.unfinished = 0;
    if (version !== "1.0") refuse(reading, "malformed");
    if (encoding !== undefined && encoding.toUpperCase() !== "UTF-8") refuse(reading, "encoding");
  });
  parser.on("comment", () => {
    reading.unfinished = 0;
  });
  parser.on("text", (text) => addText(reading, text));
  parser.on("cdata", (text) => addText(reading, text));
  parser.on("opentagstart", ({ name }) => beginTag(reading, name));
  parser.on("attribute", ({ name, value }) => addAttribute(reading, name, value));
  parser.on("opentag", (tag) => openTag(reading, tag));
  parser.on("closetag", ({ local }) => closeTag(reading, local));
}

function feed(reading: Reading, part: string): void {
  for (let at = 0; at < part.length; at += sliceLength) {
    const slice = part.slice(at, at + sliceLength);
    reading.unfinished += slice.length;
    if (reading.prolog !== null && reading.prolog.length < sliceLength * 2) reading.prolog += slice;
    reading.parser.write(slice);
    if (reading.unfinished > reading.limit.maxTextLength + sliceLength) refuse(reading, "too-long");
  }
}

function guarded(reading: Reading, work: () => void): XmlFault | null {
  if (reading.fault !== null) return reading.fault;
  try {
    work();
  } catch (thrown) {
    // Only our own stop is swallowed: a handler that throws is a defect and goes on.
    if (stopped(reading) === null) throw thrown;
  }
  return stopped(reading);
}

const stopped = ({ fault }: Reading): XmlFault | null => fault;

/**
 * A hardened reader of XML 1.0 in UTF-8: no DOCTYPE, no processing instructions, no entities of one's own, one root, and a
 * limit on everything. It never throws on input and never holds more than one token. What was told before a fault must be forgotten.
 */
export function xmlReader(options: XmlOptions, handler: XmlHandler): XmlReader {
  const parser = new SaxesParser<{ xmlns: true; forceXMLVersion: true; defaultXMLVersion: "1.0" }>({
    xmlns: true,
    forceXMLVersion: true,
    defaultXMLVersion: "1.0",
  });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const counters = { bytes: 0, unfinished: 0, attributes: 0, text: "", prolog: "", rootNamespace: "", rootClosed: false, ending: false };
  const reading: Reading = { parser, options, limit: { ...xmlDefaults, ...options }, handler, paths: [], fault: null, ...counters };
  listen(reading);
  const decoded = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      return refuse(reading, chunk === undefined ? "truncated" : "encoding");
    }
  };
  return {
    write: (chunk) =>
      guarded(reading, () => {
        reading.bytes += typeof chunk === "string" ? Buffer.byteLength(chunk) : chunk.length;
        if (reading.bytes > reading.limit.maxBytes) refuse(reading, "too-large");
        if (typeof chunk === "string" && !chunk.isWellFormed()) refuse(reading, "encoding");
        feed(reading, typeof chunk === "string" ? chunk : decoded(chunk));
      }),
    end: () =>
      guarded(reading, () => {
        feed(reading, decoded());
        if (!reading.rootClosed) refuse(reading, "truncated");
        reading.ending = true;
        parser.close();
      }),
  };
}
