import type { Adapter } from "oidc-provider";
import { jotting, reading, type Db } from "../../db/pool.ts";
import { forget, forgetGrant, keep, kept, markUsed, type Name } from "./queries.ts";

const sight = { scope: "sign-in" } as const;

/** What the stand-in remembers while somebody signs in: for minutes, in the database, so that each process of the portal knows it. */
export const memory =
  (db: Db): ((kind: string) => Adapter) =>
  (kind) => {
    const found = (name: Name, value: string) => reading(db, sight, (tx) => kept(tx, kind, name, value), 1);
    const note = async (write: Parameters<typeof jotting>[2]): Promise<void> => void (await jotting(db, sight, write));
    return {
      upsert: (id, payload, expiresIn) => note((tx) => keep(tx, { kind, id, payload, seconds: expiresIn ?? 600 })),
      find: (id) => found("id", id),
      findByUid: (uid) => found("uid", uid),
      findByUserCode: (code) => found("user_code", code),
      consume: (id) => note((tx) => markUsed(tx, kind, id)),
      destroy: (id) => note((tx) => forget(tx, kind, id)),
      revokeByGrantId: (grant) => note((tx) => forgetGrant(tx, grant)),
    };
  };
