import type { ChildProcess } from "node:child_process";
import cluster from "node:cluster";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { supervise } from "./supervisor.ts";
import { untilStopped } from "./supervised.ts";

// One process of Node uses one core. Here connections come in, and go in turn to as many processes as there are cores; each is the
// whole portal, and what they share stands in the database.

const mostByItself = 4;

const { PGB_PORTALS: asked = "" } = process.env;
const wanted = asked === "" ? Math.min(availableParallelism(), mostByItself) : Number(asked);

const begin = (modulePath: string): ChildProcess => {
  cluster.setupPrimary({ exec: fileURLToPath(new URL(modulePath, import.meta.url)), execArgv: process.execArgv });
  return cluster.fork().process;
};
const names = Array.from({ length: wanted }, (_, at) => (wanted === 1 ? "portaal" : `portaal ${String(at + 1)}`));
const portals = supervise(
  names.map((name) => [name, "./web-process.ts"]),
  {},
  {
    say: (text) => void process.stdout.write(`${text}\n`),
    giveUp: () => process.exit(1),
    mostFailedStarts: 1,
    begin,
  },
);
let listening = 0;
cluster.on("listening", () => {
  listening += 1;
  if (listening === wanted) portals.settled();
});
untilStopped(portals.stop);
