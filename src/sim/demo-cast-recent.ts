import type { CastHolder, CastPerson } from "./demo-cast-people.ts";
import type { CastAgreement } from "./demo-cast-work.ts";

// Holders whose care began in October 2026, one of each case that people ask about. They have one month of history: what there is to
// see of them is their case.

type Name = readonly [key: string, given: string, prefix: string | null, family: string, sex: "male" | "female", born: string];
type Budget = readonly [funder: string, law: CastHolder["law"], code: string, amount: number];

const person = ([key, given, prefix, family, sex, born]: Name): CastPerson => ({
  ...{ key, given, initials: given.charAt(0), prefix, family, sex, born },
});

const cities = { "0090": ["9205CC", "Drachten"], "1742": ["7461DD", "Rijssen"], "5513": ["2671MN", "Naaldwijk"] } as const;

const holder = (
  who: Name,
  [street, house]: readonly [string, string],
  [funder, law, code, amount]: Budget,
  about: string,
  more: { representatives?: readonly (readonly [kind: string, who: Name])[]; also?: readonly Budget[] } = {},
): CastHolder => {
  const [postcode, city] = cities[funder as keyof typeof cities];
  return {
    ...person(who),
    ...{ street, house, postcode, city, funder, law, about },
    functions: [{ code, amount }],
    representatives: (more.representatives ?? []).map(([kind, one]) => ({ kind, person: person(one) })),
    also: (more.also ?? []).map((one) => ({ funder: one[0], law: one[1], functions: [{ code: one[2], amount: one[3] }] })),
  };
};

const wmo = (code: string, amount: number): Budget => ["0090", "wmo", code, amount];
const youth = (code: string, amount: number): Budget => ["1742", "jeugdwet", code, amount];
const wlz = (amount: number): Budget => ["5513", "wlz", "99", amount];

