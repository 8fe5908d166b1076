import { escapeXml } from "../../kernel/xml.ts";

/** One element to write: its qualified name, and its text or what is in it. Null parts are left out. */
export type Written = { name: string; content: string | readonly (Written | null)[] };

/** An element with text or elements in it; null, and so left out, when the text is null. */
export const tag = (name: string, content: string | number | null | readonly (Written | null)[]): Written | null =>
  content === null ? null : { name, content: typeof content === "number" ? String(content) : content };

const lines = ({ name, content }: Written, indent: string): string =>
  typeof content === "string"
    ? `${indent}<${name}>${escapeXml(content)}</${name}>\n`
    : `${indent}<${name}>\n${content.map((each) => (each === null ? "" : lines(each, `${indent}  `))).join("")}${indent}</${name}>\n`;

/** A whole document: root with its namespaces by prefix, in the order given. The same input gives the same bytes. */
export const documentOf = (name: string, namespaces: Readonly<Record<string, string>>, content: readonly (Written | null)[]): string => {
  const declared = Object.entries(namespaces).map(([prefix, uri]) => ` xmlns:${prefix}="${escapeXml(uri)}"`);
  const body = content.map((each) => (each === null ? "" : lines(each, "  "))).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${declared.join("")}>\n${body}</${name}>\n`;
};
