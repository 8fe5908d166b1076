import { z } from "zod";
import type { Day } from "../kernel/day.ts";
import type { Iban } from "../kernel/iban.ts";
import type { Cents } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command } from "../db/command.ts";
import { idField } from "../party/person.ts";
import { messageIdOf } from "./batch.ts";
import { batchConcern, batchFor } from "./concern.ts";
import { paidOrders, signedContent } from "./content.ts";
import { epcFaults } from "./messages/epc.ts";
import { pain001, type OrderVersion, type PaymentOrder } from "./messages/pain001.ts";
import { schemaFaults } from "./messages/xsd.ts";
import { ownAccount, setBatch } from "./queries.ts";
import { headReasonsFor, ruled, ruleFor, type HeadReason } from "./rule.ts";
import { goesOutOn, ruleRows } from "./rule-queries.ts";
import { executionDayFor } from "./target-days.ts";

/** What a frozen batch is: what people check before they sign its hash. */
export type FrozenBatch = { contentHash: string; messageId: string; executionDay: Day; count: number; sum: Cents; needsHead: HeadReason[] };

/**
 * Freezes a batch (vastzetten): fixes the day, writes the file for the bank, and hashes both with every order. From here on
 * nothing in it can change. Throws `batch-changed` when an account changed since the batch was made, and `payment-file-invalid`
 * when the file breaks the official schema.
 */
export const freezeBatch: Command<{ batch: string }, FrozenBatch> = {
  kind: "payment.freeze-batch",
  input: z.strictObject({ batch: idField }),
  concern: (tx, { batch }) => batchConcern(tx, batch),
  handle: async (context, { batch }) => {
    const { row, to } = await batchFor(context, batch, "freeze");
    const own = await ownAccount(context.tx, row.own_account_id);
    if (!own) throw new Error(`batch ${batch} has no account`);
    const orders = await paidOrders(context, batch);
    const messageId = messageIdOf(batch);
    const { today } = context;
    const rules = await ruleRows(context.tx);
    // An instant payment is carried out on any day, at once.
    const executionDay = row.instant ? today : executionDayFor(context.at, ruled(rules, "cut-off", { account: own.id }, today).time);
    const version = ruleFor(rules, "format", { account: own.id }, today)?.value.version ?? "pain.001.001.09";
    const bytes = checkedFile({
      messageId,
      createdAt: context.at,
      executeOn: executionDay,
      debtor: { name: own.name, iban: own.iban as Iban, bic: own.bic },
      categoryPurpose: null,
      version,
      instant: row.instant,
      payments: orders.map(({ transfer }) => transfer),
    });
    const file = await context.keep(bytes, "application/xml", null);
    const { hash, count, sum } = signedContent(context.seals, { batch, messageId, executionDay, file }, orders);
    const thatDay = await goesOutOn(context.tx, own.id, executionDay, batch);
    const needsHead = headReasonsFor(ruled(rules, "limits", { account: own.id }, today), { count, sum, thatDay });
    await setBatch(context.tx, batch, {
      state: to,
      execution_day: executionDay,
      count,
      sum,
      message_id: messageId,
      content_hash: hash,
      file,
      needs_head: needsHead,
      frozen_on: today,
    });
    return { contentHash: hash, messageId, executionDay, count, sum, needsHead };
  },
};

/**
 * The bytes for the bank, held against the official schema where there is one, and read back under the rules of SEPA. Throws
 * `payment-file-invalid` for the schema; a fault under our own rules is a defect. No file leaves the house with either.
 */
const checkedFile = (order: PaymentOrder & { version: OrderVersion }): Buffer => {
  const bytes = Buffer.from(pain001(order).xml, "utf8");
  const broken = schemaFaults(order.version, bytes);
  if (broken.length > 0) throw new Refusal("payment-file-invalid", broken);
  const faults = epcFaults(bytes);
  if (faults.length > 0)
    throw new Error(
      `the payment file ${order.messageId} breaks SEPA rules: ${faults.map(({ field, problem }) => `${field} ${problem}`).join("; ")}`,
    );
  return bytes;
};
