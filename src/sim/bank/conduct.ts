import { z } from "zod";
import type { AccountStyle, Behaviour } from "./bank.ts";

const reason = z.string().regex(/^[A-Z0-9]{4}$/);
const once = z.boolean().default(false);

/** How the bank of a payee behaves, as it is told. */
export const Conduct = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("accept") }),
  z.strictObject({ outcome: z.literal("reject"), reason, booking: z.enum(["gross", "net"]).default("gross"), once }),
  z.strictObject({
    outcome: z.literal("return"),
    reason,
    days: z.int().min(0).max(250).default(1),
    chargesCents: z.int().min(0).max(100_000).default(0),
    partCents: z.int().min(1).max(99_999_999_999).nullable().default(null),
    anonymous: z.boolean().default(false),
    once,
  }),
]);

/** The behaviour with every payment to this account that was told; what does not apply has its plain value. */
export const behaviourOf = (iban: string, given: z.infer<typeof Conduct>): Behaviour => {
  const plain = { iban, reason: null, booking: "gross" as const, days: 1, charges: 0, part: null, anonymous: false, once: false };
  if (given.outcome === "accept") return { ...plain, outcome: given.outcome };
  if (given.outcome === "reject") return { ...plain, ...given };
  const { chargesCents, partCents, ...rest } = given;
  return { ...plain, ...rest, charges: chargesCents, part: partCents };
};

/** How the bank writes to the owner of an account, as it is told. */
export const Style = z.strictObject({
  status: z.enum(["10", "03"]).default("10"),
  statement: z.enum(["08", "02"]).default("08"),
  pageEntries: z.int().min(1).max(100_000).nullable().default(null),
  detailsApart: z.boolean().default(false),
  splits: z.boolean().default(false),
  batchDetails: z.boolean().default(false),
  twice: z.boolean().default(false),
  reordered: z.boolean().default(false),
});

export const styleOf = (given: z.infer<typeof Style>): AccountStyle => ({
  status_version: given.status,
  statement_version: given.statement,
  page_entries: given.pageEntries,
  details_apart: given.detailsApart,
  splits: given.splits,
  batch_details: given.batchDetails,
  twice: given.twice,
  reordered: given.reordered,
});
