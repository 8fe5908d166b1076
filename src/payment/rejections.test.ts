import { describe, expect, test } from "vitest";
import type { BatchStatus, StatusReport, TransactionStatus } from "./messages/pain002.ts";
import { rejectionsIn, settledIn } from "./rejections.ts";

const reason = (code: string) => [{ code, proprietary: null, text: "" }];
const payment = (endToEndId: string | null, status: string | null, code = "AC04"): TransactionStatus => ({
  endToEndId,
  status,
  reasons: reason(code),
  bankReference: null,
});
const group = (transactions: TransactionStatus[], change: Partial<BatchStatus> = {}): BatchStatus => ({
  paymentInformationId: "M1",
  status: null,
  reasons: [],
  count: null,
  sum: null,
  counts: [],
  transactions,
  ...change,
});
const report = (change: Partial<StatusReport>): StatusReport => ({
  messageId: "R1",
  createdAt: "",
  originalMessageId: "M1",
  groupStatus: null,
  reasons: [],
  count: null,
  sum: null,
  counts: [],
  batches: [],
  ...change,
});
const read = (given: StatusReport) => {
  const { all, some } = rejectionsIn(given, "M1", new Set(["E1", "E2"]));
  return all ?? Object.fromEntries(some);
};

describe("a status report rejects", () => {
  for (const [why, given, outcome] of [
    ["nothing when it accepts", report({ groupStatus: "ACCP" }), {}],
    ["nothing when money is on its way", report({ batches: [group([payment("E1", "ACSP")])] }), {}],
    [
      "one payment of a part",
      report({ groupStatus: "PART", batches: [group([payment("E1", "RJCT"), payment("E2", "ACSC")])] }),
      { E1: "AC04" },
    ],
    ["all by the group, for its reason", report({ groupStatus: "RJCT", reasons: reason("FF01") }), "FF01"],
    [
      "all by the group, for the reason of its one batch",
      report({ groupStatus: "RJCT", batches: [group([], { reasons: reason("DT01") })] }),
      "DT01",
    ],
    ["all by the batch", report({ batches: [group([], { status: "RJCT", reasons: reason("AM04") })] }), "AM04"],
    [
      "the named of a rejected batch, each for its own reason",
      report({ batches: [group([payment("E1", null), payment("E2", "RJCT", "MD07")], { status: "RJCT" })] }),
      { E1: "AC04", E2: "MD07" },
    ],
    ["for a reason not specified when the bank gives none", report({ groupStatus: "RJCT" }), "MS03"],
    ["a file that the bank says it has already", report({ groupStatus: "RJCT", reasons: reason("DU01") }), "DU01"],
    ["a payment that the bank says it has already", report({ batches: [group([payment("E1", "RJCT", "AM05")])] }), { E1: "AM05" }],
  ] as const)
    test(why, () => expect(read(given)).toEqual(outcome));

  for (const [why, given] of [
    ["a payment that is not in the batch", report({ batches: [group([payment("E9", "RJCT")])] })],
    ["a payment without a reference", report({ batches: [group([payment(null, "RJCT")])] })],
    ["another batch", report({ batches: [group([], { paymentInformationId: "M9", status: "RJCT" })] })],
  ] as const)
    test(`and is refused whole about ${why}`, () => expect(() => read(given)).toThrow("bank-file-refused"));
});

describe("a status report says that it carried out", () => {
  const counts = (settled: number) => [
    { status: "RJCT", count: 1, sum: null },
    ...(settled > 0 ? [{ status: "ACSC", count: settled, sum: null }] : []),
  ];
  for (const [why, given, outcome] of [
    ["all, by the group", report({ groupStatus: "ACSC" }), ["E1", "E2"]],
    ["all, by the batch", report({ batches: [group([], { status: "ACCC" })] }), ["E1", "E2"]],
    ["all but the named", report({ batches: [group([payment("E1", "RJCT")], { status: "ACSC" })] }), ["E2"]],
    ["what it names", report({ groupStatus: "PART", batches: [group([payment("E1", "ACSC")])] }), ["E1"]],
    [
      "the rest of a part, by its own count",
      report({ batches: [group([payment("E1", "RJCT")], { status: "PART", counts: counts(1) })] }),
      ["E2"],
    ],
    ["nothing of a part without a count", report({ groupStatus: "PART", batches: [group([payment("E1", "RJCT")])] }), []],
    ["nothing of a part that counts rejections only", report({ batches: [group([payment("E1", "RJCT")], { counts: counts(0) })] }), []],
    ["nothing when it accepts", report({ groupStatus: "ACCP" }), []],
    ["nothing when money is on its way", report({ batches: [group([], { status: "ACSP" })] }), []],
    ["nothing when it rejects", report({ groupStatus: "RJCT" }), []],
  ] as const)
    test(why, () => expect(settledIn(given, new Set(["E1", "E2"]))).toEqual(outcome));
});
