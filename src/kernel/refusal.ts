/** One thing that is wrong with what was given: the field (its Dutch name at the door), what is wrong, and what to do about it. */
export type Fault = { field: string; problem: string; remedy: string };

/**
 * The closed list of refusals: every expected no of the product, with its HTTP status and Dutch text (B1).
 * A code is published, stable and never reused. Doors show the text; nothing else may be thrown at a person.
 */
export const refusals = {
  "input-invalid": [400, "Wat u instuurde klopt niet. Verbeter de genoemde velden en stuur het opnieuw."],
  "body-unreadable": [400, "Wij kunnen dit bericht niet lezen. Controleer het formaat en stuur het opnieuw."],
  "page-expired": [400, "Deze pagina was niet meer geldig. Ga terug, laad de pagina opnieuw en probeer het nog eens."],
  "not-signed-in": [401, "U bent niet ingelogd. Log in en probeer het opnieuw."],
  "token-unknown": [
    401,
    "Het token ontbreekt of wij kunnen het niet lezen. Vraag een token bij de uitgever en stuur de kop “Authorization: Bearer” mee, met daarachter dat token.",
  ],
  "token-not-valid": [401, "Het token is verlopen, of niet voor ons koppelvlak gegeven. Vraag een nieuw token en probeer het opnieuw."],
  "client-unknown": [
    403,
    "Het token is in orde, maar wij kennen de organisatie of persoon niet voor wie het is. Vraag de uitgever van het token wat erin staat.",
  ],
  "scope-missing": [403, "Het token is hier niet voor gegeven. Vraag een token met het genoemde bereik."],
  "sign-in-failed": [400, "Het inloggen is niet gelukt. Er is niets veranderd. Log opnieuw in vanaf het begin."],
  "person-unknown": [
    403,
    "U bent ingelogd bij de inlogdienst, maar wij kennen u nog niet. Vraag uw gemeente of zorgkantoor of er een pgb voor u is.",
  ],
  "not-allowed": [403, "U mag dit niet doen. Vraag het aan de persoon of organisatie die hierover gaat."],
  "not-found": [404, "Dit bestaat niet, of u mag het niet zien. Controleer het adres."],
  "method-unknown": [405, "Dit kan niet op dit adres. Controleer het adres en de methode."],
  "not-acceptable": [406, "Wij kunnen het antwoord niet geven in een vorm die u aanneemt. Neem in “Accept” ook de genoemde vorm op."],
  "too-large": [413, "Dit is te groot. Stuur een kleiner bericht of bestand."],
  "media-type-unknown": [415, "Wij kennen dit soort inhoud niet. Stuur het in het gevraagde formaat."],
  "too-many": [429, "U stuurt te veel verzoeken. Wacht een minuut en probeer het opnieuw."],
  "person-known": [409, "Deze persoon of organisatie is al bekend. Gebruik de bestaande gegevens."],
  "agreement-unknown": [404, "Deze overeenkomst bestaat niet, of u mag haar niet zien. Controleer het nummer."],
  "agreement-needs-repair": [409, "Deze overeenkomst kan zo niet verder. Lees wat er niet klopt en verbeter het."],
  "agreement-changed": [409, "De overeenkomst is veranderd sinds u haar las. Lees haar opnieuw en besluit dan."],
  "agreement-not-now": [409, "Dit kan niet in de stap waarin de overeenkomst nu is. Laad de pagina opnieuw."],
  "own-care": [403, "U bent zelf de zorgverlener. Iemand anders moet dit voor de budgethouder doen."],
  "signature-not-needed": [409, "Uw handtekening is hier niet nodig. Kijk bij de overeenkomst wie nog moet tekenen."],
  "draft-unknown": [404, "Dit concept bestaat niet meer, of het is niet van u."],
  "provider-unknown": [404, "Wij kennen deze zorgverlener niet. Controleer het nummer, of vraag de zorgverlener om zich aan te melden."],
  "declaration-unknown": [404, "Deze declaratie bestaat niet, of u mag haar niet zien. Controleer het nummer."],
  "declaration-not-now": [409, "Dit kan niet in de stap waarin de declaratie nu is. Laad de pagina opnieuw."],
  "declaration-changed": [409, "De declaratie is veranderd sinds u haar las. Lees haar opnieuw en besluit dan."],
  "declaration-unseen": [409, "Er klopt iets niet in deze declaratie. Lees eerst wat dat is, en stuur haar daarna opnieuw."],
  "declaration-empty": [400, "Er staan geen uren in deze declaratie. Vul eerst uren in."],
  "redress-unknown": [404, "Dit verzoek of bezwaar bestaat niet, of u mag het niet zien. Controleer het nummer."],
  "redress-open": [
    409,
    "Er is al een betalingsbesluit gevraagd of genomen. Is het genomen en bent u het er niet mee eens? Maak dan bezwaar.",
  ],
  "redress-not-now": [409, "Dit kan niet in de stap waarin het verzoek of bezwaar nu is. Laad de pagina opnieuw."],
  "redress-not-yours": [403, "De ander vroeg dit. Alleen wie het vroeg, kan het intrekken."],
  "redress-not-independent": [403, "U nam zelf het betalingsbesluit. Een andere medewerker moet op het bezwaar besluiten."],
  "recovery-unknown": [404, "Deze terugvordering bestaat niet, of u mag haar niet zien. Controleer het nummer."],
  "recovery-not-possible": [409, "Dit kan niet worden teruggevorderd. Hieronder staat waarom."],
  "recovery-not-now": [409, "Er is niets meer te betalen op deze terugvordering. Laad de pagina opnieuw."],
  "budget-unknown": [404, "Dit budget bestaat niet, of u mag het niet zien. Controleer het nummer."],
  "signal-unknown": [404, "Dit signaal bestaat niet, of het is niet voor u. Controleer het kenmerk."],
  "signal-seen": [409, "Een collega zag dit signaal al. U hoeft niets te doen."],
  "message-unknown": [404, "Dit bericht kennen wij niet. Controleer de kenmerken."],
  "notice-unknown": [404, "Dit bericht bestaat niet, of het is niet aan u. Controleer het kenmerk."],
  "policy-proposal-unknown": [404, "Dit voorstel bestaat niet, of het is niet van u. Laad de pagina opnieuw."],
  "policy-proposal-open": [409, "Voor dit tarief ligt er al een voorstel. Stel dat vast, of trek het eerst in."],
  "policy-proposal-not-now": [409, "Over dit voorstel is al besloten. Laad de pagina opnieuw."],
  "policy-not-independent": [403, "U deed dit voorstel zelf. Een collega moet het vaststellen."],
  "mandate-unknown": [404, "Deze vertegenwoordiging bestaat niet, of u mag haar niet zien. Controleer het kenmerk."],
  "mandate-not-now": [409, "Deze machtiging geldt niet meer. Laad de pagina opnieuw."],
  "mandate-not-yours": [
    403,
    "U kunt deze vertegenwoordiging niet zelf beëindigen. Neem contact op met uw gemeente of zorgkantoor, of met de SVB.",
  ],
  "key-reused": [409, "Deze sleutel is al gebruikt voor een ander verzoek. Gebruik een nieuwe sleutel."],
  "payment-file-invalid": [
    422,
    "Wij kunnen van deze betalingen geen betaalbestand maken. Verbeter de genoemde gegevens en probeer het opnieuw.",
  ],
  "bank-file-refused": [
    422,
    "Dit bestand van de bank klopt niet. Wij hebben er niets uit overgenomen. Lees wat er mis is en haal het bestand opnieuw op bij de bank.",
  ],
  "clock-fixed": [409, "De klok van deze omgeving loopt gelijk met de echte tijd. U kunt hem niet verzetten."],
  "own-account-known": [409, "Deze rekening is al geopend. Gebruik de bestaande rekening."],
  "own-account-unknown": [404, "Deze rekening bestaat niet. Kies een rekening van de SVB."],
  "account-unknown": [404, "Dit rekeningnummer bestaat niet, of u mag het niet zien. Controleer het adres."],
  "account-not-possible": [409, "Dit kan nu niet met dit rekeningnummer. Laad de pagina opnieuw en kijk hoe het ervoor staat."],
  "account-not-independent": [403, "U gaf dit rekeningnummer zelf door, of het is van uzelf. Laat een andere medewerker het vrijgeven."],
  "rule-known": [409, "Er is al een regel vanaf deze dag. Kies een andere dag."],
  "batch-unknown": [404, "Deze batch bestaat niet, of u mag hem niet zien. Controleer het adres."],
  "batch-empty": [422, "Er is niets dat nu betaald kan worden. Lees per declaratie waarom, en probeer het later opnieuw."],
  "batch-not-possible": [409, "Dit kan niet meer met deze batch. Laad de pagina opnieuw en kijk hoe de batch ervoor staat."],
  "batch-changed": [409, "De inhoud is niet meer wat u zag. Laad de pagina opnieuw en controleer de batch nog eens."],
  "release-not-independent": [403, "U kunt deze batch niet vrijgeven. Laat een andere medewerker dit doen."],
  "payment-differences": [409, "De boeken sluiten niet. Zoek eerst de verschillen uit. Daarna kunt u weer betalingen vrijgeven."],
  "entry-unknown": [404, "Deze boeking bestaat niet, of u mag haar niet zien. Controleer het adres."],
  "entry-not-open": [409, "Deze boeking is al verklaard. U hoeft niets meer te doen."],
  "work-unknown": [404, "Dit werk bestaat niet, of u mag het niet zien. Controleer het adres."],
  "work-done": [409, "Hierover is al besloten. U hoeft niets meer te doen."],
  "work-decision-unfit": [409, "Dit kan hier niet worden besloten. Kies een besluit dat bij dit werk past."],
  "payment-not-again": [409, "Deze betaling kan nu niet opnieuw. Lees waarom, of laad de pagina opnieuw."],
  "emergency-not-possible": [409, "Deze spoedbetaling kan nu niet. Lees waarom, en verbeter dat eerst."],
  "payment-unknown": [404, "Er is geen betaling met dit kenmerk. Controleer het kenmerk."],
  busy: [503, "Het systeem is even niet bereikbaar. Er is niets veranderd. Probeer het over een minuut opnieuw."],
  "data-folder-in-use": [409, "Deze gegevensmap is al in gebruik."],
  "data-folder-unusable": [500, "Wij kunnen deze gegevensmap niet gebruiken."],
  "port-in-use": [409, "Deze poort is al bezet."],
  "setting-invalid": [400, "Een instelling klopt niet."],
  "database-unreachable": [503, "Wij kunnen de database niet gebruiken."],
  "migrations-differ": [409, "De database past niet bij deze versie van het programma."],
} as const satisfies Record<string, readonly [status: number, text: string]>;

export type RefusalCode = keyof typeof refusals;

/**
 * An expected no (weigering). Thrown anywhere below a door, caught by the door, shown with status and Dutch text.
 * Everything else that is thrown is a defect.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly faults: readonly Fault[];

  constructor(code: RefusalCode, faults: readonly Fault[] = []) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.faults = faults;
  }

  get status(): number {
    return refusals[this.code][0];
  }

  get text(): string {
    return refusals[this.code][1];
  }
}
