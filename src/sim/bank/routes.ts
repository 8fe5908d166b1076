import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type pg from "pg";
import { z } from "zod";
import { plusDays, readDay, type Day } from "../../kernel/day.ts";
import { readIban } from "../../kernel/iban.ts";
import {
  accountBalance,
  change,
  closedThrough,
  accounts,
  fileByMessage,
  fileOut,
  filesOut,
  holderName,
  lastStatement,
  saveAccount,
  saveBehaviour,
  saveHolderName,
  saveStyle,
  type FileIn,
} from "./queries.ts";
import { behaviourOf, Conduct, Style, styleOf } from "./conduct.ts";
import { closeBefore, mostDays } from "./close.ts";
import { deposit, type DepositFault } from "./deposit.ts";
import { answerNameCheck } from "./name-check.ts";
import { receive } from "./receive.ts";

type Answer = { status: number; body: unknown } | { status: 200; file: { name: string; sha256: string; bytes: Buffer } };
type Route = (given: { pool: pg.Pool; part: string; query: URLSearchParams; body: Buffer }) => Promise<Answer>;

const longestFile = 60_000_000;
const no = (status: number, fout: string, oplossing: string): Answer => ({ status, body: { fout, oplossing } });

const Day = z.string().transform((text, context): Day => readDay(text) ?? (context.addIssue("geen dag"), z.NEVER));
const Iban = z.string().transform((text, context): string => readIban(text) ?? (context.addIssue("geen IBAN"), z.NEVER));
const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u);
const cents = z.int().min(1).max(9_999_999_999_999);

const Closing = z.strictObject({ day: Day });
const Opening = z.strictObject({ name: text(70), day: Day });
const Deposit = z.strictObject({
  iban: Iban,
  amountCents: cents,
  remittance: text(140),
  day: Day,
  key: text(100).optional(),
  fromName: text(70).optional(),
  fromIban: Iban.optional(),
});
const NameQuestion = z.strictObject({ iban: Iban, name: text(140) });
const HolderName = z.strictObject({ name: text(140).nullable() });

/** Reads a body by its schema, and goes on with it; or answers what is wrong. */
async function reading<T>(schema: z.ZodType<T>, body: Buffer, go: (given: T) => Promise<Answer>): Promise<Answer> {
  const json = ((): unknown => {
    try {
      return JSON.parse(body.toString("utf8"));
    } catch {
      return undefined;
    }
  })();
  const read = schema.safeParse(json);
  if (read.success) return go(read.data);
  const fields = read.error.issues.map(({ path }) => path.join(".")).filter((path) => path !== "");
  return no(
    400,
    fields.length === 0 ? "Dit is geen geldig JSON-bericht." : `Deze velden kloppen niet: ${fields.join(", ")}.`,
    "Verbeter het bericht en stuur het opnieuw.",
  );
}

const fileBody = (file: FileIn): unknown => ({
  messageId: file.message_id,
  receipt: file.receipt,
  name: file.name,
  sha256: file.sha256,
  status: file.status,
  reason: file.reason,
  count: file.count,
  sumCents: file.sum,
  day: file.received_on,
});

const putFile: Route = async ({ pool, part, body }) => {
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(part))
    return no(400, "Deze bestandsnaam mag niet.", "Gebruik letters, cijfers, punt, streepje en onderstreping.");
  const received = await receive(pool, part, body);
  return "unreadable" in received
    ? no(422, received.unreadable, "Verbeter het bestand. De bank heeft niets verwerkt.")
    : { status: 202, body: fileBody(received.file) };
};

const getFile: Route = async ({ pool, part }) => {
  const file = await fileByMessage(pool, part);
  return file === undefined
    ? no(404, "De bank heeft geen bestand met dit kenmerk.", "U kunt het bestand sturen.")
    : { status: 200, body: fileBody(file) };
};

