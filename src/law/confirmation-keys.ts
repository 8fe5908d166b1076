import type { Day } from "../kernel/day.ts";
import { unconfirmed } from "./catalogue.ts";

/** The derived and provisional values of law that an operator may confirm, by name and first day. */
export const confirmationKeys = (): { name: string; from: Day }[] =>
  unconfirmed().map((key) => {
    const at = key.lastIndexOf("@");
    return { name: key.slice(0, at), from: key.slice(at + 1) as Day };
  });
