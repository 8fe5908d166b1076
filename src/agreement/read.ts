import type { Day, Instant } from "../kernel/day.ts";
import { zero, type Cents } from "../kernel/money.ts";
import { payloadOf } from "../db/queries.ts";
import type { Period } from "../kernel/period.ts";
import type { Tx } from "../db/pool.ts";
import { stillNeeded } from "../party/signatures.ts";
import { svbPlaceOn } from "../party/svb-place.ts";
import { signersFor, withNames, type NamedSignature } from "../party/who-signs.ts";
import { namesOf } from "../party/funders.ts";
import { moved, termOf, type State } from "./agreement.ts";
import { nextSigner } from "./next-signer.ts";
import type { Ground } from "./ending.ts";
import { lastFollowed } from "./adjustment-queries.ts";
import { agreementsAfter, type Whose } from "./list-queries.ts";
import { agreementById, sicknessOf, withAllocations, type StoredAgreement } from "./load.ts";
import {
  agreementRows,
  assessmentsOf,
  commitmentsOnLines,
  countListed,
  endingOf,
  listedRows,
  signaturesOf,
  type StaffList,
} from "./queries.ts";
import { suspensionsOf } from "./suspension-queries.ts";
import { suspensionOn, type SuspensionGround } from "./suspension.ts";
import { mayBeSick, openSickness } from "./sickness.ts";
import { allVersions, declineOf, seenAgreement } from "./version-queries.ts";

/** A person as a page calls him; a name that was removed or may not be seen is told as such. */
export type Called = { id: string; name: string; salutation: string };

/** An agreement as a list shows it. */
export type AgreementSummary = StoredAgreement & { holderName: Called; providerName: Called };

/** What happened to an agreement, for whoever reads it: signatures and assessments with their reasons. */
export type AgreementView = AgreementSummary & {
  careText: string | null;
  /** True where the college takes the place of the SVB in approving (art. 2a lid 7) on the day of reading. */
  svbPlace: boolean;
  signatures: readonly { party: "provider" | "holder"; person: string; name: string | null; signedAt: Instant }[];
  /** Who must still sign for the holder, for who may know who represents him; empty for others and when nobody must. */
  wanted: readonly NamedSignature[];
  /** Since when the provider is reported sick; null when he is not. And whether that can be reported at all. */
  sickSince: Day | null;
  /** Payments are put off until this day at the latest, why, and in whose words; null when they are not. */
  suspended: { from: Day; until: Day; ground: SuspensionGround; reason: string | null; receipt: string } | null;
  maySick: boolean;
  /** The agreement of whoever is replaced (vervanging) and his name, for who may see that; null for others and when nobody is. */
  replaced: { id: string; number: string; name: string } | null;
  /** Since when a new award does not cover it whole; null when it does. */
  uncoveredSince: Instant | null;
  ending: { ground: Ground; lastDay: Day; cause: string | null; freed: Cents; kept: Cents; endedAt: Instant; receipt: string } | null;
  /** The version that this one replaces or would replace, and its description of care; null for a first version. */
  before: (StoredAgreement & { careText: string | null }) | null;
  /** All versions under the number, the oldest first; and the change of this one that waits for somebody. */
  versions: readonly VersionSummary[];
  openChange: string | null;
  /** Why the provider did not agree, where that is how it ended. */
  declined: { reason: string | null; declinedAt: Instant } | null;
  assessments: readonly { body: string; outcome: "approved" | "rejected"; reason: string | null; assessedAt: Instant; receipt: string }[];
};

/** A version in the list of versions: when it held or would hold; null when it never will. */
export type VersionSummary = { id: string; version: number; state: State; term: Period | null };

const unseen = (id: string): Called => ({ id, name: "(naam verwijderd)", salutation: "(naam verwijderd)" });

const named = async (tx: Tx, agreements: readonly StoredAgreement[]): Promise<AgreementSummary[]> => {
  const names = await namesOf(
    tx,
    agreements.flatMap(({ holder, provider }) => [holder, provider]),
  );
  const called = (id: string): Called => ({ ...(names.get(id) ?? unseen(id)), id });
  return agreements.map((agreement) => ({ ...agreement, holderName: called(agreement.holder), providerName: called(agreement.provider) }));
};

type Where = { holder: string } | { provider: string } | { funder: string; states: readonly State[] } | { states: readonly State[] };

/** Agreements of a holder or provider, or those that wait for a funder or the SVB; the newest first. */
export const agreements = async (tx: Tx, where: Where, most = 200): Promise<AgreementSummary[]> =>
  named(tx, await withAllocations(tx, await agreementRows(tx, where, most)));

