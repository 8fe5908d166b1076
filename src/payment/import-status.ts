import type { Day } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Context } from "../db/command.ts";
import { post } from "../ledger/post.ts";
import { askWhetherPaid, followUp } from "./follow-up.ts";
import { refuseFile } from "./messages/bank-file.ts";
import type { StatusReport } from "./messages/pain002.ts";
import { ordersInBatch, ownAccount, batchRow } from "./queries.ts";
import { asksWhetherPaid } from "./reasons.ts";
import { rejectionsIn, settledIn } from "./rejections.ts";
import { markSent } from "./send-batch.ts";
import { endOrders, explainReturns, reversals, settleBatch, type CameBack } from "./settle.ts";
import { batchesByMessage, insertStatusReport, setSettled, statusReport, type ReferencedBatch } from "./statement-queries.ts";

/** What a status report did: which batch it answers, the bank's word for it, and how many payments it rejects. */
export type StatusAnswer = { kind: "status"; message: string; batch: string; status: string | null; rejected: number };

/** The batch that a report answers. Throws `bank-file-refused` when it is not of ours, was never released, or counts otherwise. */
const answered = async (context: Context, report: StatusReport): Promise<ReferencedBatch> => {
  const [batch] = await batchesByMessage(context.tx, [report.originalMessageId]);
  const at = "OrgnlGrpInfAndSts/OrgnlMsgId";
  if (!batch) return refuseFile(at, `Wij hebben geen betaalbestand ${report.originalMessageId} gemaakt.`);
  if (!["released", "sent", "booked", "rejected"].includes(batch.state))
    refuseFile(at, `Betaalbestand ${report.originalMessageId} is niet verstuurd.`);
  if (report.count !== null && report.count !== batch.count)
    refuseFile("OrgnlGrpInfAndSts/OrgnlNbOfTxs", `Het bestand had ${String(batch.count)} betalingen, niet ${String(report.count)}.`);
  if (report.sum !== null && report.sum !== batch.sum)
    refuseFile("OrgnlGrpInfAndSts/OrgnlCtrlSum", "Het totaal is niet dat van het betaalbestand.");
  return batch;
};

type BatchOrder = Awaited<ReturnType<typeof ordersInBatch>>[number];

/** Payments of which the bank says that it had them before, and that nobody knows the outcome of. */
const perhapsPaid = (orders: readonly BatchOrder[], { all, some }: ReturnType<typeof rejectionsIn>): { id: string; reason: string }[] =>
  orders.flatMap(({ id, end_to_end, state, settled_by }) => {
    const reason = all ?? some.get(end_to_end);
    return reason !== undefined && asksWhetherPaid(reason) && state === "sent" && settled_by === null ? [{ id, reason }] : [];
  });

/** What the report newly rejects. Throws `bank-file-refused` when the bank said before that one of them was carried out. */
const newlyRejected = (orders: readonly BatchOrder[], { all, some }: ReturnType<typeof rejectionsIn>, on: Day): CameBack[] =>
  orders.flatMap(({ id, end_to_end, state, settled_by }): CameBack[] => {
    const reason = all ?? some.get(end_to_end);
    if (reason === undefined || asksWhetherPaid(reason) || (state !== "sent" && state !== "booked")) return [];
    // The money is with the payee: a rejection now would put it on the budget a second time.
    if (settled_by !== null)
      refuseFile(
        all === null ? "TxInfAndSts/TxSts" : "OrgnlGrpInfAndSts/GrpSts",
        `De bank meldde eerder dat deze betaling is uitgevoerd (kenmerk ${end_to_end}), en weigert die nu.`,
        "Vraag de bank wat er met de betaling is gebeurd. Geeft de bank het geld echt terug, dan staat dat op een afschrift.",
      );
    return [{ id, reason, on }];
  });

/**
 * What came back before the report that rejects it was read: a bank may hand over its files in any order. Its money is on the
 * budget already. What the bank said before that it carried out did come back, and stays so.
 */
const rejectedBefore = (orders: readonly BatchOrder[], { all, some }: ReturnType<typeof rejectionsIn>) =>
  orders.flatMap(({ id, end_to_end, state, settled_by, changed_on }) => {
    const reason = all ?? some.get(end_to_end);
    return reason !== undefined && state === "returned" && settled_by === null ? [{ id, reason, on: changed_on }] : [];
  });

/**
 * Takes in a status report (pain.002): rejected payments go back to where their money was taken from, and what was carried out
 * is remembered; all else is noted. Throws `bank-file-refused` when it contradicts what we know; then nothing changes.
 */
export const importStatus = async (context: Context, report: StatusReport, upload: string): Promise<StatusAnswer> => {
  const { tx } = context;
  const earlier = await statusReport(tx, report.messageId);
  if (earlier && earlier.file !== upload) refuseFile("GrpHdr/MsgId", `Bericht ${report.messageId} hebben wij al, met een andere inhoud.`);
  if (earlier)
    return { kind: "status", message: earlier.message_id, batch: earlier.batch_id, status: earlier.status, rejected: earlier.rejected };

  const batch = await answered(context, report);
  if (batch.state === "released") await markSent(context, batch.id, null);
  const orders = await ordersInBatch(tx, batch.id);
  const references = new Set(orders.map(({ end_to_end }) => end_to_end));
  const rejections = rejectionsIn(report, batch.message_id, references);
  const rejected = newlyRejected(orders, rejections, context.today);
  const early = rejectedBefore(orders, rejections);
  const status = report.groupStatus ?? report.batches[0]?.status ?? null;
  const id = context.mint("status-report");
  await insertStatusReport(tx, {
    id,
    message_id: report.messageId,
    batch_id: batch.id,
    file: upload,
    status,
    rejected: rejected.length + early.length,
    read_on: context.today,
  });
  await setSettled(tx, batch.id, settledIn(report, references), id);
  await post(
    context,
    await reversals(
      context,
      await transitOf(context, batch.id),
      rejected.map(({ id }) => id),
    ),
  );
  await endOrders(context, "reject", rejected);
  await explainReturns(context, early);
  await settleBatch(context, batch.id);
  await followUp(context, rejected, "reject");
  await askWhetherPaid(context, perhapsPaid(orders, rejections));
  return { kind: "status", message: report.messageId, batch: batch.id, status, rejected: rejected.length + early.length };
};

const transitOf = async ({ tx }: Context, batch: string): Promise<string> => {
  const row = await batchRow(tx, batch);
  const own = row && (await ownAccount(tx, row.own_account_id));
  if (!own) throw new Refusal("own-account-unknown");
  return own.transit_account_id;
};
