import type { Context } from "../db/command.ts";
import type { Receipt } from "../law/receipt.ts";
import type { StoredAgreement } from "./load.ts";

/** Keeps the receipt of a decision about an agreement; answers its id. */
export const explain = (context: Context, { id, holder, funder }: StoredAgreement, receipt: Receipt): string =>
  context.explain({ subjectKind: "agreement", subject: id, holder, funder, receipt });
