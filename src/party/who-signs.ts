import { scopes } from "../kernel/actor.ts";
import type { Day } from "../kernel/day.ts";
import { Refusal, type Fault } from "../kernel/refusal.ts";
import { enumerated } from "../kernel/words.ts";
import type { Tx } from "../db/pool.ts";
import { mandatesOf, personalOf } from "./queries.ts";
import { reasonInWords, signersOf, type NeededSignature, type Signers } from "./signatures.ts";

/** Who must sign for a holder with this provider on a day (wie moet tekenen). Reads what a reader without right to the dossier does not see. */
export const signersFor = async (
  tx: Tx,
  { holder, provider, act, on }: { holder: string; provider: string; act: "sign" | "declare"; on: Day },
): Promise<Signers> => {
  const rows = await mandatesOf(tx, holder);
  const [personal] = await personalOf(tx, [holder]);
  const mandates = rows.map((row) => ({
    kind: row.kind,
    from: row.from_day,
    until: row.until_day,
    representative: row.representative_id,
    scopes: scopes.filter((scope) => row.scopes.includes(scope)),
    revoked: row.revoked,
  }));
  return signersOf({ id: holder, born: personal?.born ?? null, mandates }, act, provider, on);
};

/** A needed signature with the names of who can give it. */
export type NamedSignature = NeededSignature & { names: readonly string[] };

/** Needed signatures with names, as far as the reader may see them. */
export const withNames = async (tx: Tx, needed: readonly NeededSignature[]): Promise<NamedSignature[]> => {
  const people = await personalOf(tx, [...new Set(needed.flatMap((one) => one.people))]);
  const names = new Map(people.map(({ person_id, name }) => [person_id, name]));
  return needed.map((one) => ({ ...one, names: one.people.map((person) => names.get(person) ?? "(naam verwijderd)") }));
};

/** The names of who may make agreements for a holder, as far as the reader may see them: who signs for him in more than money only. */
export const makersFor = async (tx: Tx, holder: string, on: Day): Promise<string[]> => {
  const { needed } = await signersFor(tx, { holder, provider: "", act: "sign", on });
  const named = await withNames(
    tx,
    needed.filter(({ why }) => why !== "money"),
  );
  return [...new Set(named.flatMap(({ names }) => names))];
};

/** Who can give a needed signature: "M. Dijkstra-Kok of E. Dijkstra". */
export const orInWords = (names: readonly string[]): string => enumerated(names, "of") || "niemand";

/** Refuses who may not act for a holder here, and names who may: he is the provider himself (`own-care`), or signed or need not (`signature-not-needed`). */
export const refuseSigner = async (tx: Tx, signers: readonly NeededSignature[], isProvider: boolean): Promise<never> => {
  const faults = (await withNames(tx, signers)).map(({ why, names }): Fault => ({
    field: "ondertekening",
    problem: isProvider ? "U bent zelf de zorgverlener van deze overeenkomst." : "Uw handtekening is hier niet nodig, of u tekende al.",
    remedy: `Vraag ${orInWords(names)} om te tekenen of goed te keuren, ${reasonInWords[why]}.`,
  }));
  throw new Refusal(isProvider ? "own-care" : "signature-not-needed", faults);
};
