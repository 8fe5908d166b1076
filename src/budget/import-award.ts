import { z } from "zod";
import type { Command, Context, Door } from "../db/command.ts";
import { payloadOf } from "../db/queries.ts";
import type { Tx } from "../db/pool.ts";
import { holderFromMessage } from "../party/award-people.ts";
import { isFunder, knownFunders } from "../party/funders.ts";
import { knownPerson, lockNames } from "../party/register.ts";
import { assessAwardMessage } from "./messages/award-assessment.ts";
import type { AwardOutcome, AwardReading, ClassCode } from "./messages/award-codes.ts";
import { readAwardMessage } from "./messages/award-reader.ts";
import { returnMessageXml } from "./messages/return-message.ts";
import { representativesOf, type AwardMessage } from "./messages/award-message.ts";
import { factsFor } from "./award-facts.ts";
import { storeAward } from "./store-award.ts";
import { insertMessages, sameMessage } from "./queries.ts";

/** What came of one award message: accepted or not, a code for every class, and where the return message lies. */
export type AwardAnswer = {
  message: string;
  accepted: boolean;
  codes: ClassCode[];
  returnMessage: string;
  returnPayload: string;
  law: string | null;
};

const inputSchema = z.strictObject({ upload: z.string().regex(/^[0-9a-f]{64}$/) });

const readUpload = async (tx: Tx, upload: string): Promise<AwardReading> => {
  const payload = await payloadOf(tx, upload);
  if (!payload?.content) throw new Error(`the vault has no upload ${upload}`);
  return readAwardMessage(payload.content);
};

const people = ({ client, relations }: AwardMessage) => [client, ...relations].map(({ bsn }) => ({ bsn, chamber: null }));

/**
 * Takes in an award message (toekenningsbericht, TKB): judges it, stores it with its return message (x502) and, when accepted,
 * makes or replaces the budget. The same bytes again have no second effect and the same answer, unless what was refused fits now.
 */
export const importAward: Command<{ upload: string }, AwardAnswer> = {
  kind: "award.import",
  input: inputSchema,
  concern: async (tx, { upload }, { seals }: Door) => {
    const { message } = await readUpload(tx, upload);
    if (message === null) return { named: [`award:${upload}`] };
    const holder = await knownPerson(tx, seals, { bsn: message.client.bsn, chamber: null });
    return {
      ...(holder === null ? {} : { holder }),
      // A sender that nobody knows speaks for nobody: the message is judged, and refused on its header (S300).
      ...((await isFunder(tx, message.sender)) ? { organisations: [message.sender] } : {}),
      named: [`award:${message.sender}:${message.identification}`, ...people(message).flatMap((one) => lockNames(seals, one))],
    };
  },
  handle: async (context, { upload }) => {
    const reading = await readUpload(context.tx, upload);
    const earlier = await sameMessage(context.tx, upload);
    const answer = (row: NonNullable<typeof earlier>): AwardAnswer => ({
      message: row.id,
      accepted: row.accepted === true,
      codes: row.codes as ClassCode[],
      returnMessage: row.return_id,
      returnPayload: row.return_payload,
      law: reading.law,
    });
    if (earlier?.accepted) return answer(earlier);
    const outcome = assessAwardMessage(reading, await factsFor(context, reading, upload, await knownFunders(context.tx)));
    if (earlier && JSON.stringify(earlier.codes) === JSON.stringify(outcome.codes)) return answer(earlier);
    return store(context, upload, outcome);
  },
};

const store = async (context: Context, upload: string, outcome: AwardOutcome): Promise<AwardAnswer> => {
  const { accepted, message, codes, reading } = outcome;
  const source = message === null ? null : `${message.sender}/${message.law}`;
  const holder =
    accepted && message !== null && source !== null
      ? await holderFromMessage(
          context,
          { ...message.client, address: message.client.address },
          representativesOf(message).map((one) => ({ ...one, sex: "unknown" as const, address: null })),
          source,
        )
      : null;
  const returnPayload = await context.keep(Buffer.from(returnMessageXml(outcome, context.today)), "application/xml", holder);
  const id = context.mint("message");
  const returnId = context.mint("message");
  const { organisation } = context.actor;
  // What was refused belongs to nobody but the funder that sent it itself: a sender in a header proves nothing.
  const sentBy = organisation === null || organisation === "SVB" ? null : organisation;
  const shared = {
    sender: reading.header?.sender ?? null,
    identification: reading.header?.identification ?? null,
    holder_id: holder,
    funder_code: accepted ? (reading.header?.sender ?? null) : sentBy,
    received_at: context.at,
  };
  await insertMessages(context.tx, [
    { id, kind: "award", payload: upload, answers: null, accepted, codes: JSON.stringify(codes), ...shared },
    { id: returnId, kind: "return", payload: returnPayload, answers: id, accepted: null, codes: null, ...shared },
  ]);
  if (accepted && message !== null && holder !== null) await storeAward(context, message, holder, id);
  return { message: id, accepted, codes: [...codes], returnMessage: returnId, returnPayload, law: reading.law };
};
