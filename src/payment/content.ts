import { monthInWords, type Day, type Month } from "../kernel/day.ts";
import type { Iban } from "../kernel/iban.ts";
import { total } from "../kernel/money.ts";
import { Refusal, type Fault } from "../kernel/refusal.ts";
import type { Context } from "../db/command.ts";
import { keyedHash, type Keys } from "../db/seal.ts";
import { suspendedOn } from "../agreement/load.ts";
import { accountsOn } from "../party/bank-accounts.ts";
import { statuses } from "../party/status.ts";
import { contentHashOf, type BatchContent } from "./batch.ts";
import type { CreditTransfer } from "./messages/pain001.ts";
import { declarationFacts, ordersInBatch } from "./queries.ts";
import { referencesOf } from "./reference-queries.ts";

/** One order of a batch, with the account that it is paid to. */
export type PaidOrder = { id: string; transfer: CreditTransfer; changedBy: string };

const retry = "Trek de batch in en maak een nieuwe.";

/**
 * The orders of a batch as they would be paid today. Throws `batch-changed` when a payee got another account or was blocked
 * since the batch was made: then nobody may pay what others checked.
 */
export const paidOrders = async ({ tx, today }: Pick<Context, "tx" | "today">, batch: string): Promise<PaidOrder[]> => {
  const orders = await ordersInBatch(tx, batch);
  const payees = orders.map(({ provider_id }) => provider_id);
  const accounts = await accountsOn(tx, payees, today);
  const people = await statuses(tx, [...new Set(payees)]);
  const facts = new Map(
    (
      await declarationFacts(
        tx,
        orders.flatMap(({ declaration_id }) => declaration_id ?? []),
      )
    ).map((one) => [one.id, one]),
  );
  const references = await referencesOf(tx, payees);
  const suspended = await suspendedOn(
    tx,
    orders.map(({ agreement_id }) => agreement_id),
    today,
  );
  const faults: Fault[] = [];
  const paid = orders.flatMap((order): PaidOrder[] => {
    const account = accounts.get(order.provider_id);
    const declaration = order.declaration_id === null ? undefined : facts.get(order.declaration_id);
    if (!declaration && order.emergency === null) throw new Error(`order ${order.id} pays an unknown declaration`);
    const field = declaration ? `declaratie ${declaration.number}` : `spoedbetaling ${order.emergency ?? ""}`;
    if (account?.id !== order.bank_account_id) {
      faults.push({ field, problem: "Het rekeningnummer van de zorgverlener is intussen gewijzigd.", remedy: retry });
      return [];
    }
    if (people.get(order.provider_id)?.blocked !== false) {
      faults.push({ field, problem: "De zorgverlener is intussen geblokkeerd.", remedy: retry });
      return [];
    }
    const remittance = declaration
      ? `Pgb declaratie ${declaration.number} ${monthInWords(declaration.month as Month)}`
      : `Pgb spoedbetaling ${order.emergency ?? ""}`;
    if (suspended.has(order.agreement_id)) {
      faults.push({ field, problem: "De verstrekker liet de betaling intussen opschorten.", remedy: retry });
      return [];
    }
    return [
      {
        id: order.id,
        changedBy: account.changedBy,
        transfer: {
          endToEndId: order.end_to_end,
          amount: order.amount,
          creditor: { name: account.name, iban: account.iban },
          remittance,
          reference: references.get(order.provider_id) ?? null,
        },
      },
    ];
  });
  if (faults.length > 0) throw new Refusal("batch-changed", faults.slice(0, 100));
  return paid;
};

const accountHash = (seals: Keys, iban: Iban): string => keyedHash(seals, `iban:${iban}`);

/** The content of a batch as people sign it, with its hash. */
export const signedContent = (
  seals: Keys,
  { batch, messageId, executionDay, file }: { batch: string; messageId: string; executionDay: Day; file: string },
  orders: readonly PaidOrder[],
): BatchContent & { hash: string } => {
  const content: BatchContent = {
    batch,
    messageId,
    executionDay,
    file,
    count: orders.length,
    sum: total(orders.map(({ transfer }) => transfer.amount)),
    orders: orders.map(({ id, transfer }) => ({
      id,
      endToEnd: transfer.endToEndId,
      amount: transfer.amount,
      account: accountHash(seals, transfer.creditor.iban),
    })),
  };
  return { ...content, hash: contentHashOf(content) };
};
