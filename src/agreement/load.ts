import type { Period } from "../kernel/period.ts";
import { Refusal } from "../kernel/refusal.ts";
import { total, zero, type Cents } from "../kernel/money.ts";
import { dayOf, earliest, latest, plusDays, type Day, type Instant } from "../kernel/day.ts";
import type { Law } from "../law/laws.ts";
import type { RatePolicy } from "../law/maximum-rate.ts";
import type { Tx } from "../db/pool.ts";
import { linesWithRoom } from "../budget/read.ts";
import { ratePolicy } from "../party/policy.ts";
import { svbPlaceOn } from "../party/svb-place.ts";
import { bornOn, providerStatus, statuses } from "../party/status.ts";
import { signersFor } from "../party/who-signs.ts";
import { termOf, type Agreement, type Schedule, type State } from "./agreement.ts";
import type { Consent } from "./change.ts";
import type { AgreementKind, Clause, Employment } from "./kinds.ts";
import type { AgreementFacts, BudgetLineFacts, OtherAgreement, ProviderFacts, ReplacedFacts } from "./facts.ts";
import { agreementParties, agreementWithAllocations, allocationsOf, othersOf, type AgreementRow } from "./queries.ts";
import { newestVersion, versionsOf } from "./version-queries.ts";
import type { Rate } from "./rate.ts";
import { suspensionsOf } from "./suspension-queries.ts";
import { suspendedDays, suspensionOn } from "./suspension.ts";
import { sicknessRows } from "./sickness-queries.ts";
import { standInDays, type Sickness } from "./sickness.ts";
import type { Standing } from "../law/care-rates.ts";
import { wageAgeOn } from "../law/payroll/minimum-wage.ts";
import type { Context } from "../db/command.ts";

/** One budget line on which an agreement draws: its commitment's account, and that of the line itself. */
export type Allocation = { line: string; rank: number; account: string; lineAccount: string };

/** An agreement as the database holds it, with its number, what was signed, and where its money stands. */
export type StoredAgreement = Agreement & {
  number: string;
  family: boolean;
  contentHash: string;
  care: string | null;
  sharedAt: Instant;
  /** Which version it is under its number, which one it replaces, and whose consent it needs. */
  version: number;
  replaces: string | null;
  needs: readonly Consent[];
  allocations: readonly Allocation[];
};

const agreementFrom = (row: AgreementRow, allocations: readonly Allocation[]): StoredAgreement => ({
  id: row.id,
  number: row.number,
  law: row.law,
  kind: row.kind as AgreementKind,
  holder: row.holder_id,
  provider: row.provider_id,
  funder: row.funder_code,
  standing: row.standing as Standing,
  model: row.model,
  period: { from: row.from_day, until: row.until_day },
  careFunction: { codeList: row.code_list, code: row.function },
  budgetLines: allocations.map(({ line }) => line),
  rates: row.rates as Rate[],
  schedule: row.schedule as Schedule,
  minutesPerWeek: row.minutes_per_week,
  quantityPerWeek: row.quantity_per_week,
  setAside: row.set_aside,
  beyondCommitment: row.beyond_commitment,
  accepted: row.accepted as Clause[],
  employment: row.employment as Employment | null,
  standInFor: row.stand_in_for,
  family: row.family,
  state: row.state as State,
  endedOn: row.ended_on,
  contentHash: row.content_hash,
  care: row.care,
  sharedAt: row.shared_at,
  version: row.version,
  replaces: row.replaces,
  needs: row.needs as Consent[],
  allocations,
});

const withThese = (row: AgreementRow, all: Awaited<ReturnType<typeof allocationsOf>>): StoredAgreement =>
  agreementFrom(
    row,
    all
      .filter((one) => one.agreement_id === row.id)
      .map(({ line_id, rank, account_id, line_account }) => ({ line: line_id, rank, account: account_id, lineAccount: line_account })),
  );

/** Agreements from their rows, each with its allocations in the order in which they pay. */
export const withAllocations = async (tx: Tx, rows: readonly AgreementRow[]): Promise<StoredAgreement[]> => {
  const all = await allocationsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => withThese(row, all));
};

/** One agreement. Throws `agreement-unknown`. */
export const agreementById = async (tx: Tx, id: string): Promise<StoredAgreement> => {
  const row = await agreementWithAllocations(tx, id);
  if (!row) throw new Refusal("agreement-unknown");
  return agreementFrom(row, row.allocations);
};

/** The newest version of the agreement with this number, by its id; null when there is none. */
export const agreementNumbered = async (tx: Tx, number: string): Promise<string | null> => (await newestVersion(tx, number))?.id ?? null;

/** The days on which payments under an agreement wait, or waited. */
export const suspensionDays = async (tx: Tx, agreement: string): Promise<Period[]> =>
  (await suspensionsOf(tx, [agreement])).flatMap((one) => suspendedDays(one) ?? []);

/** Those of these agreements of which payments are put off on a day. */
export const suspendedOn = async (tx: Tx, agreements: readonly string[], on: Day): Promise<ReadonlySet<string>> => {
  const known = await suspensionsOf(tx, agreements);
  return new Set(known.filter((one) => suspensionOn([one], on) !== null).map(({ agreement }) => agreement));
};

/** The times of sickness of the provider of an agreement (by its number, whatever the version), each with its id. */
export const sicknessOf = async (tx: Tx, number: string): Promise<(Sickness & { id: string })[]> =>
  (await sicknessRows(tx, number)).map(({ id, from_day, recovered_on, recovery_reported_at }) => ({
    id,
    from: from_day,
    recoveredOn: recovered_on,
    recoveryReportedOn: recovery_reported_at === null ? null : dayOf(recovery_reported_at),
  }));

