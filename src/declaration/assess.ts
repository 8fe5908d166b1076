import { z } from "zod";
import { inWords } from "../kernel/day.ts";
import { zero } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Command } from "../db/command.ts";
import { idField } from "../party/person.ts";
import { agreementById } from "../agreement/load.ts";
import { faultsFrom } from "../agreement/share.ts";
import { judge } from "./checks.ts";
import { moved, type LineState } from "./declaration.ts";
import { claimLines, concernOf, findingsOn, declarationById, factsFor } from "./load.ts";
import { insertEvents, judgeLines } from "./queries.ts";
import { repairSpan } from "./repair.ts";
import { reserve } from "./settle.ts";
import { tellParties } from "./tell-repair.ts";

const assessSchema = z
  .strictObject({
    declaration: idField,
    line: idField,
    decision: z.enum(["approve", "returnForRepair", "refuse"]),
    personal: z.strictObject({ reason: z.string().trim().max(2_000) }),
  })
  .refine(({ decision, personal }) => decision === "approve" || personal.reason.length >= 10, {
    path: ["reason"],
    message: "Schrijf op waarom. De budgethouder en de zorgverlener lezen dit.",
  });

/** An assessor of the SVB decides on a line that a rule sent to a person (beoordelen). A "kan" ground is never refused by the program. */
export const assessLine: Command<z.infer<typeof assessSchema>, null> = {
  kind: "declaration.assess",
  input: assessSchema,
  concern: (tx, { declaration }) => concernOf(tx, declaration),
  handle: async (context, { declaration: of, line: lineId, decision, personal }) => {
    const declaration = await declarationById(context.tx, of);
    const line = declaration.lines.find(({ id }) => id === lineId);
    const next = line ? moved(line.state as LineState, decision) : null;
    if (!line || next === null) throw new Refusal("declaration-not-now");
    const agreement = await agreementById(context.tx, declaration.agreement_id);
    const claimed = {
      id: line.id,
      day: line.day,
      rateAt: line.rate_at,
      minutes: line.minutes,
      quantity: line.quantity,
      rate: line.claimed_rate,
      amount: line.claimed_amount,
    };
    const verdict = judge(
      await factsFor(context, agreement, {
        id: of,
        month: declaration.month,
        supplementTo: declaration.supplement_to,
        lines: claimLines(agreement, [claimed]),
      }),
    );
    const [judged] = verdict.lines;
    if (!judged) throw new Error(`line ${line.id} was not judged`);
    if (decision === "approve" && judged.outcome === "repair") throw new Refusal("agreement-needs-repair", faultsFrom(judged.findings));
    const amount = decision === "approve" ? judged.right : zero;
    // What the holder asked stays beside what was answered.
    const asked = findingsOn(line).filter(({ code }) => code === "VERZOEK");
    const why =
      personal.reason === ""
        ? []
        : [
            {
              code: "PERSOON",
              about: line.id,
              reason: await context.keep(Buffer.from(personal.reason), "text/plain", declaration.holder_id),
            },
          ];
    const repair = next === "repair" ? repairSpan(agreement.law, context.today) : null;
    await judgeLines(context.tx, [
      { id: line.id, state: next, amount, findings: [...judged.findings, ...asked, ...why], reviewed: true, repair, lapsed: false },
    ]);
    if (repair !== null) await tellParties(context, declaration, "repair-wanted", { dag: inWords(repair.until) });
    if (decision === "approve") await reserve(context, of, agreement, judged.draws);
    context.explain({
      subjectKind: "declaration-line",
      subject: line.id,
      holder: declaration.holder_id,
      funder: agreement.funder,
      receipt: verdict.receipt,
    });
    await insertEvents(context.tx, [{ declaration: of, what: "assessed", at: context.at, amount }]);
    return null;
  },
};
