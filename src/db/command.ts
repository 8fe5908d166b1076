import type { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { dayOf, type Day, type Instant } from "../kernel/day.ts";
import { canonical, derivedId, sha256 } from "../kernel/id.ts";
import { may, type About, type Action } from "../kernel/may.ts";
import { Refusal, type Fault } from "../kernel/refusal.ts";
import { canonical as receiptText, type Receipt } from "../law/receipt.ts";
import { later, type Job } from "./jobs.ts";
import type { Db, Tx } from "./pool.ts";
import { transaction, type Leave, type Opening } from "./transaction.ts";
import {
  backToSavepoint,
  confirmations,
  keepPayload,
  logCommand,
  openCommand,
  payloadOf,
  savepoint,
  saveReceipts,
  takeKeys,
} from "./queries.ts";
import { keyedHash, type Keys as Seals } from "./seal.ts";
import { sealInput, type Sealed } from "./sealed-input.ts";

/** What a command is about, for `may()`, and what it locks before its first read. Holders are always locked. */
export type Concern = About & {
  holders?: readonly string[];
  providers?: readonly string[];
  named?: readonly string[];
  changesReference?: boolean;
};

/** A receipt to keep with the decision that it explains. */
export type Kept = { subjectKind: string; subject: string; holder: string | null; funder: string | null; receipt: Receipt };

/** What the handler of a command works with. Nothing in it reads a clock, chance or the environment. */
export type Context = {
  tx: Tx;
  command: string;
  at: Instant;
  today: Day;
  actor: Actor;
  seals: Seals;
  release: string;
  /** The id of the next object of this kind that the command makes. */
  mint(kind: string): string;
  /** An id that follows from the command and a key of the caller's, for work on sets. */
  mintFor(kind: string, key: string): string;
  /** Keeps why something was decided; returns the receipt's id. */
  explain(kept: Kept): string;
  /** Leaves work for after the commit. */
  later(job: Job): void;
  /** Leaves a write of which the handler needs no answer, so that it goes out together with the next; its failure is a defect. */
  write(statement: Promise<unknown>): void;
  /** Keeps bytes with personal data in the vault, named by their keyed hash. */
  keep(content: Buffer, media: string, person: string | null): Promise<string>;
  /** Bytes from the vault; null when they were removed. */
  fetch(hash: string): Promise<Buffer | null>;
  /** Which derived or provisional values of law an operator confirmed. */
  confirmed(): Promise<ReadonlySet<string>>;
};

/**
 * One kind of command. `input` judges what the door gives; its field `personal`, if any, holds all that identifies a person
 * and is kept in the vault, while the log holds its keyed hash. `concern` says whose it is and what to lock: it may read only what never changes.
 */
export type Command<Input, Answer> = {
  kind: Action;
  input: z.ZodType<Input>;
  concern(tx: Tx, input: Input, door: Door): Promise<Concern>;
  handle(context: Context, input: Input): Promise<Answer>;
};

/** What the doors share: the database, the keys of the house, who mints, which release this is, and a clock of their own for the seed and the simulator. */
export type Door = { db: Db; seals: Seals; release: string; mintId(): string; now?(): Instant };

/** Who asks, with which idempotency key; a replay gives the id and instant of the first time. */
export type Asked = { actor: Actor; key?: string; again?: { id: string; at: Instant; replay: boolean } };

/** A command whose log row refused it, as the door reports it. */
type Outcome<Answer> = { answer: Answer } | { refusal: Refusal };

const faultsOf = (error: z.ZodError): Fault[] =>
  error.issues.map((issue) => ({
    field: issue.path.join(".") || "invoer",
    problem: issue.message,
    remedy: "Verbeter dit veld en stuur het opnieuw.",
  }));

// 40001 and 40P01: two commands stood in each other's way; the same command is run again.
const mayRunAgain = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "40001" || error.code === "40P01");

/** True when the server went away or is starting: nothing was changed, and it may be asked again. */
export const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  (/Connection terminated|timeout exceeded when trying to connect/.test(error.message) ||
    ("code" in error && typeof error.code === "string" && /^(ECONN|57P0[123]|EPIPE|08)/.test(error.code)));