/** A page of agreements after a place in their order (when they were shared, and id), the newest first. */
export const agreementsPage = async (
  tx: Tx,
  whose: Whose,
  states: readonly State[] | null,
  after: readonly [sharedAt: string, id: string] | null,
  most: number,
): Promise<AgreementSummary[]> => named(tx, await withAllocations(tx, await agreementsAfter(tx, whose, states, after, most)));

/** A page of the agreements that staff look for, with how many there are in all and since when the oldest waits. */
export const staffAgreements = async (
  tx: Tx,
  list: StaffList,
  { most, skip }: { most: number; skip: number },
): Promise<{ rows: AgreementSummary[]; count: number; oldest: Instant | null }> => ({
  ...(await countListed(tx, list)),
  rows: await named(tx, await withAllocations(tx, await listedRows(tx, list, most, skip))),
});

/** How many agreements wait for the SVB, or for one funder, and since when the oldest waits; for the home pages. */
export const waitingAgreements = (tx: Tx, body: { funder: string } | "SVB"): Promise<{ count: number; oldest: Instant | null }> =>
  countListed(
    tx,
    body === "SVB" ? { funder: null, states: ["funder-approved"], search: "" } : { funder: body.funder, states: ["signed"], search: "" },
  );

const text = async (tx: Tx, hash: string | null): Promise<string | null> =>
  hash === null ? null : ((await payloadOf(tx, hash))?.content?.toString("utf8") ?? "(verwijderd)");

const endingView = async (tx: Tx, id: string): Promise<AgreementView["ending"]> => {
  const row = await endingOf(tx, id);
  if (!row) return null;
  return {
    ground: row.ground as Ground,
    lastDay: row.last_day,
    cause: await text(tx, row.cause),
    freed: row.freed,
    kept: row.kept,
    endedAt: row.ended_at,
    receipt: row.receipt_id,
  };
};

const open: readonly State[] = ["shared", "provider-signed", "signed", "funder-approved"];

const versionsView = async (tx: Tx, { id, number }: StoredAgreement): Promise<Pick<AgreementView, "versions" | "openChange">> => {
  const rows = await allVersions(tx, number);
  return {
    versions: rows.map((row) => {
      const term = termOf({ period: { from: row.from_day, until: row.until_day }, endedOn: row.ended_on });
      const never = row.state === "rejected" || row.state === "withdrawn" || (term.until !== null && term.until < term.from);
      return { id: row.id, version: row.version, state: row.state as State, term: never ? null : term };
    }),
    openChange: rows.find((row) => row.replaces === id && open.includes(row.state as State))?.id ?? null,
  };
};

const beforeView = async (tx: Tx, { replaces }: StoredAgreement): Promise<AgreementView["before"]> => {
  if (replaces === null) return null;
  const before = await agreementById(tx, replaces);
  return { ...before, careText: await text(tx, before.care) };
};

// Who stands in for somebody need not know who is ill.
const replacedView = async (tx: Tx, { standInFor }: StoredAgreement): Promise<AgreementView["replaced"]> => {
  const found = standInFor === null ? undefined : await seenAgreement(tx, standInFor);
  if (!found) return null;
  const name = (await namesOf(tx, [found.provider_id])).get(found.provider_id)?.name;
  return { id: found.id, number: found.number, name: name ?? unseen(found.provider_id).name };
};

const declinedView = async (tx: Tx, id: string): Promise<AgreementView["declined"]> => {
  const row = await declineOf(tx, id);
  return row === undefined ? null : { reason: await text(tx, row.reason), declinedAt: row.declined_at };
};

/** One agreement with the names of its parties. Throws `agreement-unknown`. */
export const agreementSummary = async (tx: Tx, id: string): Promise<AgreementSummary> => {
  const [summary] = await named(tx, [await agreementById(tx, id)]);
  if (!summary) throw new Error(`agreement ${id} was read and lost`);
  return summary;
};

/** Who signs for a holder an agreement with this provider, by name, as far as the reader may see them. */
export const signersOn = async (tx: Tx, { holder, provider }: { holder: string; provider: string }, on: Day): Promise<NamedSignature[]> =>
  withNames(tx, (await signersFor(tx, { holder, provider, act: "sign", on })).needed);

