import { afterAll, beforeAll, expect, test } from "vitest";
import { scopes, service, type Actor } from "./kernel/actor.ts";
import { instant } from "./kernel/day.ts";
import { command, keepUpload, type Door } from "./db/command.ts";
import { openPool } from "./db/pool.ts";
import { testDoor } from "./db/test-door.ts";
import { confirmationKeys } from "./law/confirmation-keys.ts";
import { assessAsFunder, assessAsSvb } from "./agreement/assess.ts";
import { clausesOf } from "./agreement/kinds.ts";
import { shareAgreement } from "./agreement/share.ts";
import { signAsHolder, signAsProvider } from "./agreement/sign.ts";
import { importAward } from "./budget/import-award.ts";
import { wlz501 } from "./budget/messages/fixtures.ts";
import { approveDeclaration, prepareDeclaration, submitDeclaration } from "./declaration/submit.ts";
import { confirmLaw } from "./party/confirm-law.ts";
import { openOwnAccount } from "./payment/open-account.ts";
import { registerPerson } from "./party/register.ts";
import { prove } from "./prove.ts";
import { replay } from "./replay.ts";

let door: Door;
let url: string;
let close: () => Promise<void>;
let holder: Actor;
let provider: Actor;
let line: string;
const funder: Actor = { person: "assessor", roles: ["funder-assessor"], organisation: "5515", reach: [], provider: null };
const svb: Actor = { person: "svb", roles: ["svb-assessor"], organisation: "SVB", reach: [], provider: null };

beforeAll(async () => {
  ({ door, url, close } = await testDoor(instant("2026-11-02T08:00:00Z")));
  await command(
    door,
    openOwnAccount,
    { iban: "NL02ABNA0123456789", bic: null, name: "Sociale Verzekeringsbank" },
    { actor: service("test") },
  );
  for (const { name, from } of confirmationKeys()) await command(door, confirmLaw, { name, from }, { actor: service("test") });
  const upload = await keepUpload(door, Buffer.from(wlz501()), "application/xml");
  const award = await command(door, importAward, { upload }, { actor: service("test") });
  expect(award.codes.filter(({ code }) => code !== "0200")).toEqual([]);
  const { person } = await command(
    door,
    registerPerson,
    {
      kind: "natural",
      provider: { kind: "person", formal: false, formalWhy: null },
      staff: null,
      personal: {
        name: "F. Yılmaz",
        salutation: "Fatma Yılmaz",
        familyName: "Yılmaz",
        firstNames: "Fatma",
        born: "1990-01-01",
        bsn: "999900018",
        chamber: null,
        agb: null,
        address: null,
        email: null,
        phone: null,
        iban: "NL91ABNA0417164300",
      },
    },
    { actor: service("test") },
  );
  provider = { person, roles: ["provider"], organisation: null, reach: [], provider: person };
  const budget = await door.db.transaction().execute(async (tx) => {
    await tx.selectNoFrom((eb) => eb.fn("set_config", [eb.val("pgb.scope"), eb.val("command"), eb.val(true)]).as("x")).execute();
    return tx.selectFrom("budget.line").select(["id", "holder_id"]).executeTakeFirstOrThrow();
  });
  line = budget.id;
  holder = {
    person: budget.holder_id,
    roles: ["holder"],
    organisation: null,
    reach: [{ holder: budget.holder_id, scopes }],
    provider: null,
  };
});
afterAll(() => close());

const terms = () => ({
  holder: holder.person,
  provider: provider.person,
  lines: [line],
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
  personal: { care: "Fatma helpt met opstaan, aankleden en de administratie." },
});

const hashOf = async (agreement: string): Promise<string> => {
  const owner = openPool({ url, as: "owner", most: 1 });
  const { rows } = await owner.query<{ content_hash: string }>("select content_hash from agreement.agreement where id = $1", [agreement]);
  await owner.end();
  return rows[0]?.content_hash ?? "";
};

test("an agreement is shared, signed and approved, hours are prepared, approved and reserved, and the log rebuilds it all", async () => {
  const { agreement } = await command(door, shareAgreement, terms(), { actor: holder });
  const contentHash = await hashOf(agreement);
  await expect(command(door, signAsHolder, { agreement, contentHash }, { actor: holder })).rejects.toMatchObject({
    code: "agreement-not-now",
  });
  await command(door, signAsProvider, { agreement, contentHash }, { actor: provider });
  await command(door, signAsHolder, { agreement, contentHash }, { actor: holder });
  const yes = { agreement, contentHash, outcome: "approved", personal: { reason: "" } };
  await expect(command(door, assessAsFunder, yes, { actor: { ...funder, organisation: "5502" } })).rejects.toMatchObject({
    code: "not-found",
  });
  await command(door, assessAsFunder, yes, { actor: funder });
  await command(door, assessAsSvb, yes, { actor: svb });

  const hours = (day: string, minutes: number) => ({ day, minutes, rate: null, amount: null });
  const claim = { agreement, month: "2026-10", lines: [hours("2026-10-05", 120), hours("2026-10-06", 90), hours("2026-10-07", 50)] };
  const { declaration } = await command(door, prepareDeclaration, claim, { actor: provider });
  await expect(command(door, prepareDeclaration, claim, { actor: { ...provider, provider: holder.person } })).rejects.toMatchObject({
    code: "not-found",
  });
  const owner = openPool({ url, as: "owner", most: 1 });
  const { rows } = await owner.query<{ id: string }>("select id from declaration.line where declaration_id = $1 order by rank", [
    declaration,
  ]);
  const { outcome } = await command(door, approveDeclaration, { declaration, lines: rows.map(({ id }) => id) }, { actor: holder });
  // Fifty minutes is no number of quarters: that line goes back, the others are paid.
  expect(outcome).toBe("partly");
  const { rows: lines } = await owner.query("select state, amount from declaration.line where declaration_id = $1 order by rank", [
    declaration,
  ]);
  expect(lines).toEqual([
    { state: "approved", amount: 5000 },
    { state: "approved", amount: 3750 },
    { state: "repair", amount: 0 },
  ]);
  const mended = await command(door, submitDeclaration, { ...claim, lines: [hours("2026-10-07", 45)] }, { actor: holder });
  expect(mended).toEqual({ declaration, outcome: "pay" });
  const { rows: reserved } = await owner.query("select debits_pending from ledger.account where kind = 'commitment'");
  expect(reserved).toEqual([{ debits_pending: 5000 + 3750 + 1875 }]);
  await owner.end();

  expect(await prove(door)).toEqual({ ok: true, differences: [] });
});

test("a replay of the log gives the same state", async () => {
  const outcome = await replay(url, door, () => undefined);
  expect(outcome.differences).toEqual([]);
  expect(outcome.ok).toBe(true);
});
