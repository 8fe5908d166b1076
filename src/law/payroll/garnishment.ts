import { least, minus, total, zero, type Cents } from "../../kernel/money.ts";

/**
 * One claim on a wage (beslag): its rank (lower goes first), the day it was served (earlier goes first among equals), and what is
 * still open. Ids are opaque.
 */
export type Garnishment = { id: string; rank: number; servedOn: string; open: Cents };

/** What each creditor gets of one wage, in order of rank, and what is left for the worker. */
export type Divided = { paid: readonly { id: string; amount: Cents }[]; left: Cents };

/**
 * Divides what a wage holds above the protected amount (beslagvrije voet) over the garnishments on it: the highest rank first, whole, then the
 * next. Nothing when the net wage is not above the protected amount. Rv art. 475b and 475c; the order among creditors as the bailiff in charge gave it.
 */
export const garnish = (net: Cents, protectedAmount: Cents, garnishments: readonly Garnishment[]): Divided => {
  const ordered = [...garnishments].sort(
    (a, b) => a.rank - b.rank || (a.servedOn < b.servedOn ? -1 : a.servedOn > b.servedOn ? 1 : a.id < b.id ? -1 : 1),
  );
  let room = net > protectedAmount ? minus(net, protectedAmount) : zero;
  const paid = ordered.flatMap(({ id, open }) => {
    const amount = least(open, room);
    room = minus(room, amount);
    return amount > 0 ? [{ id, amount }] : [];
  });
  return { paid, left: minus(net, total(paid.map(({ amount }) => amount))) };
};
