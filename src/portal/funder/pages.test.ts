import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPool } from "../../db/pool.ts";
import { wlz501, wmo501 } from "../../budget/messages/fixtures.ts";
import { openScene, takeAward, type Scene } from "../../scene-for-tests.ts";
import { tokenIn, type Visitor } from "../../test-app.ts";

let scene: Scene;
let funder: Visitor;
let policyMaker: Visitor;
let otherFunder: Visitor;
let holder: Visitor;
let svb: Visitor;

beforeAll(async () => {
  scene = await openScene();
  ({ funder, policyMaker, otherFunder, holder, svb } = scene.visitors);
}, 60_000);
afterAll(() => scene.close());

const plain = async (response: Response): Promise<string> => (await response.text()).replaceAll("\u00a0", " ");

const messages = "/verstrekker/berichten";
const upload = async (who: Visitor, content: string | null, csrf?: string): Promise<Response> => {
  const form = new FormData();
  form.set("csrf", csrf ?? tokenIn(await (await who.get(messages)).text()));
  if (content !== null) form.set("bericht", new File([content], "bericht.xml", { type: "application/xml" }));
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return fetch(new URL(messages, scene.site.origin), { method: "POST", body: form, headers: { cookie }, redirect: "manual" });
};

describe("award messages of a funder", () => {
  test("are handed in by a policy maker, who reads the codes and fetches the return message", async () => {
    const sent = await upload(policyMaker, wlz501({ identification: "A00000000002", number: "BUDGET-2", previous: "BUDGET-1" }));
    expect(sent.status).toBe(303);
    const path = sent.headers.get("location")!;
    const page = await plain(await policyMaker.get(path));
    expect(page).toContain("Het bericht is overgenomen.");
    expect(page).toContain("0200");
    const answer = await policyMaker.get(`${path}/retourbericht`);
    expect(answer.headers.get("content-type")).toContain("application/xml");
    expect(await answer.text()).toContain("502:");
    for (const who of [otherFunder, holder]) expect([403, 404]).toContain((await who.get(path)).status);
    expect((await svb.get(path)).status).toBe(403);
  });

  test("are refused with every code, and stay in sight of who sent them", async () => {
    const sent = await upload(policyMaker, wlz501({ identification: "A00000000003", number: "BUDGET-3", functions: [] }));
    const path = sent.headers.get("location")!;
    const page = await plain(await policyMaker.get(path));
    expect(page).toContain("Het bericht is afgekeurd.");
    expect(await plain(await policyMaker.get("/verstrekker"))).toContain("A00000000003");
    expect((await otherFunder.get(path)).status).toBe(404);
  });

  test.each([
    ["no file", null, "Kies het bestand"],
    ["an empty file", "", "Dit bestand is leeg"],
    ["a message of another funder", wmo501({ identification: "A00000000009", number: "BUDGET-9" }), "van een andere verstrekker"],
  ] as const)("%s is said at the field", async (_why, content, message) => {
    const response = await upload(policyMaker, content);
    expect(response.status).toBe(400);
    expect(await plain(response)).toContain(message);
  });

  test.each([
    ["no XML at all", "hallo"],
    ["a DOCTYPE", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ["bytes of nothing", "\u0000\u0001"],
    ["XML of something else", "<a/>"],
  ])("%s is refused as a message", async (_why, content) => {
    const response = await upload(policyMaker, content);
    expect(response.status).toBe(303);
    expect(await plain(await policyMaker.get(response.headers.get("location")!))).toContain("Afgekeurd");
  });

  test("cannot be handed in by an assessor, by a stranger's form, or beyond the largest size", async () => {
    expect((await upload(funder, wlz501())).status).toBe(403);
    expect((await upload(policyMaker, wlz501(), "vals")).status).toBe(400);
    expect((await upload(policyMaker, "a".repeat(6_000_000))).status).toBe(413);
  });
});

describe("budgets of a funder", () => {
  test("stand in a list with where the money is, and are looked at on the record", async () => {
    const list = await plain(await funder.get("/verstrekker/budgetten"));
    expect(list).toContain("€ 54.000,00");
    expect(list).toContain("I. van Dam");
    const id = /\/verstrekker\/budgetten\/([0-9a-f-]{36})/.exec(list)?.[1] ?? "";
    expect(await plain(await funder.get(`/verstrekker/budgetten/${id}`))).toContain("Totaal zorgpakket");
    expect((await otherFunder.get(`/verstrekker/budgetten/${id}`)).status).toBe(404);
    const owner = openPool({ url: scene.url, as: "owner", most: 1 });
    const { rows } = await owner.query("select purpose from log.access where organisation = '5515' and purpose = 'budget bekijken'");
    await owner.end();
    expect(rows).toHaveLength(1);
  });

  test("can be searched for with anything", async () => {
    expect(await plain(await funder.get("/verstrekker/budgetten?zoek=%25"))).toContain("Niets gevonden");
    expect(await plain(await funder.get("/verstrekker/budgetten?zoek=dam"))).toContain("€ 54.000,00");
    for (const query of ["?zoek=%5C'%22", "?bladzijde=-1", "?bladzijde=99999", "?zoek=a&zoek=b", `?zoek=${"x".repeat(3_000)}`]) {
      expect((await funder.get(`/verstrekker/budgetten${query}`)).status, query).toBe(200);
    }
    for (const id of ["x", "00000000-0000-0000-0000-000000000000", "%27--"]) {
      expect((await funder.get(`/verstrekker/budgetten/${id}`)).status).toBe(404);
      expect((await funder.get(`${messages}/${id}`)).status).toBe(404);
      expect((await funder.get(`${messages}/${id}/retourbericht`)).status).toBe(404);
    }
  });

  test("a lowered award that takes only free money makes no signal", async () => {
    await takeAward(
      scene.door,
      wlz501({
        identification: "A00000000004",
        number: "BUDGET-4",
        previous: "BUDGET-2",
        functions: [{ code: "99", amount: 1_000_000, from: "2026-01-01", until: "2026-12-31" }],
      }),
    );
    expect(await plain(await funder.get("/verstrekker"))).toContain("Er zijn nu geen nieuwe signalen");
    expect(await plain(await funder.get("/verstrekker/budgetten"))).toContain("€ 10.000,00");
  });

  test("are for the funder's own staff", async () => {
    for (const path of ["/verstrekker", "/verstrekker/budgetten", messages]) {
      expect((await svb.get(path)).status, path).toBe(403);
      expect((await holder.get(path)).status, path).toBe(403);
    }
  });
});
