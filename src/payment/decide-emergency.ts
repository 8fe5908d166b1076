import { ibanInGroups, type Iban } from "../kernel/iban.ts";
import { inEuros, zero } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Context } from "../db/command.ts";
import { notify } from "../party/notice.ts";
import { openEmergency, setEmergency } from "./emergency-queries.ts";
import { moveEmergency } from "./order-emergency.ts";
import { ownAccountRows } from "./queries.ts";
import type { Decision } from "./work.ts";

/**
 * What a person's decision about work means for the emergency payment that it concerns. One that came back can only be closed when
 * nothing was set off against it: else its payee would never get what the budget paid. Throws `emergency-not-possible`.
 */
export const decideEmergency = async (context: Context, id: string, decision: Decision): Promise<void> => {
  const of = await openEmergency(context.tx, id);
  if (!of) throw new Error(`emergency payment ${id} went away`);
  if (decision === "close" && of.state === "returned") {
    if (of.left !== of.amount)
      throw new Refusal("emergency-not-possible", [
        {
          field: "besluit",
          problem: `Met deze spoedbetaling is al ${inEuros((of.amount - of.left) as typeof zero)} verrekend, maar het geld kwam terug.`,
          remedy: "Betaal opnieuw. Anders krijgt de zorgverlener die uren niet betaald.",
        },
      ]);
    await moveEmergency(context, id, "close");
  }
  if (decision !== "ask-back" && decision !== "wait") return;
  await setEmergency(context.tx, id, { looked_on: context.today });
  if (decision === "ask-back") await askBack(context, of);
};

const askBack = async (context: Context, of: NonNullable<Awaited<ReturnType<typeof openEmergency>>>): Promise<void> => {
  if (of.left <= zero) throw new Refusal("work-decision-unfit");
  const [own] = await ownAccountRows(context.tx);
  if (!own) throw new Error("money was paid from no account");
  const values = { gegeven: inEuros(of.amount), bedrag: inEuros(of.left), nummer: of.number };
  const about = { kind: "emergency", id: of.id };
  await notify(context, {
    ...{ person: of.provider_id, kind: "emergency-ask-back", about },
    values: { ...values, rekening: ibanInGroups(own.iban as Iban) },
  });
  await notify(context, { person: of.holder_id, kind: "emergency-ask-back-holder", about, values });
};
