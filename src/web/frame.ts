import type { FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { Actor } from "../kernel/actor.ts";
import type { Action } from "../kernel/may.ts";
import type { Day } from "../kernel/day.ts";
import type { Door } from "../db/command.ts";
import type { SignedIn } from "../party/who.ts";
import type { WebConfig } from "./config.ts";
import { formToken } from "./form.ts";
import type { Audience, Frame, NavEntry } from "./layout.tsx";
import type { Session } from "./session.ts";

/** The menus and home pages of the portal, which lies above the doors and is handed in. */
export type Portal = {
  menu(who: SignedIn, audience: Audience): readonly NavEntry[];
  home(who: SignedIn): string;
  /** How an organisation is called on screen, from the code in an actor. */
  organisation(code: string): string;
};

/** What every door gets: the way to the database, the settings, the portal, the log. */
export type Web = { door: Door; config: WebConfig; portal: Portal; log: Pick<Logger, "info" | "warn" | "error"> };

declare module "fastify" {
  interface FastifyContextConfig {
    /** What `may()` is asked before the handler runs. */
    action?: Action;
    /** True for a route that anybody may use. */
    public?: boolean;
  }
  interface FastifyRequest {
    /** Who is signed in; undefined while nobody has looked yet. */
    session?: Session | null;
  }
}

/** For whom a page is when it does not say so. */
export const audienceOf = (actor: Actor): Audience => {
  if (actor.organisation !== null) return "staff";
  if (actor.reach.length > 0) return "holder";
  return actor.provider === null ? "public" : "provider";
};

const where = "/leeromgeving/klok";

const clockOf = ({ config }: Web, today: Day): Frame["clock"] => (config.environment === "leer" ? { today, href: where } : undefined);

/** The frame of a page for the public. */
export const publicFrame = (web: Web, today: Day | null): Frame => ({
  audience: "public",
  person: null,
  nav: [],
  csrf: "",
  clock: today === null ? undefined : clockOf(web, today),
});

/** The frame of a page for who is signed in. Each has a token of its own, so that each form is one rendering. */
export const frameOf = (web: Web, { who, holder, unread, csrf, today }: Session, audience: Audience = audienceOf(who.actor)): Frame => ({
  audience,
  person: who.name,
  actingFor: audience === "holder" && holder !== null && !holder.own ? holder.salutation : undefined,
  organisation: who.actor.organisation === null ? undefined : web.portal.organisation(who.actor.organisation),
  unread,
  nav: web.portal.menu(who, audience),
  csrf: formToken(csrf),
  clock: clockOf(web, today),
});

/** True for an address of the API, whose answers are for programs. */
export const isApi = ({ url }: Pick<FastifyRequest, "url">): boolean => /^\/v1(\/|\?|$)/.test(url);
