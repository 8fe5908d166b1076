import { existsSync } from "node:fs";
import { code, heading, page, table } from "./generate-page.ts";

/** What version 0.1 promises, in the words of its users, and the tests that would fail if it did not hold. */
const promises: readonly (readonly [part: string, promise: string, tests: readonly string[]])[] = [
  ["Start", "starts and stops cleanly, says what is wrong with a setting, port or folder", ["src/main.test.ts"]],
  ["Start", "recovers by itself after everything was killed", ["src/main.test.ts", "src/db/embedded.test.ts"]],
  ["Start", "verbs work beside a running server and without one", ["src/cli.test.ts"]],
  ["Foundation", "imports, tables, clocks and the environment keep to the map", ["src/architecture.test.ts"]],
  ["Foundation", "the schema goes forward only, once, by one process at a time", ["src/db/migrate.test.ts"]],
  [
    "Foundation",
    "law is dated, sourced and never a default; what is not published settles nothing",
    ["src/law/dated.test.ts", "src/law/worksheet.test.ts", "src/law/catalogue.test.ts"],
  ],
  ["Foundation", "a receipt verifies against its hash and holds nothing personal", ["src/law/receipt.test.ts"]],
  [
    "Foundation",
    "money, days, BSN and IBAN are what they should be",
    [
      "src/kernel/money.test.ts",
      "src/kernel/day.test.ts",
      "src/kernel/period.test.ts",
      "src/kernel/bsn.test.ts",
      "src/kernel/iban.test.ts",
    ],
  ],
  ["Foundation", "eight clients at once overspend nothing, and the log rebuilds it all", ["src/concurrency.test.ts"]],
  ["Foundation", "who may do what, every action by every role", ["src/kernel/may.test.ts"]],
  ["Foundation", "a stranger gets nowhere; every route tried as every role", ["src/app.test.ts"]],
  ["Foundation", "row security: unset sees nothing, only a command writes", ["src/db/row-security.test.ts"]],
  ["Foundation", "the proof of the books finds whatever was changed", ["src/sim/payment-proof.test.ts"]],
  ["Foundation", "the books can be redone from the export", ["src/export-ledger.test.ts"]],
  ["Foundation", "generated pages are those of the program", ["src/generate.test.ts"]],
  [
    "Award",
    "the fifteen example messages: the good accepted in order, the bad refused with their codes",
    ["src/budget/import-award.test.ts", "src/budget/messages/examples.test.ts"],
  ],
  [
    "Award",
    "hostile, damaged and foreign messages change nothing",
    ["src/budget/messages/award-reader.test.ts", "src/budget/messages/award-assessment.test.ts"],
  ],
  ["Award", "a return message with a code on every class, the same bytes each time", ["src/budget/messages/return-message.test.ts"]],
  ["Award", "programs of funders hand in messages and fetch the answer", ["src/budget/routes.test.ts"]],
  [
    "Award",
    "a funder sees its signals, the newest first, until one of its own staff or its system says that it was seen, once",
    ["src/portal/funder/signals.test.ts"],
  ],
  [
    "API",
    "tokens, headers, errors and addresses hold to the rules for APIs",
    ["src/api-rules.test.ts", "src/api-contract.test.ts", "src/api-journey.test.ts"],
  ],
  ["API", "foreign ids in bodies, keys over processes, pages of lists, offices and funders", ["src/api-callers.test.ts"]],
  ["Award", "342 municipalities and the care office regions", ["src/party/funders-data.test.ts"]],
  [
    "Agreement",
    "five steps, concept, signatures in order, assessed by funder and SVB, money committed",
    ["src/agreement/pages/pages.test.ts", "src/journey.test.ts"],
  ],
  [
    "Agreement",
    "changed from the first of a month: who must consent follows from what changes; until then the old terms hold, then money and versions move at once",
    ["src/agreement/change-checks.test.ts", "src/agreement/change.test.ts", "src/budget/register-mandate.test.ts"],
  ],
  [
    "Agreement",
    "what is left of one that is over comes free the day after its care can no longer be declared, unless something of it still waits",
    ["src/declaration/free-kept.test.ts"],
  ],
  [
    "Agreement",
    "whoever waits for one, or for a change of one, is told of each step: shared, to sign, declined, taken back, approved, rejected",
    ["src/agreement/change.test.ts", "src/budget/register-mandate.test.ts"],
  ],
  [
    "Agreement",
    "ended with notice, in consent, at once or by the funder: what care until the last day may cost stays, the rest returns; a version that runs until a change begins ends with it",
    ["src/agreement/end.test.ts", "src/law/notice.test.ts", "src/agreement/change.test.ts"],
  ],
  [
    "Agreement",
    "ends by itself when a party is no more, whoever else has that party; everybody concerned is told",
    ["src/agreement/end.test.ts", "src/declaration/texts.test.ts"],
  ],
  [
    "Agreement",
    "a college approves in place of the SVB from the day of the Minister's decision until that ends",
    ["src/agreement/svb-place.test.ts"],
  ],
  [
    "Agreement",
    "a funder's own maximum rate is refused by its field under the Wlz, under a law it does not carry, or before a version that is there",
    ["src/party/policy.test.ts"],
  ],
  [
    "Agreement",
    "a provider is sick or better: sick days are not paid, nobody sick is dismissed, who stands in does so only then and stops",
    ["src/agreement/sickness.test.ts", "src/agreement/kind-checks.test.ts"],
  ],
  [
    "Agreement",
    "a new award commits what runs, in order of approval; what does not fit is told, what was withdrawn ends",
    ["src/agreement/follow-award.test.ts"],
  ],
  [
    "Agreement",
    "what may be agreed, of every kind: checks and model texts",
    ["src/agreement/checks.test.ts", "src/agreement/kind-checks.test.ts", "src/agreement/agreement.test.ts"],
  ],
  [
    "People",
    "who must sign for a holder: two parents, care and money apart, never the provider for both sides while another can",
    ["src/party/signatures.test.ts", "src/budget/register-mandate.test.ts"],
  ],
  [
    "People",
    "the SVB and funders write down representatives, each its own kinds, with document and end",
    ["src/budget/register-mandate.test.ts"],
  ],
  [
    "Award",
    "an award that replaces another takes over its line whatever day it begins on, and the books hold what stands granted",
    ["src/budget/replaced-award.test.ts"],
  ],
  ["People", "coming of age is told three months ahead and on the day, once", ["src/budget/coming-of-age.test.ts"]],
  ["Declaration", "the checks, a row per boundary", ["src/declaration/checks.test.ts", "src/declaration/unit-checks.test.ts"]],
  ["Declaration", "the verdict holds for anything declared (property tests)", ["src/declaration/judge.test.ts"]],
  ["Declaration", "findings say what is wrong with the values, and the nearest correction", ["src/declaration/texts.test.ts"]],
  ["Declaration", "every state by every move", ["src/declaration/declaration.test.ts"]],
  ["Declaration", "prepared, approved, corrected and reviewed on the pages", ["src/declaration/pages/pages.test.ts"]],
  ["Declaration", "correct lines are paid when others are not", ["src/journey.test.ts"]],
  ["Payment", "four eyes, in the program and in the database", ["src/payment/release.test.ts"]],
  ["Payment", "above a dated limit a third signs; each account has its own rules, orders and transit", ["src/payment/rules.test.ts"]],
  [
    "Payment",
    "no file is frozen that breaks the official schema, where a folder of schemas is named",
    ["src/payment/messages/xsd.test.ts"],
  ],
  ["Payment", "a Dutch payment reference is quoted only with the right check digit", ["src/payment/messages/payment-reference.test.ts"]],
  ["Payment", "pain.001 valid under XSD and the rules of the EPC, the same bytes each time", ["src/payment/messages/pain001.test.ts"]],
  [
    "Payment",
    "pain.002, camt.053 and camt.054 read as streams in every version, each valid under its official schema",
    ["src/payment/messages/pain002.test.ts", "src/payment/messages/camt053.test.ts", "src/payment/messages/camt-versions.test.ts"],
  ],
  [
    "Payment",
    "each reason of the bank has its meaning, its effect on money, account and payee, and the work it gives a person",
    ["src/payment/reasons.test.ts", "src/sim/payment-reasons.test.ts", "src/payment/pages/work.test.ts"],
  ],
  [
    "Payment",
    "a changed account number is held for a full day and its name asked of the bank; one that does not fit is paid only after a second person released it",
    ["src/sim/account-change.test.ts", "src/sim/bank/name-check.test.ts", "src/payment/pages/accounts.test.ts"],
  ],
  [
    "Payment",
    "what came back is paid again: to another account by itself, the next day under the same reference, or when a person says so",
    ["src/sim/payment-reasons.test.ts"],
  ],
  [
    "Payment",
    "a hostile file of the bank is refused whole, with the place, in little memory",
    ["src/payment/messages/hostile-files.test.ts"],
  ],
  [
    "Payment",
    "details of an entry (camt.054) never book, whether before, after, twice or against their statement; a statement in pages is one",
    ["src/sim/payment-details.test.ts"],
  ],
  [
    "Payment",
    "an entry that the bank told of and that is on no statement by the end of the next bank day is work for a person, until its statement comes",
    ["src/sim/payment-details.test.ts", "src/payment/states.test.ts"],
  ],
  ["Payment", "the same file twice, out of order, or changed by a cent", ["src/sim/payment-files.test.ts"]],
  [
    "Payment",
    "booked, rejected, returned, gross and net: each goes back to where it came from, and transit ends at zero",
    ["src/sim/payment-chain.test.ts", "src/payment/match.test.ts"],
  ],
  [
    "Payment",
    "an emergency payment stands in the books as what was given less what was set off, and whatever was changed in it is found",
    ["src/payment/emergency.test.ts", "src/sim/payment-emergency.test.ts"],
  ],
  [
    "Payment",
    "a rejection that a statement told before its report is a rejection",
    ["src/sim/payment-proof.test.ts", "src/sim/payment-conducts.test.ts"],
  ],
  ["Payment", "what a trainee lets the simulated bank do is what that bank can do", ["src/sim/bank-cases.test.ts"]],
  ["Payment", "killed at each step, nothing is lost or doubled", ["src/sim/payment-crash.test.ts"]],
  [
    "Payment",
    "the simulated bank has books of its own that hold whatever happens",
    [
      "src/sim/bank/bank.test.ts",
      "src/sim/bank/bank-histories.test.ts",
      "src/sim/bank/bank-refusals.test.ts",
      "src/sim/bank-process.test.ts",
    ],
  ],
  [
    "Pages",
    "valid HTML, accessible (axe), 390 and 1280 px, light and dark, without JavaScript",
    ["src/web/ui/ui.test.ts", "e2e/look.test.ts"],
  ],
  [
    "Pages",
    "every page of everybody is found by itself: valid, labelled, no dead link; every form left empty or filled with nonsense says what to do",
    ["src/every-page.test.ts", "e2e/every-page.test.ts"],
  ],
  ["Pages", "no page is too wide or cuts off its words, also with the letters set apart", ["e2e/every-page.test.ts"]],
  ["Pages", "contrast of every pair of colours", ["src/web/ui/css.test.ts"]],
  [
    "Pages",
    "signing in, sessions, forms sent twice or from elsewhere",
    ["src/web/sign-in.test.ts", "src/web/page.test.tsx", "e2e/sign-in.test.ts"],
  ],
  ["Pages", "a representative chooses for whom, and no further than the mandate", ["src/portal/acting-for/pages.test.ts"]],
  ["People", "a mandate ends by the law of its kind, and a minor does not act for himself", ["src/party/mandate.test.ts"]],
  ["People", "helpers and authorised people are granted and revoked, with a message to both", ["src/portal/mandates/pages.test.ts"]],
  [
    "Payroll",
    "wage tax by every table, special rewards and premiums, to the cent of what was published",
    ["src/law/payroll/wage-tax.test.ts", "src/law/payroll/special-rewards.test.ts", "src/law/payroll/premiums.test.ts"],
  ],
  [
    "Payroll",
    "the regime of work by day, minimum wage by age, low or high Awf and its revision, transition payment, untaxed travel: a row per boundary",
    ["src/law/payroll/employment.test.ts", "src/law/payroll/regime.test.ts"],
  ],
  ["Payroll", "programs outside compute wages line by line; a wrong line is answered too", ["src/payroll/answer-lines.test.ts"]],
  ["Learning", "forty holders and their year, the same seed the same state, and it replays", ["src/sim/seed.test.ts"]],
  ["Learning", "a clock of its own that moves forward", ["src/sim/clock.test.ts"]],
  [
    "Whole",
    "the five journeys, from award to reconciliation, in a real browser: with and without script, by keyboard alone, at three widths",
    ["e2e/journeys.test.ts"],
  ],
  ["Whole", "message 01 travels to a booked statement in a real browser", ["e2e/journey.test.ts"]],
  [
    "Whole",
    "two thousand bad inputs at each kind of door: refused with what to do, nothing changed, memory bounded",
    ["src/fuzz-api.test.ts", "src/fuzz-awards.test.ts", "src/fuzz-bank-files.test.ts", "src/fuzz-cli.test.ts", "src/fuzz-forms.test.ts"],
  ],
  ["Papers", "each core requirement names where it is met and what tests it, or says what is missing", ["src/requirements.test.ts"]],
  ["Papers", "papers name only files that exist; each package stands in a decision", ["src/papers.test.ts"]],
  ["Papers", "each English word one Dutch term", ["src/law/glossary.test.ts"]],
];

const held = (path: string): string => (existsSync(new URL(`../${path}`, import.meta.url)) ? code(path) : `**no test yet** (${path})`);

/** What was promised, and what tests it. */
export const tracePage = (): string =>
  page(
    heading(
      "What was promised and what tests it",
      "the list in `src/generate-trace.ts`",
      "The list is kept by hand; that the files exist is checked when this page is made. A test that is not there is named as such.",
    ),
    table(
      ["Part", "Promise", "Held by"],
      promises.map(([part, promise, tests]) => [part, promise, tests.map(held).join(", ")]),
    ),
  );
