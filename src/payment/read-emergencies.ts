import { daysBetween, type Day } from "../kernel/day.ts";
import { total, type Cents } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Tx } from "../db/pool.ts";
import { payloadOf, receiptRow } from "../db/queries.ts";
import type { Receipt } from "../law/receipt.ts";
import { namesOf } from "../party/funders.ts";
import { emergencyChecks } from "./emergency-checks.ts";
import {
  emergencyPage,
  emergencyTotals,
  listedEmergency,
  ordersOfEmergency,
  settlementsOf,
  type ListedEmergency,
} from "./emergency-page-queries.ts";
import { staffNames } from "./read.ts";
import { ruleFor, type RuleValues } from "./rule.ts";
import { ruleRows } from "./rule-queries.ts";

/** An emergency payment in a list: who got it, how much of it is left, and how old that is in days. */
export type EmergencySummary = ListedEmergency & { payee: string; days: number };

const summaries = async (tx: Tx, rows: readonly ListedEmergency[], today: Day): Promise<EmergencySummary[]> => {
  const names = await namesOf(
    tx,
    rows.map(({ provider }) => provider),
  );
  return rows.map((row) => ({
    ...row,
    payee: names.get(row.provider)?.name ?? "(naam verwijderd)",
    days: daysBetween(row.made_on, today),
  }));
};

/** One page of the emergency payments, what must be set off first, with what is left in all and the rule of the day. */
export const emergencyList = async (
  tx: Tx,
  slice: { skip: number; most: number },
  today: Day,
): Promise<{
  rows: readonly EmergencySummary[];
  count: number;
  open: { count: number; left: Cents; oldest: Day | null };
  rule: (RuleValues["emergency"] & { from: Day }) | null;
}> => {
  const rule = ruleFor(await ruleRows(tx), "emergency", {}, today);
  return {
    rows: await summaries(tx, await emergencyPage(tx, slice), today),
    ...(await emergencyTotals(tx)),
    rule: rule === null ? null : { ...rule.value, from: rule.from },
  };
};

/** A rule that was tried when it was made. */
export type TriedRule = { code: string; title: string; passed: boolean };

/** One emergency payment with its story. Throws `not-found`. */
export const emergencyView = async (tx: Tx, id: string, today: Day) => {
  const row = await listedEmergency(tx, id);
  if (!row) throw new Refusal("not-found");
  const [summary] = await summaries(tx, [row], today);
  if (!summary) throw new Error(`emergency payment ${id} went away`);
  const settlements = await settlementsOf(tx, id);
  const staff = await staffNames(tx, [row.made_by]);
  const receipt = (await receiptRow(tx, row.receipt))?.content as Receipt | undefined;
  return {
    ...summary,
    maker: staff(row.made_by),
    why: (await payloadOf(tx, row.reason))?.content?.toString("utf8") ?? "(verwijderd)",
    settlements,
    settled: total(settlements.filter(({ live }) => live).map(({ amount }) => amount)),
    orders: await ordersOfEmergency(tx, id),
    rules: (receipt?.rules ?? []).map(({ code, outcome }): TriedRule => {
      const known = (emergencyChecks as Readonly<Record<string, { title: string }>>)[code];
      return { code, title: known?.title ?? code, passed: outcome === "pass" };
    }),
  };
};
export type EmergencyView = Awaited<ReturnType<typeof emergencyView>>;
