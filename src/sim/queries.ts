import { sql } from "kysely";
import type { Day, Instant } from "../kernel/day.ts";
import type { Db, Tx } from "../db/pool.ts";

export type SignInRow = {
  person_id: string;
  name: string;
  bsn_cipher: Buffer | null;
  born: Day | null;
  holder: boolean;
  represents: boolean;
};

/** People with a BSN who play a part, the newest last; at most as many as a list can show. */
export const signInRows = async (tx: Tx): Promise<SignInRow[]> => {
  const { rows } = await sql<SignInRow>`
    select p.person_id, p.name, p.bsn_cipher, p.born,
      exists (select from party.holder h where h.person_id = p.person_id) as holder,
      exists (select from party.mandate m where m.representative_id = p.person_id) as represents
    from party.personal p
    where p.bsn_cipher is not null
    order by p.name, p.person_id
    limit 200`.execute(tx);
  return rows;
};

export const clockIsSet = async (tx: Tx): Promise<boolean> => {
  const { rows } = await sql<{ set: boolean }>`select exists (select from log.clock) as set`.execute(tx);
  return rows[0]?.set ?? false;
};

/** Gives the house a clock of its own, unless it has one. */
export const insertClock = (db: Db, at: Instant) =>
  sql`insert into log.clock (real_at, here_at) values (clock_timestamp(), ${at}) on conflict (single) do nothing`.execute(db);

/** Moves the clock of the house by whole days and months on the calendar here, at the same time of day; false when it has none. */
export const moveClock = async (tx: Tx, shift: { days: number; months: number }): Promise<boolean> => {
  const { rows } = await sql`
    update log.clock
    set real_at = clock_timestamp(),
      here_at = ((here_at + (clock_timestamp() - real_at)) at time zone 'Europe/Amsterdam'
        + make_interval(months => ${shift.months}, days => ${shift.days})) at time zone 'Europe/Amsterdam'
    returning 1`.execute(tx);
  return rows.length > 0;
};

/** Tells whoever listens that the clock moved; who polls sees it by itself. */
export const tellClockMoved = (tx: Tx, today: string) => sql`select pg_notify('pgb_clock', ${today})`.execute(tx);

/** Our own accounts at the bank. */
export const ownIbans = (tx: Tx) => tx.selectFrom("payment.own_account").select(["id", "iban", "name"]).orderBy("id").execute();

/** Whom the bank can pay: a provider with the account that he gave last. */
export type Payee = { id: string; name: string; iban: string };

export const payeesOfAll = async (tx: Tx): Promise<Payee[]> => {
  const { rows } = await sql<Payee>`
    select distinct on (p.person_id) p.person_id as id, n.name, a.iban
    from party.provider p
    join party.personal n on n.person_id = p.person_id
    join party.bank_account a on a.person_id = p.person_id
    where a.iban is not null
    order by p.person_id, a.from_day desc, a.id desc
    limit 500`.execute(tx);
  return rows.sort((a, b) => a.name.localeCompare(b.name, "nl"));
};

/** What each funder awarded for budgets that run on a day, in cents. */
export const awardedByFunder = async (tx: Tx, on: Day): Promise<{ code: string; name: string; awarded: number }[]> => {
  const { rows } = await sql<{ code: string; name: string; awarded: number }>`
    select f.code, f.name, sum(fa.amount)::bigint as awarded
    from budget.function_award fa
    join budget.award a on a.id = fa.award_id
    join party.funder f on f.code = a.funder_code
    where not exists (select from budget.award next where next.previous_id = a.id)
      and ${on}::date between a.from_day and a.until_day
    group by f.code, f.name
    having sum(fa.amount) > 0
    order by f.code`.execute(tx);
  return rows;
};

/** The answer that a command with this key got before; undefined when none was done. */
export const answerTo = (tx: Tx, key: string) =>
  tx.selectFrom("log.command").select("answer").where("key", "=", key).where("outcome", "=", "done").executeTakeFirst();

/** Keeps what the post brought; the same letter twice is one. */
export const keepPost = async (
  db: Db,
  { id, channel, recipient, subject, content }: { id: string; channel: string; recipient: string; subject: string; content: string },
): Promise<void> => {
  await sql`
    insert into sim.post (id, channel, recipient, subject, content, sent_at)
    values (${id}, ${channel}, ${recipient}, ${subject}, ${content}, log.now())
    on conflict (id) do nothing`.execute(db);
};

/** The latest of what the post brought. */
export const latestPost = (tx: Tx) => tx.selectFrom("sim.post").selectAll().orderBy("sent_at", "desc").orderBy("id").limit(50).execute();
