import { inEuros } from "../../kernel/money.ts";
import type { BankFileAnswer } from "../import-bank-file.ts";

/** What reading in a file of the bank came to, as sentences. */
export const toldOf = (answer: BankFileAnswer): string => {
  if (answer.kind === "status") {
    return answer.rejected === 0
      ? `Statusbericht ${answer.message} is ingelezen. De bank weigerde niets.`
      : `Statusbericht ${answer.message} is ingelezen. De bank weigerde ${String(answer.rejected)} betalingen.`;
  }
  if (answer.kind === "details") {
    const told = [
      answer.explained > 0 && `${String(answer.explained)} horen bij een afschrift`,
      answer.waiting > 0 && `${String(answer.waiting)} wachten op hun afschrift`,
      answer.contradicts > 0 && `${String(answer.contradicts)} kloppen niet met het afschrift`,
    ].filter((one) => one !== false);
    return `Boekingsmelding ${answer.message} is ingelezen: ${told.length === 0 ? "wij hadden haar al" : told.join(", ")}.`;
  }
  return answer.statements
    .map(
      ({ statement, closing, entries, unexplained }) =>
        `Afschrift ${statement} is ingelezen: ${String(entries)} boekingen, eindsaldo ${inEuros(closing)}, ${unexplained === 0 ? "alles herkend" : `${String(unexplained)} niet herkend`}.`,
    )
    .join(" ");
};
