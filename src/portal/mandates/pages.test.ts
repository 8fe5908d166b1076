import { afterAll, beforeAll, expect, test } from "vitest";
import { importAward } from "../../budget/import-award.ts";
import { jw501 } from "../../budget/messages/fixtures.ts";
import { service } from "../../kernel/actor.ts";
import { day, instant, inWords, plusDays } from "../../kernel/day.ts";
import { command, keepUpload, type Door } from "../../db/command.ts";
import { reading } from "../../db/pool.ts";
import { testDoor } from "../../db/test-door.ts";
import { deliverNotice, type Outgoing } from "../../party/notice.ts";
import { whoIs } from "../../party/who.ts";
import { replay } from "../../replay.ts";
import { testBsn } from "../../sim/test-numbers.ts";
import { testApp, type TestApp, type Visitor } from "../../test-app.ts";

const aunt = testBsn(70);
let door: Door;
let url: string;
let closeDoor: () => Promise<void>;
let site: TestApp;
let parent: Visitor;

const path = "/vertegenwoordiging";
const helper = { soort: "MK", naam: "A. Tante", achternaam: "Tante", bsn: aunt, "tot-dag": "31", "tot-maand": "12", "tot-jaar": "2026" };

beforeAll(async () => {
  ({ door, url, close: closeDoor } = await testDoor(instant("2026-11-02T08:00:00Z")));
  const upload = await keepUpload(door, Buffer.from(jw501()), "application/xml");
  const { accepted } = await command(door, importAward, { upload }, { actor: service("test") });
  expect(accepted).toBe(true);
  site = await testApp(door);
  parent = await site.signedIn({ bsn: "999990044" });
});
afterAll(async () => {
  await site.close();
  await closeDoor();
});

const text = async (visitor: Visitor, at: string): Promise<string> => (await visitor.get(at)).text();

test("a helper without a last day, or one that has passed, is refused with what to do, and nobody is added", async () => {
  const without = await parent.post(path, { ...helper, "tot-dag": "", "tot-maand": "", "tot-jaar": "" }, path);
  expect([without.status, await without.text()]).toEqual([400, expect.stringContaining("Een meekijker heeft een laatste dag nodig.")]);
  const past = await parent.post(path, { ...helper, "tot-jaar": "2025" }, path);
  expect([past.status, await past.text()]).toEqual([400, expect.stringContaining("Deze dag is al voorbij.")]);
  const odd = await parent.post(path, { ...helper, "tot-dag": "32" }, path);
  expect([odd.status, await odd.text()]).toEqual([400, expect.stringContaining("Dit is geen bestaande dag.")]);
  const nobody = await parent.post(path, { ...helper, bsn: "123456789" }, path);
  expect([nobody.status, await nobody.text()]).toEqual([400, expect.stringContaining("elfproef")]);
  await expect(site.signedIn({ bsn: aunt })).rejects.toThrow("nobody is registered");
});

test("an authorised person without any right, and a known number under another name, are refused", async () => {
  const idle = await parent.post(path, { ...helper, soort: "04" }, path);
  expect([idle.status, await idle.text()]).toEqual([400, expect.stringContaining("U koos niet wat deze persoon mag.")]);
  const other = await parent.post(path, { ...helper, bsn: "999990044" }, path);
  expect([other.status, await other.text()]).toEqual([400, expect.stringContaining("hoort niet bij deze achternaam")]);
});

test("a helper reads and changes nothing, both get a message, and what is taken back holds no more at once", async () => {
  expect((await parent.post(path, helper, path)).status).toBe(303);
  expect(await text(parent, path)).toContain("Mag: alles lezen.");
  const looks = await site.signedIn({ bsn: aunt });
  const page = await text(looks, path);
  expect(page).toContain("A. Tante");
  expect(page).not.toContain("Iemand toevoegen");
  expect(page).not.toContain("Intrekken van");
  expect((await looks.post(path, helper, "/berichten")).status).toBe(403);
  expect((await looks.get("/overeenkomsten/nieuw")).status).toBe(403);
  expect(await text(looks, "/berichten")).toContain("U mag dingen voor iemand regelen");

  const before = await text(parent, "/start");
  expect(before).toContain("mailbox-count");
  const read = await text(parent, "/berichten");
  expect(read).toContain(`A. Tante is vanaf ${inWords(day("2026-11-02"))} uw vertegenwoordiger: meekijker.`);
  expect(await text(parent, "/start")).not.toContain("mailbox-count");

  const at = /action="(\/vertegenwoordiging\/[^"]+\/intrekken)"/.exec(await text(parent, path))?.[1] ?? "";
  expect((await looks.post(at, {}, "/berichten")).status).toBe(403);
  expect((await parent.post(at, {}, path)).status).toBe(303);
  expect((await looks.get(path)).status).toBe(403);
  expect((await parent.post(at, {}, path)).status).toBe(409);
  const parents = [...(await text(parent, path)).matchAll(/Dit beëindigt u niet zelf/g)];
  expect(parents.length).toBeGreaterThan(0);
});

test("the message leaves by letter to the address of that moment, once", async () => {
  const sent: Outgoing[] = [];
  const rows = await reading(door.db, { scope: "svb" }, (tx) => tx.selectFrom("party.notice_delivery").selectAll().execute());
  expect(rows.length).toBeGreaterThan(0);
  for (const { notice_id } of [...rows, ...rows]) await deliverNotice(door, (one) => Promise.resolve(void sent.push(one)), notice_id);
  expect(sent).toHaveLength(rows.length);
  expect(sent[0]).toMatchObject({ channel: "letter", to: expect.stringMatching(/\d{4} ?[A-Z]{2}/) as string });
});

test("a parent acts until the day before the child comes of age; the child acts from that day on", async () => {
  const at = (bsn: string, on: string) =>
    reading(door.db, { scope: "sign-in" }, (tx) => whoIs(tx, door.seals, { bsn, chamber: null, staff: null }, day(on)));
  const child = await reading(door.db, { scope: "svb" }, (tx) =>
    tx
      .selectFrom("party.holder")
      .innerJoin("party.personal", "party.personal.person_id", "party.holder.person_id")
      .select("born")
      .executeTakeFirstOrThrow(),
  );
  const birthday = `${String(Number(child.born?.slice(0, 4)) + 18)}${child.born?.slice(4) ?? ""}`;
  const eve = plusDays(day(birthday), -1);
  expect((await at("999990044", eve))?.actor.reach).toHaveLength(1);
  expect((await at("999990044", birthday))?.actor.reach).toEqual([]);
});

test("it all replays to the same state", async () => {
  const { ok, differences } = await replay(url, door, () => undefined);
  expect([ok, differences]).toEqual([true, []]);
});
