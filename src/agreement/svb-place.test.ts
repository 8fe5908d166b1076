import { afterAll, beforeAll, expect, test } from "vitest";
import { service, type Actor } from "../kernel/actor.ts";
import { instant } from "../kernel/day.ts";
import { wmo501 } from "../budget/messages/fixtures.ts";
import { budgetLines } from "../budget/read.ts";
import { reading } from "../db/pool.ts";
import { recordSvbPlace } from "../party/svb-place.ts";
import { prove } from "../prove.ts";
import { assessAsFunder, assessAsSvb } from "./assess.ts";
import { openLife, type Life } from "./life-for-tests.ts";
import { shareAgreement } from "./share.ts";
import { signAsHolder, signAsProvider } from "./sign.ts";

let life: Life;
let college: Actor;
beforeAll(async () => {
  life = await openLife(wmo501(), "999990020");
  const [line] = await reading(life.door.db, { scope: "svb" }, (tx) => budgetLines(tx, { ids: [life.line] }));
  if (!line) throw new Error("no line");
  college = { ...life.as.funder, organisation: line.funder };
});
afterAll(() => life.close());

const signed = async () => {
  const [line] = await reading(life.door.db, { scope: "svb" }, (tx) => budgetLines(tx, { ids: [life.line] }));
  const small = {
    function: line?.function ?? "",
    minutesPerWeek: 15,
    rates: [{ unit: "hour" as const, cents: 2000, label: "", window: null }],
  };
  const { agreement } = await life.run(shareAgreement, life.terms(small), life.as.holder);
  const about = { agreement, contentHash: (await life.stored(agreement)).contentHash };
  await life.run(signAsProvider, about, life.as.provider);
  await life.run(signAsHolder, about, life.as.holder);
  return { ...about, outcome: "approved", personal: { reason: "" } };
};

const record = (changes: object = {}) =>
  life.run(
    recordSvbPlace,
    {
      funder: college.organisation,
      law: "wmo",
      from: "2026-11-03",
      takes: true,
      source: "Besluit van de minister, voorbeeld van de leeromgeving",
      ...changes,
    },
    service("test"),
  );

test("from the day of the decision the approval of the college counts for both; until then, and after it, the SVB assesses", async () => {
  await record();
  const before = await signed();
  await life.run(assessAsFunder, before, college);
  expect((await life.stored(before.agreement)).state).toBe("funder-approved");

  life.at(instant("2026-11-03T08:00:00Z"));
  const during = await signed();
  await life.run(assessAsFunder, during, college);
  expect((await life.stored(during.agreement)).state).toBe("approved");
  expect(await life.committed(during.agreement)).toBeGreaterThan(0);
  await expect(life.run(assessAsSvb, during, life.as.svb)).rejects.toMatchObject({ code: "agreement-not-now" });
  // What the college approved before the decision still waits for the SVB.
  await life.run(assessAsSvb, before, life.as.svb);

  await record({ from: "2026-11-05", takes: false });
  life.at(instant("2026-11-05T08:00:00Z"));
  const after = await signed();
  await life.run(assessAsFunder, after, college);
  expect((await life.stored(after.agreement)).state).toBe("funder-approved");
  expect((await prove(life.door)).differences).toEqual([]);
});

test("a decision under the Wlz, for an unknown funder, without a source, or before a later one is refused", async () => {
  await expect(record({ law: "wlz" })).rejects.toMatchObject({ code: "input-invalid" });
  await expect(record({ funder: "9999" })).rejects.toMatchObject({ code: "not-found" });
  await expect(record({ source: "" })).rejects.toMatchObject({ code: "input-invalid" });
  await expect(record({ from: "2026-11-04" })).rejects.toMatchObject({ code: "input-invalid", faults: [{ field: "from" }] });
});
