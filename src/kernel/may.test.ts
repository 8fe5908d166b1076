import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roles, scopes, service, type Actor, type Role, type Scope } from "./actor.ts";
import { actions, may, type About, type Action } from "./may.ts";

const person = (role: Role, more: Partial<Actor> = {}): Actor => ({
  person: role,
  roles: [role],
  organisation: null,
  reach: [],
  provider: null,
  ...more,
});
const representative = (holding: readonly Scope[]): Actor => person("representative", { reach: [{ holder: "H", scopes: holding }] });

const own: About = { holder: "H", provider: "P", organisations: ["0363"] };
const foreign: About = { holder: "other", provider: "other", organisations: ["0599"] };
const nobodys: About = {};

/** One of each who has to do with H, P and funder 0363. The letter is how the table below names them. */
const cast: Readonly<Record<string, Actor>> = {
  H: person("holder", { reach: [{ holder: "H", scopes }] }),
  P: person("provider", { provider: "P" }),
  A: person("funder-assessor", { organisation: "0363" }),
  B: person("funder-policy-maker", { organisation: "0363" }),
  C: person("machine-client", { organisation: "0363" }),
  S: person("svb-assessor", { organisation: "SVB" }),
  M: person("payment-maker", { organisation: "SVB" }),
  R: person("payment-releaser", { organisation: "SVB" }),
  D: person("payment-head", { organisation: "SVB" }),
  O: person("operator", { organisation: "SVB" }),
  x: service("test"),
};
const whoMay = (action: Action, about: About): string =>
  Object.entries(cast)
    .filter(([, actor]) => may(actor, action, about).allowed)
    .map(([letter]) => letter)
    .join("");

// H holder, P provider; of a funder: A assessor, B policy maker, C program; of the SVB: S assessor, M payment maker, R releaser, D head of payments, O operator; x a service.
// The scope is what a representative needs. "Foreign" is a thing of another holder, provider and funder.
const matrix: Readonly<Record<Action, readonly [own: string, foreign: string, scope: Scope | null]>> = {
  "award.import": ["BCOx", "Ox", null],
  "award.read": ["HABCS", "S", "read"],
  "signal.read": ["ABC", "", null],
  "signal.see": ["ABC", "", null],
  "message.read": ["ABCSO", "SO", null],
  "party.register": ["x", "x", null],
  "party.change-account": ["Px", "x", null],
  "party.record-verification": ["x", "x", null],
  "party.release-account": ["R", "R", null],
  "party.tell-adulthood": ["x", "x", null],
  "policy.set": ["x", "x", null],
  "policy.read": ["ABC", "", null],
  "policy.propose": ["BC", "", null],
  "policy.adopt": ["B", "", null],
  "policy.drop": ["BC", "", null],
  "policy.record-svb-place": ["Ox", "Ox", null],
  "agreement.read": ["HPACS", "S", "read"],
  "agreement.draft": ["H", "", "sign"],
  "agreement.share": ["H", "", "sign"],
  "agreement.sign-provider": ["P", "", null],
  "agreement.decline": ["P", "", null],
  "agreement.sign-holder": ["H", "", "sign"],
  "agreement.sign-money": ["H", "", "money"],
  "agreement.withdraw": ["H", "", "sign"],
  "agreement.assess-funder": ["AC", "", null],
  "agreement.assess-svb": ["S", "S", null],
  "agreement.end": ["HP", "", "sign"],
  "agreement.disapprove": ["AC", "", null],
  "agreement.suspend": ["AC", "", null],
  "agreement.resume": ["AC", "", null],
  "agreement.report-party-end": ["ACS", "S", null],
  "agreement.report-sick": ["HP", "", "hours"],
  "agreement.recovered": ["HP", "", "hours"],
  "agreement.lapse": ["x", "x", null],
  "agreement.follow-award": ["x", "x", null],
  "declaration.read": ["HPAS", "S", "read"],
  "declaration.draft": ["HP", "", "hours"],
  "declaration.prepare": ["P", "", null],
  "declaration.submit": ["H", "", "declare"],
  "declaration.approve": ["H", "", "declare"],
  "declaration.reject": ["H", "", "declare"],
  "declaration.reconsider": ["H", "", "declare"],
  "redress.read": ["HPS", "S", "read"],
  "redress.ask": ["HP", "", "declare"],
  "redress.object": ["HP", "", "declare"],
  "redress.withdraw": ["HP", "", "declare"],
  "redress.decide": ["S", "S", null],
  "redress.decide-objection": ["S", "S", null],
  "redress.postpone": ["S", "S", null],
  "recovery.read": ["HPACS", "S", "read"],
  "recovery.correct": ["PS", "S", null],
  "recovery.claim-back": ["AC", "", null],
  "recovery.plan": ["S", "S", null],
  "declaration.lapse": ["x", "x", null],
  "declaration.remind-repair": ["x", "x", null],
  "declaration.free-kept": ["x", "x", null],
  "declaration.assess": ["S", "S", null],
  "receipt.read": ["HACS", "S", "read"],
  "payment.read": ["MRD", "MRD", null],
  "payment.open-account": ["x", "x", null],
  "payment.set-rule": ["Dx", "Dx", null],
  "payment.make-batch": ["M", "M", null],
  "payment.freeze-batch": ["M", "M", null],
  "payment.withdraw-batch": ["M", "M", null],
  "payment.release-batch": ["RD", "RD", null],
  "payment.send-batch": ["x", "x", null],
  "payment.import-bank-file": ["MOx", "MOx", null],
  "payment.explain-entry": ["M", "M", null],
  "payment.decide-work": ["M", "M", null],
  "payment.note-recall": ["M", "M", null],
  "payment.pay-again": ["x", "x", null],
  "payment.pay-emergency": ["M", "M", null],
  "payment.settle-emergency": ["x", "x", null],
  "payment.age-emergencies": ["x", "x", null],
  "payment.age-details": ["x", "x", null],
  "payment.set-reference": ["M", "M", null],
  "work.read": ["SMRDO", "SMRDO", null],
  "mandate.read": ["H", "", "read"],
  "mandate.grant": ["H", "", "sign"],
  "mandate.revoke": ["H", "", "sign"],
  "mandate.register": ["ACS", "S", null],
  "mandate.end": ["ACS", "S", null],
  "notice.read": ["HPABSMRDO", "SMRDO", "read"],
  "law.confirm": ["x", "x", null],
  "clock.forward": ["HPABSMRDOx", "SMRDOx", "read"],
};

