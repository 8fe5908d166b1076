import type { StatusReason, StatusReport } from "./messages/pain002.ts";
import { refuseFile } from "./messages/bank-file.ts";

/**
 * What a status report rejects: all of the batch for one reason, or some payments by EndToEndId with a reason each. Some reasons
 * say that the bank had it before (`asksWhetherPaid`): perhaps the first was carried out.
 */
export type Rejections = { all: string | null; some: ReadonlyMap<string, string> };

const reasonIn = (reasons: readonly StatusReason[]): string => {
  const first = reasons[0];
  return (first?.code ?? first?.proprietary ?? "MS03").slice(0, 35);
};

const settledStatuses: readonly (string | null)[] = ["ACSC", "ACCC"];

/**
 * Which payments a status report says were carried out (ACSC or ACCC): named one by one, by the status of the whole without being
 * named otherwise, or because the bank's own count of them is all that it did not name. Other silence says nothing.
 */
export const settledIn = (report: StatusReport, references: ReadonlySet<string>): string[] => {
  const whole = report.batches[0]?.status ?? report.groupStatus;
  const named = new Map(
    report.batches.flatMap(({ status, transactions }) =>
      transactions.map((one) => [one.endToEndId ?? "", one.status ?? status ?? report.groupStatus] as const),
    ),
  );
  const settled = [...references].filter((reference) => settledStatuses.includes(named.get(reference) ?? null));
  const silent = [...references].filter((reference) => !named.has(reference));
  const ofBatches = report.batches.flatMap(({ counts }) => counts);
  const counted = (ofBatches.length > 0 ? ofBatches : report.counts)
    .filter(({ status }) => settledStatuses.includes(status))
    .reduce((sum, { count }) => sum + count, 0);
  return settledStatuses.includes(whole) || counted === settled.length + silent.length ? [...settled, ...silent] : settled;
};

/**
 * What a status report (pain.002) rejects of the batch with this message identification and these references. Any other
 * status is noted only: the statement ends a payment. Throws `bank-file-refused` when the report is about payments that are not in it.
 */
export const rejectionsIn = (report: StatusReport, messageId: string, references: ReadonlySet<string>): Rejections => {
  const some = new Map<string, string>();
  if (report.groupStatus === "RJCT" && report.batches.every(({ transactions }) => transactions.length === 0)) {
    const reasons = report.reasons.length > 0 ? report.reasons : report.batches.flatMap((batch) => batch.reasons);
    return { all: reasonIn(reasons), some };
  }
  for (const batch of report.batches) {
    if (batch.paymentInformationId !== messageId)
      refuseFile("OrgnlPmtInfAndSts/OrgnlPmtInfId", `De groep ${batch.paymentInformationId} hoort niet bij bestand ${messageId}.`);
    const whole = report.groupStatus === "RJCT" || batch.status === "RJCT";
    if (whole && batch.transactions.length === 0) return { all: reasonIn(batch.reasons), some };
    for (const { endToEndId, status, reasons } of batch.transactions) {
      if (endToEndId === null || !references.has(endToEndId))
        refuseFile("TxInfAndSts/OrgnlEndToEndId", `Betaling ${endToEndId ?? "zonder kenmerk"} zit niet in bestand ${messageId}.`);
      else if ((status ?? (whole ? "RJCT" : null)) === "RJCT") some.set(endToEndId, reasonIn(reasons));
    }
  }
  return { all: null, some };
};
