import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scopes, service, type Actor } from "../../kernel/actor.ts";
import { instant } from "../../kernel/day.ts";
import { command, keepUpload, type Door } from "../../db/command.ts";
import { openPool } from "../../db/pool.ts";
import { testDoor } from "../../db/test-door.ts";
import { confirmationKeys } from "../../law/confirmation-keys.ts";
import { clauses } from "../../agreement/agreement.ts";
import { assessAsFunder, assessAsSvb } from "../../agreement/assess.ts";
import { shareAgreement } from "../../agreement/share.ts";
import { signAsHolder, signAsProvider } from "../../agreement/sign.ts";
import { importAward } from "../../budget/import-award.ts";
import { wlz501 } from "../../budget/messages/fixtures.ts";
import { confirmLaw } from "../../party/confirm-law.ts";
import { registerPerson } from "../../party/register.ts";
import { openOwnAccount } from "../../payment/open-account.ts";
import { testApp, tokenIn, type TestApp, type Visitor } from "../../test-app.ts";

let door: Door;
let url: string;
let closeDoor: () => Promise<void>;
let site: TestApp;
let agreement: string;
let holder: Visitor;
let provider: Visitor;
let stranger: Visitor;
let svb: Visitor;

const personal = { firstNames: null, born: null, bsn: null, chamber: null, agb: null, address: null, email: null, phone: null, iban: null };
const by = (person: string, role: Actor["roles"][number], organisation: string): Actor => ({
  person,
  roles: [role],
  organisation,
  reach: [],
  provider: null,
});

const register = async (name: string, bsn: string | null, staff: string | null): Promise<string> => {
  const { person } = await command(
    door,
    registerPerson,
    {
      kind: "natural",
      provider: staff === null ? { kind: "person", formal: false, formalWhy: null } : null,
      staff: staff === null ? null : { subject: staff, organisation: "SVB", roles: ["svb-assessor"] },
      personal: { ...personal, name, salutation: name, familyName: name, bsn, iban: staff === null ? "NL91ABNA0417164300" : null },
    },
    { actor: service("test") },
  );
  return person;
};

const owner = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> => {
  const pool = openPool({ url, as: "owner", most: 1 });
  const { rows } = await pool.query<Row>(text, values);
  await pool.end();
  return rows;
};

const makeAgreement = async (worker: string): Promise<string> => {
  const [line] = await owner<{ id: string; holder_id: string }>("select id, holder_id from budget.line");
  const own: Actor = {
    person: line!.holder_id,
    roles: ["holder"],
    organisation: null,
    reach: [{ holder: line!.holder_id, scopes }],
    provider: null,
  };
  const other: Actor = { person: worker, roles: ["provider"], organisation: null, reach: [], provider: worker };
  const terms = {
    holder: own.person,
    provider: worker,
    lines: [line!.id],
    function: "99",
    kind: "assignment",
    standing: "informal",
    family: false,
    unit: "hour",
    rate: 2500,
    schedule: "fixed",
    minutesPerWeek: 600,
    setAside: null,
    beyondCommitment: true,
    from: "2026-10-01",
    until: "2026-12-31",
    accepted: [...clauses],
    personal: { care: "Helpt met opstaan, aankleden en de administratie." },
  };
  const made = await command(door, shareAgreement, terms, { actor: own });
  const [row] = await owner<{ content_hash: string }>("select content_hash from agreement.agreement where id = $1", [made.agreement]);
  const signed = { agreement: made.agreement, contentHash: row!.content_hash };
  await command(door, signAsProvider, signed, { actor: other });
  await command(door, signAsHolder, signed, { actor: own });
  await command(
    door,
    assessAsFunder,
    { ...signed, outcome: "approved", personal: { reason: "" } },
    { actor: by("funder", "funder-assessor", "5515") },
  );
  await command(
    door,
    assessAsSvb,
    { ...signed, outcome: "approved", personal: { reason: "" } },
    { actor: by("svb", "svb-assessor", "SVB") },
  );
  return made.agreement;
};

