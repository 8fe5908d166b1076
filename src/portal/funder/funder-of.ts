import type { Actor } from "../../kernel/actor.ts";
import { Refusal } from "../../kernel/refusal.ts";

/** The funder for which a member of staff works. Throws `not-allowed` for anybody else. */
export const funderOf = ({ organisation }: Actor): string => {
  if (organisation === null || organisation === "SVB") throw new Refusal("not-allowed");
  return organisation;
};
