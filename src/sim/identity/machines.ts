import { funders } from "../../party/funders-data.ts";
import { apiScopes, type ApiScope } from "../../web/scopes.ts";

/** A program that may ask the stand-in for a token (aangesloten systeem), for whom it acts, and how far its tokens may reach. */
export type LearningMachine = {
  id: string;
  secret: string;
  claims: { verstrekker?: string; kvk?: string; agb?: string };
  scopes: readonly ApiScope[];
};

const of = (id: string, claims: LearningMachine["claims"], scopes: readonly ApiScope[]): LearningMachine => ({
  id,
  // In the learning environment nothing is secret.
  secret: `leeromgeving-${id}`,
  claims,
  scopes,
});

const funderScopes = [
  "toekenningen:insturen",
  "toekenningen:lezen",
  "signalen:lezen",
  "overeenkomsten:lezen",
  "overeenkomsten:beoordelen",
  "besluiten:lezen",
  "beleid:lezen",
  "beleid:voorstellen",
] as const;
const funderOnly: readonly ApiScope[] = [
  "toekenningen:insturen",
  "overeenkomsten:beoordelen",
  "signalen:lezen",
  "beleid:lezen",
  "beleid:voorstellen",
];
const supplierScopes = ["overeenkomsten:lezen", "declaraties:lezen", "declaraties:indienen"] as const;

/**
 * The program of a name in the learning environment, or null. "verstrekker-0090" is the system of a funder; "organisatie-90000018"
 * that of an institution or of an office of representatives, by its number at the chamber of commerce; "leverancier-90000018" the
 * system of a software supplier that works for that organisation and may do less.
 */
export const learningMachine = (id: string): LearningMachine | null => {
  const [, kind, number = ""] = /^(verstrekker|organisatie|leverancier)-(\d{4}|\d{8})$/.exec(id) ?? [];
  if (kind === "verstrekker") return funders.some(({ code }) => code === number) ? of(id, { verstrekker: number }, funderScopes) : null;
  if (kind === undefined || number.length !== 8) return null;
  const mine = (Object.keys(apiScopes) as ApiScope[]).filter((scope) => !funderOnly.includes(scope));
  return of(id, { kvk: number }, kind === "leverancier" ? supplierScopes : mine);
};
