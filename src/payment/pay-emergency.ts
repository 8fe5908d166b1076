import { z } from "zod";
import { cents } from "../kernel/money.ts";
import { readableNumber } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command, Context } from "../db/command.ts";
import { agreementById, concernOf, suspendedOn } from "../agreement/load.ts";
import { openAccounts } from "../ledger/post.ts";
import { accountsOn } from "../party/bank-accounts.ts";
import { statuses } from "../party/status.ts";
import { idField } from "../party/person.ts";
import { judgeEmergency, type EmergencyFacts } from "./emergency-checks.ts";
import { leftOf } from "./emergency.ts";
import { emergenciesOf, emergencyAccount, insertEmergency } from "./emergency-queries.ts";
import { paymentLock } from "./open-account.ts";
import { orderEmergency } from "./order-emergency.ts";
import { ruleFor, type Rule, type RuleValues } from "./rule.ts";
import { ruleRows } from "./rule-queries.ts";
import { blockedAccounts } from "./work-queries.ts";

const inputSchema = z.strictObject({
  agreement: idField,
  amountCents: z
    .int("Vul een bedrag in.")
    .min(1, "Vul een bedrag boven nul in.")
    .max(99_999_999_999, "Dit bedrag is te hoog.")
    .transform(cents),
  personal: z.strictObject({ reason: z.string().trim().min(5, "Schrijf in een zin waarom dit niet kan wachten.").max(1000) }),
});
type Given = z.infer<typeof inputSchema>;

/** An emergency payment that was made, and the batch in which two people release it. */
export type MadeEmergency = { emergency: string; number: string; batch: string };

type Ruled = Rule & { value: RuleValues["emergency"] };

const ruleOf = async ({ tx, today }: Pick<Context, "tx" | "today">): Promise<Ruled> => {
  const rule = ruleFor(await ruleRows(tx), "emergency", {}, today);
  if (rule === null) throw new Error(`no rule for emergency payments is known on ${today}`);
  return rule;
};

const factsFor = async (
  context: Context,
  emergency: string,
  rule: Ruled,
  { agreement: id, amountCents }: Given,
): Promise<EmergencyFacts> => {
  const { tx, today } = context;
  const agreement = await agreementById(tx, id);
  const account = (await accountsOn(tx, [agreement.provider], today)).get(agreement.provider);
  const refused = await blockedAccounts(tx, account === undefined ? [] : [account.id]);
  const earlier = await emergenciesOf(tx, [id]);
  return {
    emergency,
    today,
    agreement,
    amount: amountCents,
    outstanding: leftOf(earlier),
    underWay: earlier.some(({ state }) => state === "ordered"),
    rule: { id: rule.id, mostCents: rule.value.mostCents, from: rule.from, source: rule.source },
    account:
      account === undefined
        ? null
        : { from: account.from, replaces: account.replaces, refused: refused.has(account.id), check: account.check },
    suspended: (await suspendedOn(tx, [agreement.id], today)).has(agreement.id),
    blocked: (await statuses(tx, [agreement.provider])).get(agreement.provider)?.blocked ?? true,
    release: context.release,
  };
};

const accountFor = async (context: Context, agreement: string, number: string): Promise<string> => {
  const known = await emergencyAccount(context.tx, agreement);
  if (known !== undefined) return known;
  const account = context.mint("account");
  await openAccounts(context, [{ id: account, kind: "emergency", owner: number, holder: null }]);
  return account;
};

/**
 * Pays a provider a round sum before the normal way is possible (spoedbetaling): a batch of its own, which two others must release like
 * every other. The money is no budget's yet; later declarations of the agreement are set off against it. The reason goes to the vault.
 * Throws `emergency-not-possible` with what stands in the way (P101 to P106).
 */
export const payEmergency: Command<Given, MadeEmergency> = {
  kind: "payment.pay-emergency",
  input: inputSchema,
  concern: async (tx, { agreement }) => {
    const { holder, provider } = await concernOf(tx, agreement);
    return { named: [paymentLock], holders: [holder], providers: [provider] };
  },
  handle: async (context, given) => {
    const id = context.mint("emergency");
    const rule = await ruleOf(context);
    const facts = await factsFor(context, id, rule, given);
    const { fits, findings, receipt } = judgeEmergency(facts);
    if (!fits)
      throw new Refusal(
        "emergency-not-possible",
        findings.map(({ code, text, remedy }) => ({ field: fieldOf(code), problem: text, remedy })),
      );
    const agreement = await agreementById(context.tx, given.agreement);
    const { holder, provider, funder, law } = agreement;
    const reason = await context.keep(Buffer.from(given.personal.reason, "utf8"), "text/plain", null);
    const number = readableNumber("SP", id);
    const row = {
      ...{
        id,
        number,
        agreement_id: agreement.id,
        holder_id: holder,
        provider_id: provider,
        amount: given.amountCents,
        state: "ordered" as const,
      },
      account_id: await accountFor(context, agreement.id, agreement.number),
      ...{
        reason,
        rule_id: rule.id,
        receipt_id: context.explain({ subjectKind: "emergency", subject: id, holder: null, funder: null, receipt }),
      },
      ...{ made_by: context.actor.person, made_on: context.today, changed_on: context.today, looked_on: null },
    };
    await insertEmergency(context.tx, row);
    return { emergency: id, number, batch: await orderEmergency(context, row, { funder, law }) };
  },
};

const fieldOf = (code: string): string => (code === "P103" ? "amountCents" : "agreement");
