import { inEuros, inHours, minutes, perHour, plus, total, zero, type Cents } from "../kernel/money.ts";
import { heaviest, tried, type Check, type Found, type Tried } from "../law/check.ts";
import { perLaw, underEachLaw } from "../law/laws.ts";
import { receipt, type Finding, type FindingOutcome, type Receipt, type RuleTried } from "../law/receipt.ts";
import { quarterHour } from "../law/terms.ts";
import { asCount, asMinutes, asText } from "../law/value.ts";
import { worksheet, type SheetLine } from "../law/worksheet.ts";
import { countInWords } from "../agreement/rate.ts";
import type { ClaimLine } from "./declaration.ts";
import { claimed, legalDayOf, onlyFacts, priceOf, type Claimed, type Facts } from "./facts.ts";
import {
  aboveMaximum,
  agreementNotInForce,
  alreadyClaimed,
  amountDiffers,
  approvedHimself,
  notAWholeMonth,
  notInQuarters,
  notTheOnlyOne,
  notYetPassed,
  otherMonth,
  outsideAward,
  partyUnfit,
  termsDiffer,
} from "./line-checks.ts";
import { allowanceTooHigh, dayTooFull, notCountable, outsideWindow, paymentSuspended, requestTooLate, sickOnDay } from "./unit-checks.ts";
import { draw, lessDrawn, quartersWithin, roomOf, roomOn, totalRoom, type Draw, type Room } from "./room.ts";

/** What comes of a line: paid, paid later because payments are put off, to be mended by the citizen, to be looked at by a person, or refused because the law says so. */
export type LineOutcome = "pay" | Exclude<FindingOutcome, "notice">;

/**
 * The verdict on one line. `amount` is what is paid, now or when payments go again, else zero; `right` what the agreement yields for it;
 * `draws` what it takes from which budget line: of a line in review this is held, so that a later line does not take it.
 */
export type LineVerdict = {
  id: string;
  outcome: LineOutcome;
  claimed: Cents;
  right: Cents;
  amount: Cents;
  draws: readonly Draw[];
  findings: readonly Finding[];
};

/** Sums in cents: of what was claimed, and of that by outcome. */
export type Totals = { claimed: Cents } & Record<LineOutcome, Cents>;

/** The verdict on a declaration: its lines, what concerns it as a whole, sums, and the receipt. `partly` when some lines are paid and others not. */
export type Verdict = {
  outcome: LineOutcome | "partly";
  lines: readonly LineVerdict[];
  findings: readonly Finding[];
  totals: Totals;
  receipt: Receipt;
};

type LineCheck = Check<[given: Claimed]>;
type RoomCheck = Check<[given: Claimed, room: Room]>;

/** Is there room for this line, after the lines before it? It fits whole or not at all; what would still fit is named. */
const noRoom = ({ facts: { agreement }, line, rate, right, sheet }: Claimed, room: Room): Found | null => {
  const left = sheet.line("ruimte voor deze regel", totalRoom(room), article.award[agreement.law], { origin: "ledger" });
  if (right <= left) return null;
  const short = `Deze regel kost ${inEuros(right)}. Er is nog ${inEuros(left)} over op uw budget voor deze zorgverlener.`;
  const elsewhere = "Vraag uw verstrekker om meer budget, of betaal het verschil met eigen geld.";
  const quarter = quarterHour.on(sheet.legalDay);
  const fitting = line.unit === "hour" && quarter.known ? quartersWithin(left, rate.cents, quarter.value) : minutes(0);
  if (left === zero) return { text: short, remedy: elsewhere };
  if (fitting === 0) return { text: short, remedy: `Er past nog ${inEuros(left)}. ${elsewhere}` };
  return {
    text: short,
    remedy: `Er past nog ${inHours(fitting)} (${inEuros(perHour(rate.cents, fitting))}). Vul dat in voor deze regel. ${elsewhere}`,
  };
};

const article = {
  award: perLaw("2b lid 1 a", "8b lid 1 a", "Rlz art. 5.17 lid 1 en 5.23 lid 2 d"),
  agreement: perLaw("2b lid 1 b en lid 6 b", "8b lid 1 b en lid 6 b", "Blz art. 3.6.4; Rlz art. 5.23 lid 2 d"),
  parties: perLaw("2b lid 4 a, b en lid 6 g", "8b lid 4 a, b en lid 6 g", "Rlz art. 5.20 lid 1 a en 5.23 lid 1"),
  rate: perLaw("2b lid 4 c en lid 6 b", "8b lid 4 c en lid 6 b", "Rlz art. 5.23 lid 1 en lid 2 d"),
  hours: perLaw("2b lid 4 d", "8b lid 4 d", "Rlz art. 5.16 lid 2 a en 5.23 lid 1"),
  delivered: perLaw("2b lid 3 a en lid 8", "8b lid 3 a en lid 8", "Rlz art. 5.21 lid 3 en 5.23 lid 1"),
  feasible: perLaw("2b lid 6 c", "8b lid 6 c", "Rlz art. 5.23 lid 2 d"),
  maximum: { wmo: "Wmo 2015 art. 2.1.3 lid 2 b", jeugdwet: "Jeugdwet art. 2.9 c", wlz: "Rlz art. 5.22" },
  request: perLaw("2b lid 6 f", "8b lid 6 f", "Blz art. 3.6.4"),
  allowance: perLaw("2ab lid 1 a", "8ab lid 1 a", "Blz art. 3.6.4"),
  suspended: { ...perLaw("2b lid 6 g", "8b lid 6", "Rlz art. 5.20 lid 2") },
  monthly: perLaw("2b lid 3 b en lid 8", "8b lid 3 b en lid 8", "Rlz art. 5.16 lid 1 en 5.23 lid 1"),
} as const;

