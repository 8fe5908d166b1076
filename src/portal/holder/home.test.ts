import { expect, test } from "vitest";
import { beginTasks } from "./home.tsx";

test.each([
  ["with a budget and no agreement makes the first one", 1, 0, true, ["/overeenkomsten/nieuw"]],
  ["with a budget and an agreement has begun", 1, 1, true, []],
  ["without a budget has nothing to agree on", 0, 0, true, []],
  ["who may not make agreements is not asked to", 1, 0, false, []],
])("a holder %s", (_who, budgets, agreements, mayMake, hrefs) => {
  expect(beginTasks(budgets, agreements, mayMake).map(({ href }) => href)).toEqual(hrefs);
});
