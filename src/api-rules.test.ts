import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

// The description of the API under the rules of the Dutch government (NL GOV REST API Design Rules 2.2), by the tool they were written for.

const rules = fileURLToPath(new URL("../../shared/data/adr-2.2-linter.yaml", import.meta.url));
const description = fileURLToPath(new URL("../docs/generated/openapi.json", import.meta.url));
const spectral = createRequire(import.meta.url).resolve("@stoplight/spectral-cli/dist/index.js");

type Result = { code: string; message: string; path: (string | number)[]; severity: number };

const findings = (): Promise<Result[]> =>
  new Promise((done, fail) => {
    const words = [spectral, "lint", description, "--ruleset", rules, "--format", "json", "--quiet"];
    execFile(process.execPath, words, { maxBuffer: 50_000_000 }, (_error, out) => {
      try {
        done(JSON.parse(out) as Result[]);
      } catch {
        fail(new Error(`spectral said: ${out.slice(0, 500)}`));
      }
    });
  });

// The example server of the learning environment has no certificate; a real one stands in PGB_PUBLIC_URL.
const known = (one: Result): boolean => one.path[0] === "servers";

test.skipIf(!existsSync(rules))(
  "Spectral finds nothing wrong (skipped where ../shared is absent)",
  async () => {
    const found = (await findings()).filter((one) => !known(one));
    expect(found.map(({ code, message, path }) => `${code} at ${path.join("/")}: ${message}`)).toEqual([]);
  },
  60_000,
);