const lineChecks = {
  D101: { title: "De dag valt binnen de toekenning", outcome: "repair", article: article.award, finds: outsideAward },
  D102: { title: "De zorgovereenkomst gold op die dag", outcome: "repair", article: article.agreement, finds: agreementNotInForce },
  D103: { title: "Budgethouder en zorgverlener zijn bekend", outcome: "repair", article: article.parties, finds: partyUnfit },
  D104: { title: "Eenheid en tarief zijn zoals afgesproken", outcome: "repair", article: article.rate, finds: termsDiffer },
  D105: { title: "Tijd × tarief is het bedrag", outcome: "repair", article: article.rate, finds: amountDiffers },
  D106: { title: "De zorg is niet twee keer gedeclareerd", outcome: "repair", article: article.agreement, finds: alreadyClaimed },
  D107: { title: "De dag of de maand is voorbij", outcome: "repair", article: article.delivered, finds: notYetPassed },
  D108: {
    title: "Eén declaratie per zorgovereenkomst per maand, met aanvullingen",
    outcome: "repair",
    article: article.feasible,
    finds: otherMonth,
  },
} as const satisfies Record<string, LineCheck>;
const laterLineChecks = {
  D110: { title: "Het tarief is niet hoger dan het maximum", outcome: "repair", article: article.maximum, finds: aboveMaximum },
  D111: { title: "De uren gaan in kwartieren", outcome: "repair", article: article.hours, finds: notInQuarters },
  D112: { title: "Een vast bedrag is voor een hele maand", outcome: "repair", article: article.monthly, finds: notAWholeMonth },
  D113: {
    title: "Dagdelen, etmalen en stuks zijn hele aantallen die op één dag passen",
    outcome: "repair",
    article: article.hours,
    finds: notCountable,
  },
  D114: { title: "Alle uren van een dag passen in één dag", outcome: "repair", article: article.hours, finds: dayTooFull },
  D115: { title: "Het tarief geldt op die dag", outcome: "repair", article: article.rate, finds: outsideWindow },
  D116: {
    title: "Het verzoek voor hulp uit het sociale netwerk is op tijd",
    outcome: "review",
    article: article.request,
    finds: requestTooLate,
  },
  D117: {
    title: "De tegemoetkoming is niet hoger dan het maximum",
    outcome: "repair",
    article: article.allowance,
    finds: allowanceTooHigh,
  },
  D190: {
    title: "Iemand anders dan de zorgverlener keurt de uren goed",
    outcome: "notice",
    article: underEachLaw("BW 3:68"),
    finds: approvedHimself,
  },
  D150: {
    title: "De betaling is niet opgeschort",
    outcome: "suspend",
    article: article.suspended,
    finds: paymentSuspended,
  },
  D120: { title: "De zorgverlener was niet ziek gemeld", outcome: "repair", article: article.agreement, finds: sickOnDay },
} as const satisfies Record<string, LineCheck>;
const roomChecks = {
  D109: { title: "Er is genoeg budget over", outcome: "repair", article: article.award, finds: noRoom },
} as const satisfies Record<string, RoomCheck>;

/** The checks on a declaration by code, for the catalogue. D109 is tried last, and only on lines that may cost money. */
export const checks = { ...lineChecks, ...roomChecks, ...laterLineChecks } as const;

const wholeCheck: Check<[facts: Facts]> = { ...checks.D108, finds: notTheOnlyOne };

type Judged = { verdict: LineVerdict; rules: readonly RuleTried[]; sheet: readonly SheetLine[]; room: Room };

const claimedAmount = ({ line, right }: Claimed): Cents => line.amount ?? (line.rate === null ? right : priceOf(line, line.rate, 1, 1));

const writeClaim = ({ facts, line, days, payable, rate, right, sheet }: Claimed): void => {
  const { law } = facts.agreement;
  if (line.unit === "hour") sheet.line("tijd", asMinutes(line.minutes), article.hours[law], { origin: "declaration" });
  else if (line.unit === "month") sheet.line("dagen die meetellen", asCount(payable.length), article.monthly[law], { origin: "award" });
  else sheet.line("aantal", asText(countInWords(line.unit, line.quantity)), article.hours[law], { origin: "declaration" });
  if (line.unit === "month") sheet.line("dagen in de maand", asCount(days.length), article.monthly[law]);
  if (rate.label !== "") sheet.line("soort tarief", asText(rate.label), article.rate[law], { origin: "agreement" });
  sheet.line("tarief", rate.cents, article.rate[law], { origin: "agreement" });
  sheet.line("bedrag", right, article.rate[law]);
};

