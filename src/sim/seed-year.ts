import {
  day,
  daysIn,
  momentOn,
  monthOf,
  month as monthFrom,
  nextMonth,
  plusDays,
  firstDay,
  weekdayOf,
  type Day,
  type Month,
} from "../kernel/day.ts";
import { reading, type Db } from "../db/pool.ts";
import { assessAsFunder, assessAsSvb } from "../agreement/assess.ts";
import { modelFor, requiredBy } from "../agreement/model-texts.ts";
import { agreementById } from "../agreement/load.ts";
import { shareAgreement } from "../agreement/share.ts";
import { signAsHolder, signAsProvider } from "../agreement/sign.ts";
import { budgetLines } from "../budget/read.ts";
import { registerMandate } from "../budget/register-mandate.ts";
import { declarationById } from "../declaration/load.ts";
import { declarations } from "../declaration/read.ts";
import { correctLines } from "../declaration/recovery/correct.ts";
import { approveDeclaration, prepareDeclaration, rejectDeclaration, type GivenClaim } from "../declaration/submit.ts";
import { grantMandate } from "../party/represent.ts";
import { castHolders, castStaff } from "./demo-cast-people.ts";
import { castProviders } from "./demo-cast-providers.ts";
import { castAccepted, castRecentAgreements } from "./demo-cast-recent.ts";
import { castAgreements, castProposals, type CastAgreement, type CastProposal } from "./demo-cast-work.ts";
import { bsnOf, holderActor, peopleByKey, providerActor, staffBySubject, type Seeder } from "./seed-parties.ts";
import { testBsn } from "./test-numbers.ts";

type Running = CastAgreement & { id: string; holderId: string; providerId: string; signer: string };

const everything = <T>(db: Db, read: Parameters<typeof reading<T>>[2]): Promise<T> => reading(db, { scope: "svb" }, read);

const signerOf = (holderKey: string): string =>
  castHolders.find(({ key }) => key === holderKey)?.representatives[0]?.person.key ?? holderKey;

// Two parents with joint authority both sign; where a judge split care and money, who has each.
// Who is the provider too does not sign for the holder.
const signersAfter = (holderKey: string, provider: string): readonly string[] => {
  const [first, ...others] = castHolders.find(({ key }) => key === holderKey)?.representatives ?? [];
  const keys = first === undefined || !["10", "14"].includes(first.kind) ? [] : others.map(({ person }) => person.key);
  return keys.filter((key) => key !== provider);
};

const funderStaff = (funder: string): string => {
  const staff = castStaff.find(({ organisation }) => organisation === funder);
  if (!staff) throw new Error(`nobody assesses for ${funder}`);
  return staff.subject;
};

type Moments = { shared: Day; provider: Day; holder: Day; funder: Day; svb: Day; begins: Day };

const lastYear: Moments = {
  shared: day("2025-12-09"),
  provider: day("2025-12-10"),
  holder: day("2025-12-11"),
  funder: day("2025-12-15"),
  svb: day("2025-12-16"),
  begins: day("2026-01-01"),
};
const thisAutumn: Moments = {
  shared: day("2026-09-08"),
  provider: day("2026-09-09"),
  holder: day("2026-09-10"),
  funder: day("2026-09-15"),
  svb: day("2026-09-16"),
  begins: day("2026-10-01"),
};
const lastWeek: Moments = {
  shared: day("2026-10-27"),
  provider: day("2026-10-28"),
  holder: day("2026-10-29"),
  funder: day("2026-10-30"),
  svb: day("2026-10-30"),
  begins: day("2026-11-09"),
};

const employedFor = (daysPerWeek: number) => ({ daysPerWeek, trialMonths: 0, endTold: true, taxCredit: true, idCopy: true });

