import { Readable, Writable } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerLine, calculations } from "./answer-lines.ts";
import { answerStream } from "./answer-stream.ts";

const good = { id: "a", year: 2026, table: "wit", period: "maand", age_group: "below_aow", lhk: true, wage_cents: 399_600 };
const answer = (calculation: (typeof calculations)[number], asked: unknown) => {
  const { ok, text } = answerLine(calculation, typeof asked === "string" ? asked : JSON.stringify(asked));
  return { ok, said: JSON.parse(text) as Record<string, unknown> };
};

test("a good line is computed, and its id comes back as it was", () => {
  expect(answer("withhold", good)).toEqual({ ok: true, said: { id: "a", withheld_cents: 81_867, labour_credit_cents: 46_100 } });
  expect(answer("withhold", { ...good, id: 7, anonymous: true, wage_cents: 800_000 }).said).toEqual({
    id: 7,
    withheld_cents: 416_000,
    labour_credit_cents: 0,
  });
  expect(answer("special", { ...good, wage_cents: 160_000, annual_wage_cents: 5_184_000 }).said).toEqual({
    id: "a",
    withheld_cents: 80_752,
    labour_credit_cents: 0,
  });
  expect(answer("premiums", { id: "a", year: 2026, wage_cents: 400_000, awf: "low", whk_percent: 1.16 }).said).toMatchObject({
    awf_cents: 10_960,
    total_cents: 67_080,
  });
});

describe("a line that cannot be computed says which field and what to do", () => {
  test.each([
    ["no JSON", "{", "regel", null],
    ["no object", "[]", "regel", null],
    ["no id", { ...good, id: undefined }, "id", null],
    ["a year without figures", { ...good, year: 2023 }, "year", "a"],
    ["a year after the last", { ...good, year: 2028 }, "year", "a"],
    ["half a year", { ...good, year: 2026.5 }, "year", "a"],
    ["a table that is none", { ...good, table: "blauw" }, "table", "a"],
    ["a reserved name", { ...good, table: "constructor" }, "table", "a"],
    ["a period that is none", { ...good, period: "uur" }, "period", "a"],
    ["half a cent", { ...good, wage_cents: 0.5 }, "wage_cents", "a"],
    ["a wage as text", { ...good, wage_cents: "100" }, "wage_cents", "a"],
    ["a wage beyond reckoning", { ...good, wage_cents: 1e15 }, "wage_cents", "a"],
    ["yes for true", { ...good, lhk: "ja" }, "lhk", "a"],
  ])("%s", (_why, asked, field, id) => {
    const { ok, said } = answer("withhold", asked);
    expect([ok, said.id]).toEqual([false, id]);
    expect(said.error).toMatch(new RegExp(`^${field} .+\\. .+`));
  });

  test("three decimals of a percentage", () => {
    expect(answer("premiums", { ...good, awf: "low", whk_percent: 1.234 }).said.error).toMatch(/^whk_percent /);
  });
});

test("nothing that a line may hold is a defect", () => {
  fc.assert(
    fc.property(fc.constantFrom(...calculations), fc.constantFrom(...Object.keys(good)), fc.jsonValue(), (calculation, field, value) => {
      const { text } = answerLine(calculation, JSON.stringify({ ...good, awf: "low", annual_wage_cents: 1, [field]: value }));
      expect(JSON.parse(text)).toHaveProperty("id");
    }),
    { seed: 20_283, numRuns: 2_000, verbose: true },
  );
});

const streamed = async (chunks: readonly (string | Buffer)[]): Promise<{ right: boolean; lines: string[] }> => {
  let out = "";
  const to = new Writable({
    highWaterMark: 10,
    write: (part: Buffer, _encoding, done) => {
      out += part.toString();
      setImmediate(done);
    },
  });
  const right = await answerStream("withhold", Readable.from(chunks.map((chunk) => Buffer.from(chunk))), to);
  return { right, lines: out.trim().split("\n") };
};

test("lines are answered in order, however they were cut, with an end or without", async () => {
  const lines = Array.from({ length: 50 }, (_, at) => JSON.stringify({ ...good, id: `nr-é-${String(at)}`, wage_cents: at * 10_000 }));
  const whole = await streamed([lines.join("\n")]);
  const cut = Buffer.from(`${lines.join("\n\n")}\n`).toString("latin1");
  const bytes = Buffer.from(cut, "latin1");
  const parts = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7));
  const cutUp = await streamed(parts);
  expect(cutUp).toEqual({ right: true, lines: whole.lines });
  expect(whole.lines).toHaveLength(50);
});

test("one wrong line among others is answered, and the end says so; one without an end takes no memory", async () => {
  const { right, lines } = await streamed([`${JSON.stringify(good)}\nonzin\n`, JSON.stringify({ ...good, id: "b" })]);
  expect(right).toBe(false);
  expect(lines.map((line) => Object.keys(JSON.parse(line) as object)[1])).toEqual(["withheld_cents", "error", "withheld_cents"]);
  const long = await streamed([
    ..."x"
      .repeat(400)
      .split("")
      .map(() => "y".repeat(1_000)),
    "\n",
    JSON.stringify(good),
  ]);
  expect(long.lines.map((line) => (JSON.parse(line) as { id: unknown }).id)).toEqual([null, "a"]);
});
