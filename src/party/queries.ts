import { sql } from "kysely";
import type { Day, Instant } from "../kernel/day.ts";
import type { Law } from "../law/laws.ts";
import type { Db, Tx } from "../db/pool.ts";

export const personByBsn = (tx: Tx, hash: string) =>
  tx.selectFrom("party.personal").select("person_id").where("bsn_hash", "=", hash).executeTakeFirst();

export const personByChamber = (tx: Tx, chamber: string) =>
  tx.selectFrom("party.personal").select("person_id").where("chamber", "=", chamber).executeTakeFirst();

export const chambersByAgb = (tx: Tx, agb: string) =>
  tx.selectFrom("party.personal").select("chamber").where("agb", "=", agb).where("chamber", "is not", null).limit(2).execute();

export const insertPerson = (tx: Tx, row: { id: string; kind: "natural" | "organisation"; known_since: Day }) =>
  tx.insertInto("party.person").values(row).execute();

export type PersonalRow = {
  person_id: string;
  bsn_hash: string | null;
  bsn_cipher: Buffer | null;
  chamber: string | null;
  agb: string | null;
  name: string;
  salutation: string;
  family_name: string;
  first_names: string | null;
  born: Day | null;
  address: string | null;
  email: string | null;
  phone: string | null;
};

export const savePersonal = (tx: Tx, { person_id, ...row }: PersonalRow) =>
  tx
    .insertInto("party.personal")
    .values({ person_id, ...row })
    .onConflict((conflict) =>
      conflict.column("person_id").doUpdateSet({
        name: row.name,
        salutation: row.salutation,
        family_name: row.family_name,
        first_names: row.first_names,
        born: row.born,
        address: row.address,
      }),
    )
    .execute();

export const makeHolder = (tx: Tx, person: string, since: Day) =>
  tx
    .insertInto("party.holder")
    .values({ person_id: person, since })
    .onConflict((conflict) => conflict.column("person_id").doNothing())
    .execute();

export const insertProvider = (
  tx: Tx,
  row: { person_id: string; kind: "person" | "institution"; formal: boolean; formal_why: string | null; since: Day },
) => tx.insertInto("party.provider").values(row).execute();

export const insertStaff = (tx: Tx, row: { person_id: string; subject: string; organisation: string; roles: string[] }) =>
  tx.insertInto("party.staff").values(row).execute();

export const mandatesOf = (tx: Tx, holder: string) =>
  tx.selectFrom("party.mandate").selectAll().where("holder_id", "=", holder).orderBy("from_day").orderBy("id").execute();

/** Mandates of one holder, of some kinds, or one by its id; those that began last first. */
export const recentMandates = (tx: Tx, where: { holder: string } | { kinds: readonly string[] } | { id: string }, most: number) => {
  const all = tx.selectFrom("party.mandate").selectAll().orderBy("from_day", "desc").orderBy("id").limit(most);
  if ("holder" in where) return all.where("holder_id", "=", where.holder).execute();
  return "id" in where ? all.where("id", "=", where.id).execute() : all.where("kind", "in", where.kinds).execute();
};

export const mandateById = (tx: Tx, id: string) => tx.selectFrom("party.mandate").selectAll().where("id", "=", id).executeTakeFirst();

export const insertMandates = (
  tx: Tx,
  rows: {
    id: string;
    holder_id: string;
    representative_id: string;
    kind: string;
    scopes: string[];
    from_day: Day;
    until_day: Day | null;
    source: string;
    document?: string;
  }[],
) => tx.insertInto("party.mandate").values(rows).execute();

export const endMandates = (tx: Tx, ids: readonly string[], until: Day, document: string | null = null) =>
  tx
    .updateTable("party.mandate")
    .set({ until_day: sql<Day>`greatest(from_day, ${until}::date)`, ended_by: document })
    .where("id", "in", ids)
    .execute();

export const revokeMandates = (tx: Tx, ids: readonly string[], on: Day) =>
  tx
    .updateTable("party.mandate")
    .set({ until_day: sql<Day>`greatest(from_day, least(until_day, ${on}::date))`, revoked: true })
    .where("id", "in", ids)
    .execute();

type DatedRow = { holder_id: string; kind: string; from_day: Day; until_day: Day | null };

/** Somebody as he may act on a day, in one go: who he is, what he is, who represents him (`over`), and whom he may represent (`given`). */
export const citizenRow = async (tx: Tx, person: string, on: Day) => {
  const { rows } = await sql<{
    name: string;
    salutation: string;
    born: Day | null;
    holder: boolean;
    provider: boolean;
    over: DatedRow[];
    given: (DatedRow & { scopes: string[]; born: Day | null; name: string | null; salutation: string | null })[];
  }>`
    select p.name, p.salutation, p.born,
      exists (select from party.holder h where h.person_id = p.person_id) as holder,
      exists (select from party.provider h where h.person_id = p.person_id) as provider,
      coalesce((
        select json_agg(json_build_object('holder_id', m.holder_id, 'kind', m.kind, 'from_day', m.from_day, 'until_day', m.until_day)
          order by m.from_day, m.id)
        from party.mandate m
        where m.holder_id = p.person_id), '[]') as over,
      coalesce((
        select json_agg(json_build_object('holder_id', m.holder_id, 'kind', m.kind, 'from_day', m.from_day, 'until_day', m.until_day,
          'scopes', m.scopes, 'born', h.born, 'name', h.name, 'salutation', h.salutation) order by m.holder_id)
        from party.mandate m left join party.personal h on h.person_id = m.holder_id
        where m.representative_id = p.person_id and not m.revoked
          and m.from_day <= ${on}::date and (m.until_day is null or m.until_day >= ${on}::date)), '[]') as given
    from party.personal p
    where p.person_id = ${person}::uuid`.execute(tx);
  return rows[0];
};