/** Carries out one command: checks, locks, decides, stores, logs; all of it or nothing. Throws `Refusal`; anything else is a defect. */
export const command = async <Input, Answer>(door: Door, spec: Command<Input, Answer>, raw: unknown, asked: Asked): Promise<Answer> => {
  const parsed = spec.input.safeParse(raw);
  if (!parsed.success) throw new Refusal("input-invalid", faultsOf(parsed.error));
  for (let attempt = 1; ; attempt += 1) {
    try {
      const outcome = await attemptOnce(door, spec, parsed.data, asked);
      if ("refusal" in outcome) throw outcome.refusal;
      return outcome.answer;
    } catch (error) {
      if (isAway(error)) throw new Refusal("busy");
      if (!mayRunAgain(error) || attempt === 10) throw error;
    }
  }
};

/** How the transaction of a command is opened: as the role that sees everything, since `may()` says what it may do. */
export const asCommand: Opening = { says: { role: "pgb_command" } };

const attemptOnce = <Input, Answer>(door: Door, spec: Command<Input, Answer>, input: Input, asked: Asked): Promise<Outcome<Answer>> =>
  transaction(door.db, asCommand, async (tx, leave) => {
    const id = asked.again?.id ?? door.mintId();
    const key = asked.key ?? `own:${id}`;
    const { sealed, hash: inputHash, personal } = sealInput(door.seals, input);
    // What the command concerns never changes, so it is read in one go with the wait for its key.
    const [opened, admitted] = await Promise.all([openCommand(tx, key, asked.actor.provider), admit(tx, door, spec, input, asked.actor)]);
    if (opened.answeredHash !== null) {
      if (opened.answeredHash !== inputHash) throw new Refusal("key-reused");
      return { answer: opened.answered as Answer };
    }
    const at = asked.again?.at ?? door.now?.() ?? opened.now;
    const work: Work = { tx, leave, id, at, actor: asked.actor, replay: asked.again?.replay ?? false };
    const outcome =
      "refusal" in admitted ? admitted : await lockedDecision(door, spec, input, work, { concern: admitted.concern, personal });
    // Last, while the keys are held: the log's order is an order in which the commands could have run one by one.
    const logged = logCommand(tx, {
      id,
      kind: spec.kind,
      actor: canonical(asked.actor),
      key,
      instant: at,
      input: canonical(sealed),
      inputHash,
      outcome: "refusal" in outcome ? "refused" : "done",
      answer: "refusal" in outcome ? null : JSON.stringify(outcome.answer ?? null),
      refusal: "refusal" in outcome ? canonical({ code: outcome.refusal.code, by: "refusal" in admitted ? "door" : "decision" }) : null,
      release: door.release,
    });
    leave(logged);
    return outcome;
  });

