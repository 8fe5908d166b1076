import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { XmlDocument, XmlValidateError, XsdValidator } from "libxml2-wasm";
import { Refusal, type Fault } from "../../kernel/refusal.ts";
import { orderVersions, type OrderVersion } from "./pain001.ts";

// Compiled once per process, from the folder that the settings name. Without a folder our own checks stand alone.
const validators = new Map<OrderVersion, XsdValidator>();

const compiled = (file: string): XsdValidator => {
  const xsd = XmlDocument.fromBuffer(readFileSync(file));
  try {
    return XsdValidator.fromDoc(xsd);
  } finally {
    xsd.dispose();
  }
};

const unusable = (problem: string, remedy: string): Refusal => new Refusal("setting-invalid", [{ field: "PGB_SCHEMAS", problem, remedy }]);

/**
 * Takes the official schemas of ISO 20022 from a folder (PGB_SCHEMAS), so that no file is frozen that breaks them; undefined or
 * empty means: none. Throws `setting-invalid` when the folder or a schema in it is not there or cannot be read.
 */
export const useSchemas = (folder: string | undefined): void => {
  for (const validator of validators.values()) validator.dispose();
  validators.clear();
  if (folder === undefined || folder === "") return;
  if (!existsSync(folder)) throw unusable(`De map ${folder} bestaat niet.`, "Noem de map met de schema's, of laat de instelling weg.");
  for (const version of orderVersions) {
    const file = join(folder, `${version}.xsd`);
    if (!existsSync(file)) throw unusable(`In de map ontbreekt ${version}.xsd.`, "Zet alle schema's in de map.");
    try {
      validators.set(version, compiled(file));
    } catch (error) {
      throw unusable(
        `${version}.xsd is geen leesbaar schema: ${error instanceof Error ? error.message.trim() : String(error)}`,
        "Haal het schema opnieuw op bij ISO 20022.",
      );
    }
  }
};

// Enough to see what is wrong.
const mostShown = 20;

/** What a file breaks of the official schema of its version, with the line on which it does; empty means valid, or no schemas are used. */
export const schemaFaults = (version: OrderVersion, xml: string | Uint8Array): Fault[] => {
  const validator = validators.get(version);
  if (!validator) return [];
  const document = typeof xml === "string" ? XmlDocument.fromString(xml) : XmlDocument.fromBuffer(xml);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.slice(0, mostShown).map(({ message, line }) => ({
      field: `${version}, regel ${String(line)}`,
      problem: message.trim(),
      remedy: "Meld dit aan de beheerder: het bestand past niet in het schema van de bank.",
    }));
  } finally {
    document.dispose();
  }
};
