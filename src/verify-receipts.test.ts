import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checks as agreementChecks, judge as judgeAgreement } from "./agreement/checks.ts";
import { agreementFacts, hourly, suspensionFacts } from "./agreement/fixtures.ts";
import { judgeSuspension } from "./agreement/suspension.ts";
import { checks as declarationChecks, judge } from "./declaration/checks.ts";
import { anyAgreement, anyFacts } from "./decisions-for-tests.ts";
import { factsOf, hours, lapseFacts } from "./declaration/fixtures.ts";
import { recoveryFacts } from "./declaration/recovery/fixtures.ts";
import { judgeRecovery } from "./declaration/recovery/recovery.ts";
import { redressFacts } from "./declaration/redress/fixtures.ts";
import { explainRedress } from "./declaration/redress/redress.ts";
import { judgeLapse } from "./declaration/repair.ts";
import { run } from "./cli-run.ts";
import { day } from "./kernel/day.ts";
import { cents } from "./kernel/money.ts";
import { hashOf, type Receipt } from "./law/receipt.ts";
import { seededHouse, type SeededHouse } from "./sim/seeded-for-tests.ts";
import { agreementRules, heldByHash } from "./verify/agreement-rules.ts";
import { lineRules } from "./verify/declaration-rules.ts";
import { publishedChecks } from "./verify/published.ts";
import { faultsIn } from "./verify/verify.ts";
import { exportReceipts, verifyFile, verifyReceipts } from "./verify-receipts.ts";

// Two programs decide the same: the one that people use, and the one by which its decisions are computed anew.

const published = publishedChecks(readFileSync("docs/generated/checks.json", "utf8"));
const faults = (content: Receipt, hash = hashOf(content)) => faultsIn({ id: "r", subjectKind: "test", content, hash }, published);

const seeds = { seed: Number(process.env.PGB_SEED ?? 20_261_127) };

describe("two programs, one decision", () => {
  test("on any declaration", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(faults(judge(facts).receipt)).toEqual([]);
      }),
      { ...seeds, numRuns: 3000 },
    );
  });

  test("on any agreement", () => {
    fc.assert(
      fc.property(anyAgreement, (facts) => {
        expect(faults(judgeAgreement(facts).receipt)).toEqual([]);
      }),
      { ...seeds, numRuns: 3000 },
    );
  });
});

test("every check that people meet on an agreement or declaration is found again, or said to be held by its hash", () => {
  const known = [...Object.keys(agreementRules), ...heldByHash, ...Object.keys(lineRules), "D109"];
  expect([...known].sort()).toEqual([...Object.keys(agreementChecks), ...Object.keys(declarationChecks)].sort());
});

/** Every place in plain data that holds a value, and the data with another value there. */
const changes = function* (value: unknown, path: string): Generator<[path: string, changed: unknown]> {
  if (typeof value === "object" && value !== null) {
    for (const [key, held] of Object.entries(value))
      for (const [at, changed] of changes(held, `${path}.${key}`))
        yield [
          at,
          Array.isArray(value) ? value.map((one: unknown, nth) => (String(nth) === key ? changed : one)) : { ...value, [key]: changed },
        ];
    return;
  }
  yield [
    path,
    typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : value === null ? "2020-01-01" : `${value as string}x`,
  ];
};

test("whoever changes one thing in a decision, and mends its hash, is found out", () => {
  const facts = factsOf([hours("a", "2026-10-01", 90), hours("b", "2026-10-03", 50)]);
  // Words follow from nothing that can be computed, and what no law or policy says has no source: the hash alone holds those.
  const words = /^findings\.\d+\.(text|remedy)$/;
  const background = /^sheet\.\d+\.(article|inForceSince|source|confidence|settled|origin)$/;
  const unseen: string[] = [];
  for (const { receipt } of [
    judge(facts),
    judgeLapse(lapseFacts()),
    judgeSuspension(suspensionFacts()),
    judgeSuspension(suspensionFacts({ conflict: cents(1), asked: { until: day("2027-12-31"), ground: "budget-conflict" } })),
    { receipt: explainRedress(redressFacts({ postponed: true })) },
    judgeRecovery(recoveryFacts()),
    judgeRecovery(recoveryFacts({ ground: "wrong-data", decidedOn: day("2026-11-12"), intent: true })),
    { receipt: explainRedress(redressFacts({ decidedOn: null, objectedOn: null }, "stands")) },
    judgeAgreement(agreementFacts(hourly, { gone: { holder: day("2026-10-03"), provider: null } })),
  ]) {
    for (const part of ["form", "subject", "legalDay", "rules", "sheet", "findings", "outcome"] as const)
      for (const [path, changed] of changes(receipt[part], part)) {
        const other = { ...receipt, [part]: changed } as Receipt;
        const law = /^sheet\.(\d+)\./.exec(path);
        const isLaw = law !== null && receipt.sheet[Number(law[1])]?.origin === "law";
        if (words.test(path) || (background.test(path) && !isLaw)) continue;
        if (faults(other).length === 0) unseen.push(path);
      }
    expect(faults(receipt, "0".repeat(64))).toHaveLength(1);
  }
  expect(unseen).toEqual([]);
});

describe("a house full of decisions", () => {
  let house: SeededHouse;
  let folder: string;
  beforeAll(async () => {
    house = await seededHouse();
    folder = mkdtempSync(join(tmpdir(), "pgb-verify-"));
  }, 120_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await house.close();
  });

  const exported = async (): Promise<string> => {
    const lines: string[] = [];
    await exportReceipts(house.door.db, (line) => Promise.resolve(void lines.push(line)));
    const file = join(folder, "receipts.jsonl");
    writeFileSync(file, lines.join(""));
    return file;
  };

  test("is verified in the database and, exported, without one; nothing that was changed passes", async () => {
    const all = await verifyReceipts(house.door.db, () => undefined);
    expect(all).toMatchObject({ ok: true, differing: 0 });
    expect(all.verified).toBeGreaterThan(100);
    const file = await exported();
    expect(await verifyFile(file, () => undefined)).toEqual(all);
    const [first = "", ...rest] = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, [first.replace(/"outcome":"(pay|fits)"/, '"outcome":"review"'), ...rest].join("\n"));
    expect(await verifyFile(file, () => undefined)).toMatchObject({ ok: false, verified: all.verified - 1, differing: 1 });
    const owner = new pg.Client({ connectionString: house.url });
    await owner.connect();
    await owner.query("alter table log.receipt disable trigger all");
    await owner.query(
      "update log.receipt set content = jsonb_set(content, '{legalDay}', '\"2020-01-01\"') where id = (select id from log.receipt order by id limit 1)",
    );
    await owner.end();
    expect(await verifyReceipts(house.door.db, () => undefined)).toMatchObject({ ok: false, differing: 1 });
  });

  test("refuses a file that holds something else, with the line and what to do", async () => {
    const file = join(folder, "other.jsonl");
    writeFileSync(file, '{"id":"a"}\n');
    await expect(verifyFile(file, () => undefined)).rejects.toMatchObject({ code: "input-invalid", faults: [{ field: "regel 1" }] });
    expect(await run(["verify", "receipts", "--in", join(folder, "none")], {})).toBe(1);
    expect(await run(["verify", "receipts", "alles"], {})).toBe(1);
  });
});
