import { checks as agreementChecks } from "./agreement/checks.ts";
import { moves as agreementMoves, stateName } from "./agreement/agreement.ts";
import { endingChecks } from "./agreement/ending.ts";
import { followChecks } from "./agreement/follow.ts";
import { sickChecks } from "./agreement/sickness.ts";
import { disapprovalChecks, partyEndChecks } from "./agreement/party-end.ts";
import { checks as suspensionChecks } from "./agreement/suspension.ts";
import { checks as declarationChecks } from "./declaration/checks.ts";
import { checks as repairChecks } from "./declaration/repair.ts";
import { proposalMoves, proposalStateName } from "./party/policy-proposal.ts";
import { checks as recoveryChecks, recoveryMoves, recoveryStateName } from "./declaration/recovery/recovery.ts";
import { checks as redressChecks, redressMoves, redressStateName } from "./declaration/redress/redress.ts";
import { lineStateName, moves as lineMoves } from "./declaration/declaration.ts";
import { code, heading, page, table } from "./generate-page.ts";
import { refusals } from "./kernel/refusal.ts";
import { tableOfLaw, type LawRow } from "./law/catalogue.ts";
import { tableOfChecks, type CheckRow } from "./law/check.ts";
import { lawName, laws } from "./law/laws.ts";
import type { Moves } from "./law/states.ts";
import { batchMoves, batchStateName } from "./payment/batch.ts";
import { emergencyMoves, emergencyStateName } from "./payment/emergency.ts";
import { emergencyChecks } from "./payment/emergency-checks.ts";
import { signalMoves, signalStateName } from "./budget/signal.ts";
import { detailsMoves, detailsStateName } from "./payment/details.ts";
import { orderMoves, orderStateName } from "./payment/order.ts";

const rowsOf = (checks: readonly CheckRow[]): string[][] =>
  checks.map(({ code: number, title, outcome, articles }) => [code(number), title, outcome, ...laws.map((law) => articles[law])]);

const checkColumns = ["Code", "Must hold", "If not", ...laws.map((law) => lawName[law])];

/** The catalogue of checks (controlelijst). */
export const checksPage = (): string =>
  page(
    heading(
      "Catalogue of checks",
      "`src/agreement/checks.ts`, `src/agreement/ending.ts`, `src/declaration/checks.ts`, `src/declaration/repair.ts` and `src/payment/emergency-checks.ts`",
      "Codes are published, stable and never reused. *repair* asks the citizen to mend it, *review* goes to a person, *suspend* has the payment wait, *refuse* is what the law makes automatic, *notice* is only said. A finding may be milder or heavier than its check, and says so itself. What rests on a figure that nobody confirmed goes to review.",
    ),
    "## Agreement\n\nAt sharing, and again at assessment.",
    table(checkColumns, rowsOf(tableOfChecks(agreementChecks))),
    "## End of an agreement\n\nWhen the holder ends it. A term that nobody confirmed is only said.",
    table(checkColumns, rowsOf(tableOfChecks(endingChecks))),
    "## End of a party\n\nWhen somebody reports that a holder or provider died, or that an institution stopped; and when a funder disapproves afterwards.",
    table(checkColumns, rowsOf([...tableOfChecks(partyEndChecks), ...tableOfChecks(disapprovalChecks)])),
    "## Running agreements and a new award\n\nWhen an award comes while agreements run.",
    table(checkColumns, rowsOf(tableOfChecks(followChecks))),
    "## Payments put off\n\nWhen a funder has the payments under an agreement suspended. A term that nobody confirmed is only said.",
    table(checkColumns, rowsOf(tableOfChecks(suspensionChecks))),
    "## Sickness of a provider\n\nWhen somebody reports that a provider is sick, or works again.",
    table(checkColumns, rowsOf(tableOfChecks(sickChecks))),
    "## Declaration\n\nWhile filling in, and again at submission: the same function.",
    table(checkColumns, rowsOf(tableOfChecks(declarationChecks))),
    "## Declaration that came back\n\nWhen the term to mend it is over. Silence refuses by itself; on request a person looks.",
    table(checkColumns, rowsOf(tableOfChecks(repairChecks))),
    "## Decision on a payment, and objection\n\nWhen the SVB decides. Each says what was late; a person weighs it.",
    table(checkColumns, rowsOf(tableOfChecks(redressChecks))),
    "## Correction after payment, and recovery\n\nWhen a provider, the SVB or a funder claims back what was paid. Nothing is claimed back unless each holds.",
    table(checkColumns, rowsOf(tableOfChecks(recoveryChecks))),
    "## Emergency payment\n\nWhen a clerk pays ahead. The law knows no such payment: the paying agency sets the rule.",
    table(checkColumns, rowsOf(tableOfChecks(emergencyChecks))),
  );

