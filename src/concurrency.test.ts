import { afterAll, beforeAll, expect, test } from "vitest";
import { scopes, service, type Actor } from "./kernel/actor.ts";
import { instant } from "./kernel/day.ts";
import { Refusal } from "./kernel/refusal.ts";
import { command, keepUpload, type Door } from "./db/command.ts";
import { reading } from "./db/pool.ts";
import { testDoor } from "./db/test-door.ts";
import { clausesOf } from "./agreement/kinds.ts";
import { assessAsFunder, assessAsSvb } from "./agreement/assess.ts";
import { agreementById } from "./agreement/load.ts";
import { shareAgreement } from "./agreement/share.ts";
import { signAsHolder, signAsProvider } from "./agreement/sign.ts";
import { importAward } from "./budget/import-award.ts";
import { wmo501 } from "./budget/messages/fixtures.ts";
import { budgetLines } from "./budget/read.ts";
import { submitDeclaration } from "./declaration/submit.ts";
import { registerPerson } from "./party/register.ts";
import { openOwnAccount } from "./payment/open-account.ts";
import { prove } from "./prove.ts";
import { replay } from "./replay.ts";
import { testBsn } from "./sim/test-numbers.ts";

const clients = 8;
const funder: Actor = { person: "assessor", roles: ["funder-assessor"], organisation: "0363", reach: [], provider: null };
const svb: Actor = { person: "svb", roles: ["svb-assessor"], organisation: "SVB", reach: [], provider: null };
const nobody = {
  salutation: "x",
  familyName: "x",
  firstNames: null,
  born: null,
  chamber: null,
  agb: null,
  address: null,
  email: null,
  phone: null,
  iban: null,
};

let door: Door;
let url: string;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ door, url, close } = await testDoor(instant("2026-11-02T08:00:00Z")));
  await command(door, openOwnAccount, { iban: "NL02ABNA0123456789", bic: null, name: "SVB" }, { actor: service("test") });
});
afterAll(() => close());

const award = async (nth: number, amount: number): Promise<{ holder: Actor; line: string; code: string }> => {
  const code = "02";
  const functions = [{ code, amount, from: "2026-01-01", until: "2026-12-31" }];
  const xml = wmo501({ bsn: testBsn(nth), identification: `70${String(nth)}`, number: `B-${String(nth)}`, functions });
  const upload = await keepUpload(door, Buffer.from(xml), "application/xml");
  const { codes, accepted } = await command(door, importAward, { upload }, { actor: service("test") });
  if (!accepted) throw new Error(JSON.stringify(codes));
  const lines = await reading(door.db, { scope: "svb" }, (tx) => budgetLines(tx, { funder: "0363" }));
  const known = new Set(holders.map(({ line }) => line));
  const line = lines.find(({ id }) => !known.has(id));
  if (!line) throw new Error("no line");
  const one = {
    holder: {
      person: line.holder,
      roles: ["holder"],
      organisation: null,
      reach: [{ holder: line.holder, scopes }],
      provider: null,
    } as Actor,
    line: line.id,
    code,
  };
  holders.push(one);
  return one;
};
const holders: { holder: Actor; line: string; code: string }[] = [];

const provider = async (nth: number): Promise<Actor> => {
  const { person } = await command(
    door,
    registerPerson,
    {
      kind: "natural",
      provider: { kind: "person", formal: false, formalWhy: null },
      staff: null,
      personal: { ...nobody, name: `P ${String(nth)}`, bsn: testBsn(nth) },
    },
    { actor: service("test") },
  );
  return { person, roles: ["provider"], organisation: null, reach: [], provider: person };
};

const agree = async (holder: Actor, by: Actor, line: string, setAside: number): Promise<string> => {
  const { agreement } = await command(
    door,
    shareAgreement,
    {
      holder: holder.person,
      provider: by.person,
      lines: [line],
      function: "02",
      kind: "assignment",
      standing: "informal",
      family: false,
      rates: [{ unit: "hour", cents: 2000 }],
      schedule: "irregular",
      minutesPerWeek: null,
      setAside,
      beyondCommitment: true,
      from: "2026-01-01",
      until: "2026-12-31",
      accepted: [...clausesOf("assignment")],
      personal: { care: "Begeleiding thuis, met van alles." },
    },
    { actor: holder },
  );
  const { contentHash } = await reading(door.db, { scope: "svb" }, (tx) => agreementById(tx, agreement));
  await command(door, signAsProvider, { agreement, contentHash }, { actor: by });
  await command(door, signAsHolder, { agreement, contentHash }, { actor: holder });
  await command(door, assessAsFunder, { agreement, contentHash, outcome: "approved", personal: { reason: "" } }, { actor: funder });
  return agreement;
};

const settledAll = <T>(work: readonly (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]> => {
  const queue = [...work];
  const outcomes: PromiseSettledResult<T>[] = [];
  const client = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) outcomes.push(...(await Promise.allSettled([next()])));
  };
  return Promise.all(Array.from({ length: clients }, client)).then(() => outcomes);
};

test("eight clients at once on the same budgets: some are refused, nothing is overspent, and the log rebuilds it all", async () => {
  // Money for three commitments of € 2.000,00 on each budget, and eight agreements that want one.
  const people = [await award(1, 700_000), await award(2, 700_000)];
  const providers: Actor[] = [];
  for (let nth = 0; nth < clients; nth += 1) providers.push(await provider(20 + nth));
  const wanted: { agreement: string; holder: Actor }[] = [];
  for (const { holder, line } of people)
    for (const by of providers) wanted.push({ agreement: await agree(holder, by, line, 200_000), holder });

  const approvals = wanted.map(({ agreement }) => async () => {
    const { contentHash } = await reading(door.db, { scope: "svb" }, (tx) => agreementById(tx, agreement));
    return command(door, assessAsSvb, { agreement, contentHash, outcome: "approved", personal: { reason: "" } }, { actor: svb });
  });
  const assessed = await settledAll(approvals);
  expect(assessed.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
  for (const one of assessed) if (one.status === "rejected") expect(one.reason).toBeInstanceOf(Refusal);

  // Each approved agreement claims more than its commitment, so all reach for the same free room of € 1.000,00 a budget.
  const running = (
    await reading(door.db, { scope: "svb" }, (tx) => Promise.all(wanted.map(({ agreement }) => agreementById(tx, agreement))))
  ).filter(({ state }) => state === "approved");
  const claims = running.flatMap(({ id, holder }) =>
    ["2026-07", "2026-08", "2026-09"].map((month) => () => {
      const lines = Array.from({ length: 10 }, (_, day) => ({
        day: `${month}-${String(day + 1).padStart(2, "0")}`,
        minutes: 300,
        rate: null,
        amount: null,
      }));
      const actor: Actor = { person: holder, roles: ["holder"], organisation: null, reach: [{ holder, scopes }], provider: null };
      return command(door, submitDeclaration, { agreement: id, month, lines }, { actor });
    }),
  );
  const claimed = await settledAll(claims);
  expect(claimed.every(({ status }) => status === "fulfilled")).toBe(true);
  const outcomes = claimed.map((one) => (one.status === "fulfilled" ? one.value.outcome : "refused"));
  expect(outcomes.some((outcome) => outcome !== "pay")).toBe(true);

  expect(await prove(door)).toEqual({ ok: true, differences: [] });
  const again = await replay(url, door, () => undefined);
  expect(again.differences).toEqual([]);
  expect(again.ok).toBe(true);
}, 180_000);
