import pg from "pg";
import { testApp } from "../src/test-app.ts";
import { declarants } from "./declarants.ts";
import { declareMonth } from "./declarations.ts";
import type { BenchHouse } from "./house.ts";

type Statement = { count: number; milliseconds: number };

const shortened = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/\(\$\d+(, ?\$\d+)*\)/g, "($…)")
    .slice(0, 110);

/** Times every statement that goes to the database from this process, until it is undone. */
const watchStatements = (): { seen: ReadonlyMap<string, Statement>; clear(): void } => {
  const seen = new Map<string, Statement>();
  type Query = (this: pg.Client, ...args: unknown[]) => unknown;
  const plain = Reflect.get(pg.Client.prototype, "query") as unknown as Query;
  const query: Query = function (this: pg.Client, ...args) {
    const [first] = args;
    const text = shortened(typeof first === "string" ? first : ((first as { text?: string }).text ?? "?"));
    const from = performance.now();
    const answer = plain.apply(this, args);
    const note = (): void => {
      const { count, milliseconds } = seen.get(text) ?? { count: 0, milliseconds: 0 };
      seen.set(text, { count: count + 1, milliseconds: milliseconds + performance.now() - from });
    };
    if (answer instanceof Promise) void answer.then(note, note);
    return answer;
  };
  Object.assign(pg.Client.prototype, { query });
  return {
    seen,
    clear: () => {
      seen.clear();
    },
  };
};

/** Where the time of a declaration goes, one at a time: its statements with how often and how long, and what Node itself needs. */
export const profile = async ({ door }: BenchHouse): Promise<string> => {
  const watch = watchStatements();
  const site = await testApp(door);
  const all = await declarants(door, site.origin, 10);
  await declareMonth(site.origin, all, { month: "2026-01", clients: 1 });
  watch.clear();
  const cpu = process.cpuUsage();
  const { pieces, seconds } = await declareMonth(site.origin, all, { month: "2026-02", clients: 1 });
  const used = process.cpuUsage(cpu);
  await site.close();
  const rows = [...watch.seen].sort(([, a], [, b]) => b.milliseconds - a.milliseconds);
  const total = rows.reduce(
    (sum, [, { count, milliseconds }]) => ({ count: sum.count + count, milliseconds: sum.milliseconds + milliseconds }),
    { count: 0, milliseconds: 0 },
  );
  const per = (value: number): string => (value / pieces).toFixed(2).padStart(7);
  return [
    `per declaration: ${per(seconds * 1_000).trim()} ms in all, ${per(total.milliseconds).trim()} ms waiting for ${per(total.count).trim()} round trips, ${per((used.user + used.system) / 1_000).trim()} ms of processor in Node (client included)`,
    "  times      ms  statement",
    ...rows.map(([text, { count, milliseconds }]) => `${per(count)} ${per(milliseconds)}  ${text}`),
  ].join("\n");
};
