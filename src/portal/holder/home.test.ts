import { expect, test } from "vitest";
import { beginTasks } from "./home.tsx";

test.each([
  ["with a budget and no agreement makes the first one", 1, 0, 0, true, ["/overeenkomsten/nieuw"]],
  ["who began on the first one goes on with it", 1, 0, 1, true, ["/overeenkomsten"]],
  ["with a budget and an agreement has begun", 1, 1, 1, true, []],
  ["without a budget has nothing to agree on", 0, 0, 0, true, []],
  ["who may not make agreements is not asked to", 1, 0, 0, false, []],
])("a holder %s", (_who, budgets, agreements, drafts, mayMake, hrefs) => {
  expect(beginTasks({ budgets, agreements, drafts, mayMake }).map(({ href }) => href)).toEqual(hrefs);
});
