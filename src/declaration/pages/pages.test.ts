import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tokenIn } from "../../test-app.ts";
import {
  closeParties,
  formValue,
  holder,
  hours,
  next,
  openParties,
  owner,
  provider,
  sheet,
  stranger,
  svb,
  text,
} from "./parties-for-tests.ts";

beforeAll(openParties);
afterAll(closeParties);

describe("from hours to a receipt", () => {
  let declaration: string;

  test("a provider sees what waits, and nothing of the budget", async () => {
    const html = await text(provider.get("/start"));
    expect(html).toContain("Vul uw uren in voor");
    expect(html).not.toContain("54.000");
    await text(provider.get("/budgetten"), 403);
  });

  test("checking shows the totals and what is wrong, and stores nothing", async () => {
    const html = await text(hours(provider, { "uren-2026-10-05": "2,5", "uren-2026-10-06": "2:10" }, { doen: "controleren" }));
    expect(html).toContain("geen hele kwartieren");
    expect(html).toContain("€\u00a062,50");
    expect(await owner("select from declaration.declaration")).toEqual([]);
  });

  test("a draft is kept as it was typed", async () => {
    expect(next(await hours(provider, { "uren-2026-10-05": "2:30", "uren-2026-10-07": "?" }, { doen: "bewaren" }))).toContain(
      "/uren/nieuw",
    );
    const html = await text(provider.get(sheet()));
    expect(html).toContain('value="2:30"');
    expect(html).toContain("Wij hebben uw uren bewaard");
  });

  test("what is wrong is shown before it is sent", async () => {
    const html = await text(hours(provider, { "uren-2026-10-06": "2:10" }));
    expect(html).toContain("Er is nog niets verstuurd");
  });

  test("the same form twice has one effect", async () => {
    const csrf = tokenIn(await text(provider.get(sheet())));
    const answers = { "uren-2026-10-05": "2,5", "uren-2026-10-06": "2.25", csrf };
    const first = next(await hours(provider, answers));
    expect(next(await hours(provider, answers))).toBe(first);
    expect(await owner("select from declaration.declaration")).toHaveLength(1);
    declaration = first.split("/").at(-1)!;
    expect(await text(provider.get(first))).toContain("controleert de uren");
  });

  test("the holder is asked to look, and sends the hours back with a reason", async () => {
    expect(await text(holder.get("/start"))).toContain("Controleer de uren van Fatma Yılmaz");
    expect(await text(holder.get(sheet()).then((answer) => holder.get(next(answer))))).toContain("Goedkeuren");
    const wrong = await text(holder.post(`/uren/${declaration}/afwijzen`, { uitleg: " " }, `/uren/${declaration}`), 400);
    expect(wrong).toContain("Kies wat er niet klopt.");
    const why = '<script>alert("x")</script> Dinsdag was u er niet';
    next(await holder.post(`/uren/${declaration}/afwijzen`, { reden: "uren", uitleg: why }, `/uren/${declaration}`));
    const seen = await text(provider.get("/start"));
    expect(seen).toContain("Dinsdag was u er niet");
    expect(seen).not.toContain("<script>alert");
  });

  test("who approves hours that changed meanwhile is told so, and nothing is paid", async () => {
    next(await hours(provider, { "uren-2026-10-05": "2,5" }));
    const stale = await text(holder.get(`/uren/${declaration}`));
    next(await hours(provider, { "uren-2026-10-05": "3", "uren-2026-10-07": "0,5" }));
    const answer = await text(
      holder.post(`/uren/${declaration}/goedkeuren`, { regels: formValue(stale, "regels"), csrf: tokenIn(stale) }),
      409,
    );
    expect(answer).toContain("De declaratie is veranderd sinds u haar las");
    expect(answer).toContain("3,5\u00a0uur");
  });

  test("the holder approves, twice with one effect, and sees why", async () => {
    const html = await text(holder.get(`/uren/${declaration}`));
    const answers = { regels: formValue(html, "regels"), csrf: tokenIn(html) };
    next(await holder.post(`/uren/${declaration}/goedkeuren`, answers));
    next(await holder.post(`/uren/${declaration}/goedkeuren`, answers));
    const status = await text(holder.get(`/uren/${declaration}`));
    expect(status).toContain("€\u00a087,50");
    const receipt = /\/besluiten\/[0-9a-f-]{36}/.exec(status)![0];
    const shown = await text(holder.get(receipt));
    expect(shown).toContain("Wij betalen €\u00a087,50 voor oktober\u00a02026. Alles klopte.");
    expect(shown).toContain("De uren gaan in kwartieren");
    expect(shown).toMatch(/Een vast bedrag is voor een hele maand.*?Was hier niet van toepassing/s);
    expect(shown).toMatch(/hele aantallen die op één dag passen.*?Was hier niet van toepassing/s);
    expect(shown.match(/Was hier niet van toepassing/g)).toHaveLength(4);
    expect(shown).toContain("Fatma Yılmaz");
    expect(shown).toContain("betalingsbesluit");
    await text(provider.get(receipt), 403);
    await text(svb.get(receipt));
    expect(await owner("select from log.access where purpose = 'besluit lezen'")).toHaveLength(1);
    expect(await text(provider.get("/betalingen"))).toContain("€\u00a087,50");
  });

  test("more hours for the same month are a supplement", async () => {
    expect(await text(provider.get(sheet()))).toContain("U maakt een aanvulling");
    expect(next(await hours(holder, { "uren-2026-10-09": "1" }))).toContain("/uren/");
    expect(await owner("select from declaration.declaration where supplement_to is not null")).toHaveLength(1);
    expect(await text(holder.get("/budgetten"))).toContain("Afgesproken, nog niet ingediend");
  });
});