export const castRecentHolders: readonly CastHolder[] = [
  holder(
    ["lotte", "Lotte", null, "Haanstra", "female", "2014-03-08"],
    ["Kiryat Onoplein", "18"],
    ["0090", "jeugdwet", "45", 1_180_000],
    "Heeft twee budgetten: jeugdhulp, en vervoer uit de Wmo. Haar moeder regelt het.",
    { representatives: [["10", ["saskia", "Saskia", null, "Haanstra", "female", "1986-12-01"]]], also: [wmo("12", 180_000)] },
  ),
  holder(
    ["omar", "Omar", "el", "Idrissi", "male", "1981-04-22"],
    ["Galgepad", "40"],
    wlz(6_120_000),
    "Heeft twee budgetten van twee verstrekkers: zorg uit de Wlz, en vervoer van de gemeente.",
    { also: [["1783", "wmo", "12", 240_000]] },
  ),
  holder(
    ["mehmet", "Mehmet", null, "Demir", "male", "1949-10-10"],
    ["De Drift", "77"],
    wmo("02", 990_000),
    "Zijn zoon is zijn zorgverlener, met een overeenkomst voor familie.",
  ),
  holder(
    ["gea", "Gea", "de", "Haan", "female", "1972-06-13"],
    ["Torenstraat", "2"],
    wmo("01", 410_000),
    "Heeft zelf hulp in huis, en is zorgverlener van Siebe.",
  ),
  holder(
    ["siebe", "Siebe", null, "Hoekema", "male", "1958-01-19"],
    ["Zuidkade", "54"],
    wmo("02", 860_000),
    "Krijgt begeleiding van Gea, die zelf ook een pgb heeft.",
  ),
  holder(
    ["frits", "Frits", null, "Lagerweij", "male", "1964-08-30"],
    ["Secretaris Verhoeffweg", "11"],
    wlz(6_480_000),
    "Is werkgever: Joyce werkt bij hem in loondienst.",
  ),
  holder(
    ["nel", "Nel", null, "Vreugdenhil", "female", "1953-02-26"],
    ["Tuinderslaan", "8"],
    wlz(5_040_000),
    "Heeft een instelling met een vast bedrag per maand.",
  ),
  holder(
    ["bram", "Bram", null, "Kamphuis", "male", "2015-11-11"],
    ["Molendijk", "63"],
    youth("45", 1_240_000),
    "Zijn moeder is ook zijn zorgverlener; daarom tekent zijn vader voor hem.",
    {
      representatives: [
        ["10", ["stefan", "Stefan", null, "Kamphuis", "male", "1983-05-05"]],
        ["10", ["marijke", "Marijke", "de", "Groot", "female", "1985-09-17"]],
      ],
    },
  ),
  holder(
    ["aleksandra", "Aleksandra Małgorzata", "van", "Oldenbarneveldt tot Stoutenburgh-Wiśniewska", "female", "1977-07-07"],
    ["Burgemeester Wuiteweg", "109"],
    wmo("03", 1_310_000),
    "Heeft een lange naam met vreemde letters, en een zorgverlener met een Belgische rekening.",
  ),
  holder(
    ["yara", "Yara", null, "Haddad", "female", "2009-02-10"],
    ["Wierdensestraat", "14"],
    youth("45", 980_000),
    "Wordt in februari 2027 achttien; haar vader regelt tot dan haar budget.",
    { representatives: [["10", ["fouad", "Fouad", null, "Haddad", "male", "1978-03-21"]]] },
  ),
  holder(
    ["cor", "Cor", null, "Dekker", "male", "1944-12-05"],
    ["Noorderend", "29"],
    wmo("07", 720_000),
    "Gaat een dag per week naar de zorgboerderij.",
  ),
  holder(
    ["dirkje", "Dirkje", null, "Veenstra", "female", "1938-09-01"],
    ["Schoolstraat", "66"],
    wmo("01", 360_000),
    "Heeft elke week hulp bij het huishouden.",
  ),
  holder(
    ["thea", "Thea", null, "van Geest", "female", "1969-03-15"],
    ["Kwakkenbos", "5"],
    wlz(4_720_000),
    "Het zorgkantoor accepteerde een pgb-beheerder voor haar.",
  ),
  holder(
    ["hendrik", "Hendrik", null, "Zwinkels", "male", "1961-05-09"],
    ["Middelbroekweg", "120"],
    wlz(5_380_000),
    "Heeft nog een gewaarborgde hulp, tot 1 juli 2028.",
  ),
  holder(
    ["fenna", "Fenna", null, "Bosma", "female", "1995-10-28"],
    ["Oudeweg", "31"],
    wmo("02", 740_000),
    "Regelt alles zelf; haar broer kijkt mee.",
  ),
  holder(
    ["luuk", "Luuk", null, "Ter Braak", "male", "2016-06-02"],
    ["Enterstraat", "92"],
    youth("45", 890_000),
    "Kind van tien met een voogd.",
    { representatives: [["11", ["gerda", "Gerda", null, "Ter Braak", "female", "1970-02-18"]]] },
  ),
  holder(
    ["roos", "Roos", "van den", "Noort", "female", "2011-08-24"],
    ["Boomkamp", "7"],
    youth("41", 1_420_000),
    "Gaat naar de dagbehandeling.",
    { representatives: [["10", ["jolanda", "Jolanda", "van den", "Noort", "female", "1981-11-30"]]] },
  ),
  holder(
    ["sietske", "Sietske", null, "Bruinsma", "female", "1947-04-04"],
    ["Moleneind", "15"],
    wmo("03", 1_020_000),
    "Krijgt elke week verpleegkundige hulp.",
  ),
  holder(
    ["anton", "Anton", null, "Bouwman", "male", "1988-12-17"],
    ["Verspycklaan", "44"],
    wlz(5_650_000),
    "Zoekt nog een zorgverlener: hij heeft een budget en geen overeenkomst.",
  ),
  holder(
    ["zoe", "Zoë", null, "Brouwer-Çelik", "female", "1999-01-31"],
    ["Raai", "210"],
    wmo("02", 690_000),
    "Werkt met een zorgverlener die ook bij anderen komt.",
  ),
];

type Who = readonly [holder: string, provider: string, code: string];
type How = readonly [kind: CastAgreement["kind"], unit: CastAgreement["unit"], rate: number, weekdays: readonly number[], minutes: number];
const recent = (
  [at, provider, code]: Who,
  [kind, unit, rate, weekdays, minutes]: How,
  october: CastAgreement["october"],
  care: string,
): CastAgreement => ({ holder: at, provider, function: code, kind, unit, rate, weekdays, minutes, care, october });

