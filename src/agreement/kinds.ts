import type { Law } from "../law/laws.ts";
import type { Unit } from "./rate.ts";

/**
 * Kinds of care agreement (soort zorgovereenkomst): the four models (overeenkomst van opdracht, zorginstelling, partner of
 * familielid, arbeidsovereenkomst), the agreement for transport, and the declaration about help from the social network, which
 * is no agreement. Uitv.reg. Wmo 2015 art. 2a lid 2 and 2ab, Regeling Jeugdwet art. 8a lid 2 and 8ab.
 */
export const kinds = ["assignment", "institution", "family", "employment", "transport", "network"] as const;
export type AgreementKind = (typeof kinds)[number];

/** A kind as people read it, within a sentence. */
export const kindName: Readonly<Record<AgreementKind, string>> = {
  assignment: "overeenkomst van opdracht",
  institution: "zorgovereenkomst met een zorginstelling",
  family: "overeenkomst met partner of familielid",
  employment: "arbeidsovereenkomst",
  transport: "overeenkomst van vervoer",
  network: "verklaring sociaal netwerk",
};

/**
 * What the law requires and the parties accept: description of care (zorgbeschrijving), content of declarations, claim of the
 * funder on the provider (derdenbeding), holiday pay within the rate (vakantiegeld); and, of help from the social network, that
 * there is no employment. Uitv.reg. Wmo 2015 art. 2a lid 2 and 2ab lid 3, Regeling Jeugdwet art. 8a lid 2 and 8ab lid 3, Rlz art. 5.16 lid 2.
 */
export const clauses = ["care-description", "declarations", "funder-claim", "holiday-pay", "no-employment"] as const;
export type Clause = (typeof clauses)[number];

const always = ["care-description", "declarations", "funder-claim"] as const;

/** The clauses that a kind needs. Holiday pay is a matter of wages: an institution and a carrier pay their own workers. */
export const clausesOf = (kind: AgreementKind): readonly Clause[] => {
  if (kind === "network") return ["care-description", "no-employment"];
  return kind === "institution" || kind === "transport" ? always : [...always, "holiday-pay"];
};

/** In what a kind is paid. A day and night suits only work to which the minimum wage does not apply; see A111. */
export const unitsOf: Readonly<Record<AgreementKind, readonly Unit[]>> = {
  assignment: ["hour", "daypart", "day", "month", "piece"],
  institution: ["hour", "daypart", "day", "month", "piece"],
  family: ["hour", "daypart", "month"],
  employment: ["hour", "month"],
  transport: ["piece"],
  network: ["month"],
};

/** True for what is paid without employment and without agreement: the funder alone approves it, and law differs. */
export const isNetwork = ({ kind }: { kind: AgreementKind }): boolean => kind === "network";

/** The laws under which a kind exists. The Wlz knows no declaration about the social network. */
export const kindExists = (kind: AgreementKind, law: Law): boolean => kind !== "network" || law !== "wlz";

/**
 * What only an employment contract says: days of work a week, trial period in months (proeftijd), whether notice of the end is given
 * beforehand in the contract (aanzegging), whether the worker asks for the wage tax credit here (loonheffingskorting), and whether the
 * holder has a copy of both sides of the proof of identity.
 */
export type Employment = { daysPerWeek: number; trialMonths: number; endTold: boolean; taxCredit: boolean; idCopy: boolean };

/** Exactly those, whatever else the object at hand carries. */
export const onlyEmployment = ({ daysPerWeek, trialMonths, endTold, taxCredit, idCopy }: Employment): Employment => ({
  daysPerWeek,
  trialMonths,
  endTold,
  taxCredit,
  idCopy,
});
