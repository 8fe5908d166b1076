// The steps of `npm run check`, each a program of its own.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

const program = (path) => join(root, "node_modules", path);

export const vitest = [program("vitest/vitest.mjs"), "run"];

export const checks = [
  // One walk through the types serves both: what the compiler refuses, and what our habits refuse.
  { name: "types and lint", args: [program("oxlint/bin/oxlint"), "--type-aware", "--type-check", "--deny-warnings"] },
  { name: "format", args: [program("prettier/bin/prettier.cjs"), "--check", "--log-level=warn", "."] },
  { name: "unused", args: [program("knip/bin/knip.js"), "--no-progress"] },
];

export const architecture = { name: "architecture", args: [...vitest, "src/architecture.test.ts"], needs: "src/architecture.test.ts" };

/** Runs one step; answers whether it passed and what it said. */
export const run = ({ name, args, needs }, stdio = "pipe") =>
  new Promise((done) => {
    if (needs && !existsSync(join(root, needs))) return done({ name, passed: false, said: `${needs} is missing` });
    const started = performance.now();
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", stdio, stdio] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += String(chunk)));
    child.on("close", (code) => done({ name, passed: code === 0, said, seconds: ((performance.now() - started) / 1000).toFixed(1) }));
  });

/** Runs the steps, two at a time, and prints what failed. Answers how many passed and failed. */
export async function runChecks(steps) {
  const waiting = [...steps];
  const results = [];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const result = await run(step);
      results.push(result);
      console.log(`${result.passed ? "ok  " : "FAIL"} ${result.name}${result.seconds ? ` (${result.seconds} s)` : ""}`);
      if (!result.passed) console.log(`${result.said.trimEnd()}\n`);
    }
  };
  await Promise.all([lane(), lane()]);
  const failed = results.filter(({ passed }) => !passed).length;
  return { passed: results.length - failed, failed };
}
