import type { Day } from "../kernel/day.ts";
import type { Tx } from "../db/pool.ts";
import { personalOf, statusOf } from "./queries.ts";

/** What is known of a person or organisation apart from who it is: alive, blocked, and as what kind of provider it is registered. */
export type Status = {
  id: string;
  diedOn: Day | null;
  blocked: boolean;
  provider: { kind: "person" | "institution"; formal: boolean; endedOn: Day | null } | null;
};

/** The status of each of these people, by id; absent for those whom nobody registered. */
export const statuses = async (tx: Tx, people: readonly string[]): Promise<ReadonlyMap<string, Status>> =>
  new Map(
    (await statusOf(tx, people)).map((row) => [
      row.id,
      {
        id: row.id,
        diedOn: row.died_on,
        blocked: row.blocked,
        provider:
          row.provider_kind === null
            ? null
            : { kind: row.provider_kind as "person" | "institution", formal: row.formal === true, endedOn: row.ended_on },
      },
    ]),
  );

/** How a provider is registered, or null for somebody who is none. */
export const providerStatus = async (tx: Tx, provider: string): Promise<{ kind: "person" | "institution"; formal: boolean } | null> =>
  (await statuses(tx, [provider])).get(provider)?.provider ?? null;

/** The day of birth of somebody, null where it is not known. */
export const bornOn = async (tx: Tx, person: string): Promise<Day | null> => (await personalOf(tx, [person]))[0]?.born ?? null;
