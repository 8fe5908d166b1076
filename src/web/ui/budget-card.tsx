import { BudgetLine, BudgetVerdict, type BudgetCourse } from "./budget-line.tsx";
import { BudgetBar, BudgetLeft, Legend, type BudgetRow } from "./budget.tsx";
import { Card } from "./card.tsx";
import { ActionLink, Small } from "./text.tsx";

type BudgetCardProps = {
  budget: BudgetRow;
  /** Left out when nothing can be expected yet, for a budget that begins later. */
  course?: BudgetCourse | undefined;
  /** The page with everything about this budget. */
  href?: string | undefined;
};

/** One budget in one card: what is left, the bar, its figures, the line to the end of its period, and what that means. */
export const BudgetCard = ({ budget, course, href }: BudgetCardProps) => (
  <Card>
    <div className="budget-head">
      <div>
        <h3>{budget.name}</h3>
        <Small>{budget.payer}</Small>
      </div>
      <BudgetLeft figures={budget.figures} />
    </div>
    <BudgetBar figures={budget.figures} />
    <Legend figures={budget.figures} year={budget.year} />
    {course && <BudgetLine course={course} />}
    {course && <BudgetVerdict course={course} />}
    {href !== undefined && <ActionLink href={href}>Alles over {budget.name.toLowerCase()}</ActionLink>}
  </Card>
);
