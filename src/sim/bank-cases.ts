import { day, type Day } from "../kernel/day.ts";
import { plusTargetDays } from "../payment/target-days.ts";

/** What a trainee can let the bank do with the next payment to somebody (oefengeval), in words, and what the bank is told. */
export type BankCase = { label: string; description: string; conduct: (today: Day) => Record<string, unknown> };

const comesBack = (more: Record<string, unknown>) => ({ outcome: "return", reason: "MS03", days: 1, once: true, ...more });

// The most that the bank waits with a return.
const longest = 250;

/** Bank days until the middle of next January: after the year of the budget was closed. */
const untilNextYear = (today: Day): number => {
  const target = day(`${String(Number(today.slice(0, 4)) + 1)}-01-15`);
  let days = 1;
  while (days < longest && plusTargetDays(today, days) < target) days += 1;
  return days;
};

/** Every case, by its name in the form and on the command line. */
export const bankCases = {
  betaalt: { label: "De bank betaalt gewoon", description: "Zo doet de bank als u niets kiest.", conduct: () => ({ outcome: "accept" }) },
  "weigert-bruto": {
    label: "De bank weigert, en boekt eerst alles af",
    description: "De rekening is opgeheven. Op het afschrift staat het hele bestand eraf, en de geweigerde betaling er weer bij (bruto).",
    conduct: () => ({ outcome: "reject", reason: "AC04", booking: "gross", once: true }),
  },
  "weigert-netto": {
    label: "De bank weigert, en boekt alleen de rest af",
    description: "De rekening is opgeheven. De geweigerde betaling staat alleen in het statusbericht (netto).",
    conduct: () => ({ outcome: "reject", reason: "AC04", booking: "net", once: true }),
  },
  "komt-terug": {
    label: "De betaling komt de volgende bankdag terug",
    description: "De rekening is opgeheven, en dat blijkt pas na het betalen.",
    conduct: () => comesBack({ reason: "AC04" }),
  },
  "komt-laat-terug": {
    label: "De betaling komt na drie weken terug",
    description: "De bank noemt geen reden. Een medewerker moet het uitzoeken.",
    conduct: () => comesBack({ days: 15 }),
  },
  "na-jaareinde": {
    label: "De betaling komt terug als het jaar al voorbij is",
    description: "Het geld hoort bij het budget van dit jaar, en komt half januari terug.",
    conduct: (today) => comesBack({ days: untilNextYear(today) }),
  },
  "komt-deels-terug": {
    label: "Er komt hooguit € 10,00 terug",
    description: "De rest is weg. Het budget krijgt alles terug; het verschil zijn kosten.",
    conduct: () => comesBack({ partCents: 1_000 }),
  },
  "min-kosten": {
    label: "De betaling komt terug, min € 2,50 kosten",
    description: "Banken houden soms kosten in. Die zijn niet voor de budgethouder.",
    conduct: () => comesBack({ chargesCents: 250 }),
  },
  "zonder-kenmerk": {
    label: "De betaling komt terug zonder kenmerk",
    description:
      "Niemand weet welke betaling het is. Kies dit voor twee zorgverleners met hetzelfde bedrag: dan zijn er twee even waarschijnlijk.",
    conduct: () => comesBack({ anonymous: true }),
  },
  dubbel: {
    label: "De bank denkt dat zij dit al betaalde",
    description: "De bank weigert als dubbel. Eerst moet iemand weten of de eerste is betaald.",
    conduct: () => ({ outcome: "reject", reason: "AM05", booking: "net", once: true }),
  },
  overleden: {
    label: "De bank meldt dat de ontvanger is overleden",
    description: "De zorgverlener wordt niet meer betaald tot iemand besluit.",
    conduct: () => comesBack({ reason: "MD07" }),
  },
} as const satisfies Record<string, BankCase>;
export type BankCaseName = keyof typeof bankCases;
export const bankCaseNames = Object.keys(bankCases) as BankCaseName[];

const plain = {
  status: "10",
  statement: "08",
  pageEntries: null,
  detailsApart: false,
  splits: false,
  batchDetails: false,
  twice: false,
  reordered: false,
};

/** How the bank writes to us, in words, and what it is told. It stays so until something else is chosen. */
export const bankStyles = {
  gewoon: { label: "Zoals banken het nu doen", style: plain },
  oud: { label: "In de oudere versies van de berichten", style: { ...plain, status: "03", statement: "02" } },
  bladzijden: { label: "Elk afschrift verdeeld over bladzijden van één boeking", style: { ...plain, pageEntries: 1 } },
  details: { label: "Wat terugkomt als één bedrag, met een bericht apart over wat het was", style: { ...plain, detailsApart: true } },
  gesplitst: { label: "Elk betaalbestand in twee afschrijvingen", style: { ...plain, splits: true } },
  "batch-details": {
    label: "Per betaalbestand één afschrijving, met een bericht apart over welke betalingen het zijn",
    style: { ...plain, batchDetails: true },
  },
  dubbel: { label: "Elk bestand twee keer", style: { ...plain, twice: true } },
  omgekeerd: { label: "Het laatste bestand van de dag eerst", style: { ...plain, reordered: true } },
  alles: {
    label: "Alles tegelijk: oud, in bladzijden, gesplitst, met details apart, dubbel en omgekeerd",
    style: {
      ...{ status: "03", statement: "02", pageEntries: 1 },
      ...{ detailsApart: true, splits: true, batchDetails: true, twice: true, reordered: true },
    },
  },
} as const satisfies Record<string, { label: string; style: Record<string, unknown> }>;
export type BankStyleName = keyof typeof bankStyles;
export const bankStyleNames = Object.keys(bankStyles) as BankStyleName[];