/** What they agreed on: from 1 October 2026. */
export const castRecentAgreements: readonly CastAgreement[] = [
  recent(
    ["lotte", "vaart", "45"],
    ["institution", "hour", 5800, [2], 90],
    "prepared",
    "Aan de Vaart oefent met Lotte op dinsdag na school.",
  ),
  recent(["lotte", "ruben", "12"], ["transport", "piece", 1200, [2, 4], 0], "empty", "Ruben brengt Lotte naar de zwemles en weer thuis."),
  recent(["omar", "sanne", "99"], ["assignment", "hour", 7200, [1, 4], 90], "submitted", "Sanne verzorgt Omar op maandag en donderdag."),
  recent(
    ["mehmet", "yusuf", "02"],
    ["family", "hour", 1950, [3, 6], 120],
    "prepared",
    "Yusuf helpt zijn vader met de post en gaat mee naar de dokter.",
  ),
  recent(
    ["gea", "delinde", "01"],
    ["institution", "hour", 3400, [4], 120],
    "empty",
    "De Linde maakt op donderdag het huis van Gea schoon.",
  ),
  recent(
    ["siebe", "gea", "02"],
    ["assignment", "hour", 2600, [1, 3], 120],
    "prepared",
    "Gea begeleidt Siebe bij boodschappen, koken en geldzaken.",
  ),
  recent(
    ["frits", "joyce", "99"],
    ["employment", "hour", 2250, [1, 2, 5], 240],
    "submitted",
    "Joyce helpt Frits met opstaan, eten en naar buiten gaan.",
  ),
  recent(
    ["nel", "delinde", "99"],
    ["institution", "month", 145_000, [1, 3, 5], 120],
    "submitted",
    "De Linde komt drie ochtenden per week bij Nel.",
  ),
  recent(["bram", "marijke", "45"], ["family", "hour", 2000, [6], 180], "empty", "Marijke begeleidt Bram op zaterdag bij het sporten."),
  recent(
    ["aleksandra", "ruben", "03"],
    ["assignment", "hour", 2700, [2, 5], 60],
    "empty",
    "Ruben helpt Aleksandra met wassen en aankleden.",
  ),
  recent(["yara", "vaart", "45"], ["institution", "hour", 5900, [1], 90], "submitted", "Aan de Vaart helpt Yara met plannen en reizen."),
  recent(["cor", "dewilg", "07"], ["institution", "hour", 2300, [3], 300], "empty", "Cor werkt op woensdag mee op de boerderij."),
  recent(
    ["dirkje", "delinde", "01"],
    ["institution", "hour", 3400, [2], 120],
    "submitted",
    "De Linde doet op dinsdag het huishouden van Dirkje.",
  ),
  recent(["fenna", "jan", "02"], ["assignment", "hour", 2500, [5], 120], "empty", "Jan helpt Fenna op vrijdag met haar administratie."),
  recent(
    ["luuk", "miriam", "45"],
    ["assignment", "hour", 2400, [3], 120],
    "empty",
    "Miriam helpt Luuk op woensdag met spelen met andere kinderen.",
  ),
  recent(
    ["roos", "vaart", "41"],
    ["institution", "month", 118_000, [2, 4], 180],
    "submitted",
    "Roos gaat twee middagen naar de dagbehandeling.",
  ),
  recent(["sietske", "sanne", "03"], ["assignment", "hour", 5400, [1, 5], 60], "prepared", "Sanne verzorgt Sietske op maandag en vrijdag."),
  recent(["zoe", "fatma", "02"], ["assignment", "hour", 2650, [2], 120], "empty", "Fatma helpt Zoë op dinsdag met structuur in de week."),
];

/** Representatives whom the care office accepted: of whom, of which kind, since when, who, and on which paper. */
export const castAccepted = [
  ["thea", "PB", "2026-09-01", "K. van Geest", "Geest", 900, "Machtigingsformulier 2026-118"],
  ["hendrik", "GH", "2023-05-01", "A. Zwinkels", "Zwinkels", 901, "Verklaring gewaarborgde hulp 2023-41"],
] as const;
