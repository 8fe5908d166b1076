import { inEuros, type Cents } from "../../kernel/money.ts";
import type { Side } from "../../web/side.ts";
import { Small } from "../../web/ui/text.tsx";

/** What of a declaration had been paid ahead (spoedbetaling): how much was set off, of how much. */
export type SetOff = { amount: Cents; of: Cents };

/** What was set off of a declaration as it stands: what came back since does not count. Null when nothing was. */
export const setOffOf = (events: readonly { what: string; amount: Cents | null; of: Cents | null }[]): SetOff | null => {
  const last = events.findLast(({ what }) => what === "settled" || what === "returned");
  return last?.what === "settled" && last.amount !== null && last.of !== null ? { amount: last.amount, of: last.of } : null;
};

/** Says it to the holder, the provider, or somebody else. */
export const SetOffText = ({ of, side }: { of: SetOff | null; side: Side | null }) =>
  of === null ? null : (
    <Small>
      {side === "provider" ? "U kreeg" : side === "holder" ? "Uw zorgverlener kreeg" : "De zorgverlener kreeg"} al {inEuros(of.of)}; hiervan
      is {inEuros(of.amount)} verrekend.
    </Small>
  );
