import type { Adapter, AdapterPayload } from "oidc-provider";

type Row = { payload: AdapterPayload; until: number };

// A learner who presses "inloggen" all day must not fill the memory.
const most = 10_000;

/** What the stand-in remembers while somebody signs in, for minutes, in this one process. */
export const memory = (): ((kind: string) => Adapter) => {
  const rows = new Map<string, Row>();
  const live = (key: string): AdapterPayload | undefined => {
    const row = rows.get(key);
    if (row !== undefined && row.until > Date.now()) return row.payload;
    rows.delete(key);
    return undefined;
  };
  const by = (name: "uid" | "userCode" | "grantId", value: string): string[] =>
    [...rows].flatMap(([key, { payload }]) => (payload[name] === value ? [key] : []));

  return (kind) => {
    const done = Promise.resolve();
    const keyOf = (id: string): string => `${kind}:${id}`;
    const found = (name: "uid" | "userCode", value: string) =>
      by(name, value)
        .filter((key) => key.startsWith(`${kind}:`))
        .map(live)[0];
    return {
      upsert: (id, payload, expiresIn) => {
        const oldest = rows.keys().next().value;
        if (rows.size >= most && oldest !== undefined) rows.delete(oldest);
        rows.set(keyOf(id), { payload, until: Date.now() + (expiresIn ?? 600) * 1000 });
        return done;
      },
      find: (id) => Promise.resolve(live(keyOf(id))),
      findByUid: (uid) => Promise.resolve(found("uid", uid)),
      findByUserCode: (code) => Promise.resolve(found("userCode", code)),
      consume: (id) => {
        const payload = live(keyOf(id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
        return done;
      },
      destroy: (id) => {
        rows.delete(keyOf(id));
        return done;
      },
      revokeByGrantId: (grant) => {
        for (const key of by("grantId", grant)) rows.delete(key);
        return done;
      },
    };
  };
};