const listOut: Route = async ({ pool, query }) => {
  const after = query.get("na") ?? "0";
  if (!/^\d{1,12}$/.test(after))
    return no(400, "Het veld na is geen volgnummer.", "Geef het volgnummer van het laatste bestand dat u hebt.");
  return { status: 200, body: { files: await filesOut(pool, Number(after)) } };
};

const getOut: Route = async ({ pool, part }) => {
  const file = /^\d{1,12}$/.test(part) ? await fileOut(pool, Number(part)) : undefined;
  return file === undefined ? no(404, "Dit bestand bestaat niet.", "Vraag eerst de lijst op: GET /uitgaand.") : { status: 200, file };
};

const postDay: Route = ({ pool, body }) =>
  reading(Closing, body, async ({ day }) => {
    const outcome = await closeBefore(pool, day);
    if ("tooFar" in outcome) return no(422, `De bank sluit hooguit ${String(mostDays)} dagen tegelijk.`, "Ga in kleinere stappen vooruit.");
    return { status: 200, body: { closedThrough: await closedThrough(pool), closed: outcome.closed } };
  });

const depositFaults: Record<DepositFault, Answer> = {
  "account-unknown": no(404, "De bank kent deze rekening niet.", "Open eerst de rekening: PUT /rekeningen/{iban}."),
  "day-closed": no(409, "Deze dag is al gesloten, of de rekening bestond nog niet.", "Kies een latere dag."),
  "key-reused": no(409, "Deze sleutel is al gebruikt voor een andere storting.", "Gebruik een nieuwe sleutel."),
};

const postDeposit: Route = ({ pool, body }) =>
  reading(Deposit, body, async ({ iban, amountCents, remittance, day, key, fromName, fromIban }) => {
    const from = { name: fromName ?? "Aanvulling", iban: fromIban ?? null };
    const outcome = await deposit(pool, { iban, amount: amountCents, remittance, day, key: key ?? null, from });
    return "fault" in outcome
      ? depositFaults[outcome.fault]
      : { status: 201, body: { reference: outcome.entry.reference, bookedOn: outcome.entry.booked_on, amountCents: outcome.entry.amount } };
  });

const putAccount: Route = ({ pool, part, body }) =>
  reading(Opening, body, async ({ name, day }) => {
    const iban = readIban(part);
    if (iban?.startsWith("NL") !== true) return no(400, "Dit is geen Nederlands rekeningnummer.", "Geef een IBAN die begint met NL.");
    await change(pool, (tx) => saveAccount(tx, { iban, name, opened_on: day }));
    return { status: 200, body: { iban, name } };
  });

const getAccount: Route = async ({ pool, part }) => {
  const account = (await accounts(pool)).find(({ iban }) => iban === part);
  if (account === undefined) return no(404, "De bank kent deze rekening niet.", "Open eerst de rekening: PUT /rekeningen/{iban}.");
  const statement = await lastStatement(pool, part);
  const closed = await closedThrough(pool);
  const balanceCents = closed === null ? 0 : await accountBalance(pool, part, closed);
  return {
    status: 200,
    body: {
      iban: part,
      name: account.name,
      openedOn: account.opened_on,
      closedThrough: closed,
      openDay: closed === null ? null : plusDays(closed, 1),
      balanceCents,
      statementSequence: statement?.sequence ?? 0,
    },
  };
};

const putConduct: Route = ({ pool, part, body }) =>
  reading(Conduct, body, async (given) => {
    const iban = readIban(part);
    if (iban === null) return no(400, "Dit is geen rekeningnummer.", "Geef een geldige IBAN.");
    await change(pool, (tx) => saveBehaviour(tx, behaviourOf(iban, given)));
    return { status: 200, body: { iban, ...given } };
  });

const postNameCheck: Route = ({ pool, body }) =>
  reading(NameQuestion, body, async ({ iban, name }) => ({ status: 200, body: answerNameCheck(iban, name, await holderName(pool, iban)) }));

const putHolderName: Route = ({ pool, part, body }) =>
  reading(HolderName, body, async ({ name }) => {
    const iban = readIban(part);
    if (iban === null) return no(400, "Dit is geen rekeningnummer.", "Geef een geldige IBAN.");
    await change(pool, (tx) => saveHolderName(tx, iban, name));
    return { status: 200, body: { iban, name } };
  });

