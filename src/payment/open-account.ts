import { z } from "zod";
import { day } from "../kernel/day.ts";
import type { Iban } from "../kernel/iban.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command } from "../db/command.ts";
import { openAccounts } from "../ledger/post.ts";
import { ibanField } from "../party/person.ts";
import { insertOwnAccount, ownAccountRows } from "./queries.ts";
import { insertRule } from "./rule-queries.ts";

/** The owner in the ledger of everything about our first account at the bank, and of what all accounts share. */
export const ledgerOwner = "main";

// As early as the rules that came with the house.
const sinceEver = day("2018-01-01");

/** The name under which all payment commands wait for each other. */
export const paymentLock = "payment:main";

const inputSchema = z.strictObject({
  iban: ibanField,
  bic: z
    .string()
    .regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, "Dit is geen BIC.")
    .nullable(),
  name: z.string().trim().min(1).max(70),
});

/**
 * Opens an account of ours at the bank (eigen rekening) with its books: the bank and payments in transit. The first also opens what
 * all accounts share: what came back and has no place yet, suspense, and bank costs; and it pays everything until a rule says
 * otherwise. Throws `own-account-known` for the same number again.
 */
export const openOwnAccount: Command<{ iban: Iban; bic: string | null; name: string }, { account: string }> = {
  kind: "payment.open-account",
  input: inputSchema,
  concern: () => Promise.resolve({ named: [paymentLock] }),
  handle: async (context, { iban, bic, name }) => {
    const others = await ownAccountRows(context.tx);
    if (others.some((other) => other.iban === iban)) throw new Refusal("own-account-known");
    const account = context.mint("own-account");
    const first = others.length === 0;
    const kinds = first ? (["bank", "transit", "returns", "suspense", "costs"] as const) : (["bank", "transit"] as const);
    const opened = kinds.map((kind) => ({
      id: context.mint("account"),
      kind,
      owner: first ? ledgerOwner : account,
      holder: null,
    }));
    await openAccounts(context, opened);
    const [bank, transit] = opened;
    if (!bank || !transit) throw new Error("a bank account has its accounts");
    await insertOwnAccount(context.tx, { id: account, iban, bic, name, bank_account_id: bank.id, transit_account_id: transit.id });
    if (first)
      await insertRule(context.tx, {
        ...{ id: context.mint("rule"), kind: "route", account: null, funder: null, law: null, from: sinceEver },
        ...{ value: { account }, source: "De eerste rekening betaalt alles", setBy: context.actor.person },
      });
    return { account };
  },
};
