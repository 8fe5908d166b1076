import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cents } from "../../kernel/money.ts";
import { reading } from "../../db/pool.ts";
import { tokenIn } from "../../test-app.ts";
import { seedClaims } from "../fixtures.ts";
import { as, closeClerks, contentIn, door, frozen, listIn, newClaim, openClerks, people, shown, site } from "./clerks-for-tests.ts";

beforeAll(openClerks);
afterAll(closeClerks);

const nowhere = "6f2c9a34-0000-8000-8000-000000000000";
const stateOf = (path: string) =>
  reading(
    door.db,
    { scope: "svb" },
    async (tx) =>
      (
        await tx
          .selectFrom("payment.batch")
          .select("state")
          .where("id", "=", path.split("/").at(-1) ?? "")
          .executeTakeFirst()
      )?.state,
  );
const batches = () =>
  reading(door.db, { scope: "svb" }, async (tx) => (await tx.selectFrom("payment.batch").select("id").execute()).length);
const release = async (who: string, path: string): Promise<Response> =>
  as(who).post(`${path}/vrijgeven`, { inhoud: contentIn(await shown("second", path)) || "0".repeat(64) }, path);

describe("the clerks", () => {
  test("make, freeze and release a batch, each what is his", async () => {
    await seedClaims(door, [
      { number: 901, amount: cents(12_500) },
      { number: 902, amount: cents(5_000), iban: null },
    ]);
    const list = await shown("maker", "/svb/betalingen");
    expect(list).toContain("DC-901");
    expect(list).toContain("De zorgverlener heeft geen rekeningnummer.");
    const path = (await as("maker").post("/svb/betalingen", { lijst: listIn(list) }, "/svb/betalingen")).headers.get("location") ?? "";
    const draft = await shown("maker", path);
    expect(draft).toContain("Het concept is klaar: 1 betalingen");
    expect(draft).toMatch(/Niet in dit bestand[\s\S]*DC-902[\s\S]*geen rekeningnummer/);
    expect((await as("maker").get(`${path}/bestand`)).status).toBe(409);
    await as("maker").post(`${path}/vastzetten`, {}, path);
    expect(await shown("maker", path)).not.toContain("/vrijgeven");

    const content = contentIn(await shown("first", path));
    expect(content).toMatch(/^[0-9a-f]{64}$/);
    await as("first").post(`${path}/vrijgeven`, { inhoud: content }, path);
    expect(await shown("first", path)).toContain("U hebt deze batch al vrijgegeven.");
    await as("second").post(`${path}/vrijgeven`, { inhoud: content }, path);
    expect(await stateOf(path)).toBe("released");
    const done = await shown("second", path);
    for (const name of ["M. Maker", "E. Eerste", "T. Tweede"]) expect(done).toContain(name);
  });

  test("fetch the file as the bank gets it, and leave a trace with every holder", async () => {
    const path = await frozen();
    const answer = await as("first").get(`${path}/bestand`);
    expect(answer.headers.get("content-type")).toContain("application/xml");
    expect(answer.headers.get("content-disposition")).toMatch(/attachment; filename="PGBB[0-9A-Z]{26}\.xml"/);
    expect(await answer.text()).toContain("pain.001.001.09");
    const traces = await reading(door.db, { scope: "svb" }, (tx) =>
      tx
        .selectFrom("log.access")
        .select(["purpose"])
        .where("person", "=", people.get("first") ?? "")
        .execute(),
    );
    expect(traces).toEqual([{ purpose: "betaalbestand ophalen" }]);
    await as("maker").post(`${path}/intrekken`, {}, path);
    expect(await stateOf(path)).toBe("withdrawn");
  });

  test("pressed twice, one batch is made, and both presses lead to it", async () => {
    await newClaim(7_500);
    const before = await batches();
    const html = await shown("maker", "/svb/betalingen");
    const answers = { lijst: listIn(html), csrf: tokenIn(html) };
    const together = await Promise.all([1, 2].map(() => as("maker").post("/svb/betalingen", answers)));
    const later = await as("maker").post("/svb/betalingen", answers);
    const places = [...together, later].map(({ headers }) => headers.get("location"));
    expect(new Set(places).size).toBe(1);
    expect(await batches()).toBe(before + 1);
  });
});

