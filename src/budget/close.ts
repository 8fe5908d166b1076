import { createHash } from "node:crypto";
import { cents } from "../kernel/money.ts";
import type { Context } from "../db/command.ts";
import { commitmentsOn } from "../ledger/post.ts";
import { closingMessageXml, type ClosingFunction } from "./messages/closing-message.ts";
import type { AwardMessage } from "./messages/award-message.ts";
import { functionsOf, insertMessages } from "./queries.ts";

// Twelve characters at most (IV028), and the same at every replay: digits that follow from the message's own id.
const identificationOf = (id: string): string =>
  String(parseInt(createHash("sha256").update(id).digest("hex").slice(0, 10), 16) % 1e12).padStart(12, "0");

/** Tells the funder of a budget what is spent and reserved on it (BAB 'Administratief'), and keeps the message to be fetched. */
export const closeAdministratively = async (context: Context, message: AwardMessage, holder: string, award: string): Promise<void> => {
  const functions: ClosingFunction[] = [];
  for (const each of await functionsOf(context.tx, award)) {
    const { paid, reserved } = await commitmentsOn(context.tx, each.line_id);
    functions.push({ code: each.function, awarded: each.amount, paid, committed: cents(reserved) });
  }
  const id = context.mint("message");
  const xml = closingMessageXml({
    law: message.law,
    receiver: message.sender,
    identification: identificationOf(id),
    dated: context.today,
    bsn: message.client.bsn,
    budget: message.budget.number,
    period: message.budget.period,
    reason: "Administratief",
    functions,
  });
  await insertMessages(context.tx, [
    {
      id,
      kind: "closing",
      payload: await context.keep(Buffer.from(xml), "application/xml", holder),
      sender: null,
      identification: identificationOf(id),
      answers: null,
      accepted: null,
      codes: null,
      holder_id: holder,
      funder_code: message.sender,
      received_at: context.at,
    },
  ]);
};
