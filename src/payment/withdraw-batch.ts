import { z } from "zod";
import type { Command } from "../db/command.ts";
import { releaseOrder } from "../declaration/claims.ts";
import { idField } from "../party/person.ts";
import { batchConcern, batchFor } from "./concern.ts";
import { cancelEmergencies, moveEmergencies } from "./order-emergency.ts";
import { orderMoves } from "./order.ts";
import { coveredBy, leaveBatch, ordersInBatch, setBatch, setOrderStates } from "./queries.ts";

/** Withdraws a batch that was not released (intrekken): its orders end, and their declarations wait for payment again. */
export const withdrawBatch: Command<{ batch: string }, { orders: number }> = {
  kind: "payment.withdraw-batch",
  input: z.strictObject({ batch: idField }),
  concern: (tx, { batch }) => batchConcern(tx, batch),
  handle: async (context, { batch }) => {
    const { to } = await batchFor(context, batch, "withdraw");
    const orders = await ordersInBatch(context.tx, batch);
    await setBatch(context.tx, batch, { state: to });
    await leaveBatch(context.tx, batch);
    await setOrderStates(
      context.tx,
      orders.map(({ id }) => id),
      { ...orderMoves.withdraw, on: context.today },
    );
    await cancelEmergencies(
      context,
      orders.map(({ id }) => id),
    );
    await moveEmergencies(
      context,
      orders.map(({ id }) => id),
      "withdraw",
    );
    await releaseOrder(
      context,
      await coveredBy(
        context.tx,
        orders.map(({ id }) => id),
      ),
    );
    return { orders: orders.length };
  },
};
