import { inWords, plusDays, type Day, type Month } from "../kernel/day.ts";
import type { Unit } from "../agreement/rate.ts";
import { heaviest, tried, type Check } from "../law/check.ts";
import { perLaw, type Law } from "../law/laws.ts";
import { receipt, type Finding, type Receipt } from "../law/receipt.ts";
import { repairTerm } from "../law/terms.ts";
import { worksheet, type Worksheet } from "../law/worksheet.ts";

/** From which day, and until which, a line may be mended (hersteltermijn). */
export type RepairSpan = { from: Day; until: Day };

/** The term of a line that comes back today. Throws on a day without law. */
export const repairSpan = (law: Law, today: Day): RepairSpan => {
  const term = repairTerm[law].on(today);
  if (!term.known) throw new Error(`no term for repair under ${law} on ${today}`);
  return { from: today, until: plusDays(today, 7 * term.value) };
};

/** A line that waits to be mended. */
export type InRepair = RepairSpan & { id: string; day: Day; unit: Unit };

/** True for a line that was refused because it was not mended in time, and that no person was asked to look at. */
export const isLapsed = ({ state, lapsed }: { state: string; lapsed: boolean }): boolean => state === "refused" && lapsed;

/** Everything on which is decided whether lines were mended too late, as plain data. */
export type LapseFacts = {
  today: Day;
  release: string;
  agreement: { id: string; law: Law };
  claim: { id: string; month: Month; lines: readonly InRepair[] };
  confirmed: readonly string[];
};

/** What comes of a line that waits: it goes on waiting, it is refused, or a person looks because the term is not certain. */
export type Lapse = { id: string; outcome: "wait" | "refuse" | "review"; findings: readonly Finding[] };

type Given = { facts: LapseFacts; line: InRepair; sheet: Worksheet };

const article = perLaw("2b lid 7", "8b lid 7", "Rlz art. 5.23");

/** The check on what came back to be mended, for the catalogue. Silence is the one thing that the program refuses without a person. */
export const checks = {
  D130: {
    title: "De regel is op tijd verbeterd",
    outcome: "refuse",
    article,
    finds: ({ facts, line, sheet }) => {
      const term = sheet.consult(repairTerm[facts.agreement.law]);
      sheet.line("verbeteren uiterlijk", { unit: "day", day: line.until }, article[facts.agreement.law], { origin: "declaration" });
      if (facts.today <= line.until) return null;
      const text = `Deze regel moest uiterlijk ${inWords(line.until)} zijn verbeterd. Dat is niet gebeurd.`;
      if (!term.known || !term.settled)
        return {
          outcome: "review",
          text: `${text} Deze termijn is nog niet vastgesteld.`,
          remedy: "U hoeft niets te doen. Een medewerker kijkt ernaar.",
        };
      return { text, remedy: "Vraag bij deze declaratie of een medewerker er nog eens naar kijkt. Schrijf erbij waarom." };
    },
  },
} as const satisfies Record<string, Check<[given: Given]>>;

/** Decides which of the lines that wait to be mended have waited too long. Pure. */
export const judgeLapse = (facts: LapseFacts): { lines: readonly Lapse[]; receipt: Receipt } => {
  const { law } = facts.agreement;
  const confirmed = new Set(facts.confirmed);
  const judged = facts.claim.lines.map((line) => {
    const sheet = worksheet(line.id, line.from, confirmed);
    const { rule, finding } = tried<[Given]>("D130", checks.D130, law, line.id, [{ facts, line, sheet }]);
    const findings = finding === null ? [] : [finding];
    const outcome = finding === null ? "wait" : finding.outcome === "review" ? "review" : "refuse";
    return { lapse: { id: line.id, outcome, findings } satisfies Lapse, rule, sheet: sheet.lines };
  });
  const findings = judged.flatMap(({ lapse }) => lapse.findings);
  return {
    lines: judged.map(({ lapse }) => lapse),
    receipt: receipt({
      subject: facts.claim.id,
      legalDay: facts.today,
      release: facts.release,
      given: {
        today: facts.today,
        agreement: { id: facts.agreement.id, law },
        claim: {
          id: facts.claim.id,
          month: facts.claim.month,
          lines: facts.claim.lines.map(({ id, day, unit, from, until }) => ({ id, day: unit === "month" ? null : day, unit, from, until })),
        },
        confirmed: [...facts.confirmed],
      },
      rules: judged.map(({ rule }) => rule),
      sheet: judged.flatMap(({ sheet }) => sheet),
      findings,
      outcome: heaviest(findings) ?? "wait",
    }),
  };
};
