/** A provider of the cast. `given` and `born` are of a person only; `why` says why somebody is formal. */
export type CastProvider = {
  key: string;
  kind: "person" | "institution";
  formal: boolean;
  why: string | null;
  name: string;
  salutation: string;
  family: string;
  given: string | null;
  born: string | null;
  account: string;
  about: string;
};

type Name = readonly [key: string, given: string, family: string, name: string, born: string];

const person = ([key, given, family, name, born]: Name, account: string, about: string, why: string | null = null): CastProvider => ({
  ...{ key, kind: "person", formal: why !== null, why, name, salutation: `${given} ${family}`, family, given, born, account, about },
});

const institution = (key: string, name: string, account: string, about: string): CastProvider => ({
  ...{ key, kind: "institution", formal: true, why: "staat in het handelsregister als zorginstelling" },
  ...{ name, salutation: name, family: name, given: null, born: null, account, about },
});

/** Who gives care in the learning environment. Gea and Marijke are citizens of the cast as well, born on the same day. */
export const castProviders: readonly CastProvider[] = [
  person(["fatma", "Fatma", "Yılmaz", "F. Yılmaz", "1988-04-12"], "0417164301", "Begeleidt mensen thuis, werkt voor twee budgethouders."),
  person(
    ["sanne", "Sanne", "Kuiper", "S. Kuiper", "1985-09-30"],
    "0417164302",
    "Zelfstandig verpleegkundige.",
    "staat in het BIG-register en het handelsregister",
  ),
  person(["jan", "Jan", "Postma", "J. Postma", "1971-02-17"], "0417164303", "Broer van een budgethouder, helpt in huis."),
  person(["miriam", "Miriam", "El Amrani", "M. El Amrani", "1996-06-05"], "0417164304", "Helpt een jongere na school."),
  person(
    ["tobias", "Tobias", "Groot", "T. Groot", "1990-11-21"],
    "0417164305",
    "Zijn rekening bij de bank is opgeheven: de betaling komt terug.",
  ),
  institution("delinde", "Thuiszorg De Linde", "0417164306", "Thuiszorginstelling, rekent een vast bedrag per maand of per uur."),
  institution("dewilg", "Zorgboerderij De Wilg", "0417164307", "Dagbesteding op de boerderij."),
  institution("vaart", "Jeugdhulp Aan de Vaart", "0417164308", "Begeleidt kinderen en gezinnen."),
  person(["yusuf", "Yusuf", "Demir", "Y. Demir", "1994-01-08"], "0417164309", "Zorgt voor zijn vader."),
  person(["joyce", "Joyce", "Brands", "J. Brands", "1999-05-23"], "0417164310", "Werkt in loondienst bij een budgethouder."),
  person(
    ["ruben", "Ruben", "Peeters", "R. Peeters", "1983-12-02"],
    "BE68539007547034",
    "Woont net over de grens en heeft een Belgische rekening.",
  ),
  person(["gea", "Gea", "Haan", "G. de Haan", "1972-06-13"], "0417164311", "Begeleidt Siebe, en heeft zelf een pgb."),
  person(["marijke", "Marijke", "Groot", "M. de Groot", "1985-09-17"], "0417164312", "Moeder van Bram, en zijn zorgverlener."),
];
