import { setting, untilStopped } from "../supervised.ts";
import { openBank } from "./bank/queries.ts";
import { bankServer } from "./bank/routes.ts";

// The simulated bank, a process of its own: its own books, its own role in the database, and files as the only way in or out.
const pool = openBank(setting("DATABASE_URL"));
const server = bankServer(pool, (error) => {
  process.stderr.write(`gesimuleerde bank: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
});
server.listen(Number(process.env.BANK_PORT ?? "0"), "127.0.0.1");

untilStopped(async () => {
  await new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  await pool.end();
});
