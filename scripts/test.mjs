// npm test: the fast checks, then every test. Words after `npm test --` narrow the tests to files with that in their path.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checks, run, runChecks, vitest } from "./steps.mjs";

const folder = mkdtempSync(join(tmpdir(), "pgb-report-"));
const report = join(folder, "report.json");

function counted() {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, "utf8"));
    return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const fast = await runChecks(checks);
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const all = await run({ name: "tests", args: [...vitest, ...reporters, ...process.argv.slice(2)] }, "inherit");
const tests = counted();
rmSync(folder, { recursive: true });

const failed = fast.failed + tests.failed + (all.passed || tests.failed > 0 ? 0 : 1);
console.log(`${fast.passed + tests.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
