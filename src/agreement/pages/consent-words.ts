import { enumerated } from "../../kernel/words.ts";
import { orInWords, type NamedSignature } from "../../party/who-signs.ts";
import type { Consent } from "../change.ts";
import { isNetwork } from "../kinds.ts";
import type { AgreementView } from "../read.ts";

/**
 * Whose consent is asked, for whoever reads it: he is "u". `signers` are those who sign for the holder, empty for a reader who may not
 * know who represents him; `alone` when the approval of the funder is the only one.
 */
export type Asked = {
  needs: readonly Consent[];
  signers: readonly NamedSignature[];
  reader: string | null;
  provider: string;
  alone: boolean;
};

/** The sides that sign and those who approve, as they are called within a sentence. */
const called = ({ needs, signers, reader, provider, alone }: Asked) => {
  const named = new Set(signers.map(({ people, names }) => (reader !== null && people.includes(reader) ? "u" : orInWords(names))));
  const own = [...named].sort((one, other) => Number(other === "u") - Number(one === "u"));
  return {
    provider: needs.includes("provider") ? [reader === provider ? "u" : "de zorgverlener"] : [],
    holder: own.length === 0 ? ["de budgethouder"] : own,
    approve: [...(needs.includes("funder") ? ["de verstrekker"] : []), ...(needs.includes("svb") && !alone ? ["de SVB"] : [])],
  };
};

/** Everybody who must agree, in their order: "de zorgverlener, u, I. Mulder, de verstrekker en de SVB". */
export const agreeingInWords = (asked: Asked): string => {
  const { provider, holder, approve } = called(asked);
  return enumerated([...provider, ...holder, ...approve]);
};

/** Who signs in which order, and who approves then, as sentences. */
export const orderInWords = (asked: Asked): string => {
  const { provider, holder, approve } = called(asked);
  const sign = holder.length === 1 ? "tekent" : "tekenen";
  const signing =
    provider.length === 0
      ? `Alleen ${enumerated(holder)} ${sign}.`
      : `Eerst tekent ${enumerated(provider)}. Daarna ${sign} ${enumerated(holder)}.`;
  const [funder, svb] = approve;
  if (funder === undefined) return `${signing} Niemand hoeft dit goed te keuren.`;
  return `${signing} Dan moet ${funder} het goedkeuren${svb === undefined ? "" : `, en ten slotte ${svb}`}.`;
};

/** The same of what was shared, while it waits for its first signature. */
export const askedOf = (view: AgreementView, reader: string | null): Asked => ({
  needs: view.needs,
  signers: view.wanted,
  reader,
  provider: view.provider,
  alone: view.svbPlace || isNetwork(view),
});