describe("who may not sign reads why", () => {
  test.each([
    ["the maker of the batch, who may also release", "both", {}, "U hebt deze batch zelf gemaakt."],
    ["who gave an account number in it", "first", { changed: true }, "U hebt een rekeningnummer in deze batch gewijzigd."],
  ])("%s", async (_why, who, { changed = false }: { changed?: boolean }, text) => {
    const path = await frozen(changed ? "maker" : who, changed ? { changedBy: people.get(who) ?? "" } : {});
    const html = await shown(who, path);
    expect(html).toContain(text);
    expect(html).not.toContain('name="inhoud"');
    const answer = await release(who, path);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain(text);
    expect(await stateOf(path)).toBe("frozen");
  });
});

describe("roles", () => {
  const pages = ["/svb/betalingen", "/svb/bank", "/svb/aansluiting"];
  test.each(
    pages.flatMap(
      (path) =>
        [
          ["assessor", path],
          ["operator", path],
          ["funder", path],
        ] as const,
    ),
  )("%s does not see %s", async (who, path) => {
    expect((await as(who).get(path)).status).toBe(403);
  });

  test.each([
    ["first", "/svb/betalingen"],
    ["maker", `/svb/betalingen/${nowhere}/vrijgeven`],
    ["first", `/svb/betalingen/${nowhere}/vastzetten`],
    ["first", `/svb/betalingen/${nowhere}/intrekken`],
    ["assessor", "/svb/bank/inlezen"],
    ["first", "/svb/bank/inlezen"],
    ["first", `/svb/bank/boekingen/${nowhere}`],
    ["assessor", "/svb/berichten"],
  ])("%s may not post to %s", async (who, path) => {
    expect((await as(who).post(path, {}, "/svb")).status).toBe(403);
  });

  test("each begins at his own work, and a funder has no part in it", async () => {
    expect(await shown("maker", "/svb")).toContain("De boeken sluiten aan op de bank");
    expect(await shown("assessor", "/svb")).not.toMatch(/boeken|Betalingen/);
    expect(await shown("operator", "/svb")).toContain("Toekenningsbericht inlezen");
    expect((await as("funder").get("/svb")).status).toBe(403);
    expect((await as("funder").get("/svb/berichten")).status).toBe(404);
    expect((await site.anybody().get("/svb")).status).toBe(303);
  });
});

describe("bad input is refused and changes nothing", () => {
  test.each([
    ["/svb/betalingen/x", 404],
    ["/svb/betalingen/%00", 404],
    [`/svb/betalingen/${nowhere}`, 404],
    [`/svb/betalingen/${nowhere}/bestand`, 404],
    ["/svb/betalingen?staat=%27;drop&bladzijde=-1", 200],
    ["/svb/betalingen?staat=draft&staat=sent&bladzijde=999999", 200],
    ["/svb/bank?bladzijde=1e9", 200],
    ["/svb/bank/afschriften/x", 404],
    [`/svb/bank/afschriften/${nowhere}`, 404],
    [`/svb/bank/boekingen/${nowhere}`, 404],
  ])("%s: %i", async (path, status) => {
    expect((await as("maker").get(path)).status).toBe(status);
  });

  test.each([
    ["no list", {}],
    ["a list that is none", { lijst: "abc" }],
    ["another list", { lijst: "a".repeat(64) }],
    ["two lists", { lijst: "a".repeat(64), more: "x" }],
  ])("making a batch of %s", async (_why, answers) => {
    const before = await batches();
    const answer = await as("maker").post("/svb/betalingen", answers, "/svb/betalingen");
    expect([400, 409]).toContain(answer.status);
    expect(await answer.text()).toContain('href="#inhoud"');
    expect(await batches()).toBe(before);
  });

  test.each([
    ["another content", "b".repeat(64), 409],
    ["no hash", "<script>", 400],
    ["nothing", "", 400],
  ])("releasing %s", async (_why, inhoud, status) => {
    const path = await frozen();
    const answer = await as("first").post(`${path}/vrijgeven`, { inhoud }, path);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain("<script>");
    expect(await stateOf(path)).toBe("frozen");
  });

  test("a move that is not possible any more shows how the batch stands", async () => {
    const path = await frozen();
    const again = await as("maker").post(`${path}/vastzetten`, {}, path);
    expect(again.status).toBe(409);
    expect(await again.text()).toContain("Vastgezet");
    expect((await as("maker").post(`/svb/betalingen/${nowhere}/vastzetten`, {}, "/svb")).status).toBe(404);
    expect((await as("maker").post("/svb/betalingen/x/vastzetten", {}, "/svb")).status).toBe(404);
  });
});