/** The same for a program, such as who verifies receipts: every check of every decision, in one list. */
export const checksData = (): string =>
  `${JSON.stringify(
    [
      agreementChecks,
      endingChecks,
      partyEndChecks,
      disapprovalChecks,
      followChecks,
      suspensionChecks,
      sickChecks,
      declarationChecks,
      repairChecks,
      redressChecks,
      recoveryChecks,
      emergencyChecks,
    ].flatMap((checks) => tableOfChecks(checks)),
    null,
    2,
  )}\n`;

const sureness = { published: "", derived: "**derived**", provisional: "**provisional**" } as const;

/** The table of law (tabel van het recht). */
export const lawPage = (): string => {
  const byRule = Map.groupBy(tableOfLaw(), ({ name }: LawRow) => name);
  return page(
    heading(
      "Table of law",
      "`src/law`",
      "Every figure and term of law that the program knows, with every version. A *derived* figure was computed by us from a published one, a *provisional* one was announced or assumed. Neither refuses or caps by itself until an operator confirms it: it sends to review, and stands in every receipt that used it. Gathered with care, not by lawyers. Policy of a funder is no law: it stands in the database.",
    ),
    ...[...byRule].map(([name, rows]) =>
      [
        `## ${name}\n\n${rows[0]?.article ?? ""}\n`,
        table(
          ["From", "Value", "Source", "Confidence"],
          rows.map(({ from, value, source, confidence }) => [from, value, source, sureness[confidence]]),
        ),
      ].join("\n"),
    ),
  );
};

type Drawn = Readonly<Record<string, { readonly from: readonly string[]; readonly to: string; readonly by?: string }>>;

const drawn = (title: string, source: string, moves: Moves<string> & Drawn, names: Readonly<Record<string, string>>): string => {
  const bare = (state: string): string => state.replaceAll("-", "_");
  const entries = Object.entries(moves);
  const first = Object.keys(names)[0] ?? "";
  const last = Object.keys(names).filter((state) => !entries.some(([, { from }]) => from.includes(state)));
  const arrows = entries.flatMap(([name, { from, to }]) => from.map((state) => `  ${bare(state)} --> ${bare(to)}: ${name}`));
  return page(
    `## ${title}\n\nFrom \`${source}\`.`,
    [
      "```mermaid",
      "stateDiagram-v2",
      ...Object.entries(names).map(([state, name]) => `  ${bare(state)}: ${name}`),
      `  [*] --> ${bare(first)}`,
      ...arrows,
      ...last.map((state) => `  ${bare(state)} --> [*]`),
      "```",
    ].join("\n"),
    table(
      ["Move", "From", "To", "By"],
      entries.map(([name, { from, to, by }]) => [code(name), from.map(code).join(", "), code(to), by ?? "program"]),
    ),
  );
};

/** Every table of moves, as a diagram and as a table. */
export const statesPage = (): string =>
  page(
    heading(
      "States and moves",
      "the tables of moves",
      "Code, tests and these diagrams read the same tables. A move that is not here cannot be made. The state of a declaration as a whole follows from its lines.",
    ),
    drawn("Proposal for the policy of a funder", "src/party/policy-proposal.ts", proposalMoves, proposalStateName),
    drawn("Signal of a funder", "src/budget/signal.ts", signalMoves, signalStateName),
    drawn("Agreement", "src/agreement/agreement.ts", agreementMoves, stateName),
    drawn("Line of a declaration", "src/declaration/declaration.ts", lineMoves, lineStateName),
    drawn("Decision on a payment, and objection", "src/declaration/redress/redress.ts", redressMoves, redressStateName),
    drawn("Recovery", "src/declaration/recovery/recovery.ts", recoveryMoves, recoveryStateName),
    drawn("Payment order", "src/payment/order.ts", orderMoves, orderStateName),
    drawn("Batch", "src/payment/batch.ts", batchMoves, batchStateName),
    drawn("Emergency payment", "src/payment/emergency.ts", emergencyMoves, emergencyStateName),
    drawn("Details of an entry", "src/payment/details.ts", detailsMoves, detailsStateName),
  );

/** The closed list of refusals. */
export const refusalsPage = (): string =>
  page(
    heading(
      "Refusals",
      "`src/kernel/refusal.ts`",
      "Every expected no, as doors say it. A code is published, stable and never reused. The API answers with it as `application/problem+json`; faults name field, problem and remedy.",
    ),
    table(
      ["Code", "Status", "Text"],
      Object.entries(refusals).map(([name, [status, text]]) => [code(name), String(status), text]),
    ),
  );
