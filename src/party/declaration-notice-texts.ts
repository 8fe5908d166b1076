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
} as const satisfies Readonly<Record<string, NoticeText>>;
