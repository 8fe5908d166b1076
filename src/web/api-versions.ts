/** One version of the API: since which day, and what changed for who uses it, in Dutch. Numbers follow semantic versioning. */
export type ApiVersion = { version: string; since: string; changes: readonly string[] };

/** Every version of the API (wijzigingen), the newest first. What breaks a caller needs a new first number, and so a new address. */
export const apiVersions: readonly [ApiVersion, ...ApiVersion[]] = [
  {
    version: "1.2.0",
    since: "2026-11-25",
    changes: [
      "Een zorgverlener zoeken; een zorgovereenkomst proberen met een proefberekening, en delen met de zorgverlener.",
      "Budgetten lezen per zorgfunctie en periode, met wat er nog vrij is.",
      "Berichten aan personen lezen, en een leesbevestiging sturen. Daarvoor is het bereik berichten:lezen.",
      "Een zorgovereenkomst zegt nu ook of er meer betaald mag worden, of de zorgverlener formeel en naaste familie is, wie hij vervangt, en wat er in een dienstverband is afgesproken.",
      "De verantwoording van een besluit heeft een volledig schema.",
      "Een zorgverlener ziek en weer beter melden.",
      "Lezen wie een budgethouder vertegenwoordigt, iemand machtigen en dat intrekken; als verstrekker een vertegenwoordiger inschrijven en beëindigen. Daarvoor zijn de bereiken vertegenwoordiging:lezen en vertegenwoordiging:regelen.",
      "Als verstrekker signalen lezen en als gezien merken. Daarvoor is het bereik signalen:lezen.",
      "Als zorgverlener het eigen rekeningnummer lezen en wijzigen. Daarvoor is het bereik rekeningnummer:beheren.",
    ],
  },
  {
    version: "1.1.0",
    since: "2026-11-25",
    changes: [
      "Toegang met tokens van een uitgever (OAuth 2) met een bereik; de vaste tokens van de leeromgeving vervallen.",
      "Declaraties, betalingen en besluiten lezen; toekenningsberichten opvragen.",
      "Zorgovereenkomsten lezen, ondertekenen, intrekken en als verstrekker beoordelen.",
      "Een lopende zorgovereenkomst alsnog afkeuren; melden dat een partij is overleden of gestopt.",
      "Een declaratie proberen met een proefberekening, klaarzetten, indienen, goedkeuren en afkeuren.",
      "Een sleutel tegen dubbel versturen in de kop Idempotency-Key.",
      "In een foutmelding heten de fouten nu “fouten”, met “veld”, “probleem” en “oplossing”.",
    ],
  },
  { version: "1.0.0", since: "2026-11-22", changes: ["Toekenningsberichten insturen en het retourbericht ophalen."] },
];

/** The version of the API, on each of its answers. */
export const apiVersion = apiVersions[0].version;
