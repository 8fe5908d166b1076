import type { Actor } from "../kernel/actor.ts";
import type { Door } from "../db/command.ts";
import { noting, reading } from "../db/pool.ts";
import { insertRead, readBefore, unreadFor } from "./queries.ts";
import { unreadIn } from "./session.ts";

type Reader = Pick<Actor, "person">;

// Which messages somebody opened lies outside the log: nothing follows from it.
const sight = { scope: "sign-in" } as const;

/** Notes which messages the reader has now opened; answers those that he had opened before. */
export const openNotices = (door: Door, { person }: Reader, notices: readonly string[]): Promise<ReadonlySet<string>> =>
  noting(door.db, sight, async (tx) => {
    const before = await readBefore(tx, person, notices);
    await insertRead(tx, person, notices);
    return new Set(before.map(({ notice_id }) => notice_id));
  });

/** Which of these messages the reader has opened, and how many of those in these mailboxes he has not. */
export const openedBy = (
  door: Door,
  { person }: Reader,
  notices: readonly string[],
  people: readonly string[],
): Promise<{ opened: ReadonlySet<string>; unread: number }> =>
  reading(door.db, sight, async (tx) => {
    const rows = notices.length === 0 ? [] : await readBefore(tx, person, notices);
    const unread = await unreadFor(tx, person);
    return { opened: new Set(rows.map(({ notice_id }) => notice_id)), unread: unreadIn(unread, people) };
  });
