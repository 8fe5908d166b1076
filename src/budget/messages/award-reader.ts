import { createHash } from "node:crypto";
import type { Day } from "../../kernel/day.ts";
import { readXmlTree, type XmlTree } from "../../kernel/xml.ts";
import { laws, type Law } from "../../law/laws.ts";
import { faultOf, type AwardFault, type AwardReading } from "./award-codes.ts";
import {
  all,
  bornField,
  bsnField,
  dayField,
  element,
  field,
  inside,
  insideShared,
  matching,
  nameField,
  note,
  words,
  type Inside,
  type Spot,
} from "./award-form.ts";
import {
  canRepresent,
  messageCodes,
  messageNamespace,
  messagePrefix,
  mostRelations,
  payingAgency,
  relationKinds,
  sharedNamespace,
  type AwardHeader,
  type MessageAddress,
  type MessageClient,
  type MessageRelation,
  type Sex,
} from "./award-message.ts";
import { readBudget } from "./budget-reader.ts";

/** Most bytes of one award message. */
export const mostMessageBytes = 1_000_000;

const namespaceOf = (law: Law): string => messageNamespace(`${messagePrefix[law]}501`);
const lawOf = (namespace: string): Law | undefined => laws.find((law) => namespaceOf(law) === namespace);

const readIdentity = (from: Inside, spot: Spot): { identification: string | null; dated: Day | null } => {
  const tree = element(from, "BerichtIdentificatie", spot);
  if (tree === undefined) return { identification: null, dated: null };
  const parts = insideShared(tree, spot, ["Identificatie", "Dagtekening"]);
  return { identification: words(parts, "Identificatie", spot, 12), dated: dayField(parts, "Dagtekening", spot) };
};

const checkVersions = (from: Inside, spot: Spot): void => {
  const tree = element(from, "XsdVersie", spot);
  if (tree === undefined) return;
  const names = ["BasisschemaXsdVersie", "BerichtXsdVersie"];
  const parts = insideShared(tree, spot, names);
  for (const name of names) matching(parts, name, spot, /^\d{1,4}\.\d{1,4}\.\d{1,4}$/);
};

const readHeader = (tree: XmlTree | undefined, law: Law, spot: Spot): AwardHeader | null => {
  if (tree === undefined) return null;
  const from = inside(tree, spot, [
    "BerichtCode",
    "BerichtVersie",
    "BerichtSubversie",
    "Afzender",
    "Ontvanger",
    "BerichtIdentificatie",
    "XsdVersie",
  ]);
  const code = field(from, "BerichtCode", spot);
  const major = field(from, "BerichtVersie", spot);
  const minor = field(from, "BerichtSubversie", spot);
  if (code !== null && code !== messageCodes.award) note(spot, "P009", "BerichtCode");
  if (major !== null && minor !== null && (major !== "2" || minor !== "0")) note(spot, "P009", "BerichtVersie");
  const sender = matching(from, "Afzender", spot, /^\d{4}$/);
  const receiver = matching(from, "Ontvanger", spot, /^\d{4}(\d{4})?$/);
  if (receiver !== null && receiver !== payingAgency) note(spot, "P008", "Ontvanger");
  const { identification, dated } = readIdentity(from, spot);
  checkVersions(from, spot);

  if (
    code === null ||
    major === null ||
    minor === null ||
    sender === null ||
    receiver === null ||
    identification === null ||
    dated === null
  )
    return null;
  return { law, code, version: `${major}.${minor}`, sender, receiver, identification, dated };
};

const readAddress = (from: Inside, spot: Spot): MessageAddress | null => {
  const tree = element(from, "Adres", spot);
  if (tree === undefined) return null;
  const parts = insideShared(tree, spot, ["Straatnaam", "Huisnummer", "Postcode", "Plaatsnaam", "LandCode"]);
  const street = words(parts, "Straatnaam", spot, 80);
  const house = words(parts, "Huisnummer", spot, 20);
  const country = matching(parts, "LandCode", spot, /^[A-Z]{2}$/);
  const postcode = country === "NL" ? matching(parts, "Postcode", spot, /^[1-9]\d{3} ?[A-Z]{2}$/) : words(parts, "Postcode", spot, 8);
  const city = words(parts, "Plaatsnaam", spot, 80);
  if (street === null || house === null || country === null || postcode === null || city === null) return null;
  return { street, house, postcode, city, country };
};

const sexes: Readonly<Record<string, Sex>> = { "0": "unknown", "1": "male", "2": "female" };

const readClient = (from: Inside, dated: Day | null, spot: Spot): MessageClient | null => {
  const bsn = bsnField(from, spot);
  const born = bornField(from, spot, dated);
  const sex = matching(from, "Geslacht", spot, /^[012]$/);
  const name = nameField(from, spot);
  const address = readAddress(from, spot);
  const competent = matching(from, "BevoegdTotBeheer", spot, /^[12]$/);
  if (bsn === null || born === null || sex === null || name === null || address === null || competent === null) return null;
  return { bsn, born, sex: sexes[sex] ?? "unknown", name, address, competent: competent === "1" };
};

type ReadRelation = { number: number | null; kind: string | null; relation: MessageRelation | null };

