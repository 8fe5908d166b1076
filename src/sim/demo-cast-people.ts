import type { Law } from "../law/laws.ts";
import { castRecentHolders } from "./demo-cast-recent.ts";
import { castRepresented } from "./demo-cast-represented.ts";

/** The people of the learning environment. All are invented; their BSNs lie in the official test range. */

export type CastFunder = { code: string; laws: readonly Law[]; maximum: Partial<Record<Law, { formal: number; informal: number }>> };

export type CastStaff = { subject: string; name: string; organisation: string; roles: readonly string[]; about: string };

export type CastPerson = {
  key: string;
  given: string;
  initials: string;
  prefix: string | null;
  family: string;
  sex: "male" | "female";
  born: string;
};

export type CastHolder = CastPerson & {
  street: string;
  house: string;
  postcode: string;
  city: string;
  funder: string;
  law: Law;
  functions: readonly { code: string; amount: number }[];
  representatives: readonly { kind: string; person: CastPerson }[];
  /** Budgets under another law or of another funder (combinatie). */
  also?: readonly Pick<CastHolder, "funder" | "law" | "functions">[];
  about: string;
};

export const castFunders: readonly CastFunder[] = [
  { code: "5513", laws: ["wlz"], maximum: {} },
  {
    code: "0090",
    laws: ["wmo", "jeugdwet"],
    maximum: { wmo: { formal: 6200, informal: 2900 }, jeugdwet: { formal: 6400, informal: 2600 } },
  },
  { code: "1742", laws: ["jeugdwet"], maximum: { jeugdwet: { formal: 6400, informal: 2600 } } },
];

const assess = ["funder-assessor"];
const policy = ["funder-assessor", "funder-policy-maker"];

export const castStaff: readonly CastStaff[] = [
  {
    subject: "zk-anouk",
    name: "Anouk Meijer",
    organisation: "5513",
    roles: assess,
    about: "Beoordeelt overeenkomsten bij het zorgkantoor.",
  },
  {
    subject: "zk-bram",
    name: "Bram Visser",
    organisation: "5513",
    roles: policy,
    about: "Beoordeelt bij het zorgkantoor en gaat over beleid.",
  },
  {
    subject: "sm-carla",
    name: "Carla Hoekstra",
    organisation: "0090",
    roles: policy,
    about: "Beoordeelt overeenkomsten bij de gemeente (Wmo) en gaat mee over beleid.",
  },
  {
    subject: "sm-douwe",
    name: "Douwe Wiersma",
    organisation: "0090",
    roles: policy,
    about: "Beoordeelt bij de gemeente (Wmo) en gaat over beleid.",
  },
  {
    subject: "rh-elif",
    name: "Elif Kaya",
    organisation: "1742",
    roles: policy,
    about: "Beoordeelt overeenkomsten bij de gemeente (jeugd) en gaat mee over beleid.",
  },
  {
    subject: "rh-frank",
    name: "Frank ter Horst",
    organisation: "1742",
    roles: policy,
    about: "Beoordeelt bij de gemeente (jeugd) en gaat over beleid.",
  },
  {
    subject: "svb-greet",
    name: "Greet Aalbers",
    organisation: "SVB",
    roles: ["svb-assessor"],
    about: "Beoordeelt overeenkomsten en declaraties bij de SVB.",
  },
  {
    subject: "svb-hamid",
    name: "Hamid Bouzid",
    organisation: "SVB",
    roles: ["payment-maker", "operator"],
    about: "Maakt betaalbestanden klaar en leest berichten in.",
  },
  { subject: "svb-ineke", name: "Ineke Brouwer", organisation: "SVB", roles: ["payment-releaser"], about: "Geeft betaalbestanden vrij." },
  { subject: "svb-joost", name: "Joost van Dam", organisation: "SVB", roles: ["payment-releaser"], about: "Geeft betaalbestanden vrij." },
  {
    subject: "svb-wilma",
    name: "Wilma Terpstra",
    organisation: "SVB",
    roles: ["payment-head"],
    about: "Geeft als derde vrij wat boven een grens komt, en stelt de betaalregels vast.",
  },
];

const holder = (
  who: [key: string, given: string, initials: string, prefix: string | null, family: string, sex: "male" | "female", born: string],
  where: [street: string, house: string, postcode: string, city: string],
  what: [funder: string, law: Law, functions: readonly (readonly [code: string, amount: number])[]],
  about: string,
  representatives: CastHolder["representatives"] = [],
): CastHolder => ({
  key: who[0],
  given: who[1],
  initials: who[2],
  prefix: who[3],
  family: who[4],
  sex: who[5],
  born: who[6],
  street: where[0],
  house: where[1],
  postcode: where[2],
  city: where[3],
  funder: what[0],
  law: what[1],
  functions: what[2].map(([code, amount]) => ({ code, amount })),
  about,
  representatives,
});

