import { randomUUID } from "node:crypto";
import { scopes, service, type Actor } from "../kernel/actor.ts";
import { instant } from "../kernel/day.ts";
import { command, keepUpload, type Door } from "../db/command.ts";
import { openDb, openPool, reading } from "../db/pool.ts";
import { keysFrom } from "../db/seal.ts";
import { clausesOf } from "../agreement/kinds.ts";
import { assessAsFunder, assessAsSvb } from "../agreement/assess.ts";
import { agreementById } from "../agreement/load.ts";
import { shareAgreement } from "../agreement/share.ts";
import { signAsHolder, signAsProvider } from "../agreement/sign.ts";
import { importAward } from "../budget/import-award.ts";
import { wmo501 } from "../budget/messages/fixtures.ts";
import { budgetLines } from "../budget/read.ts";
import { submitDeclaration } from "../declaration/submit.ts";
import { registerPerson } from "../party/register.ts";
import { conductAt } from "../sim/bank-conduct.ts";
import { testBsn } from "../sim/test-numbers.ts";
import { ownIban, testIban } from "./fixtures.ts";
import { openOwnAccount } from "./open-account.ts";

// Three declarations on their way to be paid, by commands of the product alone, so that the log can be replayed to the end.

export const crashDoor = (url: string): Door => ({
  db: openDb({ url, as: "app" }),
  seals: keysFrom("test-".repeat(10), [{ name: 1, secret: "seal-".repeat(10) }]),
  release: "test",
  mintId: () => randomUUID(),
});

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
};

/** What the bank does with the payment to each provider. */
export const conducts = [
  null,
  { outcome: "reject", reason: "AC04", booking: "gross" },
  { outcome: "return", reason: "AC04", days: 1 },
] as const;

const awardFor = async (door: Door, nth: number): Promise<void> => {
  const functions = [{ code: "02", amount: 1_000_000, from: "2026-01-01", until: "2026-12-31" }];
  const xml = wmo501({ bsn: testBsn(nth), identification: `70${String(nth)}`, number: `B-${String(nth)}`, functions });
  const upload = await keepUpload(door, Buffer.from(xml), "application/xml");
  const { codes, accepted } = await command(door, importAward, { upload }, { actor: service("test") });
  if (!accepted) throw new Error(JSON.stringify(codes));
};

const providerFor = async (door: Door, nth: number): Promise<Actor> => {
  const personal = { ...nobody, name: `Zorg ${String(nth)}`, bsn: testBsn(20 + nth), iban: testIban(nth + 1) };
  const { person } = await command(
    door,
    registerPerson,
    { kind: "natural", provider: { kind: "person", formal: false, formalWhy: null }, staff: null, personal },
    { actor: service("test") },
  );
  return { person, roles: ["provider"], organisation: null, reach: [], provider: person };
};

const declare = async (door: Door, nth: number, known: Set<string>): Promise<string> => {
  await awardFor(door, nth);
  const lines = await reading(door.db, { scope: "svb" }, (tx) => budgetLines(tx, { funder: "0363" }));
  const line = lines.find(({ id }) => !known.has(id));
  if (!line) throw new Error("no line");
  known.add(line.id);
  const holder: Actor = {
    person: line.holder,
    roles: ["holder"],
    organisation: null,
    reach: [{ holder: line.holder, scopes }],
    provider: null,
  };
  const provider = await providerFor(door, nth);
  const terms = {
    holder: holder.person,
    provider: provider.person,
    lines: [line.id],
    function: "02",
    kind: "assignment",
    standing: "informal",
    family: false,
    rates: [{ unit: "hour", cents: 2000 }],
    schedule: "irregular",
    minutesPerWeek: null,
    setAside: 200_000,
    beyondCommitment: true,
    from: "2026-01-01",
    until: "2026-12-31",
    accepted: [...clausesOf("assignment")],
    personal: { care: "Begeleiding thuis, met van alles." },
  };
  const { agreement } = await command(door, shareAgreement, terms, { actor: holder });
  const { contentHash } = await reading(door.db, { scope: "svb" }, (tx) => agreementById(tx, agreement));
  const yes = { agreement, contentHash, outcome: "approved", personal: { reason: "" } };
  await command(door, signAsProvider, { agreement, contentHash }, { actor: provider });
  await command(door, signAsHolder, { agreement, contentHash }, { actor: holder });
  await command(door, assessAsFunder, yes, { actor: funder });
  await command(door, assessAsSvb, yes, { actor: svb });
  const hours = ["2026-09-01", "2026-09-02"].map((day) => ({ day, minutes: 60 * (nth + 1), rate: null, amount: null }));
  const { declaration, outcome } = await command(door, submitDeclaration, { agreement, month: "2026-09", lines: hours }, { actor: holder });
  if (outcome !== "pay") throw new Error(`declaration ${String(nth)}: ${outcome}`);
  return declaration;
};

/** Fills an empty database with three declarations that may be paid, € 10.000,00 at the bank, and how the bank will treat each payee. */
export const fillForCrash = async (url: string, bank: string): Promise<{ account: string; declarations: string[] }> => {
  const owner = openPool({ url, as: "owner", most: 1 });
  await owner.query("insert into log.clock (real_at, here_at) values (clock_timestamp(), $1)", [instant("2026-11-02T08:00:00Z")]);
  await owner.end();
  const door = crashDoor(url);
  const { account } = await command(door, openOwnAccount, { iban: ownIban, bic: null, name: "SVB Pgb" }, { actor: service("test") });
  const known = new Set<string>();
  const declarations: string[] = [];
  for (const nth of conducts.keys()) declarations.push(await declare(door, nth, known));
  await door.db.destroy();
  const world = conductAt(bank);
  await world.openAccount(ownIban, "SVB Pgb", "2026-11-02");
  await world.deposit({
    iban: ownIban,
    amountCents: 1_000_000,
    remittance: "BEVOORSCHOTTING 0363",
    day: "2026-11-02",
    key: "first",
    fromName: "Gemeente 0363",
  });
  for (const [nth, conduct] of conducts.entries()) if (conduct) await world.conduct(testIban(nth + 1), conduct);
  return { account, declarations };
};
