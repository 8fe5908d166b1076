import type { Month } from "../kernel/day.ts";
import { minutes, type Cents, type Minutes } from "../kernel/money.ts";
import type { Day } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Finding } from "../law/receipt.ts";
import type { Context } from "../db/command.ts";
import type { Tx } from "../db/pool.ts";
import { available } from "../ledger/account.ts";
import { countersFor } from "../ledger/post.ts";
import { onlyAgreement } from "../agreement/agreement.ts";
import { lineFacts, policyFor, sicknessOf, suspensionDays, type StoredAgreement } from "../agreement/load.ts";
import { sickDays } from "../agreement/sickness.ts";
import { baseRate, isCounted, type Unit } from "../agreement/rate.ts";
import { statuses, type Status } from "../party/status.ts";
import type { ClaimLine, LineState } from "./declaration.ts";
import type { BudgetRoom, Facts, PartyStatus } from "./facts.ts";
import { declarationRow, declaredIn, linesOf, type DeclaredRow } from "./queries.ts";

/** A line as somebody claims it: a day with time or a number of what is counted, or a whole month; a rate and amount only where an invoice said so. */
export type GivenLine = {
  day: Day | null;
  rateAt: number;
  minutes: Minutes;
  quantity: number;
  rate: Cents | null;
  amount: Cents | null;
};

/** What a line comes to at the unit of the rate that it names: a month has no day, only an hour has minutes, only what is counted a number. */
export const shaped = <Line extends GivenLine>(agreement: Pick<StoredAgreement, "rates">, line: Line): Line & { unit: Unit } => {
  const { unit } = agreement.rates[line.rateAt] ?? baseRate(agreement);
  return {
    ...line,
    unit,
    day: unit === "month" ? null : line.day,
    minutes: unit === "hour" ? line.minutes : minutes(0),
    quantity: isCounted(unit) ? line.quantity : 1,
  };
};

/** Lines as the checks take them, with the ids under which they are, or will be, stored. */
export const claimLines = (agreement: Pick<StoredAgreement, "rates">, lines: readonly (GivenLine & { id: string })[]): ClaimLine[] =>
  lines.map((line) => shaped(agreement, line));

const partyStatus = (status: Status | undefined): PartyStatus =>
  status ? { known: true, died: status.diedOn, blocked: status.blocked } : { known: false, died: null, blocked: false };

const budgetRoom = async (tx: Tx, agreement: StoredAgreement): Promise<BudgetRoom[]> => {
  const [lines, counters] = await Promise.all([
    lineFacts(tx, agreement.budgetLines),
    countersFor(
      tx,
      agreement.allocations.map(({ account }) => account),
    ),
  ]);
  return agreement.allocations.map(({ line, account }) => {
    const facts = lines.find(({ id }) => id === line);
    const commitment = counters.get(account);
    if (!facts || !commitment) throw new Error(`agreement ${agreement.id} draws on line ${line}, which is not there`);
    return { id: line, awarded: facts.awarded, commitment: available(commitment), free: facts.free };
  });
};

/** What was declared for an agreement in a month: its declarations in their order, and all their lines. */
export type InMonth = {
  declarations: readonly { id: string; supplement_to: string | null }[];
  lines: readonly DeclaredRow[];
};

export const inMonth = async (tx: Tx, agreement: string, month: Month): Promise<InMonth> => {
  const all = await declaredIn(tx, agreement, month);
  return {
    declarations: all.map(({ id, supplement_to }) => ({ id, supplement_to })),
    lines: all.toSorted((a, b) => (a.id < b.id ? -1 : 1)).flatMap(({ lines }) => lines),
  };
};

/** Everything on which a declaration is judged, read under the holder's lock. `found` is what was declared, where it was read before. */
export const factsFor = async (
  context: Context,
  agreement: StoredAgreement,
  claim: { id: string; month: Month; supplementTo: string | null; lines: readonly ClaimLine[]; ownCare?: boolean },
  found?: InMonth,
): Promise<Facts> => {
  const { tx } = context;
  const [{ declarations: siblings, lines: declared }, people, room, policy, confirmed, sickness, suspensions] = await Promise.all([
    found ?? inMonth(tx, agreement.id, claim.month),
    statuses(tx, [agreement.holder, agreement.provider]),
    budgetRoom(tx, agreement),
    policyFor(tx, agreement),
    context.confirmed(),
    sicknessOf(tx, agreement.number),
    suspensionDays(tx, agreement.id),
  ]);
  const live = siblings.filter(({ id }) => declared.some((line) => line.declaration_id === id && line.state !== "withdrawn"));
  const provider = people.get(agreement.provider);
  return {
    today: context.today,
    release: context.release,
    claim: { id: claim.id, month: claim.month, supplementTo: claim.supplementTo, lines: claim.lines, agreement: agreement.id },
    siblings: live.map(({ id, supplement_to }) => ({ id, supplementTo: supplement_to })),
    agreement: onlyAgreement(agreement),
    budgetLines: room,
    holder: partyStatus(people.get(agreement.holder)),
    provider: provider?.provider ? partyStatus(provider) : partyStatus(undefined),
    declared: declared.map((line) => ({
      id: line.id,
      declaration: line.declaration_id,
      day: line.unit === "month" ? null : line.day,
      month: claim.month,
      rateAt: line.rate_at,
      unit: line.unit as Unit,
      minutes: line.minutes,
      quantity: line.quantity,
      state: line.state as LineState,
    })),
    sick: sickness.map(sickDays),
    suspended: suspensions,
    policy,
    confirmed: [...confirmed].sort(),
    ownCare: claim.ownCare === true,
  };
};

/** A stored declaration with its lines. Throws `declaration-unknown`. */
export const declarationById = async (tx: Tx, id: string) => {
  const [row, lines] = await Promise.all([declarationRow(tx, id), linesOf(tx, [id])]);
  if (!row) throw new Refusal("declaration-unknown");
  return { ...row, lines };
};
export type StoredDeclaration = Awaited<ReturnType<typeof declarationById>>;

export type StoredLine = StoredDeclaration["lines"][number];

/** What a person wrote about a line: a decision, or the request for one. The words are in the vault; here is their name. */
export type Written = { code: "PERSOON" | "VERZOEK"; about: string; reason: string };
export type StoredFinding = Finding | Written;

/** What was found on a line, and written about it, in order. */
export const findingsOn = ({ findings }: Pick<StoredLine, "findings">): readonly StoredFinding[] =>
  findings as unknown as readonly StoredFinding[];

/** What a command on a declaration is about. Its parties never change. */
export const concernOf = async (tx: Tx, id: string) => {
  const row = await declarationRow(tx, id);
  if (!row) throw new Refusal("declaration-unknown");
  return { holder: row.holder_id, provider: row.provider_id };
};

/**
 * What there is for an agreement in a month: the declaration to which a new one would be a supplement, one that still waits for
 * its parties (prepared, sent back, or to be mended), and how many there were.
 */
export const mainIn = ({ declarations: all, lines }: InMonth): { main: string | null; open: string | null; next: number } => {
  const some = (id: string, wanted: (state: LineState) => boolean): boolean =>
    lines.some((line) => line.declaration_id === id && wanted(line.state as LineState));
  const live = all.filter(({ id }) => some(id, (state) => state !== "withdrawn"));
  return {
    main: live.find(({ supplement_to }) => supplement_to === null)?.id ?? null,
    open: live.find(({ id }) => some(id, (state) => state === "prepared" || state === "rejected" || state === "repair"))?.id ?? null,
    next: all.length,
  };
};
