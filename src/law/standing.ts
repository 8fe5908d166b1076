import { day } from "../kernel/day.ts";
import type { Standing } from "./care-rates.ts";
import { dated, type Dated } from "./dated.ts";
import { asText, type Value } from "./value.ts";
import type { Worksheet } from "./worksheet.ts";

/** On what ground a provider may be paid as a professional (grond voor formeel). */
export type StandingGround = "care-company" | "self-employed" | "registered-profession";

/** One ground: in Dutch, and whether it holds for family in the first or second degree as well. */
export type StandingGroundRule = { text: string; familyToo: boolean };

/** What is known of a provider when his standing is judged. Registers are proofs, not words: a number that was looked up. */
export type StandingFacts = {
  /** A company that is no sole trader, with care among its activities in the trade register. */
  careCompany: boolean;
  /** A sole trader without staff, with care among its activities in the trade register. */
  careSoleTrader: boolean;
  /** An entry in the register of care professions (BIG), for a profession that gives this care. */
  registeredProfession: boolean;
  /** Family of the holder in the first or second degree, by blood or marriage. */
  closeFamily: boolean;
};

const grounds: Readonly<Record<StandingGround, StandingGroundRule>> = {
  "care-company": { text: "onderneming in het handelsregister die zorg verleent", familyToo: true },
  "self-employed": { text: "zelfstandige zonder personeel in het handelsregister die zorg verleent", familyToo: false },
  "registered-profession": { text: "inschrijving in het BIG-register", familyToo: false },
};

const inDutch = (rules: Readonly<Record<StandingGround, StandingGroundRule>>): Value =>
  asText(
    Object.values(rules)
      .map(({ text, familyToo }) => (familyToo ? text : `${text} (geen familie)`))
      .join("; "),
  );

/** The grounds on which care under the Wlz is formal (formele zorgverlener). */
export const standingRule: Dated<Readonly<Record<StandingGround, StandingGroundRule>>> = dated<
  Readonly<Record<StandingGround, StandingGroundRule>>
>(
  "wanneer een zorgverlener formeel is, Wlz",
  "Rlz art. 5.22 lid 2 en 3",
  [
    {
      from: day("2018-01-01"),
      value: grounds,
      source: "Rlz, tekst 2015; uitleg van zorgkantoren. De verklaring van art. 3.156 Wet IB 2001 bestaat sinds 2016 niet meer",
      confidence: "provisional",
    },
  ],
  inDutch,
);

const claimed = (facts: StandingFacts): StandingGround[] => [
  ...(facts.careCompany ? ["care-company" as const] : []),
  ...(facts.careSoleTrader ? ["self-employed" as const] : []),
  ...(facts.registeredProfession ? ["registered-profession" as const] : []),
];

/** What a provider is, the ground it rests on (null: none), and whether that law is settled. */
export type Judged = { standing: Standing; ground: StandingGround | null; settled: boolean };

/** The standing of a provider (formeel of informeel) on the legal day of the sheet; null where that law is not known. */
export const standingOf = (sheet: Worksheet, facts: StandingFacts): Judged | null => {
  const rule = sheet.consult(standingRule);
  if (!rule.known) return null;
  const ground = claimed(facts).find((each) => rule.value[each].familyToo || !facts.closeFamily) ?? null;
  const standing = ground === null ? "informal" : "formal";
  const why = ground === null ? "informeel" : `formeel: ${rule.value[ground].text}`;
  sheet.line("soort zorgverlener", asText(facts.closeFamily ? `${why} (familie)` : why), rule.article);
  return { standing, ground, settled: rule.settled };
};
