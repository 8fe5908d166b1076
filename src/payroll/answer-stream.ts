import type { Readable, Writable } from "node:stream";
import { once } from "node:events";
import { StringDecoder } from "node:string_decoder";
import { answerLine, type Calculation } from "./answer-lines.ts";

/** The longest line that is read; a longer one is answered as wrong, and memory stays bounded. */
const longest = 100_000;

/**
 * Answers every line of a stream, in order, with a line. Empty lines are skipped. Waits when who reads is slower.
 * Answers whether every line could be computed.
 */
export const answerStream = async (calculation: Calculation, from: Readable, to: Writable): Promise<boolean> => {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let tooLong = false;
  let allRight = true;
  const answers = (lines: readonly string[]): string => {
    const texts: string[] = [];
    for (const line of lines) {
      if (line.trim() === "") continue;
      const { ok, text } = answerLine(calculation, line);
      if (!ok) allRight = false;
      texts.push(text);
    }
    return texts.length === 0 ? "" : `${texts.join("\n")}\n`;
  };
  const say = async (text: string): Promise<void> => {
    if (text !== "" && !to.write(text)) await once(to, "drain");
  };
  for await (const chunk of from as AsyncIterable<Buffer>) {
    const lines = `${rest}${decoder.write(chunk)}`.split("\n");
    rest = lines.pop() ?? "";
    // Of a line without an end only its beginning is kept: enough to say that it is no JSON.
    if (tooLong && lines.length > 0) lines[0] = "te lang";
    tooLong = (tooLong && lines.length === 0) || rest.length > longest;
    if (tooLong) rest = "";
    await say(answers(lines));
  }
  await say(answers([tooLong ? "te lang" : rest + decoder.end()]));
  return allRight;
};
