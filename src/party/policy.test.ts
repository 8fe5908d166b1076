import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { service, type Actor } from "../kernel/actor.ts";
import { instant } from "../kernel/day.ts";
import { command, type Command } from "../db/command.ts";
import { reading, type Tx } from "../db/pool.ts";
import { testDoor } from "../db/test-door.ts";
import { prove } from "../prove.ts";
import { replay } from "../replay.ts";
import { adoptPolicy, dropPolicy, proposePolicy, ratePolicy, setRatePolicy } from "./policy.ts";
import { proposalAfter, proposalMoves, proposalStates, type ProposalMove } from "./policy-proposal.ts";
import { proposalsOf, ratesOf } from "./read-policy.ts";

let house: Awaited<ReturnType<typeof testDoor>>;
beforeAll(async () => {
  house = await testDoor();
});
afterAll(() => house.close());

const given = {
  funder: "1742",
  law: "wmo",
  standing: "formal",
  from: "2026-03-01",
  maximumPerHour: 6200,
  source: "Verordening van de leeromgeving, bedacht",
};
const set = (changes: object = {}) => command(house.door, setRatePolicy, { ...given, ...changes }, { actor: service("test") });
const stored = async () =>
  (await reading(house.door.db, { scope: "svb" }, (tx) => ratePolicy(tx, "1742", "wmo", { standing: "formal", careFunction: "02" }))).map(
    ({ from, value }) => [from, value],
  );

test("a maximum rate is refused by its field where it contradicts the law or what was set before, and nothing changes", async () => {
  await set();
  for (const [why, changes, code, field] of [
    ["under the Wlz the maximum is law", { law: "wlz", funder: "5513" }, "input-invalid", "law"],
    ["on the day of the version that is there", {}, "input-invalid", "from"],
    ["the day before it", { from: "2026-02-28" }, "input-invalid", "from"],
    ["no euro at all", { from: "2026-04-01", maximumPerHour: 0 }, "input-invalid", "maximumPerHour"],
    ["part of a cent", { from: "2026-04-01", maximumPerHour: 6200.5 }, "input-invalid", "maximumPerHour"],
    ["without the bylaw it stands in", { from: "2026-04-01", source: "   " }, "input-invalid", "source"],
    ["a care office under the Wmo", { funder: "5513" }, "not-found", null],
    ["a funder that nobody knows", { funder: "9999" }, "not-found", null],
  ] as const)
    await expect(set(changes), why).rejects.toMatchObject({ code, faults: field === null ? [] : [{ field }] });
  expect(await stored()).toEqual([["2026-03-01", 6200]]);
});

test("a later version follows; each law and standing has versions of its own", async () => {
  await set({ from: "2026-03-02", maximumPerHour: 6300 });
  await set({ from: "2026-02-28", standing: "informal", maximumPerHour: 2900 });
  await set({ from: "2026-02-28", law: "jeugdwet", maximumPerHour: 6400 });
  expect(await stored()).toEqual([
    ["2026-03-01", 6200],
    ["2026-03-02", 6300],
  ]);
  expect((await prove(house.door)).differences).toEqual([]);
});

