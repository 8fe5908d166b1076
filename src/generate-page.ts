/** The first lines of a generated page: its title, what it is made from, and what a reader should know. */
export const heading = (title: string, from: string, about: string): string =>
  `# ${title}\n\n*Generated from ${from} by \`npm run -s pgb -- generate\`. Do not edit.*\n\n${about}\n`;

/** Text within a cell of a table. */
const cell = (text: string): string => text.replaceAll("\n", " ").replaceAll("|", "\\|").trim();

/** A table in Markdown. */
export const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n") + "\n";

/** A name as code. */
export const code = (text: string): string => `\`${text}\``;

/** Parts of a page, with a blank line between them. */
export const page = (...parts: readonly string[]): string => `${parts.map((part) => part.trimEnd()).join("\n\n")}\n`;
