import { inEuros, minus, plus, zero, type Cents } from "../kernel/money.ts";
import type { Day } from "../kernel/day.ts";
import type { AgreementKind } from "../agreement/kinds.ts";
import { stateName, type State } from "../agreement/agreement.ts";
import { tried, type Check } from "../law/check.ts";
import type { Law } from "../law/laws.ts";
import { receipt, type Finding, type Receipt } from "../law/receipt.ts";
import { worksheet, type Worksheet } from "../law/worksheet.ts";
import { mayBeUsed, type AccountCheck } from "../party/bank-accounts.ts";
import { isHeld } from "./plan.ts";

/** Everything on which an emergency payment is judged. `outstanding` is what was paid ahead under the agreement before and is not set off yet. */
export type EmergencyFacts = {
  emergency: string;
  today: Day;
  agreement: { id: string; law: Law; kind: AgreementKind; state: State };
  amount: Cents;
  outstanding: Cents;
  underWay: boolean;
  /** The rule of the day: how much at most, and since when. */
  rule: { id: string; mostCents: Cents; from: Day; source: string };
  /** The account of the payee, with how it stands with the check of its name; null when there is none. */
  account: { from: Day; replaces: boolean; refused: boolean; check: AccountCheck } | null;
  blocked: boolean;
  /** A funder had payments under the agreement put off. */
  suspended: boolean;
  release: string;
};

type EmergencyCheck = Check<[facts: EmergencyFacts, sheet: Worksheet]>;

const ended: readonly State[] = ["rejected", "withdrawn", "ended"];

const agreementRuns: EmergencyCheck["finds"] = ({ agreement: { state } }) =>
  ended.includes(state)
    ? {
        text: `Deze overeenkomst is ${stateName[state].toLowerCase()}. Er komt geen declaratie meer waarmee wij kunnen verrekenen.`,
        remedy: "Kies een overeenkomst die loopt of in behandeling is.",
      }
    : null;

const noWages: EmergencyCheck["finds"] = ({ agreement: { kind } }) =>
  kind === "employment"
    ? {
        text: "Dit is een arbeidsovereenkomst. Loon gaat nooit zonder belasting en premies naar de werknemer.",
        remedy: "Laat de salarisadministratie het loon betalen.",
      }
    : null;

const withinRule: EmergencyCheck["finds"] = ({ amount, outstanding, rule: { mostCents, from, source } }, sheet) => {
  sheet.line("ten hoogste met spoed", mostCents, policy.wmo, { origin: "policy", inForceSince: from, source });
  sheet.line("eerder met spoed betaald en nog niet verrekend", outstanding, policy.wmo, { origin: "ledger" });
  sheet.line("nu met spoed", amount, policy.wmo, { origin: "calculation" });
  if (plus(amount, outstanding) <= mostCents) return null;
  const left = mostCents > outstanding ? minus(mostCents, outstanding) : zero;
  return {
    text: `Met spoed mag ten hoogste ${inEuros(mostCents)} openstaan voor één overeenkomst. Er staat al ${inEuros(outstanding)} open.`,
    remedy: left === zero ? "Wacht tot er is verrekend." : `Betaal ten hoogste ${inEuros(left)}.`,
  };
};

/**
 * An account that was registered before names were checked ("none") may be paid. An emergency payment goes alone, and a package of one
 * is no package: the bank itself must then check the name before it takes the order (Instant Payments Regulation, art. 5c lid 6). Two others
 * release it besides. What was asked and not found good is never paid.
 */
const accountGood: EmergencyCheck["finds"] = ({ account, today }) => {
  if (account === null)
    return { text: "De zorgverlener heeft geen rekeningnummer.", remedy: "Vraag de zorgverlener om een rekeningnummer." };
  if (account.refused)
    return { text: "De bank weigerde dit rekeningnummer.", remedy: "Vraag de zorgverlener om een ander rekeningnummer." };
  if (!mayBeUsed(account.check))
    return {
      text: "De bank bevestigde nog niet dat dit rekeningnummer van de zorgverlener is.",
      remedy: "Wacht op de naamcontrole, of laat een andere medewerker het nummer vrijgeven.",
    };
  return isHeld(account, today)
    ? { text: "Het rekeningnummer is net gewijzigd.", remedy: "Wacht een volle dag. Zo kan de zorgverlener zeggen dat het niet klopt." }
    : null;
};