const share = async ({ door, act }: Seeder, work: Omit<CastAgreement, "october">, idOf: (key: string) => string, on: Moments) => {
  const holderId = idOf(work.holder);
  const providerId = idOf(work.provider);
  const signer = idOf(signerOf(work.holder));
  const lines = await everything(door.db, (tx) => budgetLines(tx, { holder: holderId }));
  const line = lines.find((one) => one.function === work.function);
  if (!line) throw new Error(`${work.holder} has no budget for ${work.function}`);
  const model = modelFor(work.kind, line.law, on.shared);
  if (!model) throw new Error(`no model for ${work.kind} under ${line.law} on ${on.shared}`);
  const provider = castProviders.find(({ key }) => key === work.provider);
  const shared = await act(momentOn(on.shared, "11:00"), holderActor(holderId, signer), shareAgreement, {
    holder: holderId,
    provider: providerId,
    lines: [line.id],
    function: work.function,
    kind: work.kind,
    standing: provider?.formal ? "formal" : "informal",
    family: work.kind === "family",
    rates: [{ unit: work.unit, cents: work.rate }],
    schedule: "fixed",
    minutesPerWeek: work.unit === "piece" ? null : work.minutes * work.weekdays.length,
    quantityPerWeek: work.unit === "piece" ? work.weekdays.length : null,
    employment: work.kind === "employment" ? employedFor(work.weekdays.length) : null,
    setAside: null,
    beyondCommitment: true,
    from: on.begins,
    until: "2026-12-31",
    accepted: [...requiredBy(model)],
    personal: { care: work.care },
  });
  const { contentHash } = await everything(door.db, (tx) => agreementById(tx, shared.agreement));
  const after = signersAfter(work.holder, work.provider).map(idOf);
  return { id: shared.agreement, contentHash, holderId, providerId, signer, after, funder: line.funder };
};

// The steps after sharing, in their order; an agreement that waits for somebody stands still before that step.
const carryOn = async (
  { act, door }: Seeder,
  made: Awaited<ReturnType<typeof share>>,
  on: Moments,
  waitsFor: CastProposal["waitsFor"] | null,
): Promise<void> => {
  const about = { agreement: made.id, contentHash: made.contentHash };
  const approved = { ...about, outcome: "approved", personal: { reason: "" } };
  if (waitsFor === "provider") return;
  await act(momentOn(on.provider, "14:00"), providerActor(made.providerId), signAsProvider, about);
  if (waitsFor === "holder") return;
  await act(momentOn(on.holder, "19:30"), holderActor(made.holderId, made.signer), signAsHolder, about);
  for (const other of made.after) await act(momentOn(on.holder, "20:15"), holderActor(made.holderId, other), signAsHolder, about);
  if (waitsFor === "funder") return;
  const staff = await staffBySubject(door);
  await act(momentOn(on.funder, "10:15"), staff(funderStaff(made.funder)), assessAsFunder, approved);
  if (waitsFor === "svb") return;
  await act(momentOn(on.svb, "11:40"), staff("svb-greet"), assessAsSvb, approved);
};

const makeAgreement = async (seeder: Seeder, work: CastAgreement, idOf: (key: string) => string, on: Moments): Promise<Running> => {
  const made = await share(seeder, work, idOf, on);
  await carryOn(seeder, made, on, null);
  return { ...work, id: made.id, holderId: made.holderId, providerId: made.providerId, signer: made.signer };
};

const linesFor = (work: CastAgreement, month: Month): GivenClaim["lines"] => {
  const line = (on: Day | null, minutes: number) => ({ day: on, rateAt: 0, minutes, quantity: 1, rate: null, amount: null });
  if (work.unit === "month") return [line(null, 0)];
  return daysIn(month)
    .filter((on) => work.weekdays.includes(weekdayOf(on)))
    .map((on) => line(on, work.minutes));
};

const claimFor = (work: Running, month: Month): GivenClaim => ({ agreement: work.id, month, lines: linesFor(work, month) });

const prepare = ({ act }: Seeder, work: Running, month: Month, on: Day, claim = claimFor(work, month)) =>
  act(momentOn(on, "20:10"), providerActor(work.providerId), prepareDeclaration, claim);

const approve = async ({ door, act }: Seeder, work: Running, declaration: string, on: Day) => {
  const { lines } = await everything(door.db, (tx) => declarationById(tx, declaration));
  const waiting = lines.filter(({ state }) => state === "prepared").map(({ id }) => id);
  await act(momentOn(on, "08:45"), holderActor(work.holderId, work.signer), approveDeclaration, { declaration, lines: waiting });
};

// Fifty minutes is no number of quarters, so these lines come back to be mended while the others are paid.
const wrongHours = (claim: GivenClaim): GivenClaim => ({
  ...claim,
  lines: claim.lines.map((line, at) => (at === 3 || at === 8 ? { ...line, minutes: 50 } : line)),
});

const october = monthFrom("2026-10");
const beforeAutumn = monthFrom("2026-08");

