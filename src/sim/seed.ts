import { day, firstDay, instant, momentOn, plusDays, type Day, type Month } from "../kernel/day.ts";
import { reading } from "../db/pool.ts";
import type { Door } from "../db/command.ts";
import { isTargetDay } from "../payment/target-days.ts";
import { freezeBatch } from "../payment/freeze-batch.ts";
import { makeBatch, planBatch } from "../payment/make-batch.ts";
import { releaseBatch } from "../payment/release-batch.ts";
import { sendBatch } from "../payment/send.ts";
import { bankLivesUntil, type SimulatedBank } from "./bank-day.ts";
import { startClock } from "./clock.ts";
import { answerTo, clockIsSet, ownIbans } from "./queries.ts";
import { providerIban, seedParties, seederOn, staffBySubject, type Seeder } from "./seed-parties.ts";
import { seedYear } from "./seed-year.ts";

/** The day on which a learning environment begins. */
export const firstLearningDay = day("2026-11-02");

/** The bank opens our account when the year is prepared. */
export const bankOpens = day("2025-12-01");

const targetDayFrom = (on: Day): Day => (isTargetDay(on) ? on : targetDayFrom(plusDays(on, 1)));

/** Pays what waits, as the clerks do: one makes and freezes the batch, two others release it; the bank books it, and its files are read. */
const payMonth = async ({ door, at, act }: Seeder, simulated: SimulatedBank, month: Month): Promise<void> => {
  const on = targetDayFrom(plusDays(firstDay(month), 5));
  at(momentOn(firstDay(month), "07:00"));
  await bankLivesUntil(door, simulated, bankOpens, plusDays(firstDay(month), 1));
  const { claims, account } = await reading(door.db, { scope: "svb" }, async (tx) => ({
    claims: (await planBatch(tx)).claims,
    account: (await ownIbans(tx))[0]?.id ?? "",
  }));
  const staff = await staffBySubject(door);
  const maker = staff("svb-hamid");
  const { batch } = await act(momentOn(on, "10:00"), maker, makeBatch, {
    account,
    declarations: claims.map(({ declaration }) => declaration),
  });
  const { contentHash } = await act(momentOn(on, "10:05"), maker, freezeBatch, { batch });
  await act(momentOn(on, "11:00"), staff("svb-ineke"), releaseBatch, { batch, contentHash });
  await act(momentOn(on, "11:20"), staff("svb-joost"), releaseBatch, { batch, contentHash });
  at(momentOn(on, "11:21"));
  await sendBatch(door, simulated.bank, batch);
  const nextMorning = plusDays(on, 1);
  at(momentOn(nextMorning, "06:00"));
  await bankLivesUntil(door, simulated, bankOpens, nextMorning);
};

/** Who watches the seed: told when it begins, and asked at each step whether it should stop. */
export type SeedWatch = { begins: () => void; stopping: () => boolean };

const unwatched: SeedWatch = { begins: () => undefined, stopping: () => false };

/**
 * Fills an empty learning environment with its people and their year until the first morning, and sets its clock. The same seed
 * gives the same bytes. Interrupted, it goes on where it stopped; finished, it does nothing. Production has no seed.
 */
export const seedHouse = async (door: Door, simulated: SimulatedBank, { begins, stopping }: SeedWatch = unwatched): Promise<boolean> => {
  if (await reading(door.db, { scope: "svb" }, (tx) => clockIsSet(tx))) return false;
  begins();
  const fresh = (await reading(door.db, { scope: "svb" }, (tx) => answerTo(tx, "seed:1"))) === undefined;
  const seeder = seederOn(door, instant("2025-11-24T08:00:00Z"), { fresh, stopping });
  try {
    return await seedAll(door, seeder, simulated);
  } catch (error) {
    // Whoever asked to stop is not told that it failed: the next start goes on where this one was.
    if (stopping()) return false;
    throw error;
  }
};

const seedAll = async (door: Door, seeder: Seeder, simulated: SimulatedBank): Promise<boolean> => {
  await seedParties(seeder);
  await seedYear(seeder, (month) => payMonth(seeder, simulated, month));
  // From now on the account of Tobias Groot is closed: what is paid to it comes back.
  await simulated.world.conduct(providerIban("tobias"), { outcome: "return", reason: "AC04", days: 2, chargesCents: 0, anonymous: false });
  await bankLivesUntil({ ...door, now: () => momentOn(firstLearningDay, "07:00") }, simulated, bankOpens, firstLearningDay);
  await startClock(door.db, firstLearningDay);
  return true;
};