export const staffBySubject = (tx: Tx, subject: string) =>
  tx
    .selectFrom("party.staff")
    .innerJoin("party.personal", "party.personal.person_id", "party.staff.person_id")
    .select(["party.staff.person_id", "organisation", "roles", "name", "salutation"])
    .where("subject", "=", subject)
    .executeTakeFirst();

export const personalOf = async (tx: Tx, people: readonly string[]) => {
  if (people.length === 0) return [];
  return tx
    .selectFrom("party.personal")
    .select([
      "person_id",
      "name",
      "salutation",
      "family_name",
      "first_names",
      "born",
      "address",
      "email",
      "phone",
      "chamber",
      "agb",
      "bsn_cipher",
    ])
    .where("person_id", "in", people)
    .execute();
};

export const setPersonBlocked = (tx: Tx, person: string, blocked: boolean) =>
  tx.updateTable("party.person").set({ blocked }).where("id", "=", person).execute();

export const setDied = (tx: Tx, person: string, on: Day) =>
  tx.updateTable("party.person").set({ died_on: on }).where("id", "=", person).execute();

export const setProviderEnded = (tx: Tx, provider: string, lastDay: Day) =>
  tx.updateTable("party.provider").set({ ended_on: lastDay }).where("person_id", "=", provider).execute();

export const statusOf = (tx: Tx, people: readonly string[]) =>
  tx
    .selectFrom("party.person")
    .leftJoin("party.provider", "party.provider.person_id", "party.person.id")
    .select(["id", "died_on", "blocked", "party.person.kind", "party.provider.kind as provider_kind", "formal", "ended_on"])
    .where("id", "in", people)
    .execute();

export const funders = (tx: Tx) => tx.selectFrom("party.funder").selectAll().orderBy("code").execute();

export const funder = (tx: Tx, code: string) => tx.selectFrom("party.funder").selectAll().where("code", "=", code).executeTakeFirst();

export const insertPolicy = (
  tx: Tx,
  row: { funder_code: string; law: Law; name: string; from_day: Day; value: string; source: string; command_id: string },
) => tx.insertInto("party.policy").values(row).execute();

export const policyVersions = (tx: Tx, funderCode: string, law: Law) =>
  tx
    .selectFrom("party.policy")
    .select(["name", "from_day", "value", "source"])
    .where("funder_code", "=", funderCode)
    .where("law", "=", law)
    .orderBy("name")
    .orderBy("from_day")
    .execute();

export const insertNotice = (
  tx: Tx,
  row: { id: string; person_id: string; kind: string; about_kind: string; about_id: string | null; sent_at: Instant; content: string },
) => tx.insertInto("party.notice").values(row).execute();

export const insertDelivery = (tx: Tx, row: { notice_id: string; channel: "email" | "letter"; address: string }) =>
  tx.insertInto("party.notice_delivery").values(row).execute();

export const noticesFor = (tx: Tx, people: readonly string[], most: number) =>
  tx.selectFrom("party.notice").selectAll().where("person_id", "in", people).orderBy("sent_at", "desc").orderBy("id").limit(most).execute();

/** Messages to these people after a place in their order, the newest first. */
export const noticesAfter = (tx: Tx, people: readonly string[], after: readonly [sentAt: string, id: string] | null, most: number) =>
  tx
    .selectFrom("party.notice")
    .selectAll()
    .where("person_id", "in", people)
    .$if(after !== null, (query) => query.where(sql<boolean>`(sent_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
    .orderBy("sent_at", "desc")
    .orderBy("id", "desc")
    .limit(most)
    .execute();

export const noticeById = (tx: Tx, id: string) => tx.selectFrom("party.notice").selectAll().where("id", "=", id).executeTakeFirst();

/** A message that is to leave the house, and whether it has. */
export const deliveryOf = async (tx: Tx, notice: string) => {
  const { rows } = await sql<{ channel: "email" | "letter"; address: string; content: string; delivered: boolean }>`
    select d.channel, d.address, n.content, exists (select from ops.notice_delivered o where o.notice_id = d.notice_id) as delivered
    from party.notice_delivery d
    join party.notice n on n.id = d.notice_id
    where d.notice_id = ${notice}`.execute(tx);
  return rows[0];
};

export const markDelivered = (db: Db, notice: string) =>
  sql`insert into ops.notice_delivered (notice_id, delivered_at) values (${notice}, log.now()) on conflict do nothing`.execute(db);
