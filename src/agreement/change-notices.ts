import { inWords } from "../kernel/day.ts";
import type { Context } from "../db/command.ts";
import { namesOf } from "../party/funders.ts";
import { notify } from "../party/notice.ts";
import type { NoticeKind } from "../party/notice-texts.ts";
import { signersFor } from "../party/who-signs.ts";
import { partsInWords, type ChangePart } from "./change.ts";
import type { AgreementVerdict } from "./checks.ts";
import type { StoredAgreement } from "./load.ts";

type Party = "holder" | "provider";

type About = Pick<StoredAgreement, "id" | "number" | "holder" | "provider" | "period">;

const tell = async (
  context: Context,
  agreement: About,
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

/** An agreement or a change of one was shared: the provider, if he signs first, reads what waits for him. */
export const tellProposed = async (context: Context, agreement: StoredAgreement, parts: readonly ChangePart[]): Promise<void> => {
  if (!agreement.needs.includes("provider")) return;
  if (agreement.replaces === null) await tell(context, agreement, ["provider"], "agreement-proposed");
  else await tell(context, agreement, ["provider"], "change-proposed", { wat: partsInWords(parts) });
};

/** The provider signed: everybody who must or may sign for the holder now reads that it waits for him. */
export const tellToSign = async (context: Context, agreement: StoredAgreement): Promise<void> => {
  const { holder, provider, id } = agreement;
  const { needed } = await signersFor(context.tx, { holder, provider, act: "sign", on: context.today });
  const names = await namesOf(context.tx, [holder, provider]);
  const name = (person: string): string => names.get(person)?.name ?? "(naam verwijderd)";
  for (const person of new Set(needed.flatMap(({ people }) => people)))
    await notify(context, {
      person,
      kind: agreement.replaces === null ? "agreement-to-sign" : "change-to-sign",
      about: { kind: "agreement", id },
      values: {
        nummer: agreement.number,
        vanaf: inWords(agreement.period.from),
        zorgverlener: name(provider),
        budgethouder: person === holder ? "u" : name(holder),
      },
    });
};

/** An agreement or a change of one holds: both parties read from when, and of a change what it is. */
export const tellApproved = async (context: Context, agreement: StoredAgreement, { change }: AgreementVerdict): Promise<void> => {
  if (agreement.replaces !== null)
    return tell(context, agreement, ["holder", "provider"], "change-approved", { wat: partsInWords(change?.parts ?? []) });
  await tell(context, agreement, ["holder"], "agreement-approved");
  await tell(context, agreement, ["provider"], "agreement-approved-provider");
};

/** An agreement or a change of one was rejected by who assesses it: both parties read by whom; the reason stands on the page. */
export const tellRejected = (context: Context, agreement: StoredAgreement, body: string): Promise<void> =>
  tell(context, agreement, ["holder", "provider"], agreement.replaces === null ? "agreement-rejected" : "change-rejected", {
    wie: body === "SVB" ? "De SVB" : "De verstrekker",
  });

/** The provider does not agree with what was shared. */
export const tellDeclined = (context: Context, agreement: StoredAgreement): Promise<void> =>
  tell(context, agreement, ["holder"], agreement.replaces === null ? "agreement-declined" : "change-declined");

/** Whoever was sick works again before somebody could stand in for him: that agreement falls away. */
export const tellNotNeeded = (context: Context, agreement: StoredAgreement): Promise<void> =>
  tell(context, agreement, ["holder", "provider"], "stand-in-not-needed");

/** The holder took back what was shared, or the agreement ended before a change of it was decided: the provider, who was asked, reads it. */
export const tellWithdrawn = async (context: Context, agreement: StoredAgreement): Promise<void> => {
  if (!agreement.needs.includes("provider")) return;
  await tell(context, agreement, ["provider"], agreement.replaces === null ? "agreement-withdrawn" : "change-withdrawn");
};
