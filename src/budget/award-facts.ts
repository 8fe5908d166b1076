import type { Context } from "../db/command.ts";
import type { Funders } from "../party/funders.ts";
import { knownPerson } from "../party/register.ts";
import type { AwardFacts, Predecessor } from "./messages/award-assessment.ts";
import type { AwardReading } from "./messages/award-codes.ts";
import type { AwardMessage } from "./messages/award-message.ts";
import { acceptedMessage, awardByNumber, functionsOf, linesWhere, successorOf } from "./queries.ts";

const predecessorOf = async (context: Context, message: AwardMessage, holder: string | null): Promise<Predecessor | null> => {
  if (message.budget.previous === null) return null;
  const award = await awardByNumber(context.tx, message.sender, message.budget.previous);
  if (!award) return null;
  const functions = await functionsOf(context.tx, award.id);
  return {
    sameFunder: true,
    sameHolder: award.holder_id === holder,
    sameLaw: award.law === message.law,
    replaced: (await successorOf(context.tx, award.id)) !== undefined,
    functions: functions.map((each) => ({ code: each.function, amount: each.amount })),
  };
};

/** What must be known besides the message to judge it, read under the holder's lock. */
export const factsFor = async (context: Context, { message }: AwardReading, upload: string, funders: Funders): Promise<AwardFacts> => {
  const facts: AwardFacts = {
    today: context.today,
    knows: (code, law) => funders.some((funder) => funder.code === code && funder.laws.includes(law)),
    identificationUsed: false,
    budgetNumberUsed: false,
    predecessor: null,
    grantedElsewhere: [],
  };
  if (message === null) return facts;
  const { tx } = context;
  const holder = await knownPerson(tx, context.seals, { bsn: message.client.bsn, chamber: null });
  const same = await acceptedMessage(tx, message.sender, message.identification);
  const lines = holder === null ? [] : await linesWhere(tx, { holder });
  return {
    ...facts,
    identificationUsed: same !== undefined && same.payload !== upload,
    budgetNumberUsed: (await awardByNumber(tx, message.sender, message.budget.number)) !== undefined,
    predecessor: await predecessorOf(context, message, holder),
    grantedElsewhere: lines
      .filter((line) => line.law === message.law && line.funder_code !== message.sender && line.amount > 0)
      .map((line) => ({ code: line.function, from: line.from_day, until: line.until_day })),
  };
};
