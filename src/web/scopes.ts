import type { Action } from "../kernel/may.ts";

/** What a program may ask a token for (bereik), each in words for who gives it out. A name is published and never reused. */
export const apiScopes = {
  "toekenningen:insturen": "Toekenningsberichten insturen.",
  "toekenningen:lezen": "Budgetten, toekenningsberichten en retourberichten lezen.",
  "signalen:lezen": "Signalen over budgetten lezen en als gezien merken.",
  "overeenkomsten:lezen": "Zorgovereenkomsten lezen.",
  "overeenkomsten:sluiten": "Zorgverleners zoeken; zorgovereenkomsten proberen, delen, wijzigen, ondertekenen, weigeren en intrekken.",
  "overeenkomsten:beeindigen": "Lopende zorgovereenkomsten beëindigen.",
  "overeenkomsten:beoordelen": "Zorgovereenkomsten beoordelen als verstrekker, en melden dat een partij er niet meer is.",
  "beleid:lezen": "De hoogste tarieven van een verstrekker lezen.",
  "beleid:voorstellen": "Als verstrekker een hoogste tarief voorstellen, en dat intrekken.",
  "declaraties:lezen": "Declaraties en betalingen lezen.",
  "declaraties:indienen": "Declaraties proberen, klaarzetten, indienen, goedkeuren en afkeuren; een zorgverlener ziek en beter melden.",
  "declaraties:bezwaar": "Een betalingsbesluit vragen, bezwaar maken en dat intrekken.",
  "besluiten:lezen": "Lezen hoe een besluit tot stand kwam.",
  "berichten:lezen": "Berichten aan personen lezen en als gelezen merken.",
  "vertegenwoordiging:lezen": "Lezen wie een budgethouder vertegenwoordigt.",
  "vertegenwoordiging:regelen": "Iemand machtigen en dat intrekken; als verstrekker vertegenwoordigers inschrijven en beëindigen.",
  "rekeningnummer:beheren": "Het rekeningnummer van de zorgverlener lezen en wijzigen.",
} as const satisfies Record<string, string>;
export type ApiScope = keyof typeof apiScopes;

const scopes: Partial<Record<Action, ApiScope>> = {
  "award.import": "toekenningen:insturen",
  "award.read": "toekenningen:lezen",
  "message.read": "toekenningen:lezen",
  "signal.read": "signalen:lezen",
  "signal.see": "signalen:lezen",
  "policy.read": "beleid:lezen",
  "policy.propose": "beleid:voorstellen",
  "policy.drop": "beleid:voorstellen",
  "agreement.read": "overeenkomsten:lezen",
  "agreement.draft": "overeenkomsten:sluiten",
  "agreement.share": "overeenkomsten:sluiten",
  "agreement.sign-provider": "overeenkomsten:sluiten",
  "agreement.sign-holder": "overeenkomsten:sluiten",
  "agreement.sign-money": "overeenkomsten:sluiten",
  "agreement.decline": "overeenkomsten:sluiten",
  "agreement.withdraw": "overeenkomsten:sluiten",
  "agreement.end": "overeenkomsten:beeindigen",
  "agreement.assess-funder": "overeenkomsten:beoordelen",
  "agreement.disapprove": "overeenkomsten:beoordelen",
  "agreement.suspend": "overeenkomsten:beoordelen",
  "agreement.resume": "overeenkomsten:beoordelen",
  "agreement.report-sick": "declaraties:indienen",
  "agreement.recovered": "declaraties:indienen",
  "agreement.report-party-end": "overeenkomsten:beoordelen",
  "declaration.read": "declaraties:lezen",
  "declaration.draft": "declaraties:indienen",
  "declaration.prepare": "declaraties:indienen",
  "declaration.submit": "declaraties:indienen",
  "declaration.approve": "declaraties:indienen",
  "declaration.reject": "declaraties:indienen",
  "declaration.reconsider": "declaraties:indienen",
  "redress.read": "declaraties:lezen",
  "redress.ask": "declaraties:bezwaar",
  "redress.object": "declaraties:bezwaar",
  "redress.withdraw": "declaraties:bezwaar",
  "recovery.read": "declaraties:lezen",
  "recovery.correct": "declaraties:indienen",
  "recovery.claim-back": "overeenkomsten:beoordelen",
  "receipt.read": "besluiten:lezen",
  "notice.read": "berichten:lezen",
  "mandate.read": "vertegenwoordiging:lezen",
  "mandate.grant": "vertegenwoordiging:regelen",
  "mandate.revoke": "vertegenwoordiging:regelen",
  "mandate.register": "vertegenwoordiging:regelen",
  "mandate.end": "vertegenwoordiging:regelen",
  "party.change-account": "rekeningnummer:beheren",
};

/** The scope that a token needs for an action, beside what `may()` says. Throws for an action that programs cannot do. */
export const scopeFor = (action: Action): ApiScope => {
  const scope = scopes[action];
  if (scope === undefined) throw new Error(`${action} has no scope: programs cannot do it`);
  return scope;
};