const readRelation = (tree: XmlTree, dated: Day | null, spot: Spot): ReadRelation => {
  const from = inside(tree, spot, ["Nummer", "Soort", "Bsn", "Geboortedatum", "Naam"]);
  const digits = matching(from, "Nummer", spot, /^\d{1,9}$/);
  const kind = field(from, "Soort", spot);
  if (kind !== null && !relationKinds.has(kind)) note(spot, "P002", "Soort");
  const bsn = bsnField(from, spot, true);
  const born = bornField(from, spot, dated, true);
  const name = nameField(from, spot);
  const its = digits === null ? null : Number(digits);
  return { number: its, kind, relation: its === null || kind === null || name === null ? null : { number: its, kind, bsn, born, name } };
};

const readRelations = (from: Inside, dated: Day | null, spotAt: (at: number) => Spot): ReadRelation[] => {
  const [tree] = all(from, "Relaties");
  if (tree === undefined) return [];
  const trees = all(inside(tree, spotAt(0), [], ["Relatie"]), "Relatie");
  if (trees.length === 0) note(spotAt(0), "P001", "Relatie");
  if (trees.length > mostRelations) note(spotAt(mostRelations), "P007", "Relatie");
  const seen = new Set<number>();
  return trees.slice(0, mostRelations).map((each, at) => {
    const read = readRelation(each, dated, spotAt(at));
    if (read.number !== null && seen.has(read.number)) note(spotAt(at), "OP514", "Nummer");
    if (read.number !== null) seen.add(read.number);
    return read;
  });
};

const unreadable = (digest: string, law: Law | null, text: string): AwardReading => ({
  digest,
  law,
  header: null,
  message: null,
  relations: [],
  budgets: [],
  functions: [],
  clients: 0,
  faults: [{ ...faultOf("Bericht", 0, "0001"), text }],
});

// Which kind of message it was meant to be, for the return on one that cannot be parsed; nothing else is taken from it.
const lawMeant = (bytes: Uint8Array): Law | null => {
  const start = Buffer.from(bytes.subarray(0, 4_000)).toString("latin1");
  return laws.find((law) => start.includes(namespaceOf(law))) ?? null;
};

/**
 * Reads an award message (toekenningsbericht): its form, and what it must say of itself without asking anybody. Never throws on input
 * and never reads anything else. `message` is null when something is wrong; what is wrong is in `faults`, each on its class.
 */
export function readAwardMessage(bytes: Uint8Array): AwardReading {
  const digest = createHash("sha256").update(bytes).digest("hex");
  const read = readXmlTree(bytes, {
    root: { name: "Bericht", namespaces: laws.map(namespaceOf) },
    namespaces: [...laws.map(namespaceOf), sharedNamespace],
    maxBytes: mostMessageBytes,
    maxDepth: 8,
    maxElements: 4_000,
  });
  const text = faultOf("Bericht", 0, "0001").text;
  if (!read.ok) return unreadable(digest, lawMeant(bytes), `${text} ${read.fault.problem} ${read.fault.remedy}`);
  const law = lawOf(read.tree.namespace);
  if (law === undefined) throw new Error(`${read.tree.namespace} passed the check on the root`);
  const unknown: AwardFault[] = [];
  inside(read.tree, { class: "Bericht", at: 0, namespace: namespaceOf(law), faults: unknown }, ["Header", "Client"]);
  if (unknown[0] !== undefined) return unreadable(digest, law, `${text} ${unknown[0].text}`);
  return readParts(read.tree, law, digest);
}

const readParts = (root: XmlTree, law: Law, digest: string): AwardReading => {
  const faults: AwardFault[] = [];
  const namespace = namespaceOf(law);
  const spotOn = (on: Spot["class"], at: number): Spot => ({ class: on, at, namespace, faults });
  const head = spotOn("Header", 0);
  const whole = inside(root, head, ["Header", "Client"]);
  const header = readHeader(element(whole, "Header", head), law, head);
  const dated = header?.dated ?? null;

  const spot = spotOn("Client", 0);
  const clientTree = element(whole, "Client", spot);
  const from = inside(clientTree, spot, ["Bsn", "Geboortedatum", "Geslacht", "Naam", "Adres", "BevoegdTotBeheer", "Relaties", "Budget"]);
  const client = clientTree === undefined ? null : readClient(from, dated, spot);
  const relations = readRelations(from, dated, (at) => spotOn("Relatie", at));
  if (client?.competent === false && !relations.some(({ kind }) => kind !== null && canRepresent(kind))) note(spot, "OP516");
  const budgetTree = clientTree === undefined ? undefined : element(from, "Budget", spotOn("Budget", 0));
  const budget = budgetTree === undefined ? null : readBudget(budgetTree, law, spotOn);

  const readRelated = relations.flatMap(({ relation }) => (relation === null ? [] : [relation]));
  const read = budget?.budget ?? null;
  const complete = faults.length === 0 && header !== null && client !== null && read !== null;
  return {
    digest,
    law,
    header,
    message: complete ? { ...header, client, relations: readRelated, budget: read } : null,
    relations: relations.map((each) => each.number),
    budgets: budget === null ? [] : [budget.number],
    functions: budget?.functions.map(({ code }) => code) ?? [],
    clients: clientTree === undefined ? 0 : 1,
    faults,
  };
};
