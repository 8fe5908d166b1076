import { hostname } from "node:os";
import { letAgreementsFollow } from "./agreement/follow-award.ts";
import { followProvider } from "./agreement/report-party-end.ts";
import { hereNow } from "./db/queries.ts";
import { jobsUnderWay, work } from "./db/jobs.ts";
import { openPool } from "./db/pool.ts";
import { beat, beatMilliseconds, lastBeat } from "./db/ready.ts";
import { tellWhoComeOfAge } from "./budget/coming-of-age.ts";
import { freeSomeThatWasKept } from "./declaration/free-kept.ts";
import { watchRepairTerms } from "./declaration/lapse.ts";
import { openDoor } from "./house.ts";
import { dayOf, type Day } from "./kernel/day.ts";
import { Refusal } from "./kernel/refusal.ts";
import { bankAt } from "./payment/bank.ts";
import { fetchBank } from "./payment/fetch.ts";
import { nameCheckAt } from "./payment/name-check.ts";
import { deliverNotice, postAt } from "./party/notice.ts";
import { payWhatCanBePaidAgain } from "./payment/pay-again.ts";
import { askForStatements } from "./payment/age-details.ts";
import { askAboutEmergencies } from "./payment/age-emergencies.ts";
import { settleWhatWasPaidAhead } from "./payment/settle-emergency.ts";
import { sendBatch } from "./payment/send.ts";
import { verifyAccount, verifyWaiting } from "./payment/verify-account.ts";
import { bankLivesUntil } from "./sim/bank-day.ts";
import { conductAt } from "./sim/bank-conduct.ts";
import { bankOpens } from "./sim/seed.ts";
import { postOf } from "./sim/post.ts";
import { setting, untilStopped } from "./supervised.ts";

// The background work: jobs that commands left behind, and what the calendar brings. It decides nothing; it asks the outside
// world and brings the answers in as commands.
const url = setting("DATABASE_URL");
const pool = openPool({ url, as: "app", most: 2 });
const door = openDoor(url, process.env);
const name = `${hostname()}/${String(process.pid)}`;
const learning = process.env.PGB_ENV !== "production";
const bankAddress = process.env.PGB_BANK_URL ?? "";
const bank = bankAt(bankAddress);
const askName = nameCheckAt(bankAddress);
// The learning environment keeps its post to look at; elsewhere a service brings it.
const postAddress = process.env.PGB_POST_URL ?? "";
const post = learning ? postOf(door.db) : postAt(postAddress);

const complain = (what: string) => (error: unknown) => {
  // A house that is starting or stopping answers again later; only what stays wrong is worth a line.
  if (error instanceof Refusal && error.code === "busy") return;
  process.stderr.write(`achtergrondwerk, ${what}: ${error instanceof Error ? error.message : String(error)}\n`);
};

const sayAlive = (): void => {
  beat(pool, name).catch(() => undefined);
};
sayAlive();
const beating = setInterval(sayAlive, beatMilliseconds);

// Said before anything is waited for: a worker that is still starting must end with its parent, too.
const started: { stopJobs?: () => Promise<void> } = {};
const rounds = { stopping: false, failed: 0 };
untilStopped(async () => {
  rounds.stopping = true;
  clearInterval(beating);
  await started.stopJobs?.();
  await lastBeat(pool, name).catch(() => undefined);
  await pool.end();
  await door.db.destroy();
});

started.stopJobs = await work(
  url,
  {
    "send-batch": async ({ batch = "" }) => {
      await sendBatch(door, bank, batch);
      await fetchBank(door, bank);
    },
    "fetch-bank": async () => {
      await fetchBank(door, bank);
    },
    "deliver-notice": async ({ notice = "" }) => {
      await deliverNotice(door, post, notice);
    },
    "follow-award": async ({ award = "" }) => {
      await letAgreementsFollow(door, award);
    },
    "follow-party": async ({ provider = "" }) => {
      await followProvider(door, provider);
    },
    "verify-account": async ({ account = "" }) => {
      await verifyAccount(door, askName, account);
    },
  },
  (job, error) => complain(`taak ${job}`)(error),
);

/** What a new day brings to payments: what can go again, what was paid ahead and can be set off, and what waits for too long. */
const whatTheDayBrings = async (): Promise<void> => {
  await payWhatCanBePaidAgain(door);
  await settleWhatWasPaidAhead(door);
  await askAboutEmergencies(door);
  await askForStatements(door);
};

// In the learning environment the bank's days go with the clock of the house; elsewhere the bank has its own, and is only asked.
const lived: { until: Day | null } = { until: null };
// A name check whose job gave up while the bank was silent is asked again later, wherever the house stands.
const asked = { at: 0 };
const askAgainMilliseconds = learning ? 60_000 : 600_000;
const askAgain = async (): Promise<void> => {
  if (performance.now() - asked.at < askAgainMilliseconds) return;
  asked.at = performance.now();
  await verifyWaiting(door, askName);
};
const told: { on: Day | null } = { on: null };
const round = async (): Promise<void> => {
  const today = dayOf(await hereNow(door.db));
  if (told.on !== today) await tellWhoComeOfAge(door, today);
  told.on = today;
  if (bankAddress === "") return;
  if (learning && lived.until !== today) {
    await bankLivesUntil(door, { bank, world: conductAt(bankAddress) }, bankOpens, today);
    await verifyWaiting(door, askName);
    await whatTheDayBrings();
    lived.until = today;
  } else if ((await jobsUnderWay(door.db)) === 0) {
    await fetchBank(door, bank);
    if (lived.until !== today) await whatTheDayBrings();
    lived.until = today;
  }
  await askAgain();
};

// Some at a time: on some days it concerns nearly everybody, and payments never wait for it.
const freed: { on: Day | null } = { on: null };
const freeSome = async (): Promise<void> => {
  const today = dayOf(await hereNow(door.db));
  if (freed.on !== today && !(await freeSomeThatWasKept(door, today))) freed.on = today;
};
const mended: { on: Day | null } = { on: null };
const watchSomeRepairs = async (): Promise<void> => {
  const today = dayOf(await hereNow(door.db));
  if (mended.on !== today && !(await watchRepairTerms(door, today))) mended.on = today;
};

const roundMilliseconds = learning ? 1_000 : 60_000;
const keepGoing = async (): Promise<void> => {
  while (!rounds.stopping) {
    const outcome = await round()
      .then(freeSome)
      .then(watchSomeRepairs)
      .then(
        () => null,
        (error: unknown) => error,
      );
    rounds.failed = outcome === null ? 0 : rounds.failed + 1;
    // A bank or database that is being started again is back in a moment; only what goes on is worth a line.
    if (rounds.failed === 10) complain("bank en kalender")(outcome);
    await new Promise((done) => setTimeout(done, roundMilliseconds).unref());
  }
};
void keepGoing();
