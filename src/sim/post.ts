import type { Db } from "../db/pool.ts";
import type { Post } from "../party/notice.ts";
import { keepPost } from "./queries.ts";

/** The post of the learning environment: nothing leaves the house, it is kept to look at. */
export const postOf =
  (db: Db): Post =>
  ({ id, channel, to, subject, text }) =>
    keepPost(db, { id, channel, recipient: to, subject, content: text });