const mayBePaid: EmergencyCheck["finds"] = ({ blocked, suspended }) => {
  if (blocked) return { text: "De zorgverlener is geblokkeerd voor betalingen.", remedy: "Zoek eerst uit waarom." };
  return suspended
    ? { text: "De verstrekker liet de betalingen uit deze overeenkomst opschorten.", remedy: "Overleg eerst met de verstrekker." }
    : null;
};

const noOther: EmergencyCheck["finds"] = ({ underWay }) =>
  underWay ? { text: "Er loopt al een spoedbetaling voor deze overeenkomst.", remedy: "Wacht tot de bank die heeft geboekt." } : null;

const own = "Betaalregels van de uitvoerder (eigen beleid)";
const policy = { wmo: own, jeugdwet: own, wlz: own };

/** The checks on an emergency payment, in order. None of them is law: the law knows no payment ahead. */
export const emergencyChecks = {
  P101: { title: "De overeenkomst loopt of is in behandeling", outcome: "repair", article: policy, finds: agreementRuns },
  P102: { title: "Het gaat niet om loon", outcome: "repair", article: policy, finds: noWages },
  P103: { title: "Het bedrag past binnen de regel van de dag", outcome: "repair", article: policy, finds: withinRule },
  P104: {
    title:
      "Het rekeningnummer is bekend en niet net gewijzigd, en de naamcontrole is goed. Bij een nummer van vóór de naamcontrole controleert de bank de naam bij deze ene betaling",
    outcome: "repair",
    article: policy,
    finds: accountGood,
  },
  P105: { title: "De zorgverlener mag betaald worden", outcome: "repair", article: policy, finds: mayBePaid },
  P106: { title: "Er loopt geen andere spoedbetaling voor deze overeenkomst", outcome: "repair", article: policy, finds: noOther },
} as const satisfies Record<string, EmergencyCheck>;

/** What comes of an emergency payment: it may be paid, or what stands in the way. */
export type EmergencyVerdict = { fits: boolean; findings: readonly Finding[]; receipt: Receipt };

const onlyFacts = (of: EmergencyFacts): EmergencyFacts => ({
  emergency: of.emergency,
  today: of.today,
  agreement: { id: of.agreement.id, law: of.agreement.law, kind: of.agreement.kind, state: of.agreement.state },
  amount: of.amount,
  outstanding: of.outstanding,
  underWay: of.underWay,
  rule: { id: of.rule.id, mostCents: of.rule.mostCents, from: of.rule.from, source: of.rule.source },
  account:
    of.account === null
      ? null
      : { from: of.account.from, replaces: of.account.replaces, refused: of.account.refused, check: of.account.check },
  blocked: of.blocked,
  suspended: of.suspended,
  release: of.release,
});

/** Judges an emergency payment: pure, from the same facts the same verdict and receipt. */
export const judgeEmergency = (facts: EmergencyFacts): EmergencyVerdict => {
  const { emergency, today, agreement } = facts;
  const sheet = worksheet(emergency, today);
  const all = Object.entries(emergencyChecks).map(([code, check]) =>
    tried(code, check as EmergencyCheck, agreement.law, emergency, [facts, sheet] as const),
  );
  const findings = all.flatMap(({ finding }) => finding ?? []);
  const fits = findings.length === 0;
  const made = receipt({
    subject: emergency,
    legalDay: today,
    release: facts.release,
    given: onlyFacts(facts),
    rules: all.map(({ rule }) => rule),
    sheet: sheet.lines,
    findings,
    outcome: fits ? "fits" : "repair",
  });
  return { fits, findings, receipt: made };
};
