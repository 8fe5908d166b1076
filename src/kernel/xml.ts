import { xmlDefaults, xmlReader, type XmlFault, type XmlHandler, type XmlOptions } from "./xml-reader.ts";

/** An element with everything in it. `text` is its own character data; `attributes` are by local name, `{namespace}name` when they have one. */
export type XmlTree = {
  name: string;
  namespace: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  children: readonly XmlTree[];
};

/** Bytes in order: a whole document, or its chunks. */
export type XmlSource = string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** One step of a document that is read in parts: an element too large to hold that opens or closes, or a subtree. A fault is always the last. */
export type XmlPart =
  | { kind: "open"; path: string; namespace: string; attributes: Readonly<Record<string, string>> }
  | { kind: "tree"; path: string; tree: XmlTree }
  | { kind: "close"; path: string }
  | { kind: "fault"; fault: XmlFault };

/** Reads a whole document and tells the handler; the outcome is the fault, or null when all of it was good. */
export async function readXml(source: XmlSource, options: XmlOptions, handler: XmlHandler): Promise<XmlFault | null> {
  const reader = xmlReader(options, handler);
  const chunks = typeof source === "string" || source instanceof Uint8Array ? [source] : source;
  for await (const chunk of chunks) {
    const fault = reader.write(chunk);
    if (fault !== null) return fault;
  }
  return reader.end();
}

const pieceLength = 65_536;

type Growing = { name: string; namespace: string; attributes: Readonly<Record<string, string>>; text: string; children: Growing[] };

const partsHandler = (isTree: (path: string) => boolean, tell: (part: XmlPart) => void, maxElements: number): XmlHandler => {
  const growing: Growing[] = [];
  let elements = 0;
  return {
    open: ({ name, namespace, attributes, path }, stop) => {
      if (growing.length === 0 && !isTree(path)) {
        tell({ kind: "open", path, namespace, attributes });
        return;
      }
      elements = growing.length === 0 ? 1 : elements + 1;
      if (elements > maxElements) stop("too-many-elements");
      const node: Growing = { name, namespace, attributes, text: "", children: [] };
      growing.at(-1)?.children.push(node);
      growing.push(node);
    },
    text: (text) => {
      const node = growing.at(-1);
      if (node !== undefined) node.text += text;
    },
    close: (_name, path) => {
      const node = growing.pop();
      if (node === undefined) tell({ kind: "close", path });
      else if (growing.length === 0) tell({ kind: "tree", path, tree: node });
    },
  };
};

/**
 * Reads a document in parts, in order, holding one part at a time: elements for which `isTree(path)` is true come as subtrees,
 * what is around them as open and close. When something is wrong the last part is a fault, and all parts before it must be forgotten.
 */
export async function* xmlParts(
  source: XmlSource,
  options: XmlOptions,
  isTree: (path: string) => boolean,
): AsyncGenerator<XmlPart, void, undefined> {
  let waiting: XmlPart[] = [];
  const handler = partsHandler(isTree, (part) => waiting.push(part), options.maxElements ?? xmlDefaults.maxElements);
  const reader = xmlReader(options, handler);
  for await (const chunk of pieces(source)) {
    const fault = reader.write(chunk);
    if (fault !== null) waiting.push({ kind: "fault", fault });
    for (const part of waiting) {
      yield part;
      if (part.kind === "fault") return;
    }
    waiting = [];
  }
  const fault = reader.end();
  if (fault !== null) waiting.push({ kind: "fault", fault });
  yield* waiting;
}

// Large chunks are cut, or all their parts would wait in memory at once. Bytes are cut, not characters: the reader decodes.
async function* pieces(source: XmlSource): AsyncGenerator<Uint8Array | string, void, undefined> {
  // Encoding would hide half a character: the reader must see it.
  if (typeof source === "string" && !source.isWellFormed()) return yield source;
  const chunks = typeof source === "string" ? [Buffer.from(source)] : source instanceof Uint8Array ? [source] : source;
  for await (const chunk of chunks) for (let at = 0; at < chunk.length; at += pieceLength) yield chunk.subarray(at, at + pieceLength);
}

/** Reads a whole small document into one tree, at once. The outcome is the tree or the fault. */
export function readXmlTree(
  document: string | Uint8Array,
  options: XmlOptions,
): { ok: true; tree: XmlTree } | { ok: false; fault: XmlFault } {
  const parts: XmlPart[] = [];
  const reader = xmlReader(
    options,
    partsHandler(
      () => true,
      (part) => parts.push(part),
      options.maxElements ?? xmlDefaults.maxElements,
    ),
  );
  const fault = reader.write(document) ?? reader.end();
  if (fault !== null) return { ok: false, fault };
  const first = parts[0];
  if (first?.kind !== "tree") throw new Error("a document without a fault has a root");
  return { ok: true, tree: first.tree };
}

/** The first child with a local name, or undefined. */
export const childOf = (tree: XmlTree | undefined, name: string): XmlTree | undefined =>
  tree?.children.find((child) => child.name === name);

/** The element at the end of a path of local names below a tree, "Acct/Id/IBAN", or undefined. */
export const elementAt = (tree: XmlTree | undefined, path: string): XmlTree | undefined =>
  path.split("/").reduce((at, name) => childOf(at, name), tree);

/** The text of the element at the end of a path below a tree, without the white space around it; null when there is no such element. */
export const textAt = (tree: XmlTree | undefined, path: string): string | null => elementAt(tree, path)?.text.trim() ?? null;

/** All children with a local name. */
export const childrenOf = (tree: XmlTree | undefined, name: string): XmlTree[] =>
  tree?.children.filter((child) => child.name === name) ?? [];

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Text as it may stand in an element or attribute. A character that XML 1.0 does not know becomes U+FFFD, so that the outcome is always well formed. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (character) => escapes[character] ?? character);
