import { readBsn, type Bsn } from "../kernel/bsn.ts";
import { readIban, type Iban } from "../kernel/iban.ts";

// The official test range; those from here on are used by nobody else in the project.
const firstTestBsn = 999_980_000;

/** The nth BSN of the test range that passes the eleven test, from a fixed place on. */
export const testBsn = (nth: number): Bsn => {
  for (let number = firstTestBsn, left = nth; ; number += 1) {
    const bsn = readBsn(String(number));
    if (bsn === null) continue;
    if (left === 0) return bsn;
    left -= 1;
  }
};

/** A Dutch account number with the right check digits, for the ten digits of an invented account. */
export const testIban = (account: string): Iban => {
  for (let check = 2; check <= 98; check += 1) {
    const iban = readIban(`NL${String(check).padStart(2, "0")}ABNA${account}`);
    if (iban !== null) return iban;
  }
  throw new Error(`no account number for ${account}`);
};

/** A chamber number of eight digits that no company can have. */
export const testChamber = (nth: number): string => String(99_000_000 + nth);
