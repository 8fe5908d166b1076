import { z } from "zod";
import { service } from "../kernel/actor.ts";
import { plusDays, type Day } from "../kernel/day.ts";
import { total, type Cents } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import { command, type Command, type Context, type Door } from "../db/command.ts";
import { reading } from "../db/pool.ts";
import { hereNow } from "../db/queries.ts";
import { dayOf } from "../kernel/day.ts";
import { claimAgain, returnedLines } from "../declaration/claims.ts";
import { available } from "../ledger/account.ts";
import { countersFor } from "../ledger/post.ts";
import { agreementById } from "../agreement/load.ts";
import { emergencyOrders, emergencyRow } from "./emergency-queries.ts";
import { moveEmergency, orderEmergency } from "./order-emergency.ts";
import { idField } from "../party/person.ts";
import { paymentLock } from "./open-account.ts";
import { holdDays } from "./plan.ts";
import { coveredBy, orderClaims } from "./queries.ts";
import { endWork, openWorkOn, payableAgain, returnedOrders } from "./work-queries.ts";

const most = 500;

/**
 * Reserves the money of payments that came back once more, on the very accounts to which it returned, so that the next batch pays
 * them (opnieuw betalen). Throws `payment-not-again` when one of them did not come back or waits already, or has no room any more.
 */
export const payAgainNow = async (context: Context, all: readonly string[]): Promise<void> => {
  const emergencies = new Map((await emergencyOrders(context.tx, all)).map(({ order, emergency }) => [order, emergency]));
  for (const emergency of [...new Set(emergencies.values())].sort()) await orderAgain(context, emergency);
  const orders = all.filter((order) => !emergencies.has(order));
  if (orders.length === 0) return;
  const claims = Map.groupBy(await orderClaims(context.tx, orders), ({ order }) => order);
  const waiting = await returnedLines(context.tx, await coveredBy(context.tx, orders));
  const room = await countersFor(context.tx, [...new Set([...claims.values()].flatMap((own) => own.map(({ account }) => account)))]);
  const left = new Map<string, Cents>([...room].map(([account, counters]) => [account, available(counters)]));
  for (const own of claims.values())
    for (const { account, amount } of own) {
      const free = left.get(account) ?? 0;
      if (free < amount)
        throw new Refusal("payment-not-again", [
          {
            field: "besluit",
            problem: "Er is geen ruimte meer op het budget waaruit dit werd betaald.",
            remedy: "Neem contact op met de verstrekker.",
          },
        ]);
      left.set(account, (free - amount) as Cents);
    }
  const again = [...claims.values()].flatMap((own) => own);
  if (total(waiting.map(({ amount }) => amount)) !== total(again.map(({ amount }) => amount)))
    throw new Refusal("payment-not-again", [
      {
        field: "besluit",
        problem: "De regels van deze betaling wachten niet meer.",
        remedy: "Kijk in de declaratie wat ermee is gebeurd.",
      },
    ]);
  await claimAgain(
    context,
    waiting,
    again.map(({ declaration, account, amount }) => ({ declaration, account, amount })),
  );
};

// What was paid ahead is reserved on no budget: the same sum is ordered once more, in a batch of its own.
const orderAgain = async (context: Context, id: string): Promise<void> => {
  const row = await emergencyRow(context.tx, id);
  if (!row) throw new Error(`emergency payment ${id} went away`);
  if (row.state !== "returned")
    throw new Refusal("payment-not-again", [
      { field: "besluit", problem: "Deze spoedbetaling kwam niet terug, of zij loopt al opnieuw.", remedy: "Kijk bij de spoedbetaling." },
    ]);
  await moveEmergency(context, id, "order-again");
  const { funder, law } = await agreementById(context.tx, row.agreement_id);
  await orderEmergency(context, row, { funder, law });
};

/** Pays orders again whose payee has another account now: by the program, for exactly these. What cannot be paid stays as it is. */
export const payAgain: Command<{ orders: string[] }, { orders: number }> = {
  kind: "payment.pay-again",
  input: z.strictObject({ orders: z.array(idField).min(1).max(most) }),
  concern: async (tx, { orders }) => {
    const found = await returnedOrders(tx, orders);
    return { named: [paymentLock], holders: found.map(({ holder }) => holder), providers: found.map(({ provider }) => provider) };
  },
  handle: async (context, { orders }) => {
    const open = await openWorkOn(context.tx, orders, ["account-refused"]);
    const due = new Set(await payableAgain(context.tx, plusDays(context.today, -holdDays(context.today) - 1), most));
    const chosen = open.filter(({ order_id }) => due.has(order_id));
    await payAgainNow(
      context,
      chosen.map(({ order_id }) => order_id),
    );
    await endWork(
      context.tx,
      chosen.map(({ id }) => id),
      { state: "done", decision: "paid-again", decided_by: context.actor.person, decided_on: context.today, why: null },
    );
    return { orders: chosen.length };
  },
};

const dueAgain = (door: Door): Promise<{ due: string[]; today: Day }> =>
  reading(door.db, { scope: "svb" }, async (tx) => {
    const today = dayOf(door.now?.() ?? (await hereNow(tx)));
    return { today, due: await payableAgain(tx, plusDays(today, -holdDays(today) - 1), most) };
  });

/** Finds what can be paid again because another account holds, one by one, so that one without room holds up nothing else. Answers how many. */
export const payWhatCanBePaidAgain = async (door: Door): Promise<number> => {
  let done = 0;
  for (const order of (await dueAgain(door)).due) {
    try {
      done += (await command(door, payAgain, { orders: [order] }, { actor: service("pay-again") })).orders;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === "busy") throw error;
    }
  }
  return done;
};
