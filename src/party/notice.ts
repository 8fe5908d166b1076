import { z } from "zod";
import type { Instant } from "../kernel/day.ts";
import type { Context, Door } from "../db/command.ts";
import { reading, type Tx } from "../db/pool.ts";
import { payloadOf } from "../db/queries.ts";
import { fillNotice, type NoticeContent, type NoticeKind } from "./notice-texts.ts";
import { addressSchema, type Address } from "./person.ts";
import { deliveryOf, insertDelivery, insertNotice, markDelivered, noticeById, noticesAfter, noticesFor, personalOf } from "./queries.ts";

/** A message to a person (bericht): of which kind, about what, and what its text needs. */
export type Notice = {
  person: string;
  kind: NoticeKind;
  about: { kind: string; id: string | null };
  values: Readonly<Record<string, string>>;
};

const contentSchema = z.object({ title: z.string(), paragraphs: z.array(z.string()) });

const addressLines = ({ street, house, postcode, city }: Address): string => `${street} ${house}, ${postcode} ${city}`;

/** How a message leaves the house for this person now: by e-mail where we know one, else by letter; null when we know neither. */
const wayTo = ({ email, address, name }: { email: string | null; address: unknown; name: string }) => {
  if (email !== null) return { channel: "email", to: email } as const;
  const known = addressSchema.safeParse(address);
  return known.success ? ({ channel: "letter", to: `${name}, ${addressLines(known.data)}` } as const) : null;
};

/**
 * Sends a message to a person, as part of the command that gives rise to it: he reads it in the portal, and it goes to the
 * address (e-mail or post) that we know at this moment. Returns its id. Throws when the text lacks a value.
 */
export const notify = async (context: Context, { person, kind, about, values }: Notice): Promise<string> => {
  const { tx } = context;
  const id = context.mint("notice");
  const content = await context.keep(Buffer.from(JSON.stringify(fillNotice(kind, values))), "application/json", person);
  await insertNotice(tx, { id, person_id: person, kind, about_kind: about.kind, about_id: about.id, sent_at: context.at, content });
  const [personal] = await personalOf(tx, [person]);
  const way = personal === undefined ? null : wayTo(personal);
  if (way === null) return id;
  await insertDelivery(tx, { notice_id: id, channel: way.channel, address: await context.keep(Buffer.from(way.to), "text/plain", person) });
  context.later({ name: "deliver-notice", data: { notice: id }, once: `notice:${id}` });
  return id;
};

/** A message in the list of its reader; `content` is null when it was removed. */
export type ReadNotice = { id: string; person: string; kind: string; sentAt: Instant; content: NoticeContent | null };

const contentOf = async (tx: Tx, hash: string): Promise<NoticeContent | null> => {
  const bytes = (await payloadOf(tx, hash))?.content;
  return bytes ? contentSchema.parse(JSON.parse(bytes.toString("utf8"))) : null;
};

const readFrom = async (tx: Tx, rows: Awaited<ReturnType<typeof noticesFor>>): Promise<ReadNotice[]> => {
  const found: ReadNotice[] = [];
  for (const { id, person_id, kind, sent_at, content } of rows) {
    found.push({ id, person: person_id, kind, sentAt: sent_at, content: await contentOf(tx, content) });
  }
  return found;
};

/** The latest messages to these people, newest first, as far as the reader may see them. */
export const notices = async (tx: Tx, people: readonly string[], most: number): Promise<ReadNotice[]> =>
  readFrom(tx, await noticesFor(tx, people, most));

/** A page of the messages to these people after a place in their order (when they were sent, and id), the newest first. */
export const noticesPage = async (
  tx: Tx,
  people: readonly string[],
  after: readonly [sentAt: string, id: string] | null,
  most: number,
): Promise<ReadNotice[]> => readFrom(tx, await noticesAfter(tx, people, after, most));

/** One message, or null when there is none that the reader may see. */
export const oneNotice = async (tx: Tx, id: string): Promise<ReadNotice | null> => {
  const row = await noticeById(tx, id);
  return row === undefined ? null : ((await readFrom(tx, [row]))[0] ?? null);
};

/** What leaves the house: to whom, by which channel, what it says. The same id twice is the same message. */
export type Outgoing = { id: string; channel: "email" | "letter"; to: string; subject: string; text: string };

/** The post: who brings e-mails and letters to people (bezorger). Throwing means: try again later. */
export type Post = (outgoing: Outgoing) => Promise<void>;

/** Hands a message of the outbox to the post, once: a message that was delivered or removed is left alone. */
export const deliverNotice = async (door: Pick<Door, "db">, post: Post, notice: string): Promise<void> => {
  const outgoing = await reading(door.db, { scope: "svb" }, async (tx): Promise<Outgoing | null> => {
    const row = await deliveryOf(tx, notice);
    if (row === undefined || row.delivered) return null;
    const content = await contentOf(tx, row.content);
    const to = (await payloadOf(tx, row.address))?.content?.toString("utf8");
    if (content === null || to === undefined) return null;
    return { id: notice, channel: row.channel, to, subject: content.title, text: content.paragraphs.join("\n\n") };
  });
  if (outgoing === null) return;
  await post(outgoing);
  await markDelivered(door.db, notice);
};

/** The post as a service at an address, which takes each message as JSON and knows by its id what it had before. */
export const postAt =
  (address: string): Post =>
  async (outgoing) => {
    const { id, channel, to, subject, text } = outgoing;
    const answer = await fetch(new URL(`berichten/${id}`, address), {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ kanaal: channel === "email" ? "e-mail" : "brief", aan: to, onderwerp: subject, tekst: text }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`the post answered ${String(answer.status)}`);
  };
