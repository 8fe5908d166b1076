import { day } from "../../kernel/day.ts";
import { cents, zero } from "../../kernel/money.ts";
import { Page } from "../layout.tsx";
import { BudgetCard } from "./budget-card.tsx";
import type { BudgetFigures } from "./budget.tsx";
import { holderFrame } from "./gallery-frame.ts";
import { Columns, PageHeading, Section } from "./text.tsx";

const nothing: BudgetFigures = { awarded: zero, paid: zero, claimed: zero, committed: zero };
const firstBudget = { id: "3", name: "", payer: "Jeugdwet, gemeente Lindehoven", year: "2026" };
const year = { from: day("2026-01-01"), until: day("2026-12-31") };

/** Budgets at the edges of what can be drawn: just begun, spent, half a year, nothing awarded. */
export const EdgesPage = () => (
  <Page {...holderFrame} title="Budgetten" current="/budget">
    <PageHeading title="Uw budgetten" />
    <Section title="Budgetten van 2026">
      <Columns>
        <BudgetCard
          budget={{ ...firstBudget, name: "Pas begonnen", figures: { ...nothing, awarded: cents(2400000), committed: cents(1100000) } }}
          course={{
            ...year,
            awarded: cents(2400000),
            past: [
              { on: day("2026-01-01"), left: cents(2400000) },
              { on: day("2026-01-20"), left: cents(2350000) },
            ],
            expected: { on: day("2026-12-31"), left: cents(1300000) },
          }}
        />
        <BudgetCard
          budget={{ ...firstBudget, name: "Op", figures: { ...nothing, awarded: cents(500000), paid: cents(500000) } }}
          course={{
            from: day("2026-07-01"),
            until: day("2026-11-30"),
            awarded: cents(500000),
            past: [
              { on: day("2026-07-01"), left: cents(500000) },
              { on: day("2026-11-21"), left: cents(0) },
            ],
            expected: { on: day("2026-11-21"), left: cents(0) },
          }}
        />
        <BudgetCard budget={{ ...firstBudget, name: "Niets toegekend", figures: nothing }} />
        <BudgetCard
          budget={{
            ...firstBudget,
            name: "Verlaagd tot onder wat is betaald",
            figures: { ...nothing, awarded: cents(100000), paid: cents(250000) },
          }}
        />
      </Columns>
    </Section>
  </Page>
);
