import type { Bsn } from "../../kernel/bsn.ts";
import type { Day } from "../../kernel/day.ts";
import type { Cents } from "../../kernel/money.ts";
import type { Law } from "../../law/laws.ts";

/** The name of a person (naam) in its parts: Achternaam, Voorvoegsel, Voornamen, Voorletters. */
export type MessageName = { family: string; prefix: string | null; given: string | null; initials: string | null };

/** Where the holder lives (adres). `house` is number and addition as sent, "7 a"; `country` two capitals. */
export type MessageAddress = { street: string; house: string; postcode: string; city: string; country: string };

/** Sex as sent (Geslacht, COD046). */
export type Sex = "unknown" | "male" | "female";

/** The budget holder (budgethouder, class Client). `competent` false: he may not manage the budget himself (BevoegdTotBeheer 2). */
export type MessageClient = { bsn: Bsn; born: Day; sex: Sex; name: MessageName; address: MessageAddress; competent: boolean };

/** Somebody around the holder (Relatie). `number` is the funder's own and never changes (OP514); `kind` is a code of COD472. */
export type MessageRelation = { number: number; kind: string; bsn: Bsn | null; born: Day | null; name: MessageName };

/** One function budget (FunctieBudget). Amount 0 with from = until withdraws the function (OP505). */
export type MessageFunction = { code: string; amount: Cents; from: Day; until: Day };

/** The budget (Budget) in its complete new situation (OP501). `previous` is the number of the budget it replaces. */
export type MessageBudget = {
  number: string;
  previous: string | null;
  awarded: Day;
  period: { from: Day; until: Day };
  functions: readonly MessageFunction[];
};

/** The header (Header) of an award message. `sender` is a funder's code; `dated` the day of sending (Dagtekening). */
export type AwardHeader = { law: Law; code: string; version: string; sender: string; receiver: string; identification: string; dated: Day };

/** An award message (toekenningsbericht, TKB): WLZ501, WMO501 or JW501, well formed and without contradictions in itself. */
export type AwardMessage = AwardHeader & { client: MessageClient; relations: readonly MessageRelation[]; budget: MessageBudget };

/** The classes (berichtklassen) on which a code can be given. "Bericht" stands for the message as a whole. */
export const messageClasses = ["Bericht", "Header", "Client", "Relatie", "Budget", "FunctieBudget"] as const;
export type MessageClass = (typeof messageClasses)[number];

/** Prefixes of the messages of each law: wmo501 is the award, wmo502 its return, wmo507 the closing message. */
export const messagePrefix: Readonly<Record<Law, string>> = { wlz: "wlz", wmo: "wmo", jeugdwet: "jw" };

/** The namespace of what messages share, and of one kind of message: `messageNamespace("wmo501")`. */
export const sharedNamespace = "http://www.istandaarden.nl/ipgb/2_0/basisschema/schema";
export const messageNamespace = (kind: string): string => `http://www.istandaarden.nl/ipgb/2_0/${kind}/schema`;

/** Our address in the message traffic (Ontvanger of an award, Afzender of a closing message): assumed, see docs/messages.md. */
export const payingAgency = "1030";

/** Vektis codes of the messages. 460 is known for the JW501 and assumed for its sisters; the other two are assumed. */
export const messageCodes = { award: "460", return: "461", closing: "462" } as const;

/** The largest amount that a message can carry (Bedrag), in eurocents. */
export const largestAmount = 99_999_999;

/** Most relations and function budgets that one message may hold: ours, far above what occurs. */
export const mostRelations = 50;
export const mostFunctions = 100;

const numbered = (from: number, until: number): string[] =>
  Array.from({ length: until - from + 1 }, (_, n) => String(from + n).padStart(2, "0"));

/** The care functions (zorgfuncties) that each law can award. Wmo: WMO022. Jeugdwet: JZ020 and the total. Wlz: the total only. */
export const functionCodes: Readonly<Record<Law, ReadonlySet<string>>> = {
  wlz: new Set(["99"]),
  wmo: new Set([...numbered(1, 18), "99"]),
  jeugdwet: new Set([...numbered(31, 38), ...numbered(40, 55), "99"]),
};

/** The kinds of relation (SoortRelatie, COD472). */
export const relationKinds: ReadonlySet<string> = new Set(numbered(3, 25));

// By office or mandate: curator, financially authorised, guardian, administrator, mentor (curator, gemachtigde, voogd, bewindvoerder, mentor).
const byOffice = new Set(["03", "04", "11", "14", "15"]);
// Family: parent, partner, foster parent, child, relative, member of the family. Being family alone gives no right over a budget.
const byFamily = new Set(["10", "12", "13", "16", "17", "18"]);

/** Whether a relation of this kind can stand in for a holder who is not competent (OP516). Which kinds these are is our assumption. */
export const canRepresent = (kind: string): boolean => byOffice.has(kind) || byFamily.has(kind);

/**
 * The relations who represent the holder (vertegenwoordigers): by office always, family only when the holder is not competent. A neighbour, friend
 * or doctor never does by being named; a funder names whom it accepted as authorised (04).
 */
export const representativesOf = ({ client, relations }: Pick<AwardMessage, "client" | "relations">): MessageRelation[] =>
  relations.filter(({ kind }) => byOffice.has(kind) || (!client.competent && byFamily.has(kind)));
