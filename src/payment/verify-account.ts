import { z } from "zod";
import { service } from "../kernel/actor.ts";
import { inWords } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import { command, type Command, type Context, type Door } from "../db/command.ts";
import { reading, type Tx } from "../db/pool.ts";
import { payloadOf } from "../db/queries.ts";
import {
  accountCheck,
  keepAnswer,
  keepRelease,
  nameResults,
  unansweredAccounts,
  type CheckRow,
  type NameResult,
} from "../party/bank-accounts.ts";
import { notify } from "../party/notice.ts";
import type { NoticeKind } from "../party/notice-texts.ts";
import { endOf } from "./change-account.ts";
import { idField } from "../party/person.ts";
import type { NameCheck } from "./name-check.ts";

const answerSchema = z.strictObject({
  account: idField,
  result: z.enum(nameResults),
  personal: z.strictObject({ realName: z.string().min(1).max(140).nullable() }),
});

const checkFor = async (tx: Tx, account: string): Promise<CheckRow> => {
  const check = await accountCheck(tx, account);
  if (check === null) throw new Refusal("account-unknown");
  return check;
};

const concern = async (tx: Tx, account: string): Promise<{ provider: string }> => ({ provider: (await checkFor(tx, account)).person });

const noticeOf: Readonly<Record<NameResult, NoticeKind>> = {
  match: "account-fits",
  "close-match": "account-almost-fits",
  "no-match": "account-unfit",
  "not-possible": "account-unchecked",
};

const tell = (context: Context, check: CheckRow, kind: NoticeKind): Promise<string> =>
  notify(context, {
    person: check.person,
    kind,
    about: { kind: "bank-account", id: check.account },
    values: { einde: endOf(check.iban), dag: inWords(context.today) },
  });

/** Writes down what the bank answered to the name check of an account (naamcontrole); the same answer again changes nothing. */
export const recordVerification: Command<z.infer<typeof answerSchema>, { recorded: boolean }> = {
  kind: "party.record-verification",
  input: answerSchema,
  concern: (tx, { account }) => concern(tx, account),
  handle: async (context, { account, result, personal: { realName } }) => {
    const check = await checkFor(context.tx, account);
    if (check.result !== null) return { recorded: false };
    if ((result === "close-match") !== (realName !== null))
      throw new Refusal("input-invalid", [
        { field: "realName", problem: "Alleen bij een naam die bijna klopt hoort de echte naam.", remedy: "Vraag de bank opnieuw." },
      ]);
    await keepAnswer(context, check, result, realName);
    if (check.holds) await tell(context, check, noticeOf[result]);
    return { recorded: true };
  },
};

const releaseSchema = z.strictObject({
  account: idField,
  personal: z.strictObject({ reason: z.string().trim().min(5, "Schrijf in een zin waarom.").max(1000) }),
});

/**
 * A member of staff lets an account be paid although the bank did not find the name right (rekening vrijgeven), with a reason.
 * Never who gave the account, nor whose it is. Throws `account-not-possible` when the bank has not answered, found the name right,
 * when the account does not hold any more or was released before; `account-not-independent`; `account-unknown`.
 */
export const releaseAccount: Command<z.infer<typeof releaseSchema>, { released: true }> = {
  kind: "party.release-account",
  input: releaseSchema,
  concern: async (tx, { account }) => ({ providers: [(await concern(tx, account)).provider] }),
  handle: async (context, { account, personal: { reason } }) => {
    const check = await checkFor(context.tx, account);
    if (check.result === null || check.result === "match" || check.released_by !== null || !check.holds)
      throw new Refusal("account-not-possible");
    if ([check.changed_by, check.person].includes(context.actor.person)) throw new Refusal("account-not-independent");
    await keepRelease(context, check, reason);
    await tell(context, check, "account-released");
    return { released: true };
  },
};

/** Asks the bank about an account whose check waits, and writes down the answer. What was answered or replaced is left alone. */
export const verifyAccount = async (door: Door, ask: NameCheck, account: string): Promise<void> => {
  const asked = await reading(door.db, { scope: "svb" }, async (tx) => {
    const check = await accountCheck(tx, account);
    if (check?.result !== null) return null;
    const name = (await payloadOf(tx, check.name_sent))?.content?.toString("utf8");
    return name === undefined ? null : { iban: check.iban, name };
  });
  if (asked === null) return;
  const { result, name } = await ask(asked.iban, asked.name);
  const input = { account, result, personal: { realName: name } };
  await command(door, recordVerification, input, { actor: service("verify-account") });
};

/**
 * Asks the bank about every account that still waits for an answer, for when a job gave up. Answers how many it asked. One that the
 * bank cannot answer keeps no other waiting; its error is thrown after all were asked.
 */
export const verifyWaiting = async (door: Door, ask: NameCheck): Promise<number> => {
  const waiting = await reading(door.db, { scope: "svb" }, (tx) => unansweredAccounts(tx, 100));
  const failed: unknown[] = [];
  for (const account of waiting) await verifyAccount(door, ask, account).catch((error: unknown) => failed.push(error));
  if (failed.length > 0) throw failed[0];
  return waiting.length;
};
