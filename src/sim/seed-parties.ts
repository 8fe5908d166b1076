import { scopes, service, type Actor } from "../kernel/actor.ts";
import { momentOn, day, type Instant } from "../kernel/day.ts";
import { derivedId } from "../kernel/id.ts";
import { command, keepUpload, type Command, type Door } from "../db/command.ts";
import { reading, type Tx } from "../db/pool.ts";
import { confirmationKeys } from "../law/confirmation-keys.ts";
import { importAward } from "../budget/import-award.ts";
import { awardMessageXml } from "../budget/messages/award-writer.ts";
import { confirmLaw } from "../party/confirm-law.ts";
import { setRatePolicy } from "../party/policy.ts";
import { knownPerson, registerPerson } from "../party/register.ts";
import { whoIs } from "../party/who.ts";
import { openOwnAccount } from "../payment/open-account.ts";
import { answerTo } from "./queries.ts";
import { castFunders, castHolders, castStaff, type CastHolder, type CastPerson } from "./demo-cast-people.ts";
import { castProviders } from "./demo-cast-providers.ts";
import { testBsn, testChamber, testIban } from "./test-numbers.ts";

const seedRoot = "5eed0000-0000-8000-8000-000000000001";

/** Carries out the commands of the seed, at the moment each is said to happen. Its door mints ids and moments that follow from their place alone. */
export type Seeder = {
  door: Door;
  /** From now on it is this moment. */
  at: (moment: Instant) => void;
  act: <Input, Answer>(moment: Instant, actor: Actor, spec: Command<Input, Answer>, input: unknown) => Promise<Answer>;
};

/** How a seeder runs: on an empty house or going on in one that was interrupted, and whether it should stop. */
export type SeedRun = { fresh: boolean; stopping: () => boolean };

/**
 * A seeder on a database. On an empty house every id and moment follows from its place, so that the same seed gives the same
 * bytes. After an interruption it finds by their keys the commands that were done, and goes on with the next.
 */
export const seederOn = (given: Door, from: Instant, { fresh, stopping }: SeedRun): Seeder => {
  let acted = 0;
  let others = 0;
  let now = from;
  const door: Door = {
    ...given,
    mintId: () => (fresh ? derivedId(seedRoot, `after-${String(acted)}`, String((others += 1))) : given.mintId()),
    now: () => now,
  };
  return {
    door,
    at: (moment) => {
      now = moment;
    },
    act: async <Input, Answer>(moment: Instant, actor: Actor, spec: Command<Input, Answer>, input: unknown): Promise<Answer> => {
      if (stopping()) throw new Error("the seed was asked to stop");
      now = moment;
      acted += 1;
      const key = `seed:${String(acted)}`;
      const before = fresh ? undefined : await reading(given.db, { scope: "svb" }, (tx) => answerTo(tx, key));
      return before === undefined ? command(door, spec, input, { actor, key }) : (before.answer as Answer);
    },
  };
};

const seed = service("seed");
const everyone = (): (CastPerson | CastHolder)[] =>
  castHolders.flatMap((holder) => [holder, ...holder.representatives.map(({ person }) => person)]);

/** The BSN of somebody of the cast: citizens first, then providers who are people. */
export const bsnOf = (key: string): string => {
  const keys = [...everyone().map((one) => one.key), ...castProviders.filter(({ kind }) => kind === "person").map((one) => one.key)];
  return testBsn(keys.indexOf(key));
};

/** The number at the chamber of commerce of an institution of the cast. */
export const chamberOf = (key: string): string => testChamber(castProviders.findIndex((one) => one.key === key) + 1);

/** Our own account at the simulated bank. */
export const ownIban = testIban("0123456789");
export const providerIban = (key: string): string => {
  const account = castProviders.find((one) => one.key === key)?.account ?? "";
  return /^[A-Z]/.test(account) ? account : testIban(account);
};

const nothing = { firstNames: null, born: null, bsn: null, chamber: null, agb: null, address: null, email: null, phone: null, iban: null };

const seedStaffAndProviders = async ({ act }: Seeder, at: Instant): Promise<void> => {
  await act(at, seed, openOwnAccount, { iban: ownIban, bic: null, name: "SVB inzake trekkingsrecht pgb" });
  for (const { name, from } of confirmationKeys()) await act(at, seed, confirmLaw, { name, from });
  for (const { code, maximum } of castFunders) {
    for (const [law, rates] of Object.entries(maximum)) {
      for (const standing of ["formal", "informal"] as const) {
        const source = "Verordening van de leeromgeving, bedacht";
        await act(at, seed, setRatePolicy, { funder: code, law, standing, from: "2025-01-01", maximumPerHour: rates[standing], source });
      }
    }
  }
  for (const { subject, name, organisation, roles } of castStaff) {
    const familyName = name.split(" ").slice(1).join(" ");
    const personal = { ...nothing, name, salutation: name, familyName };
    await act(at, seed, registerPerson, { kind: "natural", provider: null, staff: { subject, organisation, roles }, personal });
  }
  for (const one of castProviders) {
    const personal = {
      ...nothing,
      name: one.name,
      salutation: one.salutation,
      familyName: one.family,
      firstNames: one.given,
      born: one.born,
      bsn: one.kind === "person" ? bsnOf(one.key) : null,
      chamber: one.kind === "institution" ? chamberOf(one.key) : null,
      iban: providerIban(one.key),
    };
    const provider = { kind: one.kind, formal: one.formal, formalWhy: one.why };
    await act(at, seed, registerPerson, { kind: one.kind === "person" ? "natural" : "organisation", provider, staff: null, personal });
  }
};

