import { day } from "../../kernel/day.ts";
import { unconfirmed } from "../../law/catalogue.ts";
import type { RedressDays, RedressFacts } from "./redress.ts";

/**
 * A decision on an objection of 1 July 2027. Payment was promised by 2 December 2026, a decision asked on 27 January 2027 (the last day),
 * taken on 24 March (the last day), and objected to on 5 May (the last day): the decision on that is due by 16 June.
 */
export const redressFacts = (
  days: Partial<RedressDays> = {},
  outcome: RedressFacts["outcome"] = "unfounded",
  today = "2027-06-16",
): RedressFacts => ({
  today: day(today),
  release: "test",
  id: "redress-1",
  declaration: "claim-1",
  agreement: { id: "agreement-1", law: "wmo" },
  days: {
    promisedOn: day("2026-12-02"),
    askedOn: day("2027-01-27"),
    decidedOn: day("2027-03-24"),
    objectedOn: day("2027-05-05"),
    postponed: false,
    ...days,
  },
  outcome,
  confirmed: unconfirmed(),
});
