import type { CastHolder, CastPerson } from "./demo-cast-people.ts";

// Holders for whom others act, one of each kind of representative. They have a budget and no agreement yet: a history of nine
// months adds nothing to what there is to see of them.

type Name = readonly [key: string, given: string, prefix: string | null, family: string, sex: "male" | "female", born: string];
type Where = readonly [street: string, house: string, postcode: string, city: string];
type What = readonly [funder: string, law: CastHolder["law"], code: string, amount: number];

const person = ([key, given, prefix, family, sex, born]: Name): CastPerson => ({
  key,
  given,
  initials: given.charAt(0),
  prefix,
  family,
  sex,
  born,
});

const represented = (
  who: Name,
  [street, house, postcode, city]: Where,
  [funder, law, code, amount]: What,
  about: string,
  representatives: readonly (readonly [kind: string, who: Name])[],
): CastHolder => ({
  ...person(who),
  street,
  house,
  postcode,
  city,
  funder,
  law,
  functions: [{ code, amount }],
  about,
  representatives: representatives.map(([kind, one]) => ({ kind, person: person(one) })),
});

const drachten = (street: string, house: string): Where => [street, house, "9203BB", "Drachten"];
const rijssen = (street: string, house: string): Where => [street, house, "7462BC", "Rijssen"];
const naaldwijk = (street: string, house: string): Where => [street, house, "2671KL", "Naaldwijk"];
const wmo = (code: string, amount: number): What => ["0090", "wmo", code, amount];
const youth = (code: string, amount: number): What => ["1742", "jeugdwet", code, amount];
const wlz = (amount: number): What => ["5513", "wlz", "99", amount];

/** Holders with a representative of each kind that an award message can name. */
export const castRepresented: readonly CastHolder[] = [
  represented(
    ["aukje", "Aukje", null, "Terpstra", "female", "1971-02-11"],
    drachten("Stationsweg", "9"),
    wmo("02", 1_120_000),
    "Staat onder curatele: zij leest mee, haar curator beslist.",
    [["03", ["sjoerd", "Sjoerd", null, "Terpstra", "male", "1968-06-21"]]],
  ),
  represented(
    ["bert", "Bert", "van", "Houten", "male", "1962-09-05"],
    naaldwijk("Molenstraat", "33"),
    wlz(5_210_000),
    "Heeft een bewindvoerder voor het geld en een mentor voor de zorg.",
    [
      ["14", ["ingrid", "Ingrid", null, "Mulder", "female", "1975-01-30"]],
      ["15", ["ronald", "Ronald", "van", "Houten", "male", "1990-04-17"]],
    ],
  ),
  represented(
    ["coby", "Coby", null, "Jansma", "female", "1939-12-24"],
    drachten("Moleneind", "71"),
    wmo("03", 1_480_000),
    "Haar mentor tekent de overeenkomsten; uren keurt zij zelf goed.",
    [["15", ["wytske", "Wytske", null, "Jansma", "female", "1966-03-08"]]],
  ),
  represented(
    ["daan", "Daan", null, "Veldhuis", "male", "2015-05-29"],
    rijssen("Bouwstraat", "6"),
    youth("45", 870_000),
    "Kind van elf; zijn voogd regelt alles.",
    [["11", ["henriette", "Henriëtte", null, "Bos", "female", "1977-08-19"]]],
  ),
  represented(
    ["evi", "Evi", null, "Nijland", "female", "2013-10-10"],
    rijssen("Wierdensestraat", "88"),
    youth("45", 920_000),
    "Kind van dertien dat bij pleegouders woont.",
    [["13", ["rob", "Rob", null, "Hulst", "male", "1974-11-02"]]],
  ),
  represented(
    ["gerrit", "Gerrit", null, "Zijlstra", "male", "1948-07-14"],
    drachten("Folgeren", "12"),
    wmo("07", 640_000),
    "Vergeet veel; zijn vrouw regelt het budget.",
    [["12", ["truus", "Truus", null, "Zijlstra", "female", "1950-02-02"]]],
  ),
  represented(
    ["hilde", "Hilde", null, "Prins", "female", "1984-03-03"],
    naaldwijk("Dijkweg", "140"),
    wlz(3_950_000),
    "Regelt zelf wat kan; haar gemachtigde doet de rest.",
    [["04", ["marco", "Marco", "de", "Wit", "male", "1981-05-25"]]],
  ),
  represented(
    ["iris", "Iris", "van", "Laar", "female", "2008-12-20"],
    rijssen("Elsenerstraat", "27"),
    youth("45", 760_000),
    "Wordt in december 2026 achttien: daarna beslist zij zelf.",
    [["10", ["sandra", "Sandra", "van", "Laar", "female", "1982-09-09"]]],
  ),
  represented(
    ["jesse", "Jesse", null, "Kamp", "male", "2016-02-29"],
    rijssen("Holterstraat", "51"),
    youth("45", 1_050_000),
    "Kind van tien met gescheiden ouders, die allebei voor hem mogen beslissen.",
    [
      ["10", ["linda", "Linda", null, "Kamp", "female", "1987-01-12"]],
      ["10", ["thijs", "Thijs", null, "Roelofs", "male", "1985-07-23"]],
    ],
  ),
  represented(
    ["kees", "Kees", null, "Boersma", "male", "1936-04-18"],
    drachten("Burgemeester Wuiteweg", "5"),
    wmo("01", 390_000),
    "Zijn dochter regelt de hulp in huis.",
    [["16", ["anneke", "Anneke", null, "Boersma", "female", "1964-10-27"]]],
  ),
];
