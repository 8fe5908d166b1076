import type { Day, Month } from "../../kernel/day.ts";
import { minus, type Cents } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { payloadsOf } from "../../db/queries.ts";
import type { Tx } from "../../db/pool.ts";
import type { Called } from "../../agreement/read.ts";
import { namesOf } from "../../party/funders.ts";
import { recoveryRows, type RecoveryRow, type RecoveryWhere } from "./queries.ts";
import type { Debtor, Ground, RecoveryState } from "./recovery.ts";

/** What is claimed back, as people read it: of whom, why, what came in, and what is left. */
export type RecoveryView = {
  id: string;
  number: string;
  agreement: string;
  holder: Called;
  provider: Called;
  debtor: Debtor;
  ground: Ground;
  state: RecoveryState;
  amount: Cents;
  repaid: Cents;
  /** Below zero when more came in than was owed. */
  left: Cents;
  claimedOn: Day;
  dueBy: Day;
  decidedOn: Day | null;
  reasons: string;
  receipt: string;
  /** `day` is null for a month amount. */
  lines: readonly { declaration: string; number: string; month: Month; day: Day | null; amount: Cents }[];
  instalments: readonly { dueOn: Day; amount: Cents }[];
  repayments: readonly { on: Day; amount: Cents; cameBack: boolean }[];
};

const viewOf = (row: RecoveryRow, called: (id: string) => Called, words: (hash: string) => string): RecoveryView => ({
  ...{ id: row.id, number: row.number, agreement: row.agreement_id },
  ...{ holder: called(row.holder_id), provider: called(row.provider_id), debtor: row.debtor, ground: row.ground, state: row.state },
  ...{ amount: row.amount, repaid: row.repaid, left: minus(row.amount, row.repaid) },
  ...{ claimedOn: row.claimed_on, dueBy: row.due_by, decidedOn: row.decided_on, reasons: words(row.reasons), receipt: row.receipt_id },
  lines: row.lines.map(({ unit, ...line }) => ({ ...line, day: unit === "month" ? null : line.day })),
  instalments: row.instalments,
  repayments: row.repayments,
});

/** What is claimed back of one declaration, of one agreement, or of everybody and not paid yet; what is due first comes first. */
export const recoveries = async (tx: Tx, where: RecoveryWhere, most = 200): Promise<RecoveryView[]> => {
  const rows = await recoveryRows(tx, where, most);
  if (rows.length === 0) return [];
  const [names, kept] = await Promise.all([
    namesOf(
      tx,
      rows.flatMap(({ holder_id, provider_id }) => [holder_id, provider_id]),
    ),
    payloadsOf(
      tx,
      rows.map(({ reasons }) => reasons),
    ),
  ]);
  const texts = new Map(kept.map(({ hash, content }) => [hash, content?.toString("utf8")]));
  const called = (id: string): Called => ({ ...(names.get(id) ?? { name: "(naam verwijderd)", salutation: "(naam verwijderd)" }), id });
  return rows.map((row) => viewOf(row, called, (hash) => texts.get(hash) ?? "(verwijderd)"));
};

/** One recovery. Throws `recovery-unknown`. */
export const recoveryView = async (tx: Tx, id: string): Promise<RecoveryView> => {
  const [view] = await recoveries(tx, { id });
  if (!view) throw new Refusal("recovery-unknown");
  return view;
};