describe("a policy with two pairs of eyes", () => {
  const maker = (person: string, organisation = "0363"): Actor => ({
    ...{ person, roles: ["funder-policy-maker"], organisation, reach: [], provider: null },
  });
  const [anna, bob] = [maker("anna"), maker("bob")];
  const proposal = {
    ...{ funder: "0363", law: "wmo", standing: "informal", careFunction: null, from: "2027-01-01" },
    ...{ maximumPerHour: 2_950, source: "Verordening 2027, bedacht" },
  };
  const run = <Input, Answer>(spec: Command<Input, Answer>, input: unknown, actor: Actor) => command(house.door, spec, input, { actor });
  const propose = (changes: object = {}, actor = anna) => run(proposePolicy, { ...proposal, ...changes }, actor);
  const read = <T>(what: (tx: Tx) => Promise<T>): Promise<T> => reading(house.door.db, { scope: "svb" }, what);
  const holds = async (careFunction: string) =>
    (await read((tx) => ratePolicy(tx, "0363", "wmo", { standing: "informal", careFunction }))).map(
      ({ from, value }) => `${from} ${String(value)}`,
    );

  test("is refused by its field where it reaches back, is below the minimum wage, or is no business of his", async () => {
    for (const [why, changes, code, field] of [
      ["on a day that is over", { from: "2026-11-01" }, "input-invalid", "from"],
      ["below the minimum wage with holiday allowance", { maximumPerHour: 1_500 }, "input-invalid", "maximumPerHour"],
      ["half a cent", { maximumPerHour: 2_950.5 }, "input-invalid", "maximumPerHour"],
      ["a function that has no code", { careFunction: "2" }, "input-invalid", "careFunction"],
      ["under the Wlz", { law: "wlz" }, "input-invalid", "law"],
    ] as const)
      await expect(propose(changes), why).rejects.toMatchObject({ code, faults: [{ field }] });
    await expect(propose({}, maker("carla", "0014"))).rejects.toMatchObject({ code: "not-found" });
    await expect(propose({}, { ...anna, roles: ["funder-assessor"] })).rejects.toMatchObject({ code: "not-allowed" });
    expect(await read((tx) => proposalsOf(tx, "0363"))).toEqual([]);
  });

  test("holds for nobody until somebody else adopts it, and then from its day on", async () => {
    const { proposal: id } = await propose();
    await expect(propose({ maximumPerHour: 3_000 })).rejects.toMatchObject({ code: "policy-proposal-open" });
    expect(await holds("02")).toEqual([]);
    expect(await read((tx) => proposalsOf(tx, "0363"))).toMatchObject([{ id, value: 2_950, by: "anna", careFunction: null }]);
    await expect(run(adoptPolicy, { proposal: id }, anna)).rejects.toMatchObject({ code: "policy-not-independent" });
    await expect(run(adoptPolicy, { proposal: id }, maker("carla", "0014"))).rejects.toMatchObject({ code: "not-found" });
    await run(adoptPolicy, { proposal: id }, bob);
    expect(await holds("02")).toEqual(["2027-01-01 2950"]);
    for (const spec of [adoptPolicy, dropPolicy])
      await expect(run(spec, { proposal: id }, bob)).rejects.toMatchObject({ code: "policy-proposal-not-now" });
    await expect(propose({ from: "2027-01-01" })).rejects.toMatchObject({ faults: [{ field: "from" }] });
  });

  test("for one function of care goes before that for all, from its own day on", async () => {
    const { proposal: own } = await propose({ careFunction: "03", from: "2027-04-01", maximumPerHour: 3_400 });
    await run(adoptPolicy, { proposal: own }, bob);
    const { proposal: later } = await propose({ from: "2027-07-01", maximumPerHour: 3_000 }, bob);
    await run(adoptPolicy, { proposal: later }, anna);
    expect([await holds("02"), await holds("03")]).toEqual([
      ["2027-01-01 2950", "2027-07-01 3000"],
      ["2027-01-01 2950", "2027-04-01 3400"],
    ]);
    expect((await read((tx) => ratesOf(tx, "0363"))).map(({ careFunction, versions }) => [careFunction, versions.length])).toEqual([
      [null, 2],
      ["03", 1],
    ]);
  });

  test("that waited until its day was over is not adopted any more, and can be taken back", async () => {
    const { proposal: id } = await propose({ careFunction: "07", from: "2026-12-01" });
    const after = { ...house.door, now: () => instant("2026-12-02T08:00:00Z") };
    await expect(command(after, adoptPolicy, { proposal: id }, { actor: bob })).rejects.toMatchObject({ faults: [{ field: "from" }] });
    await run(dropPolicy, { proposal: id }, anna);
    expect(await read((tx) => proposalsOf(tx, "0363"))).toEqual([]);
    expect((await prove(house.door)).differences).toEqual([]);
    expect(await replay(house.url, house.door, () => undefined)).toMatchObject({ ok: true });
  });

  test("every move from every state is as the table says", () => {
    const allowed = proposalStates.flatMap((state) =>
      (Object.keys(proposalMoves) as ProposalMove[]).map((move) => [state, move, proposalAfter(state, move)]),
    );
    expect(allowed.filter(([, , to]) => to !== null)).toEqual([
      ["proposed", "adopt", "adopted"],
      ["proposed", "drop", "dropped"],
    ]);
  });
});