beforeAll(async () => {
  ({ door, url, close: closeDoor } = await testDoor(instant("2026-11-02T08:00:00Z")));
  await command(
    door,
    openOwnAccount,
    { iban: "NL02ABNA0123456789", bic: null, name: "Sociale Verzekeringsbank" },
    { actor: service("test") },
  );
  for (const { name, from } of confirmationKeys()) await command(door, confirmLaw, { name, from }, { actor: service("test") });
  await command(
    door,
    importAward,
    { upload: await keepUpload(door, Buffer.from(wlz501()), "application/xml") },
    { actor: service("test") },
  );
  agreement = await makeAgreement(await register("Fatma Yılmaz", "999900018", null));
  await register("Vreemde Ander", "999900031", null);
  await register("Joris Maas", null, "svb-joris");
  site = await testApp(door);
  holder = await site.signedIn({ bsn: "999990019" });
  provider = await site.signedIn({ bsn: "999900018" });
  stranger = await site.signedIn({ bsn: "999900031" });
  svb = await site.signedIn({ staff: "svb-joris" });
});
afterAll(async () => {
  await site.close();
  await closeDoor();
});

const sheet = (): string => `/uren/nieuw?overeenkomst=${agreement}&maand=2026-10`;
const text = async (answer: Promise<Response>, status = 200): Promise<string> => {
  const response = await answer;
  const body = await response.text();
  expect(response.status, body.slice(0, 300)).toBe(status);
  return body;
};
const hours = (who: Visitor, fields: Record<string, string>, more: Record<string, string> = {}) =>
  who.post("/uren/nieuw", { overeenkomst: agreement, maand: "2026-10", doen: "versturen", gezien: "", ...more, ...fields }, sheet());
const next = (response: Response): string => {
  expect(response.status).toBe(303);
  return response.headers.get("location") ?? "";
};
const formValue = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

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

describe("bad input", () => {
  test.each(["abc", "25", "-1", "1000000000", "2,33", "<script>", "9".repeat(5000)])(
    "hours %j are refused at their own day",
    async (typed) => {
      const html = await text(hours(provider, { "uren-2026-10-12": typed }), 400);
      expect(html).toContain("maandag 12\u00a0oktober");
      expect(html).not.toContain('<script>"');
    },
  );

  test.each([
    ["a day of another month", { "uren-2026-11-02": "2" }],
    ["a day that does not exist", { "uren-2026-10-99": "2" }],
    ["a day before the agreement", { "uren-2026-09-30": "2" }],
  ])("%s is refused", async (_, fields) => {
    expect(await text(hours(provider, fields), 400)).toContain("een dag waarop dat niet kan");
  });

  test("an empty sheet is refused", async () => {
    expect(await text(hours(provider, {}), 400)).toContain("Vul ten minste één dag in");
  });

  test.each(["2026-13", "2025-01", "2027-01", "x", "0000-00"])("month %s is refused", async (maand) => {
    expect(await text(provider.get(`/uren/nieuw?overeenkomst=${agreement}&maand=${maand}`), 400)).toContain("Kies een maand");
    expect(await text(hours(provider, { maand, "uren-2026-10-12": "2" }), 400)).toContain("Kies een maand");
  });

  const odd = ["x", "%00", "1", "00000000-0000-4000-8000-000000000000", "..%2f", "'%20or%201=1"];
  test.each(
    ["/uren/", "/besluiten/", "/budgetten/", "/svb/declaraties/", "/uren/nieuw?overeenkomst="].flatMap((start) =>
      odd.map((id) => start + id),
    ),
  )("%s is no defect", async (path) => {
    for (const who of [holder, provider, svb, stranger, site.anybody()]) expect((await who.get(path)).status, path).toBeLessThan(500);
  });

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
