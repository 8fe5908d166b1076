import type { Tx } from "../db/pool.ts";
import type { Law } from "../law/laws.ts";
import { funder, funders, personalOf } from "./queries.ts";

/** A funder (verstrekker): a municipality or the care office of a region, with the laws under which it awards budgets. */
export type Funder = { code: string; kind: "municipality" | "care-office"; name: string; laws: readonly Law[] };
export type Funders = readonly Funder[];

/** Every funder of the country. */
export const knownFunders = async (tx: Tx): Promise<Funders> =>
  (await funders(tx)).map(({ code, kind, name, laws }) => ({ code, kind: kind as Funder["kind"], name, laws: laws as Law[] }));

/** True for the code of a funder, under whatever law. */
export const isFunder = async (tx: Tx, code: string): Promise<boolean> => (await funder(tx, code)) !== undefined;

/** How people call a funder: "gemeente Rijssen-Holten", "Zorgkantoorregio …". */
export const funderName = ({ kind, name }: Funder): string =>
  kind === "municipality" && !/^gemeente/i.test(name) ? `gemeente ${name}` : name;

/** Names by which a page may call people, for those whom the reader may see. */
export const namesOf = async (tx: Tx, people: readonly string[]): Promise<ReadonlyMap<string, { name: string; salutation: string }>> =>
  new Map((await personalOf(tx, [...new Set(people)])).map(({ person_id, name, salutation }) => [person_id, { name, salutation }]));
