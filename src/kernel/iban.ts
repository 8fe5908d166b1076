import { electronicFormatIBAN, isValidIBAN } from "ibantools";

declare const brand: unique symbol;

/** An account number (IBAN) in electronic form, without spaces. */
export type Iban = string & { readonly [brand]: "Iban" };

// The geographical scope of SEPA in 2026 (EPC409-09): 41 countries and the territories with a country code of their own.
const sepa = new Set(
  "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GF GG GI GP GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MQ MT NL NO PL PM PT RE RO RS SE SI SK SM VA YT".split(
    " ",
  ),
);

/** Reads an IBAN of the SEPA area, or null. Spaces of any kind, also those with which we write it ourselves, dots and dashes are forgiven. */
export const readIban = (text: string): Iban | null => {
  const bare = electronicFormatIBAN(text.replace(/[\s.]/g, ""));
  if (bare === null || !isValidIBAN(bare) || !sepa.has(bare.slice(0, 2))) return null;
  return bare as Iban;
};

/** An IBAN as people read it: "NL91 ABNA 0417 1643 00". */
export const ibanInGroups = (iban: Iban): string => iban.replace(/(.{4})(?=.)/g, "$1\u00a0");
