import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { day, instant } from "../../kernel/day.ts";
import type { Iban } from "../../kernel/iban.ts";
import { cents } from "../../kernel/money.ts";
import { orderVersions, pain001 } from "./pain001.ts";
import { schemaFolder, schemasPresent } from "./xsd-for-tests.ts";
import { schemaFaults, useSchemas } from "./xsd.ts";

afterEach(() => {
  useSchemas(undefined);
});

const file = (version: (typeof orderVersions)[number]): string =>
  pain001({
    messageId: "PGBB1",
    createdAt: instant("2026-11-02T09:00:00.000Z"),
    executeOn: day("2026-11-03"),
    debtor: { name: "SVB pgb", iban: "NL44RABO0123456789" as Iban, bic: "RABONL2U" },
    categoryPurpose: null,
    version,
    payments: [
      { endToEndId: "PGB1", amount: cents(100), creditor: { name: "Zoë", iban: "NL91ABNA0417164300" as Iban }, remittance: "pgb" },
    ],
  }).xml;

for (const version of orderVersions)
  test.skipIf(!schemasPresent)(
    `${version}: good is good, and what is wrong is named with its line (skipped without ../shared/data/xsd)`,
    () => {
      useSchemas(schemaFolder);
      expect(schemaFaults(version, file(version))).toEqual([]);
      const [fault] = schemaFaults(version, file(version).replace("<PmtMtd>TRF</PmtMtd>", "<PmtMtd>XXX</PmtMtd>"));
      expect(fault?.field).toMatch(/^pain\.001\.001\.0\d, regel \d+$/);
      expect(fault?.problem).toContain("PmtMtd");
    },
  );

test("without schemas nothing is said", () => expect(schemaFaults("pain.001.001.09", "<x/>")).toEqual([]));

test("a folder that is not there, is empty, or holds no schema stops the start with the setting's name", () => {
  const folder = mkdtempSync(join(tmpdir(), "pgb-xsd-"));
  const refused = (given: string) => {
    expect(() => {
      useSchemas(given);
    }).toThrow(expect.objectContaining({ code: "setting-invalid", faults: [expect.objectContaining({ field: "PGB_SCHEMAS" })] }));
  };
  refused(join(folder, "none"));
  refused(folder);
  for (const version of orderVersions) writeFileSync(join(folder, `${version}.xsd`), "<schema");
  refused(folder);
  rmSync(folder, { recursive: true });
});
