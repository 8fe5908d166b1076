import { daysBetween, plusDays, type Day } from "../../kernel/day.ts";
import { minus, plus, zero, type Cents } from "../../kernel/money.ts";
import type { BudgetCourse, LinePoint } from "../../web/ui/budget-line.tsx";
import type { BudgetFigures } from "../../web/ui/budget.tsx";

/** What is known of the money of one budget: its days, its sums, and what was spent on which day, the oldest first. */
export type Course = { from: Day; until: Day; figures: BudgetFigures; spent: readonly { on: Day; amount: Cents }[]; irregular: boolean };

const notBelowZero = (amount: Cents): Cents => (amount > zero ? amount : zero);

const pastPoints = ({ from, figures, spent }: Course, today: Day): LinePoint[] => {
  const points: LinePoint[] = [{ on: from, left: figures.awarded }];
  let left = figures.awarded;
  for (const { on, amount } of spent) {
    left = minus(left, amount);
    // A point just before money was spent keeps the line level until then.
    const last = points.at(-1);
    if (last?.on === on) points.pop();
    if (on >= from && on <= today) points.push({ on, left: notBelowZero(left) });
  }
  return points.at(-1)?.on === today ? points : [...points, { on: today, left: notBelowZero(left) }];
};

/** What is expected to be spent in the days that remain: what was promised, and for irregular work at least the pace so far. */
const expectedSpending = ({ from, until, figures, irregular }: Course, today: Day): Cents => {
  if (!irregular) return figures.committed;
  const gone = Math.max(1, daysBetween(from, today) + 1);
  const pace = Math.round(((figures.paid + figures.claimed) * Math.max(0, daysBetween(today, until))) / gone);
  return (pace > figures.committed ? pace : figures.committed) as Cents;
};

/** The course of a budget through its period (verloop), or null while it has not begun or nothing was awarded. */
export const courseOf = (course: Course, today: Day): BudgetCourse | null => {
  const { from, until, figures } = course;
  if (today < from || figures.awarded <= zero) return null;
  const on = today < until ? today : until;
  const left = minus(figures.awarded, plus(figures.paid, figures.claimed));
  const spending = today < until ? expectedSpending(course, on) : zero;
  const base = { from, until, awarded: figures.awarded, past: pastPoints(course, on) };
  if (spending <= left) return { ...base, expected: { on: until, left: minus(left, spending) } };
  const days = Math.floor((daysBetween(on, until) * Math.max(0, left)) / spending);
  return { ...base, expected: { on: plusDays(on, days), left: zero } };
};
