import type { NoticeText } from "./notice-texts.ts";

/** The messages about a declaration that must be mended, or that was not mended in time. */
export const declarationNoticeTexts = {
  "repair-wanted": {
    title: "Verbeter de uren van {maand}",
    text: [
      "In declaratie {nummer} van {zorgverlener} over {maand} klopt iets nog niet. Een medewerker schreef erbij wat. Verbeter dit uiterlijk {dag}.",
      "Log in en ga naar “Uren”. Na {dag} betalen wij deze uren niet meer.",
    ],
  },
  "repair-wanted-provider": {
    title: "De uren van {maand} moeten worden verbeterd",
    text: [
      "In declaratie {nummer} voor {budgethouder} over {maand} klopt iets nog niet. Bij “Uren” leest u wat. Het moet uiterlijk {dag} zijn verbeterd.",
      "U kunt de uren zelf verbeteren en opnieuw sturen. De budgethouder keurt ze daarna goed.",
    ],
  },
  "repair-soon": {
    title: "U kunt de uren van {maand} nog verbeteren tot en met {dag}",
    text: [
      "In declaratie {nummer} van {zorgverlener} over {maand} klopt nog iets niet. Verbeter dit uiterlijk {dag}.",
      "Log in en ga naar “Uren”. Daarna betalen wij deze uren niet meer. Lukt het niet? Bel de SVB.",
    ],
  },
  "repair-soon-provider": {
    title: "De uren van {maand} kunnen nog worden verbeterd tot en met {dag}",
    text: [
      "In declaratie {nummer} voor {budgethouder} over {maand} klopt nog iets niet. Het moet uiterlijk {dag} zijn verbeterd.",
      "U kunt de uren zelf verbeteren bij “Uren”, of overleg met de budgethouder. Daarna betalen wij deze uren niet meer.",
    ],
  },
  "repair-lapsed": {
    title: "Wij betalen een deel van de uren van {maand} niet",
    text: [
      "Declaratie {nummer} van {zorgverlener} over {maand} is niet op tijd verbeterd. Wat niet klopte, betalen wij niet. Wat wel klopte, betalen wij gewoon.",
      "Vindt u dat dit niet terecht is? Vraag dan bij “Uren” of een medewerker er nog eens naar kijkt.",
    ],
  },
  "repair-lapsed-provider": {
    title: "Wij betalen een deel van de uren van {maand} niet",
    text: [
      "Declaratie {nummer} voor {budgethouder} over {maand} is niet op tijd verbeterd. Wat niet klopte, betalen wij niet. Wat wel klopte, betalen wij gewoon.",
      "Vindt u dat dit niet terecht is? Overleg met de budgethouder. Die kan vragen of een medewerker er nog eens naar kijkt.",
    ],
  },
  "payment-suspended": {
    title: "De betaling is opgeschort tot en met {dag}",
    text: [
      "De verstrekker liet de betalingen uit zorgovereenkomst {nummer} met {ander} opschorten tot en met {dag}, omdat {grond}. De reden: {reden}.",
      "U kunt gewoon declareren. Het geld staat apart, en wij betalen zodra de opschorting voorbij is. Bent u het er niet mee eens? Neem contact op met de verstrekker.",
    ],
  },
  "payment-resumed": {
    title: "Wij betalen weer",
    text: [
      "De verstrekker hief de opschorting van zorgovereenkomst {nummer} met {ander} op. Wat wachtte, betalen wij nu.",
      "U hoeft niets te doen.",
    ],
  },
  "redress-asked": {
    title: "Er is een betalingsbesluit gevraagd",
    text: [
      "Voor declaratie {declaratie} met {ander} is een betalingsbesluit gevraagd: verzoek {nummer}. Wij besluiten uiterlijk {dag}.",
      "U hoeft niets te doen. Bij “Uren” leest u hoe het ervoor staat.",
    ],
  },
  "redress-decided": {
    title: "Wij namen een betalingsbesluit",
    text: [
      "Op verzoek {nummer} over declaratie {declaratie} met {ander} is besloten: {uitkomst}. Waarom leest u bij “Uren”.",
      "Bent u het er niet mee eens? Maak dan bezwaar, tot en met {dag}. Dat kan bij de declaratie.",
    ],
  },
  "redress-objected": {
    title: "Er is bezwaar gemaakt",
    text: [
      "Tegen het betalingsbesluit {nummer} over declaratie {declaratie} met {ander} is bezwaar gemaakt. Wij besluiten uiterlijk {dag}.",
      "Een andere medewerker dan eerst kijkt ernaar. U hoeft niets te doen.",
    ],
  },
  "recovery-claimed": {
    title: "U moet {bedrag} terugbetalen",
    text: [
      "Terugvordering {nummer}, voor zorg met {ander}: {bedrag}. De reden: {grond}. Waarom leest u bij “Uren”.",
      "Betaal uiterlijk {dag} aan de SVB, met kenmerk {nummer}. Lukt dat niet in één keer? Bel de SVB over betalen in delen.",
      "Bent u het er niet mee eens? Vraag dan bij “Uren” een betalingsbesluit.",
    ],
  },
  "recovery-claimed-other": {
    title: "Er wordt {bedrag} teruggevorderd",
    text: [
      "Terugvordering {nummer} van {ander}: {bedrag}. De reden: {grond}. Waarom leest u bij “Uren”.",
      "U hoeft niets te betalen. Het bedrag telt niet meer mee als betaald uit het budget.",
    ],
  },
  "recovery-planned": {
    title: "U kunt in delen terugbetalen",
    text: [
      "Voor terugvordering {nummer}, voor zorg met {ander}, betaalt u {bedrag} in {keer} keer. De eerste keer is {eerste}, uiterlijk {dag}. Daarna elke maand.",
      "Zet het kenmerk {nummer} bij elke betaling.",
    ],
  },
  "recovery-settled": {
    title: "U hebt alles terugbetaald",
    text: ["Terugvordering {nummer}, voor zorg met {ander}, is voldaan: {bedrag}.", "U hoeft niets meer te doen."],
  },
  "redress-closed": {
    title: "Wij besloten op het bezwaar",
    text: [
      "Op het bezwaar {nummer} over declaratie {declaratie} met {ander} is besloten: {uitkomst}. Waarom leest u bij “Uren”.",
      "Bent u het er niet mee eens? Dan kunt u binnen zes weken in beroep bij de rechtbank.",
    ],
  },
} as const satisfies Readonly<Record<string, NoticeText>>;
