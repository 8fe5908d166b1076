import type { Scope } from "../kernel/actor.ts";
import { ageOn, type Day } from "../kernel/day.ts";
import { adult, holdsOn, ownScopes, type DatedMandate } from "./mandate.ts";

/** Why a signature is needed: somebody acts for the holder, each parent does, or a judge split care and money between two people. */
export type SignatureReason = "holder" | "parent" | "care" | "money";

/** A signature that an act of the holder needs (benodigde handtekening): why, and who can give it. One of them is enough. */
export type NeededSignature = { why: SignatureReason; people: readonly string[] };

/** A mandate as far as it matters who may do what. */
export type HeldMandate = DatedMandate & { representative: string; scopes: readonly Scope[]; revoked: boolean };

/** A holder with all who act for him or did. */
export type Represented = { id: string; born: Day | null; mandates: readonly HeldMandate[] };

/** What a provider is to the holder for whom he works: no representative, one beside others who may act, or the only one. */
export type ProviderRole = "stranger" | "beside" | "alone";

/** Who must sign for a holder, and whether the provider is one of his representatives. */
export type Signers = { needed: readonly NeededSignature[]; provider: ProviderRole };

const parentKind = "10";
const administratorKind = "14";

const running = ({ born, mandates }: Represented, on: Day): HeldMandate[] =>
  mandates.filter((mandate) => !mandate.revoked && holdsOn(mandate, born, on));

const ableTo = (scope: Scope, of: Represented, on: Day): string[] => {
  const held = running(of, on);
  const own = ownScopes(of.born, on, held).includes(scope) ? [of.id] : [];
  return [...new Set([...own, ...held.filter(({ scopes }) => scopes.includes(scope)).map(({ representative }) => representative)])];
};

const heldBy = (kind: string, held: readonly HeldMandate[]): string[] => [
  ...new Set(held.filter((mandate) => mandate.kind === kind).map(({ representative }) => representative)),
];

// Parents with joint authority act together (BW 1:253i); money under administration binds with the administrator only (BW 1:438).
const forAgreement = (of: Represented, on: Day): NeededSignature[] => {
  const held = running(of, on);
  const isMinor = of.born !== null && ageOn(of.born, on) < adult;
  const parents = isMinor
    ? heldBy(
        parentKind,
        held.filter(({ scopes }) => scopes.includes("sign")),
      )
    : [];
  if (parents.length > 1) return parents.map((parent) => ({ why: "parent", people: [parent] }));
  const administrators = heldBy(administratorKind, held);
  const care: NeededSignature = { why: administrators.length === 0 ? "holder" : "care", people: ableTo("sign", of, on) };
  return administrators.length === 0 ? [care] : [care, { why: "money", people: administrators }];
};

/**
 * Who must sign for a holder on a day, one needed signature each: an agreement (`sign`) may need two, approving a declaration
 * (`declare`) needs one. A provider who represents the holder does not sign for both sides while somebody else can (BW 3:68);
 * where nobody else can, he is left as the only one, and `provider` says so.
 */
export const signersOf = (of: Represented, act: "sign" | "declare", provider: string, on: Day): Signers => {
  const all: NeededSignature[] = act === "sign" ? forAgreement(of, on) : [{ why: "holder", people: ableTo("declare", of, on) }];
  if (!all.some(({ people }) => people.includes(provider))) return { needed: all, provider: "stranger" };
  const others = all.map(({ why, people }) => ({ why, people: people.filter((person) => person !== provider) }));
  // Of two parents the other one signs. Care and money are two questions: who answers one does not answer the other.
  const needed = all.some(({ why }) => why === "parent")
    ? others.filter(({ people }) => people.length > 0)
    : others.map(({ why, people }) => ({ why, people: people.length > 0 ? people : [provider] }));
  return { needed, provider: needed.some(({ people }) => people.includes(provider)) ? "alone" : "beside" };
};

/** The signatures that nobody gave yet, in their order. */
export const stillNeeded = (needed: readonly NeededSignature[], signed: readonly string[]): NeededSignature[] =>
  needed.filter(({ people }) => !people.some((person) => signed.includes(person)));

/** What a signature is for, in words, as it stands behind a name. */
export const reasonInWords: Readonly<Record<SignatureReason, string>> = {
  holder: "voor de budgethouder",
  parent: "als ouder",
  care: "voor de zorg",
  money: "voor de geldzaken",
};