describe("a payment that came back", () => {
  test("promises nothing any more, and says to each what to do", async () => {
    const [row] = await owner<{ id: string; declaration_id: string }>(
      "select id, declaration_id from declaration.line where state = 'approved' limit 1",
    );
    const at = `/uren/${row!.declaration_id}`;
    expect(await text(provider.get(at))).toContain("Wij beloven te betalen");
    await owner("update declaration.line set state = 'returned' where id = $1", [row!.id]);
    const [own, other] = [await text(provider.get(at)), await text(holder.get(at))];
    await owner("update declaration.line set state = 'approved' where id = $1", [row!.id]);
    for (const html of [own, other]) expect(html).not.toContain("Wij beloven te betalen");
    expect(own).toContain("Controleer uw rekeningnummer");
    expect(own).not.toContain("op het budget");
    expect(other).toContain("Het geld staat weer op het budget");
  });
});

describe("a line that needs a person", () => {
  test("is decided on by an assessor, with a reason that the parties read", async () => {
    // One hour more on a day that was paid: a machine cannot know whether that is a double.
    const at = next(await hours(holder, { "uren-2026-10-05": "1" }, { gezien: "05.60" }));
    const id = at.split("/").at(-1)!;
    expect(await text(svb.get("/svb/declaraties"))).toContain("Deze dag is al gedeclareerd");
    const desk = `/svb/declaraties/${id}`;
    const regel = formValue(await text(svb.get(desk)), "regel");
    expect(await text(svb.post(desk, { regel, besluit: "refuse", reden: "" }, desk), 400)).toContain("Schrijf op waarom");
    expect(await text(svb.post(desk, { regel, reden: "x" }, desk), 400)).toContain("Kies wat u besluit");
    expect(next(await svb.post(desk, { regel, besluit: "refuse", reden: "Deze dag was al helemaal betaald." }, desk))).toBe(desk);
    expect(await text(svb.get(desk))).toContain("De regel is geweigerd");
    for (const who of [holder, provider]) expect(await text(who.get(at))).toContain("Deze dag was al helemaal betaald.");
    expect(await owner("select from log.access where purpose = 'declaratie beoordelen'")).not.toEqual([]);
  });
});

describe("who has no part in it", () => {
  test("a stranger finds nothing", async () => {
    const [row] = await owner<{ id: string; receipt_id: string }>(
      "select id, receipt_id from declaration.declaration where receipt_id is not null",
    );
    await text(stranger.get(`/uren/${row!.id}`), 404);
    await text(stranger.get(sheet()), 404);
    await text(stranger.post(`/uren/${row!.id}/goedkeuren`, { regels: row!.id }), 403);
    await text(stranger.get(`/besluiten/${row!.receipt_id}`), 403);
    await text(hours(stranger, { "uren-2026-10-12": "2", csrf: tokenIn(await text(stranger.get("/start"))) }), 404);
  });

  test.each(["/start", "/uren", "/betalingen", "/budgetten"])("staff have no business at %s", async (path) => {
    expect([403, 404]).toContain((await svb.get(path)).status);
  });

  test("nobody but an assessor comes to the desk of the SVB", async () => {
    expect(await text(svb.get("/svb/declaraties"))).toContain("Declaraties beoordelen");
    await text(holder.get("/svb/declaraties"), 403);
    const [row] = await owner<{ id: string }>("select id from declaration.declaration");
    // A line that is not in review, or not of this declaration, is not decided on.
    await text(
      svb.post(`/svb/declaraties/${row!.id}`, { regel: row!.id, besluit: "refuse", reden: "Dit kan zo echt niet." }, "/svb/declaraties"),
      409,
    );
  });
});
