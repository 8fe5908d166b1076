import { cents, minus, plus, zero, type Cents } from "../../kernel/money.ts";
import type { Tx } from "../../db/pool.ts";
import { commitmentsOn } from "../../agreement/read.ts";
import type { BudgetLine } from "../../budget/award.ts";
import { roomOn } from "../../budget/read.ts";
import { countersFor } from "../../ledger/post.ts";

/** Where the money of one budget line is, as its funder sees it. Together they make what was awarded, less the conflict. */
export type Standing = {
  /** Set aside for agreements and not yet declared (vastgelegd). */
  committed: Cents;
  /** Declared and not yet paid (ingediend). */
  claimed: Cents;
  paid: Cents;
  free: Cents;
  /** Promised or spent beyond a lowered award (bestedingsconflict). */
  conflict: Cents;
  agreements: readonly { agreement: string; number: string; committed: Cents; claimed: Cents; paid: Cents }[];
};

/** The standing of each of these lines, by id. */
export const standings = async (tx: Tx, lines: readonly BudgetLine[]): Promise<ReadonlyMap<string, Standing>> => {
  const room = await roomOn(tx, lines);
  const commitments = await commitmentsOn(
    tx,
    lines.map(({ id }) => id),
  );
  const counters = await countersFor(
    tx,
    lines.map(({ account }) => account),
  );
  return new Map(
    lines.map((line) => {
      const { free, conflict } = room.get(line.id) ?? { free: zero, conflict: zero };
      const set = commitments.get(line.id) ?? { committed: zero, claimed: zero, paid: zero, agreements: [] };
      // What left the line without being set aside first: claims on its free room, waiting or paid.
      const direct = cents(line.awarded + conflict - free - set.committed - set.claimed - set.paid);
      const waiting = counters.get(line.account)?.debitsPending ?? zero;
      const paid = plus(set.paid, minus(direct, waiting));
      return [line.id, { committed: set.committed, claimed: plus(set.claimed, waiting), paid, free, conflict, agreements: set.agreements }];
    }),
  );
};