const putStyle: Route = ({ pool, part, body }) =>
  reading(Style, body, async (given) => {
    if (!(await accounts(pool)).some(({ iban }) => iban === part))
      return no(404, "De bank kent deze rekening niet.", "Open eerst de rekening: PUT /rekeningen/{iban}.");
    await change(pool, (tx) => saveStyle(tx, part, styleOf(given)));
    return { status: 200, body: { iban: part, ...given } };
  });

const health: Route = async ({ pool }) => ({ status: 200, body: { status: "gereed", closedThrough: await closedThrough(pool) } });

const routes: readonly (readonly [method: string, path: RegExp, route: Route])[] = [
  ["GET", /^\/gezondheid()$/, health],
  ["PUT", /^\/bestanden\/([^/]+)$/, putFile],
  ["GET", /^\/bestanden\/(.+)$/, getFile],
  ["GET", /^\/uitgaand()$/, listOut],
  ["GET", /^\/uitgaand\/([^/]+)$/, getOut],
  ["POST", /^\/dag()$/, postDay],
  ["POST", /^\/storting()$/, postDeposit],
  ["PUT", /^\/rekeningen\/([^/]+)$/, putAccount],
  ["GET", /^\/rekeningen\/([^/]+)$/, getAccount],
  ["POST", /^\/naamcontrole()$/, postNameCheck],
  ["PUT", /^\/naamcontrole\/([^/]+)$/, putHolderName],
  ["PUT", /^\/rekeningen\/([^/]+)\/gedrag$/, putStyle],
  ["PUT", /^\/gedrag\/([^/]+)$/, putConduct],
];

/** The body of a request, or null when it is too large. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > longestFile) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const decoded = (part: string): string | null => {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
};

async function answer(pool: pg.Pool, request: IncomingMessage): Promise<Answer> {
  // A page in a browser on this machine must not be able to move the bank.
  if (request.headers.origin !== undefined || !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ""))
    return no(403, "Dit mag niet vanuit een browser.", "Gebruik het portaal.");
  const url = new URL(`http://bank${(request.url ?? "/").replace(/^\/+/, "/")}`);
  const matching = routes.filter(([, path]) => path.test(url.pathname));
  const found = matching.find(([method]) => method === request.method);
  if (found === undefined)
    return matching.length === 0
      ? no(404, "Dit adres bestaat niet.", "Controleer het adres.")
      : no(405, "Dit kan niet op dit adres.", "Controleer de methode.");
  const part = decoded(found[1].exec(url.pathname)?.[1] ?? "");
  if (part === null || part.includes("\0")) return no(400, "Dit adres is niet leesbaar.", "Controleer het adres.");
  const body = await bodyOf(request);
  if (body === null) return no(413, "Het bestand is te groot.", "Verdeel de betalingen over meer bestanden.");
  return found[2]({ pool, part, query: url.searchParams, body });
}

function send(response: ServerResponse, given: Answer): void {
  if ("file" in given) {
    response.writeHead(200, {
      "content-type": "application/xml; charset=utf-8",
      "content-disposition": `attachment; filename="${given.file.name}"`,
      etag: `"${given.file.sha256}"`,
    });
    response.end(given.file.bytes);
  } else {
    response.writeHead(given.status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
    response.end(JSON.stringify(given.body));
  }
}

/** The door of the simulated bank. What goes wrong inside is told to `complain` and answered with 503: nothing was changed then. */
export const bankServer = (pool: pg.Pool, complain: (error: unknown) => void): Server =>
  createServer((request, response) => {
    answer(pool, request).then(
      (given) => {
        send(response, given);
      },
      (error: unknown) => {
        if (!response.destroyed)
          send(response, no(503, "De bank is even niet bereikbaar. Er is niets veranderd.", "Probeer het zo opnieuw."));
        complain(error);
      },
    );
  });
