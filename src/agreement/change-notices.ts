import { inWords } from "../kernel/day.ts";
import type { Context } from "../db/command.ts";
import { namesOf } from "../party/funders.ts";
import { notify } from "../party/notice.ts";
import type { NoticeKind } from "../party/notice-texts.ts";
import { partsInWords, type ChangePart } from "./change.ts";
import type { AgreementVerdict } from "./checks.ts";
import type { StoredAgreement } from "./load.ts";

type Party = "holder" | "provider";

const tell = async (
  context: Context,
  agreement: Pick<StoredAgreement, "id" | "number" | "holder" | "provider" | "period">,
  to: readonly Party[],
  kind: NoticeKind,
  more: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const names = await namesOf(context.tx, [agreement.holder, agreement.provider]);
  const name = (id: string): string => names.get(id)?.name ?? "(naam verwijderd)";
  const values = { nummer: agreement.number, vanaf: inWords(agreement.period.from), ...more };
  for (const party of to) {
    const other = party === "holder" ? agreement.provider : agreement.holder;
    await notify(context, {
      person: agreement[party],
      kind,
      about: { kind: "agreement", id: agreement.id },
      values: { ...values, ander: name(other) },
    });
  }
};

/** A change was shared: the provider reads what it is, and whether a signature is asked. */
export const tellProposed = (context: Context, agreement: StoredAgreement, parts: readonly ChangePart[]): Promise<void> =>
  agreement.needs.includes("provider")
    ? tell(context, agreement, ["provider"], "change-proposed", { wat: partsInWords(parts) })
    : Promise.resolve();

/** The provider signed a change: now the holder does. */
export const tellToSign = (context: Context, agreement: StoredAgreement): Promise<void> =>
  agreement.replaces === null ? Promise.resolve() : tell(context, agreement, ["holder"], "change-to-sign");

/** A change holds: both parties read from when, and what it is. */
export const tellApproved = (context: Context, agreement: StoredAgreement, { change }: AgreementVerdict): Promise<void> =>
  tell(context, agreement, ["holder", "provider"], "change-approved", { wat: partsInWords(change?.parts ?? []) });

/** A change was rejected by who assesses it: both parties read by whom; the reason stands on the page. */
export const tellRejected = (context: Context, agreement: StoredAgreement, body: string): Promise<void> =>
  agreement.replaces === null
    ? Promise.resolve()
    : tell(context, agreement, ["holder", "provider"], "change-rejected", { wie: body === "SVB" ? "De SVB" : "De verstrekker" });

/** The provider does not agree with what was shared. */
export const tellDeclined = (context: Context, agreement: StoredAgreement): Promise<void> =>
  tell(context, agreement, ["holder"], agreement.replaces === null ? "agreement-declined" : "change-declined");

/** Whoever was sick works again before somebody could stand in for him: that agreement falls away. */
export const tellNotNeeded = (context: Context, agreement: StoredAgreement): Promise<void> =>
  tell(context, agreement, ["holder", "provider"], "stand-in-not-needed");

/** The holder took a change back, or the agreement ended before it was decided. */
export const tellWithdrawn = (context: Context, agreement: StoredAgreement): Promise<void> =>
  agreement.replaces === null || !agreement.needs.includes("provider")
    ? Promise.resolve()
    : tell(context, agreement, ["provider"], "change-withdrawn");
