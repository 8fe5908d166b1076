import { day } from "../../kernel/day.ts";
import { cents } from "../../kernel/money.ts";
import { unconfirmed } from "../../law/catalogue.ts";
import type { RecoveryFacts } from "./recovery.ts";

/** A provider who corrects two paid days of October, on 12 November 2026. */
export const recoveryFacts = (changes: Partial<RecoveryFacts> = {}): RecoveryFacts => ({
  today: day("2026-11-12"),
  release: "test",
  id: "recovery-1",
  agreement: { id: "agreement-1", law: "wmo", accepted: ["care-description", "declarations", "funder-claim", "holiday-pay"] },
  ground: "own-correction",
  decidedOn: null,
  intent: false,
  lines: [
    { id: "a", declaration: "claim-1", day: day("2026-10-05"), amount: cents(5_000), state: "paid" },
    { id: "b", declaration: "claim-1", day: day("2026-10-06"), amount: cents(2_500), state: "paid" },
  ],
  confirmed: unconfirmed(),
  ...changes,
});
