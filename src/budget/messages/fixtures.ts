import type { Law } from "../../law/laws.ts";
import { awardMessageXml, type AwardMessageFields } from "./award-writer.ts";

/** What a fixture may differ in; what is left out is that of a valid message. Everything is text, so that it can be wrong as well. */
export type FixtureFields = {
  sender?: string;
  receiver?: string;
  code?: string;
  version?: string;
  identification?: string;
  dated?: string;
  bsn?: string;
  born?: string;
  competent?: boolean;
  client?: Partial<AwardMessageFields["client"]>;
  relations?: AwardMessageFields["relations"];
  number?: string;
  previous?: string | null;
  awarded?: string;
  period?: { from: string; until: string } | null;
  functions?: AwardMessageFields["budget"]["functions"];
};

const year = { from: "2026-01-01", until: "2026-12-31" };

const valid: Readonly<Record<Law, { sender: string; bsn: string; born: string; functions: AwardMessageFields["budget"]["functions"] }>> = {
  wlz: { sender: "5515", bsn: "999990019", born: "1957-03-14", functions: [{ code: "99", amount: 5_400_000, ...year }] },
  wmo: {
    sender: "0363",
    bsn: "999990020",
    born: "1962-08-09",
    functions: [
      { code: "02", amount: 1_200_000, ...year },
      { code: "01", amount: 360_000, ...year },
    ],
  },
  jeugdwet: { sender: "0599", bsn: "999990032", born: "2014-05-21", functions: [{ code: "45", amount: 900_000, ...year }] },
};

/** Fields of a valid award message under a law, with differences. The child under the Jeugdwet has a parent as representative. */
export const fixtureFields = (law: Law, given: FixtureFields = {}): AwardMessageFields => {
  const base = valid[law];
  const parent = {
    number: 1,
    kind: "10",
    bsn: "999990044",
    born: "1985-01-02",
    name: { family: "Dam", prefix: "van", given: "Noor", initials: "N" },
  };
  const relations = given.relations ?? (law === "jeugdwet" ? [parent] : []);
  return {
    law,
    code: given.code ?? "460",
    version: given.version ?? "2.0",
    sender: given.sender ?? base.sender,
    receiver: given.receiver ?? "1030",
    identification: given.identification ?? "A00000000001",
    dated: given.dated ?? "2025-12-01",
    client: {
      bsn: given.bsn ?? base.bsn,
      born: given.born ?? base.born,
      sex: "female",
      name: { family: "Dam", prefix: "van", given: "Iris", initials: "I" },
      address: { street: "Lindelaan", house: "5 bis", postcode: "1011AB", city: "Voorbeeldstad", country: "NL" },
      competent: given.competent ?? law !== "jeugdwet",
      ...given.client,
    },
    relations,
    budget: {
      number: given.number ?? "BUDGET-1",
      previous: given.previous ?? null,
      awarded: given.awarded ?? "2025-12-01",
      period: given.period === undefined ? year : given.period,
      functions: given.functions ?? base.functions,
    },
  };
};

/** A WLZ501 as text. */
export const wlz501 = (given: FixtureFields = {}): string => awardMessageXml(fixtureFields("wlz", given));
/** A WMO501 as text. */
export const wmo501 = (given: FixtureFields = {}): string => awardMessageXml(fixtureFields("wmo", given));
/** A JW501 as text. */
export const jw501 = (given: FixtureFields = {}): string => awardMessageXml(fixtureFields("jeugdwet", given));