/** Lets a command in with what it concerns, or says the door's own no: the thing is not there, or the actor may not do this to it. */
const admit = async <Input, Answer>(
  tx: Tx,
  door: Door,
  spec: Command<Input, Answer>,
  input: Input,
  actor: Actor,
): Promise<{ refusal: Refusal } | { concern: Concern }> => {
  try {
    const concern = await spec.concern(tx, input, door);
    const permission = may(actor, spec.kind, concern);
    return permission.allowed ? { concern } : { refusal: new Refusal(permission.reason === "foreign" ? "not-found" : "not-allowed") };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
};

const lockedDecision = async <Input, Answer>(
  door: Door,
  spec: Command<Input, Answer>,
  input: Input,
  work: Work,
  { concern, personal }: { concern: Concern; personal: Sealed["personal"] },
): Promise<Outcome<Answer>> => {
  const taken = takeKeys(work.tx, {
    holders: [...new Set([...(concern.holder === undefined ? [] : [concern.holder]), ...(concern.holders ?? [])])],
    providers: [...new Set([...(concern.provider === undefined ? [] : [concern.provider]), ...(concern.providers ?? [])])],
    named: [...(concern.named ?? [])],
    changesReference: concern.changesReference ?? false,
  });
  const kept =
    personal === null
      ? null
      : keepPayload(work.tx, {
          hash: personal.hash,
          personId: concern.holder ?? null,
          media: "application/json",
          content: personal.content,
        });
  // The first read of the handler goes out behind these, and PostgreSQL answers it when the keys are held.
  return decide(door, spec, input, work, Promise.all([taken, kept, savepoint(work.tx)]));
};

export type Work = { tx: Tx; leave: Leave; id: string; at: Instant; actor: Actor; replay: boolean };

const receiptRows = (command: string, kept: readonly (Kept & { id: string })[]) =>
  kept.map(({ id, subjectKind, subject, holder, funder, receipt }) => {
    const content = receiptText(receipt);
    return {
      id,
      command_id: command,
      subject_kind: subjectKind,
      subject_id: subject,
      holder_id: holder,
      funder_code: funder,
      content,
      hash: sha256(content),
    };
  });

/** What a handler leaves behind while it works: jobs, receipts, and writes that are under way. */
type Gathered = { jobs: Job[]; kept: (Kept & { id: string })[]; writes: Promise<unknown>[] };

// After one statement failed PostgreSQL refuses those behind it; what counts is why the first failed.
const isEcho = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "25P02";
const failuresOf = async (statements: readonly Promise<unknown>[]): Promise<unknown[]> =>
  (await Promise.allSettled(statements)).flatMap((settled) => (settled.status === "rejected" ? [settled.reason as unknown] : []));

const decide = async <Input, Answer>(
  door: Door,
  spec: Command<Input, Answer>,
  input: Input,
  work: Work,
  held: Promise<unknown>,
): Promise<Outcome<Answer>> => {
  const gathered: Gathered = { jobs: [], kept: [], writes: [] };
  work.leave(held);
  try {
    const answer = await spec.handle(contextOf(door, work, gathered), input);
    if (gathered.kept.length > 0) gathered.writes.push(saveReceipts(work.tx, receiptRows(work.id, gathered.kept)));
    if (!work.replay) for (const job of gathered.jobs) await later(work.tx, job);
    gathered.writes.forEach(work.leave);
    return { answer };
  } catch (error) {
    const failures = await failuresOf([held, ...gathered.writes]);
    if (!(error instanceof Refusal)) throw [...failures, error].find((one) => !isEcho(one)) ?? error;
    if (failures.length > 0) throw failures[0];
    await backToSavepoint(work.tx);
    return { refusal: error };
  }
};

/** What a handler works with, on a transaction; what it leaves is gathered in the lists given. */
export const contextOf = (
  door: Door,
  { tx, id, at, actor }: Omit<Work, "leave" | "replay">,
  { jobs, kept, writes }: Gathered = { jobs: [], kept: [], writes: [] },
): Context => {
  const counts = new Map<string, number>();
  const mint = (kind: string): string => {
    const nth = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, nth);
    return derivedId(id, kind, String(nth));
  };
  return {
    tx,
    command: id,
    at,
    today: dayOf(at),
    actor,
    seals: door.seals,
    release: door.release,
    mint,
    mintFor: (kind, key) => derivedId(id, kind, key),
    explain: (one) => {
      const receipt = mint("receipt");
      kept.push({ ...one, id: receipt });
      return receipt;
    },
    later: (job) => void jobs.push(job),
    write: (statement) => {
      statement.catch(() => undefined);
      writes.push(statement);
    },
    keep: async (content, media, person) => {
      const hash = keyedHash(door.seals, content.toString("base64"));
      await keepPayload(tx, { hash, personId: person, media, content });
      return hash;
    },
    fetch: async (hash) => (await payloadOf(tx, hash))?.content ?? null,
    confirmed: () => confirmations(tx),
  };
};

/** Keeps an upload (a message, a bank file) in the vault before the command that reads it; returns its name for the input. */
export const keepUpload = (door: Door, content: Buffer, media: string): Promise<string> =>
  transaction(door.db, asCommand, async (tx) => {
    const hash = sha256(content);
    await openCommand(tx, `upload:${hash}`, null);
    await keepPayload(tx, { hash, personId: null, media, content });
    return hash;
  });
