/** A text with a capital, as a sentence or a heading begins. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Words as one sentence names them: "maandag, dinsdag en woensdag"; empty when there are none. */
export const enumerated = (words: readonly string[], last: "en" | "of" = "en"): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1) ?? ""}`;
