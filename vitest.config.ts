import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// What takes longest goes first, so that no worker is left with a long file at the end; the rest goes by size, as it does by itself.
const longest = [
  "e2e/every-page.test.ts",
  "src/payment/crash.test.ts",
  "e2e/journeys.test.ts",
  "src/main.test.ts",
  "e2e/journey.test.ts",
  "src/fuzz-forms.test.ts",
  "src/every-page.test.ts",
  "src/sim/seed.test.ts",
  "src/sim/payment-reasons.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((path) => moduleId.endsWith(`/${path}`));
      return at === -1 ? longest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "e2e/**/*.test.ts", "bench/**/*.test.ts"],
    globalSetup: ["src/db/test-database.ts"],
    sequence: { sequencer: LongestFirst },
    pool: "forks",
    // Files share what they import, not what they make: each has a database of its own, and no module keeps state between two of them.
    isolate: false,
    maxWorkers: 2,
    // A house that a test starts has one process for its portal; who tests that there are more says so.
    env: { PGB_PORTALS: "1" },
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
