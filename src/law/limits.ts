import { day } from "../kernel/day.ts";
import { cents, minutes, type Cents, type Minutes } from "../kernel/money.ts";
import { dated, type Dated, type Version } from "./dated.ts";
import type { Law } from "./laws.ts";
import { asCount, asMinutes, asWeeks } from "./value.ts";

const start = day("2018-01-01");
const rlz2015 = "Rlz, tekst 2015; nieuwe tekst niet gezien";

/** Most time that one provider outside the Arbeidstijdenbesluit may work for one holder in a week (veertigurenweek), in minutes. */
export const weeklyMaximum: Dated<Minutes> = dated<Minutes>(
  "meeste tijd per week per zorgverlener, Wlz",
  "Rlz art. 5.18 lid 1 d en 5.22 lid 4",
  [{ from: start, value: minutes(2400), source: rlz2015, confidence: "provisional" }],
  asMinutes,
);

const suspension = (source: string): readonly Version<number>[] => [{ from: start, value: 13, source, confidence: "provisional" }];

/** Most weeks for which a funder may have payments suspended on a serious suspicion (opschorting). */
export const suspensionTerm: Readonly<Record<Law, Dated<number>>> = {
  wmo: dated(
    "langste opschorting, Wmo",
    "Uitv.reg. Wmo 2015 art. 2b lid 6 g; verordening",
    suspension("gangbare verordening (Kerkrade art. 14 lid 2)"),
    asWeeks,
  ),
  jeugdwet: dated(
    "langste opschorting, Jeugdwet",
    "Regeling Jeugdwet art. 8b lid 6; verordening",
    suspension("naar de gangbare verordening van de Wmo"),
    asWeeks,
  ),
  wlz: dated(
    "langste opschorting, Wlz",
    "Rlz art. 5.20 lid 2",
    suspension("naar de gangbare verordening van de Wmo; regeltekst niet gezien"),
    asWeeks,
  ),
};

/** Months in an institution after which a Wlz budget ends (opname). */
export const admissionMonths: Dated<number> = dated(
  "langste opname in maanden, Wlz",
  "Rlz art. 5.20 lid 1 b",
  [{ from: start, value: 2, source: rlz2015, confidence: "provisional" }],
  asCount,
);

/** Weeks per calendar year in which a Wlz budget pays for care abroad that began in the Netherlands (zorg in het buitenland). */
export const abroadWeeks: Dated<number> = dated(
  "weken zorg in het buitenland per jaar, Wlz",
  "Besluit langdurige zorg art. 3.7.2 lid 1",
  [{ from: start, value: 13, source: "Besluit langdurige zorg, tekst 2015", confidence: "provisional" }],
  asWeeks,
);

const kept = (source: string): readonly Version<number>[] => [{ from: start, value: 15, source, confidence: "provisional" }];

/** Years for which personal data are kept after receiving or making them (bewaartermijn). */
export const retentionYears: Readonly<Record<Exclude<Law, "wlz">, Dated<number>>> = {
  wmo: dated("bewaartermijn in jaren, Wmo", "Wmo 2015 art. 5.3.4 lid 1", kept("Wmo 2015, tekst 2017"), asCount),
  jeugdwet: dated(
    "bewaartermijn in jaren, Jeugdwet",
    "Jeugdwet art. 7.3.8 lid 3",
    kept("Jeugdwet, tekst 2017: dossier van de jeugdhulpverlener"),
    asCount,
  ),
};

const seen = "jaarbedrag zoals zorgkantoren het noemen; publicatie niet gezien";

/** What a Wlz budget is raised by for a year in a small-scale living initiative (wooninitiatieventoeslag), in cents. */
export const livingInitiative: Dated<Cents> = dated<Cents>("wooninitiatieventoeslag per jaar, Wlz", "Rlz art. 5.13 lid 4", [
  { from: start, value: cents(403_000), source: "Rlz, tekst 2015, doorgetrokken", confidence: "derived" },
  { from: day("2022-01-01"), value: cents(472_400), source: seen, confidence: "provisional" },
  { from: day("2023-01-01"), value: cents(500_700), source: seen, confidence: "provisional" },
  { from: day("2024-01-01"), value: cents(532_600), source: seen, confidence: "provisional" },
  { from: day("2025-01-01"), value: cents(532_600), source: "bedrag van 2024, nieuwere publicatie niet gezien", confidence: "derived" },
]);

/** Highest budget with an own assistance team (persoonlijke-assistentiebudget), in cents a year. */
export const assistanceMaximum: Dated<Cents> = dated<Cents>(
  "hoogste persoonlijke-assistentiebudget per jaar, Wlz",
  "Rlz art. 5.15a lid 1",
  [
    { from: start, value: cents(21_900_000), source: "Rlz, tekst 2015, doorgetrokken", confidence: "derived" },
    { from: day("2022-01-01"), value: cents(32_407_300), source: seen, confidence: "provisional" },
    { from: day("2023-01-01"), value: cents(34_348_500), source: seen, confidence: "provisional" },
    { from: day("2024-01-01"), value: cents(36_536_500), source: seen, confidence: "provisional" },
    {
      from: day("2025-01-01"),
      value: cents(36_536_500),
      source: "bedrag van 2024, nieuwere publicatie niet gezien",
      confidence: "derived",
    },
  ],
);