/** The first day on which the parties of an agreement began, whatever its version. */
export const begunOn = async (tx: Tx, { number, period }: Pick<StoredAgreement, "number" | "period">): Promise<Day> =>
  (await versionsOf(tx, number)).reduce((first, { from_day }) => earliest(first, from_day), period.from);

/** Versions that another replaced and that have days to go after a day (lopen nog). */
export const runningBeyond = async (tx: Tx, { id, number }: Pick<StoredAgreement, "id" | "number">, on: Day): Promise<StoredAgreement[]> =>
  withAllocations(
    tx,
    (await versionsOf(tx, number)).filter(
      (row) => row.id !== id && row.ended_on !== null && row.ended_on > latest(on, plusDays(row.from_day, -1)),
    ),
  );

/** What a command on an agreement is about, for `may()` and the locks. Its parties and funder never change. */
export const concernOf = async (tx: Tx, id: string) => {
  const row = await agreementParties(tx, id);
  if (!row) throw new Refusal("agreement-unknown");
  return { holder: row.holder_id, provider: row.provider_id, organisations: [row.funder_code] };
};

/** The list from which a function's code is taken, by law. */
export const codeListOf: Readonly<Record<Law, string>> = { wlz: "wlz", wmo: "WMO022", jeugdwet: "JZ020" };

/** Budget lines as the checks of an agreement need them. On a line in conflict nothing new may be committed, so nothing is free. */
export const lineFacts = async (tx: Tx, ids: readonly string[]): Promise<BudgetLineFacts[]> => {
  const lines = await linesWithRoom(tx, ids);
  return lines.map(({ line, room: { free, conflict } }) => ({
    id: line.id,
    holder: line.holder,
    funder: line.funder,
    law: line.law,
    careFunction: { codeList: codeListOf[line.law], code: line.function },
    awarded: line.awarded > zero ? [{ from: line.from, until: line.until }] : [],
    free: conflict > zero ? zero : free,
  }));
};

/** What is free on budget lines together, in cents. */
export const freeOn = async (tx: Tx, ids: readonly string[]): Promise<Cents> =>
  total((await lineFacts(tx, ids)).map(({ free }) => (free > zero ? free : zero)));

/** What the checks must know of a provider for an agreement from a day on. Throws `provider-unknown`. */
export const providerFacts = async (tx: Tx, provider: string, { family, from }: { family: boolean; from: Day }): Promise<ProviderFacts> => {
  const status = await providerStatus(tx, provider);
  const born = await bornOn(tx, provider);
  if (!status) throw new Refusal("provider-unknown");
  return {
    kind: status.kind === "institution" ? "institution" : status.formal ? "self-employed" : "person",
    registered: status.formal,
    family,
    wageAge: born === null ? null : wageAgeOn(born, from),
  };
};

/** The funder's maximum for this law, standing and function of care, as the checks take it. */
export const policyFor = (
  tx: Tx,
  { funder, law, standing, careFunction }: Pick<StoredAgreement, "funder" | "law" | "standing" | "careFunction">,
): Promise<RatePolicy> => ratePolicy(tx, funder, law, { standing, careFunction: careFunction.code });

/** Agreements of the holder with the same provider. */
const othersBeside = async (tx: Tx, agreement: Agreement): Promise<OtherAgreement[]> =>
  (await othersOf(tx, agreement.holder, agreement.provider))
    .filter(({ id }) => id !== agreement.id)
    .map((row) => ({
      id: row.id,
      provider: row.provider_id,
      kind: row.kind as AgreementKind,
      state: row.state as State,
      period: termOf({ period: { from: row.from_day, until: row.until_day }, endedOn: row.ended_on }),
    }));

/** The agreement in whose place one comes, through all its versions, and when its provider was sick; null when it replaces nobody. */
const replacedBy = async (tx: Tx, { holder, standInFor }: Agreement): Promise<ReplacedFacts | null> => {
  if (standInFor === null) return null;
  const named = await agreementWithAllocations(tx, standInFor);
  if (named?.holder_id !== holder) return null;
  const versions = await versionsOf(tx, named.number);
  return {
    provider: named.provider_id,
    running: versions.filter(({ state }) => state === "approved").map(({ from_day, until_day }) => ({ from: from_day, until: until_day })),
    standIn: (await sicknessOf(tx, named.number)).map(standInDays),
  };
};

/** The last day of each party of which it was recorded that it died or stopped. */
const goneParties = async (tx: Tx, { holder, provider }: Agreement): Promise<AgreementFacts["gone"]> => {
  const found = await statuses(tx, [holder, provider]);
  const known = found.get(provider);
  return { holder: found.get(holder)?.diedOn ?? null, provider: known?.diedOn ?? known?.provider?.endedOn ?? null };
};

/** Everything on which an agreement is judged, read under the holder's lock. */
export const factsFor = async (context: Context, agreement: Agreement & { family: boolean }, sharedOn: Day): Promise<AgreementFacts> => {
  const { tx } = context;
  const parties = { holder: agreement.holder, provider: agreement.provider };
  const { needed, provider } = await signersFor(tx, { ...parties, act: "sign", on: context.today });
  return {
    subject: agreement.id,
    sharedOn,
    terms: agreement,
    provider: await providerFacts(tx, agreement.provider, { family: agreement.family, from: agreement.period.from }),
    budgetLines: await lineFacts(tx, agreement.budgetLines),
    others: await othersBeside(tx, agreement),
    replaced: await replacedBy(tx, agreement),
    gone: await goneParties(tx, agreement),
    policy: await policyFor(tx, agreement),
    change: null,
    svbPlace: await svbPlaceOn(tx, agreement.funder, agreement.law, context.today),
    signers: { needed: needed.map(({ why }) => why), provider },
    confirmed: [...(await context.confirmed())].sort(),
    release: context.release,
  };
};
