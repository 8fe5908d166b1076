import { createServer } from "node:http";
import { migrations } from "./db/migrate.ts";
import { openPool } from "./db/pool.ts";
import { notReady } from "./db/ready.ts";
import { setting, untilStopped } from "./supervised.ts";

const pool = openPool({ url: setting("DATABASE_URL"), as: "app" });
const steps = migrations();

const server = createServer((request, response) => {
  void answer(request.url ?? "").then(({ status, body }) => {
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
    response.end(JSON.stringify(body));
  });
});

async function answer(url: string): Promise<{ status: number; body: object }> {
  if (url !== "/gezondheid") return { status: 404, body: { titel: "Dit bestaat niet." } };
  const faults = await notReady(pool, steps);
  const status = Object.keys(faults).length === 0 ? 200 : 503;
  return { status, body: { status: status === 200 ? "gereed" : "niet gereed", problemen: faults } };
}

server.listen(Number(setting("PORT")), setting("HOST"));

untilStopped(async () => {
  await new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  await pool.end();
});
