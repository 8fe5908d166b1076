import { z } from "zod";
import type { Iban } from "../kernel/iban.ts";
import { nameResults, type NameResult } from "../party/bank-accounts.ts";

/** What the bank says of an account and a name; `name` is the real one, only at a close match. */
export type NameAnswer = { result: NameResult; name: string | null };

/** Asks the bank whether an account stands under a name (naamcontrole, verification of payee). Throws: then it may be asked again. */
export type NameCheck = (iban: Iban, name: string) => Promise<NameAnswer>;

const answerSchema = z.object({ result: z.enum(nameResults), name: z.string().min(1).max(140).nullable() });

/** The name check of a bank that is reached over HTTP, as the simulated bank is. */
export const nameCheckAt =
  (address: string): NameCheck =>
  async (iban, name) => {
    const response = await fetch(new URL("/naamcontrole", address), {
      method: "POST",
      body: JSON.stringify({ iban, name }),
      headers: { "content-type": "application/json" },
      signal: AbortSignal.timeout(20_000),
    });
    // The account number and name stay out of what is logged.
    if (!response.ok) throw new Error(`the bank answers a name check with ${String(response.status)}`);
    return answerSchema.parse(await response.json());
  };
