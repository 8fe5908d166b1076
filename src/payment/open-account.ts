import { z } from "zod";
import type { Iban } from "../kernel/iban.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command } from "../db/command.ts";
import { openAccounts } from "../ledger/post.ts";
import { ibanField } from "../party/person.ts";
import { insertOwnAccount, ownAccountRows } from "./queries.ts";

/** The owner in the ledger of everything about our own account at the bank. */
export const ledgerOwner = "main";

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
 * Opens our account at the bank (eigen rekening) with its books: the bank, payments in transit, what came back and has no
 * place yet, suspense, and bank costs. There is one such account.
 */
export const openOwnAccount: Command<{ iban: Iban; bic: string | null; name: string }, { account: string }> = {
  kind: "payment.open-account",
  input: inputSchema,
  concern: () => Promise.resolve({ named: [paymentLock] }),
  handle: async (context, { iban, bic, name }) => {
    if ((await ownAccountRows(context.tx)).length > 0) throw new Refusal("own-account-known");
    const account = context.mint("own-account");
    const opened = (["bank", "transit", "returns", "suspense", "costs"] as const).map((kind) => ({
      id: context.mint("account"),
      kind,
      owner: ledgerOwner,
      holder: null,
    }));
    await openAccounts(context, opened);
    const [bank, transit] = opened;
    if (!bank || !transit) throw new Error("the accounts of a bank account are five");
    await insertOwnAccount(context.tx, { id: account, iban, bic, name, bank_account_id: bank.id, transit_account_id: transit.id });
    return { account };
  },
};
