import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { service } from "../kernel/actor.ts";
import { day, month, type Day } from "../kernel/day.ts";
import { cents, minutes, type Cents } from "../kernel/money.ts";
import { command, type Command, type Context, type Door } from "../db/command.ts";
import { accountOf, openAccounts, post } from "../ledger/post.ts";
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

const staff = (person: string, role: "payment-maker" | "payment-releaser"): Actor => ({
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

const hash = "0".repeat(64);
const long = { from: day("2026-01-01"), until: day("2026-12-31") };

const seedOne = async (context: Context, seed: Seed): Promise<Seeded> => {
  const { tx } = context;
  const [holder, provider] = [context.mint("person"), context.mint("person")];
  const iban = seed.iban === undefined ? testIban(seed.number) : seed.iban;
  await tx
    .insertInto("party.person")
    .values([
      { id: holder, kind: "natural", known_since: long.from },
      { id: provider, kind: "natural", known_since: long.from, blocked: seed.blocked ?? false },
    ])
    .execute();
  await tx.insertInto("party.holder").values({ person_id: holder, since: long.from }).execute();
  await tx
    .insertInto("party.provider")
    .values({ person_id: provider, kind: "person", formal: true, formal_why: null, since: long.from })
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
      .values({ id: context.mint("bank-account"), iban, from_day: seed.accountFrom ?? long.from, ...account })
      .execute();
  return { ...(await seedMoney(context, seed, holder, provider)), holder, provider, iban: iban ?? "" };
};

const seedMoney = async (context: Context, { number, amount, freeRoom }: Seed, holder: string, provider: string) => {
  const { tx } = context;
  const [message, award, line, agreement] = [
    context.mint("message"),
    context.mint("award"),
    context.mint("budget-line"),
    context.mint("agreement"),
  ];
  const [lineAccount, conflict, commitment] = [context.mint("account"), context.mint("account"), context.mint("account")];
  await openAccounts(context, [
    { id: lineAccount, kind: "budget-line", owner: line, holder },
    { id: conflict, kind: "conflict", owner: line, holder },
    { id: commitment, kind: "commitment", owner: `${agreement}/${line}`, holder },
  ]);
  await tx.insertInto("budget.message").values({ id: message, kind: "award", payload: hash, received_at: context.at }).execute();
  const whose = { holder_id: holder, funder_code: "0363", law: "wmo" as const, from_day: long.from, until_day: long.until };
  await tx
    .insertInto("budget.award")
    .values({ id: award, message_id: message, number: `T-${String(number)}`, awarded_on: long.from, ...whose })
    .execute();
  await tx
    .insertInto("budget.line")
    .values({ id: line, chain_id: award, function: "02", account_id: lineAccount, conflict_account_id: conflict, ...whose })
    .execute();
  await tx
    .insertInto("agreement.agreement")
    .values({
      id: agreement,
      number: `ZO-${String(number)}`,
      provider_id: provider,
      kind: "assignment",
      standing: "formal",
      model: "test",
      code_list: "WMO022",
      function: "02",
      unit: "hour",
      schedule: "irregular",
      rate: cents(4000),
      beyond_commitment: true,
      family: false,
      accepted: [],
      content_hash: hash,
      state: "in-force",
      shared_at: context.at,
      holder_id: holder,
      funder_code: "0363",
      law: "wmo",
      from_day: long.from,
      until_day: long.until,
    })
    .execute();
  const declaration = await seedDeclaration(context, { number, amount, agreement, holder, provider });
  const funder = await accountOf(tx, "funder", "0363");
  const transit = await accountOf(tx, "transit", "main");
  const onLine = cents(freeRoom ?? 0);
  const step = (debit: string, credit: string, value: number, code: "award" | "commit") => ({
    id: context.mint("transfer"),
    debit,
    credit,
    amount: cents(value),
    phase: "posted" as const,
    code,
    reference: line,
  });
  await post(context, [step(funder, lineAccount, 10_000_000, "award"), step(lineAccount, commitment, 5_000_000, "commit")]);
  const claims = [
    { id: context.mint("transfer"), account: commitment, amount: cents(amount - onLine) },
    { id: context.mint("transfer"), account: lineAccount, amount: onLine },
  ].filter((claim) => claim.amount > 0);
  await post(
    context,
    claims.map((claim) => ({
      id: claim.id,
      debit: claim.account,
      credit: transit,
      amount: claim.amount,
      phase: "pending" as const,
      code: "claim" as const,
      reference: declaration,
    })),
  );
  await tx
    .insertInto("declaration.claim")
    .values(
      claims.map((claim) => ({
        transfer_id: claim.id,
        declaration_id: declaration,
        account_id: claim.account,
        amount: claim.amount,
        state: "open",
      })),
    )
    .execute();
  return { declaration, line: lineAccount, commitment };
};

const seedDeclaration = async (
  context: Context,
  { number, amount, agreement, holder, provider }: { number: number; amount: Cents; agreement: string; holder: string; provider: string },
): Promise<string> => {
  const { tx, at } = context;
  const declaration = context.mint("declaration");
  await tx
    .insertInto("declaration.declaration")
    .values({
      id: declaration,
      number: `DC-${String(number)}`,
      agreement_id: agreement,
      holder_id: holder,
      provider_id: provider,
      month: month("2026-10"),
      supplement: 0,
      prepared_by: "holder",
      prepared_at: at,
      submitted_at: at,
      promised_on: day("2026-11-20"),
    })
    .execute();
  await tx
    .insertInto("declaration.line")
    .values({
      id: context.mint("line"),
      declaration_id: declaration,
      agreement_id: agreement,
      rank: 1,
      day: day("2026-10-05"),
      unit: "hour",
      minutes: minutes(60),
      amount,
      state: "approved",
    })
    .execute();
  return declaration;
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
