import type { WorkKind } from "./work.ts";

// Why a bank does not pay, or gives back: what each code means, and what we do. Codes and meanings are those of the ISO 20022
// external code sets (status reason and return reason, state of May 2025); what we do with them was chosen here.

/** Where the money goes: back to the budget, or nowhere until a person knows whether the first payment was carried out. */
type Money = "back" | "stays";

/** What else follows at once: the account number or the payee is not paid any more. */
type Effect = "block-account" | "block-payee" | "none";

/** When it is paid again: never, when the payee has another account, the next bank day under the same reference, or when a person says so. */
type Again = "never" | "new-account" | "next-day" | "person";

/** What a reason of the bank means (reden van de bank) to the clerk and to the payee, and what follows from it. */
export type Reason = { means: string; tells: string; money: Money; effect: Effect; again: Again; work: WorkKind | null };

const newAccount = "Geef een ander rekeningnummer door. Daarna betalen wij opnieuw.";
const refusedAccount = (means: string): Reason => ({
  means,
  tells: `De bank kon niet betalen op uw rekening. ${newAccount}`,
  money: "back",
  effect: "block-account",
  again: "new-account",
  work: "account-refused",
});
const byPerson = (means: string): Reason => ({
  means,
  tells: "De bank kon niet betalen. Wij zoeken uit waarom. U hoeft nu niets te doen.",
  money: "back",
  effect: "none",
  again: "person",
  work: "unspecified",
});
const regulatory = (means: string, again: Again = "person"): Reason => ({ ...byPerson(means), again, work: "regulatory" });
const ourFile = (means: string): Reason => ({
  means,
  tells: "Er ging iets mis met ons betaalbestand. Wij betalen u zo snel mogelijk.",
  money: "back",
  effect: "none",
  again: "person",
  work: "batch-stopped",
});
const twice = (means: string): Reason => ({
  means,
  tells: "De bank twijfelt of wij dit al betaalden. Wij zoeken het uit.",
  money: "stays",
  effect: "none",
  again: "never",
  work: "duplicate",
});
const nextDay = (means: string): Reason => ({
  means,
  tells: "De bank kon vandaag niet betalen. Wij proberen het de volgende bankdag opnieuw.",
  money: "back",
  effect: "none",
  again: "next-day",
  work: null,
});

/** Every code that we handle by itself. Any other goes the way of MS03: the money back, and a person looks. */
export const reasons: Readonly<Record<string, Reason>> = {
  AC01: refusedAccount("Het rekeningnummer klopt niet."),
  AC03: refusedAccount("Het rekeningnummer van de ontvanger is ongeldig."),
  AC04: refusedAccount("De rekening is opgeheven."),
  AC06: refusedAccount("De rekening is geblokkeerd."),
  AC07: refusedAccount("De rekening van de ontvanger is opgeheven."),
  RC01: refusedAccount("De code van de bank (BIC) klopt niet."),
  MD07: {
    means: "De rekeninghouder is overleden.",
    tells: "De bank meldt dat de rekeninghouder is overleden. Een medewerker neemt contact op.",
    money: "back",
    effect: "block-payee",
    again: "person",
    work: "payee-died",
  },
  BE04: regulatory("Het adres van de ontvanger ontbreekt of klopt niet."),
  RR01: regulatory("De rekening of het kenmerk van de betaler ontbreekt, volgens een voorschrift."),
  RR02: regulatory("De naam of het adres van de betaler ontbreekt, volgens een voorschrift."),
  RR03: regulatory("De naam of het adres van de ontvanger ontbreekt, volgens een voorschrift."),
  RR04: regulatory("De bank mag dit niet betalen vanwege een voorschrift, bijvoorbeeld een sanctie.", "never"),
  AG01: ourFile("De bank staat deze soort betaling op deze rekening niet toe."),
  AG02: ourFile("De code van de bewerking klopt niet bij dit soort bestand."),
  FF01: ourFile("De vorm van het bestand klopt niet."),
  CH20: ourFile("Een bedrag heeft te veel decimalen."),
  CH21: ourFile("Een verplicht element ontbreekt."),
  AM10: ourFile("Het controletotaal klopt niet."),
  DT01: ourFile("De uitvoerdatum klopt niet."),
  AM05: twice("De bank ziet deze betaling als dubbel."),
  DU01: twice("Het kenmerk van het bestand is al gebruikt."),
  DU02: twice("Het kenmerk van de groep is al gebruikt."),
  DU03: twice("Het kenmerk van de betaling is al gebruikt."),
  DU04: twice("Het kenmerk voor de ontvanger (EndToEndId) is al gebruikt."),
  DU05: twice("Het kenmerk van de opdracht is al gebruikt."),
  AM04: nextDay("Er stond te weinig geld op onze rekening."),
  ED05: nextDay("De verrekening tussen de banken is mislukt."),
  TM01: nextDay("Het bestand kwam na de sluitingstijd van de bank."),
  MS02: byPerson("De ontvanger of zijn bank weigerde, zonder reden."),
  MS03: byPerson("De bank noemt geen reden. Zij mag die vanwege de privacy niet altijd geven."),
  FOCR: {
    means: "De betaling komt terug omdat wij haar terugvroegen.",
    tells: "De bank gaf een betaling terug die wij terugvroegen.",
    money: "back",
    effect: "none",
    again: "person",
    work: null,
  },
};

/** What a code of the bank means; a code that is not in the table goes to a person, as MS03 does. */
export const reasonOf = (code: string | null): Reason => {
  const found = code === null ? undefined : reasons[code];
  return (
    found ??
    byPerson(code === null || code === "MS03" ? "De bank noemt geen reden." : `De bank noemt een reden die wij niet kennen (${code}).`)
  );
};

/** A reason in words with its code, as a clerk reads it; null when the bank gave none. */
export const bankReason = (code: string | null): string | null => (code === null ? null : `${reasonOf(code).means} (${code})`);

/** True when the bank says that it had this before: nothing goes back until a person knows what became of the first. */
export const asksWhetherPaid = (code: string): boolean => reasonOf(code).money === "stays";

/** The codes after which what was rejected is offered again the next bank day. */
export const retried: readonly string[] = Object.entries(reasons).flatMap(([code, { again }]) => (again === "next-day" ? [code] : []));
