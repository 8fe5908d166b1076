import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { service } from "../kernel/actor.ts";
import { day, type Day } from "../kernel/day.ts";
import { minutes, type Cents } from "../kernel/money.ts";
import { command, type Command, type Context, type Door } from "../db/command.ts";
import { accountOf, post } from "../ledger/post.ts";
import { awarded, seedMoney } from "./claim-for-tests.ts";
import { freezeBatch } from "./freeze-batch.ts";
import { makeBatch } from "./make-batch.ts";
import { openOwnAccount } from "./open-account.ts";
import { releaseBatch } from "./release-batch.ts";

// Claims as the settlement of declarations makes them, without the road that leads there: for tests of payment alone.

export const ownIban = "NL68PGBX0123456789";

/** An account number at a bank that does not exist, with check digits that are right ("TEST" is 29 14 28 29, "NL00" 23 21 00). */
export const testIban = (n: number): string => {
  const account = String(n).padStart(10, "0");
  const remainder = Number(BigInt(`29142829${account}232100`) % 97n);
  return `NL${String(98 - remainder).padStart(2, "0")}TEST${account}`;
};

const staff = (person: string, role: "payment-maker" | "payment-releaser" | "payment-head"): Actor => ({
  person,
  roles: [role],
  organisation: "SVB",
  reach: [],
  provider: null,
});
export const maker = staff("00000000-0000-8000-8000-00000000000a", "payment-maker");
export const releasers = [
  staff("00000000-0000-8000-8000-00000000000b", "payment-releaser"),
  staff("00000000-0000-8000-8000-00000000000c", "payment-releaser"),
] as const;

export const head = staff("00000000-0000-8000-8000-00000000000d", "payment-head");

export type Seed = {
  number: number;
  amount: Cents;
  iban?: string | null;
  accountFrom?: Day;
  earlierAccount?: boolean;
  changedBy?: string;
  blocked?: boolean;
  freeRoom?: Cents;
};
export type Seeded = { declaration: string; holder: string; provider: string; line: string; commitment: string; iban: string };

const seedOne = async (context: Context, seed: Seed): Promise<Seeded> => {
  const { tx } = context;
  const [holder, provider] = [context.mint("person"), context.mint("person")];
  const iban = seed.iban === undefined ? testIban(seed.number) : seed.iban;
  await tx
    .insertInto("party.person")
    .values([
      { id: holder, kind: "natural", known_since: awarded.from },
      { id: provider, kind: "natural", known_since: awarded.from, blocked: seed.blocked ?? false },
    ])
    .execute();
  await tx.insertInto("party.holder").values({ person_id: holder, since: awarded.from }).execute();
  await tx
    .insertInto("party.provider")
    .values({ person_id: provider, kind: "person", formal: true, formal_why: null, since: awarded.from })
    .execute();
  const account = { person_id: provider, name: `Zorg ${String(seed.number)} & Café`, changed_by: seed.changedBy ?? "service:test" };
  if (seed.earlierAccount)
    await tx
      .insertInto("party.bank_account")
      .values({ id: context.mint("bank-account"), iban: testIban(seed.number + 500_000), from_day: day("2025-06-01"), ...account })
      .execute();
  if (iban !== null)
    await tx
      .insertInto("party.bank_account")
      .values({ id: context.mint("bank-account"), iban, from_day: seed.accountFrom ?? awarded.from, ...account })
      .execute();
  return { ...(await seedMoney(context, seed, { holder, provider })), holder, provider, iban: iban ?? "" };
};

// No command of the product: a door for tests under the name of one that services may use.
const seedCommand: Command<{ seeds: Seed[] }, Seeded[]> = {
  kind: "party.register",
  input: z.custom<{ seeds: Seed[] }>(),
  concern: () => Promise.resolve({}),
  handle: async (context, { seeds }) => {
    const made: Seeded[] = [];
    for (const seed of seeds) made.push(await seedOne(context, seed));
    return made;
  },
};

export const seedClaims = (door: Door, seeds: Seed[]): Promise<Seeded[]> =>
  command(door, seedCommand, { seeds }, { actor: service("test") });

const supplementCommand: Command<{ seeded: Seeded; amount: Cents }, null> = {
  kind: "party.register",
  input: z.custom<{ seeded: Seeded; amount: Cents }>(),
  concern: () => Promise.resolve({}),
  handle: async (context, { seeded, amount }) => {
    const { tx } = context;
    const transfer = context.mint("transfer");
    const { agreement_id } = await tx
      .selectFrom("declaration.declaration")
      .select("agreement_id")
      .where("id", "=", seeded.declaration)
      .executeTakeFirstOrThrow();
    await tx
      .insertInto("declaration.line")
      .values({
        id: context.mint("line"),
        declaration_id: seeded.declaration,
        agreement_id,
        rank: 2,
        day: day("2026-10-06"),
        unit: "hour",
        minutes: minutes(60),
        amount,
        state: "approved",
      })
      .execute();
    const transit = await accountOf(tx, "transit", "main");
    await post(context, [
      { id: transfer, debit: seeded.commitment, credit: transit, amount, phase: "pending", code: "claim", reference: seeded.declaration },
    ]);
    await tx
      .insertInto("declaration.claim")
      .values({ transfer_id: transfer, declaration_id: seeded.declaration, account_id: seeded.commitment, amount, state: "open" })
      .execute();
    return null;
  },
};

/** A second line of a declaration that was let through later, as an assessor does. */
export const seedSupplement = (door: Door, seeded: Seeded, amount: Cents): Promise<null> =>
  command(door, supplementCommand, { seeded, amount }, { actor: service("test") });

/** Our own account at the bank, once per database. */
export const openTestAccount = async (door: Door): Promise<string> =>
  (await command(door, openOwnAccount, { iban: ownIban, bic: null, name: "SVB Pgb" }, { actor: service("test") })).account;

/** A batch of these declarations, frozen, as its maker leaves it. */
export const frozenBatch = async (door: Door, account: string, declarations: string[]) => {
  const { batch } = await command(door, makeBatch, { account, declarations }, { actor: maker });
  return { batch, ...(await command(door, freezeBatch, { batch }, { actor: maker })) };
};

/** The same, released by two others. */
export const releasedBatch = async (door: Door, account: string, declarations: string[]) => {
  const frozen = await frozenBatch(door, account, declarations);
  for (const actor of releasers) await command(door, releaseBatch, { batch: frozen.batch, contentHash: frozen.contentHash }, { actor });
  return frozen;
};
