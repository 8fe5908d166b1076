import { moved, type Move, type State } from "./agreement.ts";
import type { Consent } from "./change.ts";

type Waiting = { state: State; needs: readonly Consent[] };

/** Whose side signs next, and the move that its last signature makes. */
export type NextSignature = { party: "provider" | "holder"; move: Move };

// A change that asks the holder alone skips the provider; one that asks no approval holds when the last party signed.
const signing = ({ needs }: Pick<Waiting, "needs">, party: "provider" | "holder"): Move | null => {
  if (party === "provider") return needs.includes("provider") ? "providerSign" : null;
  if (needs.includes("funder")) return "holderSign";
  return needs.includes("provider") ? "holderSignLast" : "holderSignAlone";
};

/** Who signs next, and by which move; null when no signature is waited for. The one answer to who must sign. */
export const nextSigner = (agreement: Waiting): NextSignature | null => {
  for (const party of ["provider", "holder"] as const) {
    const move = signing(agreement, party);
    if (move !== null && moved(agreement.state, move) !== null) return { party, move };
  }
  return null;
};

/** The move of a signature for the holder after which another is still needed, in place of that of the last. */
export const partOf = (last: Move): Move => (last === "holderSignAlone" ? "holderSignAlonePart" : "holderSignPart");
