import { after, type Moves } from "../law/states.ts";

/** States of a payment order, in the order of its life. */
export const orderStates = ["batched", "sent", "booked", "rejected", "returned", "withdrawn"] as const;
export type OrderState = (typeof orderStates)[number];

/**
 * The life of a payment order (betaalopdracht). It has exactly one outcome at a time: the bank booked it, rejected it or gave
 * it back, or it was withdrawn before it was sent. A rejection may follow a booking (the bank books gross, and credits it back). When
 * the statement with that credit is read before the report that rejects, what came back is only then known to be a rejection.
 */
export const orderMoves = {
  send: { from: ["batched"], to: "sent" },
  book: { from: ["sent"], to: "booked" },
  reject: { from: ["sent", "booked"], to: "rejected" },
  return: { from: ["sent", "booked"], to: "returned" },
  "explain-return": { from: ["returned"], to: "rejected" },
  withdraw: { from: ["batched"], to: "withdrawn" },
} as const satisfies Record<string, { from: readonly OrderState[]; to: OrderState }>;
export type OrderMove = keyof typeof orderMoves;

/** The state after a move, or null where the table does not allow it. */
export const orderAfter = (state: OrderState, move: OrderMove): OrderState | null =>
  after<OrderState, Moves<OrderState>>(orderMoves, move, state);

/** A state of an order as people read it. */
export const orderStateName: Readonly<Record<OrderState, string>> = {
  batched: "Klaar om te betalen",
  sent: "Bij de bank",
  booked: "Betaald",
  rejected: "Geweigerd door de bank",
  returned: "Teruggekomen",
  withdrawn: "Ingetrokken",
};

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** An id in 26 characters that every bank takes: its 128 bits in base 32, the first character holding three of them. */
export const base32Of = (id: string): string => {
  let rest = BigInt(`0x${id.replaceAll("-", "")}`);
  let text = "";
  for (let n = 0; n < 26; n++) {
    text = (alphabet[Number(rest & 31n)] ?? "") + text;
    rest >>= 5n;
  }
  return text;
};

/** The reference of an order on every message of the bank (kenmerk, EndToEndId): 29 characters, one to one with the order. */
export const endToEndOf = (order: string): string => `PGB${base32Of(order)}`;