const wantedFor = async (
  tx: Tx,
  { holder, provider }: StoredAgreement,
  signed: Awaited<ReturnType<typeof signaturesOf>>,
  on: Day,
): Promise<NamedSignature[]> => {
  const given = signed.filter(({ party }) => party === "holder").map(({ person }) => person);
  const { needed } = await signersFor(tx, { holder, provider, act: "sign", on });
  return withNames(tx, stillNeeded(needed, given));
};

/** Which of these agreements this person must still sign for their holder. */
export const toSignBy = async (tx: Tx, agreements: readonly AgreementSummary[], person: string, on: Day): Promise<ReadonlySet<string>> => {
  const mine = new Set<string>();
  for (const agreement of agreements.filter((one) => nextSigner(one)?.party === "holder")) {
    const wanted = await wantedFor(tx, agreement, await signaturesOf(tx, agreement.id), on);
    if (wanted.some(({ people }) => people.includes(person))) mine.add(agreement.id);
  }
  return mine;
};

const suspendedView = async (tx: Tx, id: string, today: Day): Promise<AgreementView["suspended"]> => {
  const open = suspensionOn(await suspensionsOf(tx, [id]), today);
  if (open === null) return null;
  const { from, until, ground, receipt } = open;
  return { from, until, ground, reason: await text(tx, open.words), receipt };
};

/**
 * One agreement with all that a party, funder or assessor may read of it; `knowsHolder` for who may know who represents the holder.
 * Throws `agreement-unknown`.
 */
export const agreementView = async (tx: Tx, id: string, today: Day, knowsHolder = false): Promise<AgreementView> => {
  const [agreement, signed, assessed] = await Promise.all([agreementById(tx, id), signaturesOf(tx, id), assessmentsOf(tx, id)]);
  const [lastOne, sickness, [summary], careText, ending, assessments] = await Promise.all([
    lastFollowed(tx, id),
    sicknessOf(tx, agreement.number),
    named(tx, [agreement]),
    text(tx, agreement.care),
    endingView(tx, id),
    Promise.all(
      assessed.map(async (one) => ({
        body: one.body,
        outcome: one.outcome as "approved" | "rejected",
        reason: await text(tx, one.reason),
        assessedAt: one.assessed_at,
        receipt: one.receipt_id,
      })),
    ),
  ]);
  if (!summary) throw new Error(`agreement ${id} was read and lost`);
  const names = await namesOf(
    tx,
    signed.map(({ person }) => person),
  );
  return {
    ...summary,
    careText,
    ...(await versionsView(tx, agreement)),
    before: await beforeView(tx, agreement),
    declined: await declinedView(tx, id),
    replaced: await replacedView(tx, agreement),
    svbPlace: (await svbPlaceOn(tx, summary.funder, summary.law, today)) !== null,
    ending,
    sickSince: openSickness(sickness)?.from ?? null,
    suspended: await suspendedView(tx, id, today),
    maySick: summary.state === "approved" && mayBeSick(summary.kind),
    uncoveredSince: lastOne !== undefined && lastOne.short > zero ? lastOne.adjusted_at : null,
    signatures: signed.map(({ party, person, signed_at }) => ({
      party: party as "provider" | "holder",
      person,
      name: names.get(person)?.name ?? null,
      signedAt: signed_at,
    })),
    wanted: knowsHolder && moved(agreement.state, "withdraw") !== null ? await wantedFor(tx, agreement, signed, today) : [],
    assessments,
  };
};

/** What agreements hold of a budget line: set aside and not yet claimed, claimed and not yet paid, paid. */
export type Commitments = { committed: Cents; claimed: Cents; paid: Cents };

/** Per budget line what its agreements come to, and per agreement on that line. */
export const commitmentsOn = async (
  tx: Tx,
  lines: readonly string[],
): Promise<
  ReadonlyMap<string, Commitments & { agreements: readonly (Commitments & { agreement: string; provider: string; number: string })[] }>
> => {
  const rows = await commitmentsOnLines(tx, lines);
  return new Map(
    lines.map((line) => {
      const own = rows
        .filter((row) => row.line_id === line)
        .map((row) => ({
          agreement: row.agreement_id,
          provider: row.provider_id,
          number: row.number,
          committed: row.committed,
          claimed: row.claimed,
          paid: row.paid,
        }));
      const sum = (pick: (one: Commitments) => Cents): Cents => own.reduce((soFar, one) => (soFar + pick(one)) as Cents, zero);
      return [
        line,
        { committed: sum((one) => one.committed), claimed: sum((one) => one.claimed), paid: sum((one) => one.paid), agreements: own },
      ];
    }),
  );
};
