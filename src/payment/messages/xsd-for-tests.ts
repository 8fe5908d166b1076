import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { XmlDocument, XmlValidateError, XsdValidator } from "libxml2-wasm";

const folder = new URL("../../../../shared/data/xsd/", import.meta.url);

/** Where the official schemas stand on a machine that has them. */
export const schemaFolder = fileURLToPath(folder);

/** Are the official schemas of ISO 20022 on this machine? When not, a test says that it checks less. */
export const schemasPresent = existsSync(folder);

/** What libxml2 says against a document under an official schema, "pain.001.001.09"; empty means valid. Tests only. */
export function schemaFaults(schema: string, xml: string): string[] {
  const xsd = XmlDocument.fromBuffer(readFileSync(new URL(`${schema}.xsd`, folder)));
  const validator = XsdValidator.fromDoc(xsd);
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.map((detail) => detail.message);
  } finally {
    document.dispose();
    validator.dispose();
    xsd.dispose();
  }
}
