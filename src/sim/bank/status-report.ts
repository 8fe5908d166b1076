import type { Day } from "../../kernel/day.ts";
import { escapeXml } from "../../kernel/xml.ts";
import type { Batch, Fate, Payment } from "./bank.ts";
import type { Rejection } from "./judge.ts";
import type { FileKind } from "./queries.ts";

const decimal = (amount: number): string => `${String(Math.floor(amount / 100))}.${String(amount % 100).padStart(2, "0")}`;
const reason = (code: string, text: string | null): string =>
  `<StsRsnInf><Rsn><Cd>${escapeXml(code)}</Cd></Rsn>${text === null ? "" : `<AddtlInf>${escapeXml(text.slice(0, 105))}</AddtlInf>`}</StsRsnInf>`;

type Head = { kind: FileKind; sequence: number; day: Day; messageId: string; count: number; sum: number };

const report = ({ kind, sequence, day, messageId, count, sum }: Head, group: string, batch: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${kind}"><CstmrPmtStsRpt>
<GrpHdr><MsgId>BANK-STATUS-${String(sequence).padStart(8, "0")}</MsgId><CreDtTm>${day}T18:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${escapeXml(messageId)}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>${String(count)}</OrgnlNbOfTxs><OrgnlCtrlSum>${decimal(sum)}</OrgnlCtrlSum>${group}</OrgnlGrpInfAndSts>
${batch}</CstmrPmtStsRpt></Document>
`;

/** The answer on a file as a whole (pain.002): technically accepted (ACCP), or rejected with a reason. */
export const fileReport = (head: Head, rejection: Rejection | null): string =>
  report(head, rejection === null ? "<GrpSts>ACCP</GrpSts>" : `<GrpSts>RJCT</GrpSts>${reason(rejection.code, rejection.text)}`, "");

/** What became of a batch on the day of its execution: settled (ACSC), rejected (RJCT) or both (PART). Only rejected payments are named. */
export function batchReport(
  head: Pick<Head, "kind" | "sequence" | "day">,
  file: { count: number; sum: number },
  batch: Batch,
  outcome: { rejection: Rejection } | { payments: readonly Payment[]; fates: readonly Fate[] },
): string {
  const original = `<OrgnlPmtInfId>${escapeXml(batch.payment_info)}</OrgnlPmtInfId><OrgnlNbOfTxs>${String(batch.count)}</OrgnlNbOfTxs><OrgnlCtrlSum>${decimal(batch.sum)}</OrgnlCtrlSum>`;
  const whole = { ...head, messageId: batch.message_id, ...file };
  const group = (status: string): string => (batch.batches_in_file === 1 ? `<GrpSts>${status}</GrpSts>` : "");
  if ("rejection" in outcome)
    return report(
      whole,
      group("RJCT"),
      `<OrgnlPmtInfAndSts>${original}<PmtInfSts>RJCT</PmtInfSts>${reason(outcome.rejection.code, outcome.rejection.text)}</OrgnlPmtInfAndSts>\n`,
    );

  const rejected = outcome.payments.flatMap((payment, n) =>
    outcome.fates[n]?.state === "rejected" ? [{ payment, code: outcome.fates[n].reason ?? "MS03" }] : [],
  );
  const status = rejected.length === 0 ? "ACSC" : rejected.length === batch.count ? "RJCT" : "PART";
  const rejectedSum = rejected.reduce((sum, { payment }) => sum + payment.amount, 0);
  const counted = (code: string, count: number, sum: number): string =>
    count === 0
      ? ""
      : `<NbOfTxsPerSts><DtldNbOfTxs>${String(count)}</DtldNbOfTxs><DtldSts>${code}</DtldSts><DtldCtrlSum>${decimal(sum)}</DtldCtrlSum></NbOfTxsPerSts>`;
  const named = rejected
    .map(
      ({ payment, code }) =>
        `<TxInfAndSts><OrgnlEndToEndId>${escapeXml(payment.end_to_end)}</OrgnlEndToEndId><TxSts>RJCT</TxSts>${reason(code, null)}</TxInfAndSts>\n`,
    )
    .join("");
  return report(
    whole,
    group(status),
    `<OrgnlPmtInfAndSts>${original}<PmtInfSts>${status}</PmtInfSts>${counted("RJCT", rejected.length, rejectedSum)}${counted("ACSC", batch.count - rejected.length, batch.sum - rejectedSum)}\n${named}</OrgnlPmtInfAndSts>\n`,
  );
}
