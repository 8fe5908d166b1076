import pg from "pg";
import { together, type Done } from "./measure.ts";

// The yardstick: the transaction of TPC-B as pgbench has it (an account, its teller and its branch change, a line of history is
// added), through the driver that we use ourselves, with named prepared statements. Each client keeps to a branch of its own.

const statements = {
  account: "update tpcb.account set balance = balance + $1 where id = $2",
  read: "select balance from tpcb.account where id = $1",
  teller: "update tpcb.teller set balance = balance + $1 where id = $2",
  branch: "update tpcb.branch set balance = balance + $1 where id = $2",
  history: "insert into tpcb.history (teller, branch, account, delta, at) values ($1, $2, $3, $4, now())",
} as const;

const tellersPerBranch = 10;

/** The yardstick on a database: one connection per client. */
export type Tpcb = { round(seconds: number): Promise<Done>; close(): Promise<void> };

export const openTpcb = async (
  url: string,
  { clients, accountsPerBranch }: { clients: number; accountsPerBranch: number },
): Promise<Tpcb> => {
  const made = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  await make(made[0], { branches: clients, accountsPerBranch });
  const ask = (client: pg.Client, name: keyof typeof statements, values: number[]) =>
    client.query({ name, text: statements[name], values });
  const transaction = async (client: pg.Client, branch: number, turn: number): Promise<void> => {
    const account = branch * accountsPerBranch + ((turn * 7_919) % accountsPerBranch);
    const teller = branch * tellersPerBranch + (turn % tellersPerBranch);
    const delta = (turn % 2_000) - 1_000;
    await client.query("begin");
    await ask(client, "account", [delta, account]);
    await ask(client, "read", [account]);
    await ask(client, "teller", [delta, teller]);
    await ask(client, "branch", [delta, branch]);
    await ask(client, "history", [teller, branch, account, delta]);
    await client.query("commit");
  };
  let turn = 0;
  return {
    round: (seconds) => {
      const until = performance.now() + seconds * 1_000;
      return together(
        made.map((client, branch) => async (timed) => {
          while (performance.now() < until) await timed(() => transaction(client, branch, (turn += 1)));
        }),
      );
    },
    close: async () => {
      await Promise.all(made.map((client) => client.end()));
    },
  };
};

const make = async (
  client: pg.Client | undefined,
  { branches, accountsPerBranch }: { branches: number; accountsPerBranch: number },
): Promise<void> => {
  if (!client) throw new Error("a yardstick needs a client");
  await client.query(`
    create schema tpcb;
    create table tpcb.branch (id int primary key, balance bigint not null, filler char(88)) with (fillfactor = 50);
    create table tpcb.teller (id int primary key, branch int not null, balance bigint not null, filler char(84)) with (fillfactor = 50);
    create table tpcb.account (id int primary key, branch int not null, balance bigint not null, filler char(84));
    create table tpcb.history (teller int, branch int, account int, delta bigint, at timestamptz, filler char(22));
    insert into tpcb.branch select id, 0, '' from generate_series(0, ${String(branches - 1)}) id;
    insert into tpcb.teller select id, id / ${String(tellersPerBranch)}, 0, '' from generate_series(0, ${String(branches * tellersPerBranch - 1)}) id;
    insert into tpcb.account select id, id / ${String(accountsPerBranch)}, 0, '' from generate_series(0, ${String(branches * accountsPerBranch - 1)}) id;
  `);
  await client.query("vacuum analyze");
};
