/**
 * How a module makes pages. A module has one `pages.tsx` that exports `xPages: Pages`, and `src/app.ts` names it in `doors`.
 *
 *     export const hoursPages: Pages = (app, web) => {
 *       page(app, web, { method: "get", path: "/uren/:id", action: "declaration.read", handler: async (here) => {
 *         const sheet = await here.read((tx) => sheetOf(tx, here.id("id")));   // only what this actor may see
 *         here.allow({ holder: sheet.holder, provider: sheet.provider });       // no: 404 (foreign) or 403
 *         return <HoursPage frame={here.frame} said={here.said} sheet={sheet} errors={[]} fields={here.fields} />;
 *       }});
 *       page(app, web, { method: "post", path: "/uren/:id", action: "declaration.submit", handler: (here) =>
 *         here.form(
 *           z.object({ uren: z.string().transform(…) }),                        // messages in Dutch
 *           async ({ uren }) => {
 *             await here.command(submitHours, { id: here.id("id"), minutes: uren });
 *             return { to: "/uren", said: "Uw uren zijn verstuurd." };          // 303; the next page has it in `here.said`
 *           },
 *           async ({ errors, fields }) => <HoursPage frame={here.frame} … errors={errors} fields={fields} />,  // 400, answers kept
 *         ),
 *       });
 *     };
 *
 * The page spreads the frame and shows its errors: `<Page {...frame} title="Uren" errors={errors}>`, and each form carries
 * `csrf={frame.csrf}` (token against forgery, and the key that makes pressing twice have one effect); keep answers with
 * `const field = fieldIn(fields, errors)` and `{...field("uren")}`. Whatever else is thrown becomes a page of its own.
 */
import { isValidElement, type ReactElement } from "react";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import type { Day } from "../kernel/day.ts";
import { canonical, isId, sha256 } from "../kernel/id.ts";
import { actions, may, type About, type Action } from "../kernel/may.ts";
import { Refusal } from "../kernel/refusal.ts";
import { command, type Command } from "../db/command.ts";
import { reading, sightOf, type Tx } from "../db/pool.ts";
import type { SignedIn } from "../party/who.ts";
import { errorsOf, readForm, renderingOf, type Fields } from "./form.ts";
import { frameOf, publicFrame, type Web } from "./frame.ts";
import { rendered, type Audience, type Frame } from "./layout.tsx";
import { answerProblem } from "./problem.tsx";
import { say, sessionOf, todayHere, type ActingFor, type Session } from "./session.ts";
import type { FieldError } from "./ui/alert.tsx";
import { readPosted, type Upload } from "./posted.ts";

/** What a page answers: a page, the address to go to next, or a file to keep. */
export type Answer =
  | ReactElement
  | { page: ReactElement; status: number }
  | { to: string; said?: string }
  | { bytes: Buffer | string; media: string; name: string };

/** A visit to a page for the public. */
export type Visit = {
  request: FastifyRequest;
  reply: FastifyReply;
  /** What stands after "?" in the address. */
  query: Fields;
  /** What a form sent. */
  fields: Fields;
  frame: Frame;
  today: Day;
  session: Session | null;
  /** A part of the address that is an id. Throws `not-found` when it is none. */
  id: (name: string) => string;
  /** A part of the address as text. */
  part: (name: string) => string;
};

/** What a form could not take: the wrong answers, and all answers as they were typed. */
export type Kept = { errors: readonly FieldError[]; fields: Fields };

