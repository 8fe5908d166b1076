import { PgBoss } from "pg-boss";
import { sql } from "kysely";
import { openPool, type Db, type Tx } from "./pool.ts";

/**
 * The closed list of jobs: work that follows from a command, outside its transaction. A job never decides anything itself:
 * it asks the outside world and brings the answer back as a command.
 */
export const jobNames = ["send-batch", "fetch-bank", "deliver-notice", "verify-account", "follow-party", "follow-award"] as const;
export type JobName = (typeof jobNames)[number];

/** A job and what it needs to know. Ids only: jobs hold no personal data. */
export type Job = { name: JobName; data: Record<string, string>; once?: string };

const schema = "pgboss";

type Through = { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> };

const through = (tx: Tx): Through => ({
  // pg-boss writes its own SQL with $1, $2…; it is handed on to this very transaction.
  executeSql: async (text, values = []) => {
    const parts = text.split(/\$(\d+)/);
    const fragments = parts.map((part, n) => (n % 2 === 0 ? sql.raw(part) : sql`${values[Number(part) - 1]}`));
    const { rows } = await sql.join(fragments, sql.raw("")).execute(tx);
    return { rows };
  },
});

// One per transaction, because it looks its queue up on its own connection. It is never started and opens none.
const senderIn = (tx: Tx): PgBoss => new PgBoss({ db: through(tx), schema, migrate: false });

/** Leaves work for after this transaction, in this transaction: it is there when the command is, and only then. */
export const later = async (tx: Tx, job: Job): Promise<void> => {
  await senderIn(tx).send(job.name, job.data, {
    retryLimit: 20,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 60,
    // A worker that was killed cannot say so: when it is silent for this long, its job is done again.
    heartbeatSeconds: 10,
    ...(job.once === undefined ? {} : { singletonKey: job.once }),
  });
};

/** Makes the tables and queues for jobs. Run by the owner, after the migrations; a second run changes nothing. */
export const prepareJobs = async (url: string): Promise<void> => {
  const boss = new PgBoss({ connectionString: url, schema, supervise: false, schedule: false, max: 2 });
  boss.on("error", () => undefined);
  await boss.start();
  for (const name of jobNames) await boss.createQueue(name, { policy: "standard" });
  await boss.stop({ graceful: false });
  const pool = openPool({ url, as: "owner", most: 1 });
  try {
    await pool.query(`grant usage on schema ${schema} to pgb_app`);
    await pool.query(`grant select, insert, update, delete on all tables in schema ${schema} to pgb_app`);
    await pool.query(`grant execute on all functions in schema ${schema} to pgb_app`);
  } finally {
    await pool.end();
  }
};

/** What to do for a job, by name. Throwing means: try again later. */
export type JobHandlers = Record<JobName, (data: Record<string, string>, id: string) => Promise<void>>;

/** Starts working through the jobs. Returns how to stop, which waits for those under way. */
export const work = async (
  url: string,
  handlers: JobHandlers,
  failed: (name: JobName, error: unknown) => void,
): Promise<() => Promise<void>> => {
  const boss = new PgBoss({
    connectionString: url,
    schema,
    migrate: false,
    createSchema: false,
    schedule: false,
    max: 4,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on("error", () => undefined);
  await boss.start();
  for (const name of jobNames) {
    await boss.work<Record<string, string>>(name, { pollingIntervalSeconds: 0.5 }, async (jobs) => {
      for (const job of jobs) {
        try {
          await handlers[name](job.data, job.id);
        } catch (error) {
          failed(name, error);
          throw error;
        }
      }
    });
  }
  return () => boss.stop({ graceful: true, timeout: 5_000 });
};

/** How many jobs wait or run, for whoever must know that all is quiet. */
export const jobsUnderWay = async (db: Db): Promise<number> => {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from pgboss.job where state in ('created', 'retry', 'active') and name = any (${[...jobNames]})`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
};