// In the order in which they are tried.
const triedOnEachLine: readonly (readonly [code: string, check: LineCheck])[] = Object.entries({ ...lineChecks, ...laterLineChecks });

type Tries = { rules: RuleTried[]; findings: Finding[] };
const note = ({ rules, findings }: Tries, { rule, finding }: Tried): void => {
  rules.push(rule);
  if (finding !== null) findings.push(finding);
};

/** What is the same for each line of a declaration. */
type Whole = { facts: Facts; confirmed: ReadonlySet<string>; wrong: boolean };

const judgeLine = ({ facts, confirmed, wrong: wrongAsAWhole }: Whole, line: ClaimLine, at: number, room: Room): Judged => {
  const { law } = facts.agreement;
  const sheet = worksheet(line.id, legalDayOf(facts, line), confirmed);
  const given = claimed(facts, line, at, sheet);
  writeClaim(given);
  const tries: Tries = { rules: [], findings: [] };
  const { rules, findings } = tries;
  for (const [code, check] of triedOnEachLine) note(tries, tried<[Claimed]>(code, check, law, line.id, [given]));
  const worst = heaviest(findings);
  const open = roomOn(room, given.payable);
  // A line that must be mended costs nothing now: it would take room from lines that are right.
  const mayCost = !wrongAsAWhole && (worst === null || worst === "suspend" || worst === "review");
  if (mayCost) note(tries, tried<[Claimed, Room]>("D109", checks.D109, law, line.id, [given, open]));

  const outcome: LineOutcome = wrongAsAWhole ? "repair" : (heaviest(findings) ?? "pay");
  const isPaid = outcome === "pay" || outcome === "suspend";
  const draws = isPaid || outcome === "review" ? draw(given.right, open) : [];
  for (const part of draws) {
    if (part.commitment > zero) sheet.line("uit het vastgelegde bedrag", part.commitment, article.award[law], { origin: "ledger" });
    if (part.free > zero) sheet.line("uit het vrije budget", part.free, article.award[law], { origin: "ledger" });
  }
  const amount = isPaid ? given.right : zero;
  const verdict: LineVerdict = { id: line.id, outcome, claimed: claimedAmount(given), right: given.right, amount, draws, findings };
  return { verdict, rules, sheet: sheet.lines, room: lessDrawn(room, draws) };
};

const totalsOf = (lines: readonly LineVerdict[]): Totals => {
  const sums: Totals = {
    claimed: total(lines.map((line) => line.claimed)),
    pay: zero,
    suspend: zero,
    repair: zero,
    review: zero,
    refuse: zero,
  };
  for (const line of lines)
    sums[line.outcome] = plus(sums[line.outcome], line.outcome === "pay" || line.outcome === "suspend" ? line.amount : line.claimed);
  return sums;
};

const outcomeOf = (lines: readonly LineVerdict[], findings: readonly Finding[]): Verdict["outcome"] => {
  const waiting = lines.filter(({ outcome }) => outcome === "suspend").length;
  const paid = waiting + lines.filter(({ outcome }) => outcome === "pay").length;
  if (paid > 0) return paid < lines.length ? "partly" : waiting > 0 ? "suspend" : "pay";
  return heaviest(findings) ?? "repair";
};

/**
 * Judges a declaration: every check on every line, in order, room used up line after line. The dry run while typing and
 * the submission use this one function, so that what was shown is what is done. Pure; throws only when the facts
 * do not belong together.
 */
export const judge = (facts: Facts): Verdict => {
  const { claim, agreement } = facts;
  if (claim.agreement !== agreement.id) throw new Error(`declaration ${claim.id} is for agreement ${claim.agreement}, not ${agreement.id}`);
  const whole = tried<[Facts]>("D108", wholeCheck, agreement.law, claim.id, [facts]);
  const confirmed = new Set(facts.confirmed);
  let room = roomOf(facts.budgetLines, agreement.beyondCommitment);
  const judged: Judged[] = [];
  for (const [at, line] of claim.lines.entries()) {
    const next = judgeLine({ facts, confirmed, wrong: whole.finding !== null }, line, at, room);
    judged.push(next);
    room = next.room;
  }
  const lines = judged.map(({ verdict }) => verdict);
  const own = whole.finding ? [whole.finding] : [];
  const findings = [...own, ...lines.flatMap((line) => line.findings)];
  const outcome = outcomeOf(lines, findings);
  const made = receipt({
    subject: claim.id,
    legalDay: facts.today,
    release: facts.release,
    given: onlyFacts(facts),
    rules: [whole.rule, ...judged.flatMap(({ rules }) => rules)],
    sheet: judged.flatMap(({ sheet }) => sheet),
    findings,
    outcome,
  });
  return { outcome, lines, findings, totals: totalsOf(lines), receipt: made };
};