const nameOf = ({ family, prefix, given, initials }: CastPerson) => ({ family, prefix, given, initials });

/** An award of one funder under one law, with the holder and who represents him. */
type CastAward = { holder: CastHolder } & Pick<CastHolder, "funder" | "law" | "functions">;
const castAwards = (): CastAward[] => [
  ...castHolders.map((holder) => ({ holder, funder: holder.funder, law: holder.law, functions: holder.functions })),
  ...castHolders.flatMap((holder) => (holder.also ?? []).map((one) => ({ holder, ...one }))),
];

const awardXml = ({ holder, funder, law, functions }: CastAward, nth: number): string => {
  const prefix = law === "jeugdwet" ? "JW" : law.toUpperCase();
  const until = "2026-12-31";
  return awardMessageXml({
    law,
    sender: funder,
    identification: `9${String(nth).padStart(11, "0")}`,
    dated: "2025-12-01",
    client: {
      bsn: bsnOf(holder.key),
      born: holder.born,
      sex: holder.sex,
      name: nameOf(holder),
      address: { street: holder.street, house: holder.house, postcode: holder.postcode, city: holder.city, country: "NL" },
      competent: holder.representatives.length === 0,
    },
    relations: holder.representatives.map(({ kind, person }, at) => ({
      number: at + 1,
      kind,
      bsn: bsnOf(person.key),
      born: person.born,
      name: nameOf(person),
    })),
    budget: {
      number: `${prefix}-2026-9${String(nth).padStart(5, "0")}`,
      previous: null,
      awarded: "2025-12-01",
      period: { from: "2026-01-01", until },
      functions: functions.map(({ code, amount }) => ({ code, amount, from: "2026-01-01", until })),
    },
  });
};

/** Funders' policies, staff, providers, and the awards of 2026 with their holders and representatives. */
export const seedParties = async (seeder: Seeder): Promise<void> => {
  await seedStaffAndProviders(seeder, momentOn(day("2025-11-24"), "09:00"));
  for (const [nth, award] of castAwards().entries()) {
    const upload = await keepUpload(seeder.door, Buffer.from(awardXml(award, nth + 1)), "application/xml");
    const { accepted, codes } = await seeder.act(momentOn(day("2025-12-02"), "10:00"), seed, importAward, { upload });
    if (!accepted)
      throw new Error(`the award of ${award.holder.key} was refused: ${JSON.stringify(codes.filter(({ code }) => code !== "0200"))}`);
  }
};

/** Ids of the cast in the database, by key. */
export const peopleByKey = (door: Door): Promise<(key: string) => string> =>
  reading(door.db, { scope: "sign-in" }, async (tx: Tx) => {
    const ids = new Map<string, string>();
    const remember = async (key: string, who: { bsn: string | null; chamber: string | null }) => {
      const id = await knownPerson(tx, door.seals, who);
      if (id !== null) ids.set(key, id);
    };
    for (const { key } of everyone()) await remember(key, { bsn: bsnOf(key), chamber: null });
    for (const { key, kind } of castProviders) {
      await remember(key, kind === "person" ? { bsn: bsnOf(key), chamber: null } : { bsn: null, chamber: chamberOf(key) });
    }
    return (key) => {
      const id = ids.get(key);
      if (id === undefined) throw new Error(`${key} is not in the database`);
      return id;
    };
  });

/** Who acts in the seed. */
export const holderActor = (id: string, by = id): Actor => ({
  person: by,
  roles: [by === id ? "holder" : "representative"],
  organisation: null,
  reach: [{ holder: id, scopes: [...scopes] }],
  provider: null,
});
export const providerActor = (id: string): Actor => ({ person: id, roles: ["provider"], organisation: null, reach: [], provider: id });

/** The staff of the cast as they act once they are registered, by the name under which they sign in. */
export const staffBySubject = (door: Door): Promise<(subject: string) => Actor> =>
  reading(door.db, { scope: "sign-in" }, async (tx) => {
    const actors = new Map<string, Actor>();
    for (const { subject } of castStaff) {
      const known = await whoIs(tx, door.seals, { bsn: null, chamber: null, staff: subject }, day("2025-11-24"));
      if (known) actors.set(subject, known.actor);
    }
    return (subject) => {
      const actor = actors.get(subject);
      if (!actor) throw new Error(`${subject} is not of the staff`);
      return actor;
    };
  });
