import type { FastifyRequest } from "fastify";
import type { Actor } from "../kernel/actor.ts";
import { canonical, isId, sha256 } from "../kernel/id.ts";
import { may, type About, type Action } from "../kernel/may.ts";
import { Refusal, type RefusalCode } from "../kernel/refusal.ts";
import { looked } from "../db/access.ts";
import { command, type Command } from "../db/command.ts";
import { dryRun, type Question } from "../db/dry-run.ts";
import { reading, sightOf, type Tx } from "../db/pool.ts";
import type { Web } from "./frame.ts";

/** How a command of the API speaks to who calls: what it says of a thing that is not his, and the Dutch names of its fields. */
export type Spoken = { unknown: RefusalCode; fields?: Readonly<Record<string, string>> };

/** A call of somebody whose token was read, and what a route may do with it. */
export type Call = {
  actor: Actor;
  /** True when this actor may, for leaving out what is not his. */
  may: (action: Action, about: About) => boolean;
  /** Throws `unknown`, or `not-allowed`, unless this actor may do the route's action to a thing of these parties. */
  allow: (about: About, unknown: RefusalCode) => void;
  /** Notes that staff of a funder, or its system, looked into this dossier. */
  looked: (holder: string, purpose: string) => Promise<void>;
  /** Reads with the sight of this actor. */
  read: <T>(read: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Carries out a command, once per idempotency key of this caller. */
  command: <Input, Result>(spec: Command<Input, Result>, input: unknown, spoken: Spoken) => Promise<Result>;
  /** Asks the rules what would come of it; nothing is stored. */
  ask: <Result>(question: Question<Result>, spoken: Spoken) => Promise<Result>;
};

/** A part of an address as the id that it must be; what is no id is as unknown as an id that nobody has. */
export const idIn = (text: string, unknown: RefusalCode): string => {
  if (!isId(text)) throw new Refusal(unknown);
  return text;
};

const keyOf = ({ headers }: FastifyRequest, { person, client }: Actor, kind: Action): { key?: string } => {
  const given = headers["idempotency-key"];
  if (given === undefined) return {};
  if (typeof given !== "string" || !/^[\x21-\x7e]{1,200}$/.test(given)) {
    throw new Refusal("input-invalid", [
      {
        field: "Idempotency-Key",
        problem: "Deze sleutel heeft geen 1 tot 200 tekens, of er staan andere tekens in dan letters, cijfers en leestekens.",
        remedy: "Gebruik voor elk nieuw verzoek een eigen sleutel, bijvoorbeeld een UUID.",
      },
    ]);
  }
  return { key: `api:${sha256(canonical([person, client ?? null, kind, given]))}` };
};

const translated = async <T>(act: () => Promise<T>, { unknown, fields = {} }: Spoken): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // What is another's and what does not exist get the same answer.
    throw new Refusal(
      error.code === "not-found" ? unknown : error.code,
      error.faults.map((fault) => ({ ...fault, field: fields[fault.field] ?? fault.field })),
    );
  }
};

/** The call that a request is. Throws when its route has no action, and so nobody who calls. */
export const callOf = ({ door }: Web, request: FastifyRequest): Call => {
  const { actor } = request.caller ?? {};
  const { action } = request.routeOptions.config;
  if (actor === undefined || action === undefined) throw new Error("a route of the API without an action has no caller");
  return {
    actor,
    may: (wanted, about) => may(actor, wanted, about).allowed,
    allow: (about, unknown) => {
      const permission = may(actor, action, about);
      if (!permission.allowed) throw new Refusal(permission.reason === "foreign" ? unknown : "not-allowed");
    },
    looked: (holder, purpose) => looked(door.db, actor, holder, purpose),
    read: (read) => reading(door.db, sightOf(actor), read),
    command: (spec, input, spoken) => translated(() => command(door, spec, input, { actor, ...keyOf(request, actor, spec.kind) }), spoken),
    ask: (question, spoken) => translated(() => dryRun(door, actor, question), spoken),
  };
};