describe("the whole matrix", () => {
  for (const [action, [ofOwn, ofForeign, scope]] of Object.entries(matrix) as [Action, (typeof matrix)[Action]][]) {
    test(`${action}: ${ofOwn === "" ? "nobody" : ofOwn}, and of others ${ofForeign === "" ? "nobody" : ofForeign}`, () => {
      expect(whoMay(action, own)).toBe(ofOwn);
      expect(whoMay(action, foreign)).toBe(ofForeign);
      // About nobody in particular, such as a list or something new: whoever might have one.
      expect(whoMay(action, nobodys)).toBe(ofOwn);
      expect(scopes.filter((one) => may(representative([one]), action, own).allowed)).toEqual(scope === null ? [] : [scope]);
    });
  }
});

test("who has nothing to do with a thing need not know that it exists", () => {
  expect(may(person("holder", { reach: [{ holder: "other", scopes }] }), "declaration.read", own)).toEqual({
    allowed: false,
    reason: "foreign",
  });
  expect(may(person("provider", { provider: "other" }), "declaration.prepare", own)).toEqual({ allowed: false, reason: "foreign" });
  expect(may(person("funder-assessor", { organisation: "0599" }), "agreement.assess-funder", own)).toEqual({
    allowed: false,
    reason: "foreign",
  });
});

test("a mandate without the scope says so, for its holder is known", () => {
  expect(may(representative(["read", "hours"]), "declaration.submit", own)).toEqual({ allowed: false, reason: "scope" });
  expect(may(representative([]), "declaration.read", own)).toEqual({ allowed: false, reason: "scope" });
});

test("a holder who also works for others keeps both hats", () => {
  const both = person("holder", { roles: ["holder", "provider"], reach: [{ holder: "H", scopes }], provider: "P2" });
  expect(may(both, "declaration.submit", { holder: "H", provider: "P" }).allowed).toBe(true);
  expect(may(both, "declaration.prepare", { holder: "H2", provider: "P2" }).allowed).toBe(true);
  expect(may(both, "declaration.submit", { holder: "H2", provider: "P2" }).allowed).toBe(false);
});

const names = Object.keys(actions) as Action[];
const anyAction = fc.constantFrom(...names);
const id = fc.constantFrom("H", "P", "Q");
const code = fc.constantFrom("0363", "0599", "SVB");
const anyActor: fc.Arbitrary<Actor> = fc.record({
  person: fc.string(),
  roles: fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 4 }),
  organisation: fc.option(code),
  reach: fc.array(fc.record({ holder: id, scopes: fc.subarray([...scopes]) }), { maxLength: 2 }),
  provider: fc.option(id),
});
const anyAbout: fc.Arbitrary<About> = fc.record({
  holder: id,
  provider: id,
  organisations: fc.array(fc.constantFrom("0363", "0599"), { maxLength: 2 }),
});

test("a service does what services do, and nothing of a person, whatever else it carries", () => {
  fc.assert(
    fc.property(anyActor, anyAction, anyAbout, (actor, action, about) => {
      const answer = may({ ...actor, roles: [...actor.roles, "service"] }, action, about);
      expect(answer.allowed).toBe("service" in actions[action]);
    }),
  );
});

test("nobody outside the SVB and the program does anything to a thing that is not theirs", () => {
  fc.assert(
    fc.property(anyActor, anyAction, anyAbout, (actor, action, about) => {
      const outside = !actor.roles.includes("service") && actor.organisation !== "SVB";
      const theirs =
        actor.reach.some(({ holder }) => holder === about.holder) ||
        actor.provider === about.provider ||
        (about.organisations ?? []).some((one) => one === actor.organisation);
      fc.pre(outside && !theirs);
      const answer = may(actor, action, about);
      expect(answer.allowed).toBe(false);
    }),
  );
});

test("more mandate, role or concern never takes a right away", () => {
  fc.assert(
    fc.property(anyActor, anyAction, anyAbout, fc.subarray([...scopes]), (actor, action, about, more) => {
      fc.pre(!actor.roles.includes("service") && may(actor, action, about).allowed);
      const reach = actor.reach.map((one) => ({ ...one, scopes: [...one.scopes, ...more] }));
      expect(may({ ...actor, reach }, action, about).allowed).toBe(true);
      expect(may({ ...actor, roles: roles.filter((role) => role !== "service") }, action, about).allowed).toBe(true);
    }),
  );
});

test("somebody without role, mandate or organisation may nothing", () => {
  const stranger: Actor = { person: "x", roles: [], organisation: null, reach: [], provider: null };
  expect(names.filter((action) => [own, foreign, nobodys].some((about) => may(stranger, action, about).allowed))).toEqual([]);
});
