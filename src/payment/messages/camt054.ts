import type { Iban } from "../../kernel/iban.ts";
import type { XmlSource, XmlTree } from "../../kernel/xml.ts";
import { refuseFile, requiredText } from "./bank-file.ts";
import { checkSummary, detailsFamily, ibanOf, namespacesOf, steps } from "./camt.ts";
import type { StatementEntry } from "./camt-entry.ts";

/** The details of one entry, in the notification that it stands in. */
export type EntryDetails = { notification: string; iban: Iban; rank: number; entry: StatementEntry };

/**
 * A notification of entries (boekingsmelding), camt.054: what stands behind the amounts that a bank books in one. It moves no
 * money: only a statement books. It may come before or after the statement, or never.
 */
export type Notification = { messageId: string; createdAt: string; details: readonly EntryDetails[] };

/** The namespaces of the versions that we read, the newest first. */
export const camt054Namespaces = namespacesOf(detailsFamily);

const { root, item } = detailsFamily;
const mostDetails = 100_000;

/** Reads a notification whole. Throws `bank-file-refused` with the element and the remedy; then nothing of it may be used. */
export async function readCamt054(source: XmlSource): Promise<Notification> {
  let header: XmlTree | undefined;
  const details: EntryDetails[] = [];
  const seen = new Set<string>();
  let open: { rank: number; entry: StatementEntry }[] = [];
  let payments = 0;
  for await (const step of steps(detailsFamily, source)) {
    if (step.kind === "header") {
      if (header !== undefined) refuseFile(`${root}/GrpHdr`, "Dit element staat er twee keer in.");
      header = step.tree;
    } else if (step.kind === "entry") {
      open.push({ rank: step.rank, entry: step.entry });
      payments += 1 + step.entry.transactions.length;
      if (payments > mostDetails) refuseFile(root, "Het bestand heeft te veel boekingen.", "Vraag de bank het bestand te verdelen.");
    } else {
      const { progress } = step;
      const iban = ibanOf(progress);
      const notification = requiredText(progress.fields, "Id", progress.at);
      if (seen.has(notification)) refuseFile(`${progress.at}/Id`, "Deze melding staat twee keer in het bestand.");
      seen.add(notification);
      checkSummary(progress);
      details.push(...open.map((one) => ({ notification, iban, ...one })));
      open = [];
    }
  }
  if (seen.size === 0) refuseFile(`${root}/${item}`, "Er staat geen melding in het bestand.");
  return {
    messageId: requiredText(header, "MsgId", `${root}/GrpHdr`),
    createdAt: requiredText(header, "CreDtTm", `${root}/GrpHdr`),
    details,
  };
}
