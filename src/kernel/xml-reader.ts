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
  "processing-instruction": ["Het bestand bevat een verwerkingsopdracht (<?…?>). Dat is niet toegestaan.", "Verwijder de verwerkingsopdracht en stuur het bestand opnieuw."],
  encoding: ["Het bestand is geen geldige UTF-8.", "Sla het bestand op in UTF-8 en stuur het opnieuw."],
  entity: ["Het bestand gebruikt een entiteit die niet bestaat.", "Gebruik alleen &amp;, &lt;, &gt;, &quot; en &apos;."],
  root: ["Het bestand begint niet met het verwachte element.", "Controleer of u het juiste soort bestand stuurt."],
  namespace: ["Een element staat niet in de verwachte namespace.", "Controleer of u de juiste versie van het bericht stuurt."],
  "too-deep": ["De elementen in het bestand zijn te diep genest.", "Controleer hoe het bestand is gemaakt."],
  "too-long": ["Het bestand bevat een te lange tekst of naam.", "Kort de tekst in en stuur het bestand opnieuw."],
  "too-many-attributes": ["Een element heeft te veel attributen.", "Controleer hoe het bestand is gemaakt."],
  "too-many-elements": ["Het bestand bevat te veel elementen.", "Verdeel de inhoud over meer bestanden."],
  "too-large": ["Het bestand is te groot.", "Verdeel de inhoud over meer bestanden."],
  truncated: ["Het bestand is niet compleet. Het einde ontbreekt.", "Stuur het hele bestand opnieuw. Staat er een los &-teken in? Schrijf dan &amp;."],
  trailing: ["Na het einde van het bericht staat nog meer inhoud.", "Stuur één bericht per bestand, zonder iets erachter."],
  malformed: ["Het bestand is geen geldige XML.", "Controleer hoe het bestand is gemaakt en stuur het opnieuw."],
};

const kindOf = (message: string): XmlFaultKind => {
  if (/doctype/i.test(message)) return "doctype";
  if (/entity/.test(message)) return "entity";
  if (/outside of root/.test(message)) return "trailing";
  if (/namespace/.test(message)) return "namespace";
  return "malformed";
};

const plainAttributes = (given: Record<string, SaxesAttributeNS>): Readonly<Record<string, string>> => {
  const found = Object.create(null) as Record<string, string>;
  for (const { prefix, local, name, uri, value } of Object.values(given)) {
    if (prefix === "xmlns" || name === "xmlns") continue;
    found[uri === "" ? local : `{${uri}}${local}`] = value;
  }
  return found;
};

/** A reader that is given its bytes. `write` and `end` return the fault that stops the reading, or null; after a fault nothing is read any more. */
export type XmlReader = { write: (chunk: Uint8Array | string) => XmlFault | null; end: () => XmlFault | null };

/**
 * A hardened reader of XML 1.0 in UTF-8: no DOCTYPE, no processing instructions, no entities of one's own, one root, and a
 * limit on everything. It never throws on input and never holds more than one token. What was told before a fault must be forgotten.
 */
export function xmlReader(options: XmlOptions, handler: XmlHandler): XmlReader {
  const limit = { ...xmlDefaults, ...options };
  const parser = new SaxesParser({ xmlns: true, position: true, forceXMLVersion: true, defaultXMLVersion: "1.0" });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const paths: string[] = [];
  let fault: XmlFault | null = null;
  let bytes = 0;
  let unfinished = 0;
  let attributes = 0;
  let text = "";
  let prolog: string | null = "";
  let rootClosed = false;
  let ending = false;

  const path = (): string => paths.at(-1) ?? "";
  const refuse = (kind: XmlFaultKind): never => {
    const shown = prolog !== null && /<!DOCTYPE/i.test(prolog) ? "doctype" : kind;
    const [problem, remedy] = texts[shown];
    fault ??= { kind: shown, path: path(), line: parser.line, problem, remedy };
    // Unwinds the parser; caught in `guarded`, the only place that calls it.
    throw new Error(shown);
  };
  const addText = (more: string): void => {
    unfinished = 0;
    if (text.length + more.length > limit.maxTextLength) refuse("too-long");
    if (paths.length > 0) text += more;
  };
  const flushText = (): void => {
    unfinished = 0;
    if (text !== "") handler.text?.(text, path());
    text = "";
  };

  const open = (tag: SaxesTagNS): void => {
    if (paths.length === 0) {
      if (options.root?.name !== undefined && tag.local !== options.root.name) refuse("root");
      if (options.root?.namespaces !== undefined && !options.root.namespaces.includes(tag.uri)) refuse("namespace");
    }
    if (options.namespaces !== undefined && !options.namespaces.includes(tag.uri)) refuse("namespace");
    paths.push(paths.length === 0 ? tag.local : `${path()}/${tag.local}`);
    handler.open?.({ name: tag.local, namespace: tag.uri, attributes: plainAttributes(tag.attributes), path: path() }, refuse);
  };

  parser.on("error", (error) => refuse(ending ? "truncated" : kindOf(error.message)));
  parser.on("doctype", () => refuse("doctype"));
  parser.on("processinginstruction", () => refuse("processing-instruction"));
  parser.on("xmldecl", ({ version, encoding }) => {
    unfinished = 0;
    if (version !== "1.0") refuse("malformed");
    if (encoding !== undefined && encoding.toUpperCase() !== "UTF-8") refuse("encoding");
  });
  parser.on("comment", () => (unfinished = 0));
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("opentagstart", (tag) => {
    flushText();
    prolog = null;
    attributes = 0;
    if (rootClosed) refuse("trailing");
    if (tag.name.length > longestName) refuse("too-long");
    if (paths.length >= limit.maxDepth) refuse("too-deep");
  });
  parser.on("attribute", ({ name, value }) => {
    unfinished = 0;
    if (++attributes > limit.maxAttributes) refuse("too-many-attributes");
    if (name.length > longestName || value.length > limit.maxTextLength) refuse("too-long");
  });
  parser.on("opentag", open);
  parser.on("closetag", ({ local }) => {
    flushText();
    handler.close?.(local, path());
    paths.pop();
    rootClosed = paths.length === 0;
  });

  const guarded = (work: () => void): XmlFault | null => {
    if (fault !== null) return fault;
    try {
      work();
    } catch (thrown) {
      // Only our own stop is swallowed: a handler that throws is a defect and goes on.
      if (fault === null) throw thrown;
    }
    return fault;
  };
  const feed = (part: string): void => {
    for (let at = 0; at < part.length; at += sliceLength) {
      const slice = part.slice(at, at + sliceLength);
      unfinished += slice.length;
      if (prolog !== null && prolog.length < sliceLength * 2) prolog += slice;
      parser.write(slice);
      if (unfinished > limit.maxTextLength + sliceLength) refuse("too-long");
    }
  };
  const decoded = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      return refuse(chunk === undefined ? "truncated" : "encoding");
    }
  };

  return {
    write: (chunk) =>
      guarded(() => {
        bytes += typeof chunk === "string" ? Buffer.byteLength(chunk) : chunk.length;
        if (bytes > limit.maxBytes) refuse("too-large");
        if (typeof chunk === "string" && !chunk.isWellFormed()) refuse("encoding");
        feed(typeof chunk === "string" ? chunk : decoded(chunk));
      }),
    end: () =>
      guarded(() => {
        feed(decoded());
        if (!rootClosed) refuse("truncated");
        ending = true;
        parser.close();
      }),
  };
}

