import type { Door } from "../src/db/command.ts";
import { command, keepUpload } from "../src/db/command.ts";
import { reading } from "../src/db/pool.ts";
import { scopes, service, type Actor } from "../src/kernel/actor.ts";
import { clausesOf } from "../src/agreement/kinds.ts";
import { assessAsFunder, assessAsSvb } from "../src/agreement/assess.ts";
import { agreementById } from "../src/agreement/load.ts";
import { shareAgreement } from "../src/agreement/share.ts";
import { signAsHolder, signAsProvider } from "../src/agreement/sign.ts";
import { importAward } from "../src/budget/import-award.ts";
import { awardMessageXml } from "../src/budget/messages/award-writer.ts";
import { budgetLines } from "../src/budget/read.ts";
import { registerPerson } from "../src/party/register.ts";
import { openOwnAccount } from "../src/payment/open-account.ts";
import { ownIban } from "../src/sim/seed-parties.ts";
import { testBsn, testIban } from "../src/sim/test-numbers.ts";
import { startSession } from "../src/web/session.ts";

const funder: Actor = { person: "assessor", roles: ["funder-assessor"], organisation: "0363", reach: [], provider: null };
const svb: Actor = { person: "svb", roles: ["svb-assessor"], organisation: "SVB", reach: [], provider: null };
const test = { actor: service("bench") };

/** A holder who is signed in, with an agreement on which he can declare. */
export type Declarant = { bsn: string; agreement: string; session: string; secret: string };

const award = async (door: Door, nth: number): Promise<void> => {
  const xml = awardMessageXml({
    law: "wmo",
    sender: "0363",
    identification: `B${String(nth)}`,
    dated: "2025-12-01",
    client: {
      bsn: testBsn(nth),
      born: "1960-05-17",
      sex: "female",
      name: { family: `Proef${String(nth)}`, prefix: null, given: "Anna", initials: "A" },
      address: { street: "Lindelaan", house: "5", postcode: "1011AB", city: "Voorbeeldstad", country: "NL" },
      competent: true,
    },
    relations: [],
    budget: {
      number: `BENCH-${String(nth)}`,
      previous: null,
      awarded: "2025-12-01",
      period: { from: "2026-01-01", until: "2026-12-31" },
      functions: [{ code: "02", amount: 5_000_000, from: "2026-01-01", until: "2026-12-31" }],
    },
  });
  const upload = await keepUpload(door, Buffer.from(xml), "application/xml");
  const { accepted, codes } = await command(door, importAward, { upload }, test);
  if (!accepted) throw new Error(JSON.stringify(codes));
};

const providerAt = async (door: Door, nth: number): Promise<Actor> => {
  const personal = {
    ...{
      name: `Zorg ${String(nth)}`,
      salutation: "Zorg",
      familyName: `Zorg ${String(nth)}`,
      firstNames: null,
      born: null,
      bsn: testBsn(nth),
    },
    ...{ chamber: null, agb: null, address: null, email: null, phone: null, iban: testIban(String(4_000_000_000 + nth)) },
  };
  const provider = { kind: "person", formal: false, formalWhy: null };
  const { person } = await command(door, registerPerson, { kind: "natural", provider, staff: null, personal }, test);
  return { person, roles: ["provider"], organisation: null, reach: [], provider: person };
};

const agree = async (door: Door, holder: Actor, provider: Actor, line: string): Promise<string> => {
  const terms = {
    ...{
      holder: holder.person,
      provider: provider.person,
      lines: [line],
      function: "02",
      kind: "assignment",
      standing: "informal",
      family: false,
    },
    ...{ rates: [{ unit: "hour", cents: 2000 }], schedule: "irregular", minutesPerWeek: null, setAside: 2_000_000, beyondCommitment: true },
    ...{
      from: "2026-01-01",
      until: "2026-12-31",
      accepted: [...clausesOf("assignment")],
      personal: { care: "Begeleiding thuis, met van alles." },
    },
  };
  const { agreement } = await command(door, shareAgreement, terms, { actor: holder });
  const { contentHash } = await reading(door.db, { scope: "svb" }, (tx) => agreementById(tx, agreement));
  const yes = { agreement, contentHash, outcome: "approved", personal: { reason: "" } };
  await command(door, signAsProvider, { agreement, contentHash }, { actor: provider });
  await command(door, signAsHolder, { agreement, contentHash }, { actor: holder });
  await command(door, assessAsFunder, yes, { actor: funder });
  await command(door, assessAsSvb, yes, { actor: svb });
  return agreement;
};

/** So many holders with a provider, an agreement and a session each, by the commands of the product. */
export const declarants = async (door: Door, origin: string, count: number): Promise<Declarant[]> => {
  await command(door, openOwnAccount, { iban: ownIban, bic: null, name: "SVB" }, test);
  const made: Declarant[] = [];
  const known = new Set<string>();
  for (let nth = 0; nth < count; nth += 1) {
    await award(door, nth);
    const line = (await reading(door.db, { scope: "svb" }, (tx) => budgetLines(tx, { funder: "0363" }))).find(({ id }) => !known.has(id));
    if (!line) throw new Error("an award has a line");
    known.add(line.id);
    const holder: Actor = {
      person: line.holder,
      roles: ["holder"],
      organisation: null,
      reach: [{ holder: line.holder, scopes }],
      provider: null,
    };
    const agreement = await agree(door, holder, await providerAt(door, count + nth), line.id);
    const session = (await startSession(door, { bsn: testBsn(nth), chamber: null, staff: null }, null))?.id;
    if (session === undefined) throw new Error("a holder can sign in");
    const page = await (await fetch(`${origin}/uren/nieuw`, { headers: { cookie: `sessie=${session}` } })).text();
    made.push({ bsn: testBsn(nth), agreement, session, secret: /name="csrf" value="([^".]+)\./.exec(page)?.[1] ?? "" });
  }
  return made;
};
