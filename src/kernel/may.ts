import type { Actor, Role, Scope } from "./actor.ts";

/**
 * Whose thing it is: the holder and provider it belongs to, and the organisations (funders) that it concerns.
 * Absent means: the action is not about such a party.
 */
export type About = { holder?: string; provider?: string; organisations?: readonly string[] };

type Rule = {
  /** A holder, or a representative with this scope. */
  holder?: Scope;
  /** The provider of this very thing. */
  provider?: true;
  /** Staff of a funder that it concerns, in one of these roles. */
  funder?: readonly Role[];
  /** Staff of the SVB, in one of these roles. */
  svb?: readonly Role[];
  /** Named services of the program itself. */
  service?: true;
};

/** Every action of the product and who may do it. A command or route whose action is not here does not exist. */
export const actions = {
  "award.import": { svb: ["operator"], funder: ["machine-client", "funder-policy-maker"], service: true },
  "award.read": { holder: "read", funder: ["machine-client", "funder-assessor", "funder-policy-maker"], svb: ["svb-assessor"] },
  "signal.read": { funder: ["machine-client", "funder-assessor", "funder-policy-maker"] },
  "signal.see": { funder: ["machine-client", "funder-assessor", "funder-policy-maker"] },
  "message.read": { funder: ["machine-client", "funder-assessor", "funder-policy-maker"], svb: ["operator", "svb-assessor"] },
  "party.register": { service: true },
  "party.change-account": { provider: true, service: true },
  "party.record-verification": { service: true },
  "party.release-account": { svb: ["payment-releaser"] },
  "party.tell-adulthood": { service: true },
  "policy.set": { service: true },
  "policy.read": { funder: ["machine-client", "funder-assessor", "funder-policy-maker"] },
  "policy.propose": { funder: ["machine-client", "funder-policy-maker"] },
  "policy.adopt": { funder: ["funder-policy-maker"] },
  "policy.drop": { funder: ["machine-client", "funder-policy-maker"] },
  "policy.record-svb-place": { svb: ["operator"], service: true },
  "agreement.read": { holder: "read", provider: true, funder: ["machine-client", "funder-assessor"], svb: ["svb-assessor"] },
  "agreement.draft": { holder: "sign" },
  "agreement.share": { holder: "sign" },
  "agreement.sign-provider": { provider: true },
  "agreement.decline": { provider: true },
  "agreement.sign-holder": { holder: "sign" },
  "agreement.sign-money": { holder: "money" },
  "agreement.withdraw": { holder: "sign" },
  "agreement.assess-funder": { funder: ["machine-client", "funder-assessor"] },
  "agreement.assess-svb": { svb: ["svb-assessor"] },
  "agreement.end": { holder: "sign", provider: true },
  "agreement.disapprove": { funder: ["machine-client", "funder-assessor"] },
  "agreement.report-party-end": { funder: ["machine-client", "funder-assessor"], svb: ["svb-assessor"] },
  "agreement.report-sick": { holder: "hours", provider: true },
  "agreement.recovered": { holder: "hours", provider: true },
  "agreement.suspend": { funder: ["machine-client", "funder-assessor"] },
  "agreement.resume": { funder: ["machine-client", "funder-assessor"] },
  "agreement.lapse": { service: true },
  "agreement.follow-award": { service: true },
  "declaration.read": { holder: "read", provider: true, funder: ["funder-assessor"], svb: ["svb-assessor"] },
  "declaration.draft": { holder: "hours", provider: true },
  "declaration.prepare": { provider: true },
  "declaration.submit": { holder: "declare" },
  "declaration.approve": { holder: "declare" },
  "declaration.reject": { holder: "declare" },
  "declaration.assess": { svb: ["svb-assessor"] },
  "declaration.reconsider": { holder: "declare" },
  "redress.read": { holder: "read", provider: true, svb: ["svb-assessor"] },
  "redress.ask": { holder: "declare", provider: true },
  "redress.object": { holder: "declare", provider: true },
  "redress.withdraw": { holder: "declare", provider: true },
  "redress.decide": { svb: ["svb-assessor"] },
  "redress.decide-objection": { svb: ["svb-assessor"] },
  "redress.postpone": { svb: ["svb-assessor"] },
  "recovery.read": { holder: "read", provider: true, funder: ["machine-client", "funder-assessor"], svb: ["svb-assessor"] },
  "recovery.correct": { provider: true, svb: ["svb-assessor"] },
  "recovery.claim-back": { funder: ["machine-client", "funder-assessor"] },
  "recovery.plan": { svb: ["svb-assessor"] },
  "declaration.lapse": { service: true },
  "declaration.remind-repair": { service: true },
  "declaration.free-kept": { service: true },
  "receipt.read": { holder: "read", funder: ["machine-client", "funder-assessor"], svb: ["svb-assessor"] },
  "payment.read": { svb: ["payment-maker", "payment-releaser", "payment-head"] },
  "payment.open-account": { service: true },
  "payment.set-rule": { svb: ["payment-head"], service: true },
  "payment.make-batch": { svb: ["payment-maker"] },
  "payment.freeze-batch": { svb: ["payment-maker"] },
  "payment.withdraw-batch": { svb: ["payment-maker"] },
  "payment.release-batch": { svb: ["payment-releaser", "payment-head"] },
  "payment.send-batch": { service: true },
  "payment.import-bank-file": { svb: ["payment-maker", "operator"], service: true },
  "payment.explain-entry": { svb: ["payment-maker"] },
  "payment.decide-work": { svb: ["payment-maker"] },
  "payment.note-recall": { svb: ["payment-maker"] },
  "payment.pay-again": { service: true },
  "payment.pay-emergency": { svb: ["payment-maker"] },
  "payment.settle-emergency": { service: true },
  "payment.age-emergencies": { service: true },
  "payment.age-details": { service: true },
  "payment.set-reference": { svb: ["payment-maker"] },
  "work.read": { svb: ["svb-assessor", "payment-maker", "payment-releaser", "payment-head", "operator"] },
  "mandate.read": { holder: "read" },
  "mandate.grant": { holder: "sign" },
  "mandate.revoke": { holder: "sign" },
  "mandate.register": { svb: ["svb-assessor"], funder: ["machine-client", "funder-assessor"] },
  "mandate.end": { svb: ["svb-assessor"], funder: ["machine-client", "funder-assessor"] },
  "notice.read": {
    holder: "read",
    provider: true,
    funder: ["funder-assessor", "funder-policy-maker"],
    svb: ["svb-assessor", "payment-maker", "payment-releaser", "payment-head", "operator"],
  },
  "law.confirm": { service: true },
  "clock.forward": {
    holder: "read",
    provider: true,
    funder: ["funder-assessor", "funder-policy-maker"],
    svb: ["svb-assessor", "payment-maker", "payment-releaser", "payment-head", "operator"],
    service: true,
  },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof actions;

/** The answer: yes, or no with a reason. `foreign`: the actor has nothing to do with this thing and need not know that it exists. */
export type Permission = { allowed: true } | { allowed: false; reason: "role" | "scope" | "foreign" };

const allowed: Permission = { allowed: true };
const no = (reason: "role" | "scope" | "foreign"): Permission => ({ allowed: false, reason });
const holds = (actor: Actor, roles: readonly Role[] | undefined): boolean => (roles ?? []).some((role) => actor.roles.includes(role));

const asHolder = (actor: Actor, scope: Scope, about: About): Permission => {
  // About nobody in particular: any holder or representative may, for himself.
  if (about.holder === undefined) return actor.reach.length > 0 ? allowed : no("foreign");
  const reach = actor.reach.find((one) => one.holder === about.holder);
  if (!reach) return no("foreign");
  return reach.scopes.includes(scope) ? allowed : no("scope");
};

/** May this actor do this to a thing of these parties? One pure function for pages, API, commands and jobs alike. */
export const may = (actor: Actor, action: Action, about: About): Permission => {
  const rule: Rule = actions[action];
  const answers: Permission[] = [];
  if (actor.roles.includes("service")) return rule.service ? allowed : no("role");
  if (rule.holder && actor.reach.length > 0) answers.push(asHolder(actor, rule.holder, about));
  if (rule.provider && actor.provider !== null)
    answers.push(about.provider === undefined || about.provider === actor.provider ? allowed : no("foreign"));
  if (actor.organisation === "SVB") answers.push(holds(actor, rule.svb) ? allowed : no("role"));
  else if (actor.organisation !== null) {
    if (!holds(actor, rule.funder)) answers.push(no("role"));
    else answers.push(about.organisations === undefined || about.organisations.includes(actor.organisation) ? allowed : no("foreign"));
  }
  return (
    answers.find((answer) => answer.allowed) ??
    answers.find((answer) => !answer.allowed && answer.reason === "scope") ??
    answers.find((answer) => !answer.allowed && answer.reason === "foreign") ??
    no("role")
  );
};
