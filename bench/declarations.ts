import { randomUUID } from "node:crypto";
import { Agent, request, type OutgoingHttpHeaders } from "node:http";
import type { Declarant } from "./declarants.ts";
import { together, type Done } from "./measure.ts";

/** A request as one of the doors takes a declaration, and the status with which it says yes. */
type Request = { path: string; headers: OutgoingHttpHeaders; body: string; yes: number };

/** How somebody hands in a month: by the form of the portal, or by a program at the API. */
type Door = (one: Declarant, month: string) => Request;

const days = ["02", "03", "06", "09", "12", "16", "20", "24"];

/** Eight days of an hour and a half in a month, as the form of a holder sends it. */
export const byForm: Door = ({ agreement, secret, session }, month) => ({
  path: "/uren/nieuw",
  headers: { cookie: `sessie=${session}`, "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams([
    ["csrf", `${secret}.${randomUUID()}`],
    ["overeenkomst", agreement],
    ["maand", month],
    ["gezien", ""],
    ["doen", "versturen"],
    ...days.map((day): [string, string] => [`uren-${month}-${day}`, "1,5"]),
  ]).toString(),
  yes: 303,
});

/** The same, as a program of the holder sends it, each with a key that makes sending it twice have one effect. */
export const byApi =
  (tokens: ReadonlyMap<string, string>): Door =>
  ({ bsn, agreement }, month) => ({
    path: "/v1/declaraties",
    headers: {
      authorization: `Bearer ${tokens.get(bsn) ?? ""}`,
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
    },
    body: JSON.stringify({ overeenkomst: agreement, maand: month, regels: days.map((day) => ({ dag: `${month}-${day}`, minuten: 90 })) }),
    yes: 201,
  });

/** Sends a declaration over a connection that stays open. */
const send = (agent: Agent, origin: string, { path, headers, body, yes }: Request): Promise<void> =>
  new Promise((done, fail) => {
    const sent = request(
      new URL(path, origin),
      { agent, method: "POST", headers: { ...headers, "content-length": Buffer.byteLength(body) } },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
          if (response.statusCode === yes) done();
          else fail(new Error(`${String(response.statusCode)}: ${textIn(Buffer.concat(parts).toString())}`));
        });
      },
    );
    sent.on("error", fail);
    sent.end(body);
  });

const textIn = (html: string): string =>
  html
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .slice(0, 500);

/** Declares a month for everybody, with so many clients at once, each with a connection of its own. */
export const declareMonth = (
  origin: string,
  all: readonly Declarant[],
  { month, clients, door = byForm }: { month: string; clients: number; door?: Door },
): Promise<Done> =>
  together(
    Array.from({ length: clients }, (_, client) => async (timed) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const own = all.filter((_one, nth) => nth % clients === client);
      for (const one of own) await timed(() => send(agent, origin, door(one, month)));
      agent.destroy();
    }),
  );
