import { expect, test } from "vitest";
import { day } from "../../kernel/day.ts";
import { minutes } from "../../kernel/money.ts";
import { isOnCall, mayRefuse, offerDue, onCallRules, paidForCall } from "./on-call.ts";

const rulesOn = (on: string) => {
  const found = onCallRules.on(day(on));
  if (!found.known) throw new Error("no rules");
  return found.value;
};
const rules = rulesOn("2026-06-01");
const work = day("2026-06-10");

test("on call: no fixed hours, or no wage without work", () => {
  expect([
    isOnCall({ fixedHours: true, noWorkNoWage: false }),
    isOnCall({ fixedHours: true, noWorkNoWage: true }),
    isOnCall({ fixedHours: false, noWorkNoWage: false }),
  ]).toStrictEqual([false, true, true]);
  expect(onCallRules.on(day("2019-12-31")).known).toBe(false);
});

for (const [called, may] of [
  ["2026-06-05", false],
  ["2026-06-06", false],
  ["2026-06-07", true],
  ["2026-06-10", true],
] as const) {
  test(`called on ${called} for 10 June, the worker may refuse: ${String(may)}`, () => {
    expect(mayRefuse(rules, { calledOn: day(called), workOn: work })).toBe(may);
  });
}

for (const [why, terms, call, paid] of [
  ["worked longer than the least", { perWeek: null, timesFixed: false }, { worked: 240, withdrawn: null }, 240],
  ["a short call is paid three hours", { perWeek: null, timesFixed: false }, { worked: 60, withdrawn: null }, 180],
  ["just three hours", { perWeek: null, timesFixed: false }, { worked: 180, withdrawn: null }, 180],
  ["did not come: nothing", { perWeek: null, timesFixed: false }, { worked: 0, withdrawn: null }, 0],
  ["few hours a week and no fixed times: three hours", { perWeek: 899, timesFixed: false }, { worked: 60, withdrawn: null }, 180],
  ["fifteen hours a week: what was worked", { perWeek: 900, timesFixed: false }, { worked: 60, withdrawn: null }, 60],
  ["few hours a week at fixed times: what was worked", { perWeek: 600, timesFixed: true }, { worked: 60, withdrawn: null }, 60],
  ["withdrawn in time: nothing", { perWeek: null, timesFixed: false }, { worked: 0, withdrawn: "2026-06-06" }, 0],
  ["withdrawn a day too late: the called time", { perWeek: null, timesFixed: false }, { worked: 0, withdrawn: "2026-06-07" }, 300],
  ["withdrawn on the day itself: the called time", { perWeek: 900, timesFixed: true }, { worked: 0, withdrawn: "2026-06-10" }, 300],
] as const) {
  test(why, () => {
    const { perWeek, timesFixed } = terms;
    expect(
      paidForCall(
        rules,
        { perWeek: perWeek === null ? null : minutes(perWeek), timesFixed },
        {
          calledOn: day("2026-06-01"),
          workOn: work,
          called: minutes(300),
          worked: minutes(call.worked),
          withdrawnOn: call.withdrawn === null ? null : day(call.withdrawn),
        },
      ),
    ).toBe(paid);
  });
}

test("fixed hours are offered after twelve months: the average, a part of a minute up", () => {
  const worked = Array.from({ length: 12 }, (_, n) => minutes(n === 0 ? 601 : 600));
  expect(offerDue(rules, day("2025-06-01"), day("2026-05-31"), worked)).toBeNull();
  expect(offerDue(rules, day("2025-06-01"), day("2026-06-01"), worked)).toStrictEqual({
    leastPerMonth: 601,
    offerBy: "2026-07-01",
    answerBy: "2026-08-01",
  });
});
