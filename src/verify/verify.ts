import { hashOf, type Receipt } from "../law/receipt.ts";
import { agreementFaults } from "./agreement.ts";
import { consistencyFaults } from "./consistency.ts";
import { declarationFaults } from "./declaration.ts";
import { figureFaults } from "./figures.ts";
import { lapseFaults } from "./lapse.ts";
import type { PublishedCheck } from "./published.ts";
import { recoveryFaults } from "./recovery.ts";
import { redressFaults } from "./redress.ts";
import { suspensionFaults } from "./suspension.ts";
import { same, told, type Fault, type KeptReceipt } from "./receipt.ts";

type Judge = (receipt: Receipt) => Fault[];

/** Who decides anew, by the first rule of a decision. What has no such judge is held to law, to the catalogue and to itself. */
const judges: Readonly<Record<string, Judge>> = {
  A101: agreementFaults,
  D108: declarationFaults,
  D130: lapseFaults,
  R101: redressFaults,
  R110: recoveryFaults,
  S101: suspensionFaults,
};

const shape = (receipt: Receipt): Fault[] => {
  const { form, rules, sheet, findings, given } = receipt as unknown as Record<string, unknown>;
  const right = form === "receipt-1" && [rules, sheet, findings].every((list) => Array.isArray(list)) && typeof given === "object";
  return right ? [] : [{ where: "form", expected: "receipt-1 met rules, sheet, findings en given", found: told(form) }];
};

const attempt = (what: string, work: () => Fault[]): Fault[] => {
  try {
    return work();
  } catch (error) {
    return [{ where: what, expected: "gegevens waarmee te rekenen is", found: error instanceof Error ? error.message : String(error) }];
  }
};

/**
 * Recomputes a receipt from what it was given (narekenen van een besluit) with rules of its own: it shares the kernel and the law with
 * the program that decided, and nothing else. Answers with everything that is not what it must be; never throws on a receipt.
 */
export const faultsIn = ({ content, hash }: KeptReceipt, published: ReadonlyMap<string, PublishedCheck>): Fault[] => {
  const wrong = attempt("form", () => shape(content));
  if (wrong.length > 0) return wrong;
  const judge = judges[content.rules[0]?.code ?? ""];
  return [
    ...attempt("hash", () => same("hash", hash, hashOf(content))),
    ...attempt("sheet", () => figureFaults(content)),
    ...attempt("rules", () => consistencyFaults(content, published)),
    ...(judge === undefined ? [] : attempt("besluit", () => judge(content))),
  ];
};