const leaveOctober = async (seeder: Seeder, work: Running): Promise<void> => {
  if (work.october === "empty") return;
  const claim = claimFor(work, october);
  const { declaration } = await prepare(seeder, work, october, day("2026-11-01"), work.october === "wrong" ? wrongHours(claim) : claim);
  if (work.october === "prepared") return;
  if (work.october === "rejected") {
    const reason = "Op woensdag 14 oktober was ik bij mijn dochter. Toen bent u niet geweest.";
    await seeder.act(momentOn(day("2026-11-01"), "21:05"), holderActor(work.holderId, work.signer), rejectDeclaration, {
      declaration,
      personal: { reason },
    });
    return;
  }
  await approve(seeder, work, declaration, day("2026-11-02"));
  if (work.october === "doubtful") await addHours(seeder, work);
};

// Later hours on a day that was declared already: a person must look whether they are the same ones.
const addHours = async (seeder: Seeder, work: Running): Promise<void> => {
  const [first] = linesFor(work, october);
  if (!first) return;
  const { declaration } = await prepare(seeder, work, october, day("2026-11-01"), {
    agreement: work.id,
    month: october,
    lines: [{ ...first, minutes: 60 }],
  });
  await approve(seeder, work, declaration, day("2026-11-02"));
};

// Representatives whom no award names: whom a care office accepted, and who may look along by the holder's own word.
const letIn = async ({ act, door }: Seeder, idOf: (key: string) => string): Promise<void> => {
  const staff = await staffBySubject(door);
  for (const [holder, kind, from, name, familyName, nth, document] of castAccepted) {
    const personal = { holder: bsnOf(holder), name, familyName, bsn: testBsn(nth), document };
    await act(momentOn(day("2026-09-03"), "09:30"), staff("zk-anouk"), registerMandate, { kind, from, until: null, personal });
  }
  const personal = { name: "J. Bosma", familyName: "Bosma", bsn: testBsn(902) };
  const grant = { holder: idOf("fenna"), kind: "MK", scopes: [], until: "2027-08-31", personal };
  await act(momentOn(day("2026-09-04"), "20:00"), holderActor(idOf("fenna")), grantMandate, grant);
};

// De Wilg found out later that Klaas was not there on one of the days that it had declared and was paid for.
const correctOne = async ({ door, act }: Seeder, running: readonly Running[]): Promise<void> => {
  const work = running.find(({ holder, provider }) => holder === "klaas" && provider === "dewilg");
  if (!work) throw new Error("Klaas has no agreement with De Wilg");
  const [declaration] = await everything(door.db, (tx) => declarations(tx, { agreement: work.id, month: monthFrom("2026-09") }));
  const line = declaration?.lines.find(({ day: on }) => on === "2026-09-24");
  await act(momentOn(day("2026-10-13"), "16:20"), providerActor(work.providerId), correctLines, {
    declaration: declaration?.id,
    lines: [line?.id],
    personal: { reason: "Klaas was die dag ziek en is niet gekomen. Wij hadden dit niet moeten declareren." },
  });
};

/**
 * The agreements of 2026 and what was declared under them: January to September in full, each month paid by `payMonth`,
 * what the parties agreed on since, and October, as far as they stand on the first morning.
 */
export const seedYear = async (seeder: Seeder, payMonth: (month: Month) => Promise<void>): Promise<void> => {
  const idOf = await peopleByKey(seeder.door);
  const running: Running[] = [];
  const begun: Running[] = [];
  for (const work of castAgreements) running.push(await makeAgreement(seeder, work, idOf, lastYear));
  for (let month = monthFrom("2026-01"); month < october; month = nextMonth(month)) {
    const after = firstDay(nextMonth(month));
    for (const work of running) {
      const { declaration } = await prepare(seeder, work, month, plusDays(after, 1));
      await approve(seeder, work, declaration, plusDays(after, 3));
    }
    await payMonth(monthOf(after));
    if (month === beforeAutumn) await letIn(seeder, idOf);
    if (month === beforeAutumn) for (const work of castRecentAgreements) begun.push(await makeAgreement(seeder, work, idOf, thisAutumn));
  }
  await correctOne(seeder, running);
  for (const { waitsFor, ...work } of castProposals) {
    await carryOn(seeder, await share(seeder, work, idOf, lastWeek), lastWeek, waitsFor);
  }
  for (const work of [...running, ...begun]) await leaveOctober(seeder, work);
};
