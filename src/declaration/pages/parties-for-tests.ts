import { expect } from "vitest";
import { scopes, service, type Actor } from "../../kernel/actor.ts";
import { instant } from "../../kernel/day.ts";
import { command, keepUpload, type Door } from "../../db/command.ts";
import { openPool } from "../../db/pool.ts";
import { testDoor } from "../../db/test-door.ts";
import { confirmationKeys } from "../../law/confirmation-keys.ts";
import { clausesOf } from "../../agreement/kinds.ts";
import { assessAsFunder, assessAsSvb } from "../../agreement/assess.ts";
import { shareAgreement } from "../../agreement/share.ts";
import { signAsHolder, signAsProvider } from "../../agreement/sign.ts";
import { importAward } from "../../budget/import-award.ts";
import { wlz501 } from "../../budget/messages/fixtures.ts";
import { confirmLaw } from "../../party/confirm-law.ts";
import { registerPerson } from "../../party/register.ts";
import { openOwnAccount } from "../../payment/open-account.ts";
import { testApp, type TestApp, type Visitor } from "../../test-app.ts";

// A site with a holder and a provider who have an agreement, a stranger and an assessor: for the tests of these pages.

let door: Door;
let url: string;
let closeDoor: () => Promise<void>;
export let site: TestApp;
export let agreement: string;
export let holder: Visitor;
export let provider: Visitor;
export let stranger: Visitor;
export let svb: Visitor;

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

/** Rows as the owner of the database sees them. */
export const owner = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> => {
  const pool = openPool({ url, as: "owner", most: 1 });
  const { rows } = await pool.query<Row>(text, values);
  await pool.end();
  return rows;
};

const one = async <Row extends object>(query: string, values: unknown[] = []): Promise<Row> => {
  const [row] = await owner<Row>(query, values);
  if (!row) throw new Error(`no row for ${query}`);
  return row;
};

const makeAgreement = async (worker: string): Promise<string> => {
  const line = await one<{ id: string; holder_id: string }>("select id, holder_id from budget.line");
  const own: Actor = {
    person: line.holder_id,
    roles: ["holder"],
    organisation: null,
    reach: [{ holder: line.holder_id, scopes }],
    provider: null,
  };
  const other: Actor = { person: worker, roles: ["provider"], organisation: null, reach: [], provider: worker };
  const terms = {
    holder: own.person,
    provider: worker,
    lines: [line.id],
    function: "99",
    kind: "assignment",
    standing: "informal",
    family: false,
    rates: [{ unit: "hour", cents: 2500 }],
    schedule: "fixed",
    minutesPerWeek: 600,
    setAside: null,
    beyondCommitment: true,
    from: "2026-10-01",
    until: "2026-12-31",
    accepted: [...clausesOf("assignment")],
    personal: { care: "Helpt met opstaan, aankleden en de administratie." },
  };
  const made = await command(door, shareAgreement, terms, { actor: own });
  const row = await one<{ content_hash: string }>("select content_hash from agreement.agreement where id = $1", [made.agreement]);
  const signed = { agreement: made.agreement, contentHash: row.content_hash };
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

/** Opens the site, with everybody signed in. */
export const openParties = async (): Promise<void> => {
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
};
export const closeParties = async (): Promise<void> => {
  await site.close();
  await closeDoor();
};

/** The address of the sheet for October. */
export const sheet = (): string => `/uren/nieuw?overeenkomst=${agreement}&maand=2026-10`;
/** The body of an answer that must have this status. */
export const text = async (answer: Promise<Response>, status = 200): Promise<string> => {
  const response = await answer;
  const body = await response.text();
  expect(response.status, body.slice(0, 300)).toBe(status);
  return body;
};
/** Sends the sheet as a form, with these fields filled in. */
export const hours = (who: Visitor, fields: Record<string, string>, more: Record<string, string> = {}) =>
  who.post("/uren/nieuw", { overeenkomst: agreement, maand: "2026-10", doen: "versturen", gezien: "", ...more, ...fields }, sheet());
/** Where an answer leads to. */
export const next = (response: Response): string => {
  expect(response.status).toBe(303);
  return response.headers.get("location") ?? "";
};
/** What stands in a hidden field. */
export const formValue = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
