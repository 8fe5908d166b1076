import { z } from "zod";
import { plusDays, inWords, type Day } from "../kernel/day.ts";
import { readIban, type Iban } from "../kernel/iban.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { accountsOn, giveAccount, type PayeeAccount } from "../party/bank-accounts.ts";
import { notify } from "../party/notice.ts";
import { providerStatus } from "../party/status.ts";
import { idField } from "../party/person.ts";
import { holdDays } from "./plan.ts";
import { refusedIban } from "./work-queries.ts";

/** An account number as somebody types it; refused when no bank in the SEPA area can have it. */
export const ibanField = z
  .string()
  .max(60, "Dit rekeningnummer is te lang.")
  .transform((text, context): Iban => {
    const iban = readIban(text);
    if (iban !== null) return iban;
    context.addIssue({
      code: "custom",
      message:
        "Dit rekeningnummer (IBAN) klopt niet, of het is van buiten het SEPA-gebied. Controleer het nummer, bijvoorbeeld NL91 ABNA 0417 1643 00.",
    });
    return z.NEVER;
  });

/** The name under which an account stands: no longer than a bank takes in a payment. */
export const accountNameField = z
  .string()
  .trim()
  .min(1, "Vul in op welke naam de rekening staat.")
  .max(70, "Deze naam is te lang. Gebruik hooguit 70 tekens.")
  .regex(/^\P{Cc}*$/u, "Deze naam bevat een teken dat niet mag.");

const changeSchema = z.strictObject({ provider: idField, personal: z.strictObject({ iban: ibanField, name: accountNameField }) });

/** The first day on which an account is paid: a changed one after its hold, a first one at once. */
export const usedFrom = ({ from, replaces }: Pick<PayeeAccount, "from" | "replaces">): Day =>
  replaces ? plusDays(from, holdDays(from) + 1) : from;

/** What a message says of an account: never the whole number, for it goes by e-mail or letter. */
export const endOf = (iban: Iban): string => iban.slice(-4);

const refuse = (field: string, problem: string, remedy: string): never => {
  throw new Refusal("input-invalid", [{ field, problem, remedy }]);
};

// The same number again only makes sense when the bank did not find the name right: then the name is corrected.
const judge = async (tx: Tx, provider: string, { iban, name }: { iban: Iban; name: string }, before: PayeeAccount | null) => {
  const correctsName = before !== null && ["close-match", "no-match", "not-possible"].includes(before.check) && before.name !== name;
  if (before?.iban === iban && !correctsName)
    refuse("iban", "Dit rekeningnummer hebben wij al van u.", "U hoeft niets te doen, of vul een ander rekeningnummer in.");
  if (await refusedIban(tx, provider, iban))
    refuse(
      "iban",
      "De bank weigerde dit rekeningnummer eerder.",
      "Vul een ander rekeningnummer in, of bel de SVB als de rekening toch klopt.",
    );
};

/**
 * Changes on which account a provider is paid (rekeningnummer wijzigen). The new account is written next to the old one, held for the
 * term of the house, and its name is asked of the bank. The provider gets a message at the address that we have.
 * Throws `input-invalid` for a number that we know, that a bank refused, or that is none; `not-found` for who is no provider.
 */
export const changeAccount: Command<z.infer<typeof changeSchema>, { account: string; usedFrom: Day }> = {
  kind: "party.change-account",
  input: changeSchema,
  concern: async (tx, { provider }) => {
    if ((await providerStatus(tx, provider)) === null) throw new Refusal("not-found");
    return { provider };
  },
  handle: async (context, { provider, personal }) => {
    const before = (await accountsOn(context.tx, [provider], context.today)).get(provider) ?? null;
    await judge(context.tx, provider, personal, before);
    const account = await giveAccount(context, { person: provider, ...personal, before });
    const from = usedFrom({ from: context.today, replaces: before !== null });
    context.later({ name: "verify-account", data: { account }, once: `account:${account}` });
    await tell(context, { person: provider, account, iban: personal.iban, from });
    return { account, usedFrom: from };
  },
};

const tell = (context: Context, told: { person: string; account: string; iban: Iban; from: Day }): Promise<string> =>
  notify(context, {
    person: told.person,
    kind: "account-changed",
    about: { kind: "bank-account", id: told.account },
    values: { einde: endOf(told.iban), vanaf: inWords(told.from) },
  });
