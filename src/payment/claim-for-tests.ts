import { day, month } from "../kernel/day.ts";
import { cents, minutes, type Cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { accountOf, openAccounts, post } from "../ledger/post.ts";

// What lies under one claim, written straight into the tables: for the fixtures of payment alone.

const hash = "0".repeat(64);
export const awarded = { from: day("2026-01-01"), until: day("2026-12-31") };

type Parties = { holder: string; provider: string };
type Accounts = { line: string; lineAccount: string; conflict: string; commitment: string };

/** A budget, an agreement on it and a claim of this amount under it, of which `freeRoom` lies on the budget itself. */
export const seedMoney = async (
  context: Context,
  { number, amount, freeRoom }: { number: number; amount: Cents; freeRoom?: Cents },
  parties: Parties,
) => {
  const line = context.mint("budget-line");
  const agreement = context.mint("agreement");
  const [lineAccount, conflict, commitment] = [context.mint("account"), context.mint("account"), context.mint("account")];
  const { holder } = parties;
  await openAccounts(context, [
    { id: lineAccount, kind: "budget-line", owner: line, holder },
    { id: conflict, kind: "conflict", owner: line, holder },
    { id: commitment, kind: "commitment", owner: `${agreement}/${line}`, holder },
  ]);
  const accounts = { line, lineAccount, conflict, commitment };
  await seedBudget(context, number, holder, accounts);
  await seedAgreement(context, number, parties, agreement);
  const declaration = await seedDeclaration(context, { number, amount, agreement, ...parties });
  await seedClaim(context, { amount, onLine: cents(freeRoom ?? 0), declaration }, accounts);
  return { declaration, line: lineAccount, commitment };
};

const whose = (holder: string) => ({
  holder_id: holder,
  funder_code: "0363",
  law: "wmo" as const,
  from_day: awarded.from,
  until_day: awarded.until,
});

const seedBudget = async (context: Context, number: number, holder: string, { line, lineAccount, conflict }: Accounts): Promise<void> => {
  const { tx } = context;
  const message = context.mint("message");
  const award = context.mint("award");
  await tx.insertInto("budget.message").values({ id: message, kind: "award", payload: hash, received_at: context.at }).execute();
  await tx
    .insertInto("budget.award")
    .values({ id: award, message_id: message, number: `T-${String(number)}`, awarded_on: awarded.from, ...whose(holder) })
    .execute();
  await tx
    .insertInto("budget.line")
    .values({ id: line, chain_id: award, function: "02", account_id: lineAccount, conflict_account_id: conflict, ...whose(holder) })
    .execute();
};

const seedAgreement = async ({ tx, at }: Context, number: number, { holder, provider }: Parties, agreement: string): Promise<void> => {
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
      rates: JSON.stringify([{ unit: "hour", cents: 4000, label: "", window: null }]),
      schedule: "irregular",
      beyond_commitment: true,
      family: false,
      accepted: [],
      content_hash: hash,
      state: "in-force",
      shared_at: at,
      ...whose(holder),
    })
    .execute();
};

type Claimed = { amount: Cents; onLine: Cents; declaration: string };

const seedClaim = async (
  context: Context,
  { amount, onLine, declaration }: Claimed,
  { line, lineAccount, commitment }: Accounts,
): Promise<void> => {
  const { tx } = context;
  const funder = await accountOf(tx, "funder", "0363");
  const transit = await accountOf(tx, "transit", "main");
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
