import type { About } from "../kernel/may.ts";
import { Refusal } from "../kernel/refusal.ts";
import { frameOf, type Web } from "./frame.ts";
import { textOf } from "./form.ts";
import type { Frame } from "./layout.tsx";
import type { Here } from "./page.tsx";
import type { ActingFor } from "./session.ts";

/** As what a citizen uses a page that is for both: as holder or representative, or as provider. Somebody may be both. */
export type Side = "holder" | "provider";

type Reader = Pick<Here, "actor" | "query">;

/** True for who is holder or representative, and provider as well. */
export const isBoth = ({ actor }: Pick<Here, "actor">): boolean => actor.provider !== null && actor.reach.length > 0;

/** As what somebody reads a list: who is both says so in the address (`als=zorgverlener`). Throws `not-found` for staff. */
export const sideOf = (here: Reader): Side => {
  const { actor, query } = here;
  if (actor.organisation !== null || (actor.provider === null && actor.reach.length === 0)) throw new Refusal("not-found");
  if (isBoth(here)) return textOf(query, "als") === "zorgverlener" ? "provider" : "holder";
  return actor.provider === null ? "holder" : "provider";
};

/** As what somebody reads a thing of these two parties. Throws `not-found` for who is neither. */
export const sideFor = (here: Reader, { holder, provider }: Required<Pick<About, "holder" | "provider">>): Side => {
  const asHolder = here.actor.reach.some((one) => one.holder === holder);
  const asProvider = here.actor.provider === provider;
  if (asHolder && asProvider) return sideOf(here);
  if (asHolder) return "holder";
  if (asProvider) return "provider";
  throw new Refusal("not-found");
};

/** An address that remembers as what its reader goes on. */
export const sideHref = (here: Pick<Here, "actor">, side: Side, path: string): string =>
  side === "provider" && isBoth(here) ? `${path}${path.includes("?") ? "&" : "?"}als=zorgverlener` : path;

/** The frame with the menu of this side. */
export const sideFrame = (web: Web, here: Here, side: Side): Frame =>
  here.frame.audience === side ? here.frame : frameOf(web, here.session, side);

/** For whom the reader of a page for holders acts. Throws `not-found` for who acts for nobody. */
export const holderHere = ({ holder }: Pick<Here, "holder">): ActingFor => {
  if (holder === null) throw new Refusal("not-found");
  return holder;
};