/** A visit of somebody who is signed in and may use this page. */
export type Here = Visit & {
  session: Session;
  who: SignedIn;
  actor: Actor;
  /** The holder for whom somebody acts, himself or one he represents; null for providers and staff. */
  holder: ActingFor | null;
  /** What the previous page wanted told, once. */
  said: string | null;
  /** Files of the form, for a route with `files: true`. */
  uploads: readonly Upload[];
  /** Throws `not-found` or `not-allowed` unless this actor may do the page's action to a thing of these parties. */
  allow: (about: About, action?: Action) => void;
  /** True when this actor may, for showing or leaving out a button. */
  may: (action: Action, about: About) => boolean;
  /** Reads with the sight of this actor. */
  read: <T>(read: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Carries out a command, once per rendering of the form and input. */
  command: <Input, Result>(spec: Command<Input, Result>, input: unknown) => Promise<Result>;
  /** Reads the form and acts; on wrong answers, from the schema or from the command, shows the form again. */
  form: <T>(
    schema: z.ZodType<T>,
    act: (input: T) => Promise<Answer>,
    again: (kept: Kept) => ReactElement | Promise<ReactElement>,
  ) => Promise<Answer>;
};

type Common = { path: string; method: "get" | "post" };
type SignedInRoute = Common & {
  public?: never;
  action: Action;
  /** For whom the page is, when its reader may be several things; decides menu and density. */
  audience?: Audience;
  /** The form may hold files, together at most 5 MB. */
  files?: boolean;
  handler(here: Here): Answer | Promise<Answer>;
};
type PublicRoute = Common & { public: true; action?: never; handler(visit: Visit): Answer | Promise<Answer> };

/** The doors of one module. */
export type Pages = (app: FastifyInstance, web: Web) => void;

const partOf = (request: FastifyRequest, name: string): string => {
  const value = (request.params as Record<string, string | undefined>)[name];
  if (value === undefined) throw new Error(`the address of ${String(request.routeOptions.url)} has no part ${name}`);
  return value;
};

const visitOf = (
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  about: { session: Session | null; today: Day; audience?: Audience | undefined },
): Omit<Visit, "fields"> => ({
  request,
  reply,
  query: request.query as Fields,
  frame: about.session === null ? publicFrame(web, about.today) : frameOf(web, about.session, about.audience),
  today: about.today,
  session: about.session,
  id: (name) => {
    const value = partOf(request, name);
    if (!isId(value)) throw new Refusal("not-found");
    return value;
  },
  part: (name) => partOf(request, name),
});

const allowOrThrow = (actor: Actor, action: Action, about: About): void => {
  const permission = may(actor, action, about);
  if (!permission.allowed)
    throw new Refusal(permission.reason === "foreign" && Object.keys(about).length > 0 ? "not-found" : "not-allowed");
};

// These say that something in the form must be otherwise; the others are about the page or the house.
const mendable = (error: unknown): error is Refusal =>
  error instanceof Refusal && [400, 409, 422].includes(error.status) && error.code !== "page-expired";

const hereOf = async (web: Web, route: SignedInRoute, request: FastifyRequest, reply: FastifyReply, session: Session): Promise<Here> => {
  const { who, holder, today } = session;
  const { actor } = who;
  allowOrThrow(actor, route.action, {});
  const posted = await readPosted(request, route.files ?? false);
  const rendering = route.method === "post" ? renderingOf(session.csrf, posted.fields) : null;
  return {
    ...visitOf(web, request, reply, { session, today, audience: route.audience }),
    session,
    fields: posted.fields,
    uploads: posted.uploads,
    who,
    actor,
    holder,
    said: session.said,
    allow: (about, action = route.action) => allowOrThrow(actor, action, about),
    may: (action, about) => may(actor, action, about).allowed,
    read: (read) => reading(web.door.db, sightOf(actor), read),
    command: (spec, input) => {
      if (rendering === null) throw new Error(`${route.path} changes something, but is no form`);
      return command(web.door, spec, input, { actor, key: `form:${sha256(canonical([actor.person, rendering, spec.kind, input]))}` });
    },
    form: async (schema, act, again) => {
      try {
        return await act(readForm(schema, posted.fields));
      } catch (error) {
        if (!mendable(error)) throw error;
        return { page: await again({ errors: errorsOf(error, posted.fields), fields: posted.fields }), status: error.status };
      }
    },
  };
};

const html = (reply: FastifyReply, page: ReactElement): FastifyReply => reply.type("text/html; charset=utf-8").send(rendered(page));

const send = async (web: Web, session: Session | null, reply: FastifyReply, answer: Answer): Promise<FastifyReply> => {
  if (isValidElement(answer)) return html(reply, answer);
  if ("page" in answer) return html(reply.code(answer.status), answer.page);
  if ("to" in answer) {
    if (answer.said !== undefined && session !== null) await say(web.door, session, answer.said);
    return reply.redirect(answer.to, 303);
  }
  if ("bytes" in answer) {
    return reply
      .header("content-disposition", `attachment; filename="${answer.name.replace(/[^\w.-]/g, "_")}"`)
      .type(answer.media)
      .send(answer.bytes);
  }
  throw new Error("a page answered nothing that can be sent");
};

/** Where an anonymous visitor goes: a form is lost, a page is found back after signing in. */
const signInFirst = (web: Web, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  request.method === "POST"
    ? answerProblem(web, new Refusal("not-signed-in"), request, reply)
    : reply.redirect(`/inloggen?terug=${encodeURIComponent(request.url)}`, 303);

/** Makes one page. A route without an action that exists, and that is not public, does not start. */
export const page = (app: FastifyInstance, web: Web, route: SignedInRoute | PublicRoute): void => {
  if (route.public === undefined && !(route.action in actions)) throw new Error(`${route.method} ${route.path} has no action for may()`);
  const config = route.public ? { public: true } : { action: route.action };
  app.route({
    method: route.method,
    url: route.path,
    config,
    handler: async (request, reply) => {
      const session = await sessionOf(web.door, web.config, request);
      request.session = session;
      if (route.public) {
        const { fields } = await readPosted(request, false);
        const today = session?.today ?? (await todayHere(web.door));
        return send(web, session, reply, await route.handler({ ...visitOf(web, request, reply, { session, today }), fields }));
      }
      if (session === null) return signInFirst(web, request, reply);
      const here = await hereOf(web, route, request, reply, session);
      const answer = await route.handler(here);
      if (here.said !== null && request.method === "GET") await say(web.door, session, null);
      return send(web, session, reply, answer);
    },
  });
};