const parent = (key: string, given: string, initials: string, family: string, sex: "male" | "female", born: string) => ({
  kind: "10",
  person: { key, given, initials, prefix: null, family, sex, born },
});

export const castHolders: readonly CastHolder[] = [
  holder(
    ["hannie", "Hannie", "H", "de", "Vries", "female", "1951-05-17"],
    ["Lange West", "14", "9201CE", "Drachten"],
    [
      "0090",
      "wmo",
      [
        ["02", 2_400_000],
        ["01", 624_000],
      ],
    ],
    "Heeft begeleiding en hulp in huis, en keurt elke maand uren goed.",
  ),
  holder(
    ["klaas", "Klaas", "K", null, "Bijlsma", "male", "1946-01-09"],
    ["Noorderbuurt", "3", "9203AK", "Drachten"],
    ["0090", "wmo", [["07", 1_150_000]]],
    "Gaat twee dagen per week naar de zorgboerderij.",
  ),
  holder(
    ["nadia", "Nadia", "N", null, "Benali", "female", "1989-11-23"],
    ["Zuiderhogeweg", "61", "9204KS", "Drachten"],
    ["0090", "wmo", [["02", 980_000]]],
    "Krijgt begeleiding van een zorgverlener van wie de rekening is opgeheven.",
  ),
  holder(
    ["piet", "Piet", "P", "van", "Leeuwen", "male", "1968-03-30"],
    ["Kerkstraat", "8", "9231AB", "Surhuisterveen"],
    [
      "0090",
      "wmo",
      [
        ["03", 1_620_000],
        ["01", 410_000],
      ],
    ],
    "Heeft persoonlijke verzorging en hulp van zijn broer.",
  ),
  holder(
    ["willem", "Willem", "W", null, "Scholten", "male", "1975-08-02"],
    ["Herenstraat", "21", "2671JA", "Naaldwijk"],
    ["5513", "wlz", [["99", 7_260_000]]],
    "Woont thuis met zorg uit de Wlz, van een verpleegkundige en een instelling.",
  ),
  holder(
    ["joke", "Joke", "J", "van der", "Meer", "female", "1957-12-12"],
    ["Dijkweg", "102", "2675AE", "Honselersdijk"],
    ["5513", "wlz", [["99", 4_480_000]]],
    "Heeft één vaste zorgverlener uit de Wlz.",
  ),
  holder(
    ["ravi", "Ravi", "R", null, "Ramdin", "male", "1993-06-06"],
    ["Prins Hendrikstraat", "5", "2691CD", "'s-Gravenzande"],
    ["5513", "wlz", [["99", 5_830_000]]],
    "Koopt zorg in bij twee zorgverleners en vult zelf uren in.",
  ),
  holder(
    ["tess", "Tess", "T", null, "Dijkstra", "female", "2014-09-19"],
    ["Haarstraat", "40", "7462AN", "Rijssen"],
    ["1742", "jeugdwet", [["45", 1_340_000]]],
    "Kind van twaalf; haar ouders regelen alles.",
    [
      parent("marleen", "Marleen", "M", "Dijkstra-Kok", "female", "1984-02-14"),
      parent("erik", "Erik", "E", "Dijkstra", "male", "1982-10-01"),
    ],
  ),
  holder(
    ["sem", "Sem", "S", null, "Wolters", "male", "2009-01-25"],
    ["Enterstraat", "17", "7461CN", "Rijssen"],
    ["1742", "jeugdwet", [["45", 990_000]]],
    "Wordt in januari 2027 achttien; zijn moeder regelt zijn budget.",
    [parent("petra", "Petra", "P", "Wolters", "female", "1979-07-07")],
  ),
  holder(
    ["noor", "Noor", "N", "ten", "Brinke", "female", "2012-04-03"],
    ["Oranjestraat", "2", "7451CC", "Holten"],
    ["1742", "jeugdwet", [["41", 1_760_000]]],
    "Gaat naar de dagbehandeling; haar vader tekent.",
    [parent("gijs", "Gijs", "G", "ten Brinke", "male", "1980-11-11")],
  ),
  ...castRepresented,
  ...castRecentHolders,
];
