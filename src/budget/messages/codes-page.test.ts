import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { awardCodes } from "./award-codes.ts";

test("docs/messages.md lists every code as it is", () => {
  const page = readFileSync(new URL("../../../docs/messages.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([A-Z0-9]{4,5})` \| (.+?) \| (.+?) \|$/gm)].map(([, code, source, text]) => [code, source, text]);
  expect(rows).toEqual(Object.entries(awardCodes).map(([code, [source, text]]) => [code, source, text]));
});
