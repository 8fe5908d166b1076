import type { AgreementKind } from "../agreement/kinds.ts";
import type { Unit } from "../agreement/rate.ts";

/** Work agreed between a holder and a provider. `weekdays` (1 is Monday) are those on which `minutes` are worked. */
export type CastAgreement = {
  holder: string;
  provider: string;
  function: string;
  kind: AgreementKind;
  unit: Unit;
  rate: number;
  weekdays: readonly number[];
  minutes: number;
  care: string;
  /** How far October stands on the first morning: nothing filled in, waiting for the holder, sent back, submitted, or with hours that are not right. */
  october: "empty" | "prepared" | "rejected" | "submitted" | "wrong" | "doubtful";
};

/** An agreement for work that begins in November, as far as it came: who must do something with it on the first morning. */
export type CastProposal = Omit<CastAgreement, "october"> & { waitsFor: "provider" | "holder" | "funder" | "svb" };

type About = readonly [holder: string, provider: string, code: string];
type Terms = readonly [kind: AgreementKind, unit: Unit, rate: number];
type When = readonly [weekdays: readonly number[], minutes: number];

const worked = (
  [holder, provider, code]: About,
  [kind, unit, rate]: Terms,
  [weekdays, minutes]: When,
  care: string,
): Omit<CastAgreement, "october"> => ({ holder, provider, function: code, kind, unit, rate, weekdays, minutes, care });

const work = (about: About, terms: Terms, when: When, october: CastAgreement["october"], care: string): CastAgreement => ({
  ...worked(about, terms, when, care),
  october,
});

export const castAgreements: readonly CastAgreement[] = [
  work(
    ["hannie", "fatma", "02"],
    ["assignment", "hour", 2900],
    [[1, 3, 5], 150],
    "prepared",
    "Fatma helpt Hannie structuur in de week te brengen, gaat mee naar afspraken en doet samen met haar de post.",
  ),
  work(
    ["hannie", "delinde", "01"],
    ["institution", "month", 48_000],
    [[2], 240],
    "empty",
    "Een medewerker van De Linde maakt elke dinsdag het huis schoon en doet de was.",
  ),
  work(
    ["klaas", "dewilg", "07"],
    ["institution", "hour", 2400],
    [[2, 4], 240],
    "doubtful",
    "Klaas werkt op dinsdag en donderdag mee op de boerderij en eet daar warm.",
  ),
  work(
    ["nadia", "tobias", "02"],
    ["assignment", "hour", 2750],
    [[1, 4], 120],
    "submitted",
    "Tobias oefent met Nadia met reizen en helpt haar met geldzaken.",
  ),
  work(
    ["piet", "sanne", "03"],
    ["assignment", "hour", 5400],
    [[1, 2, 3, 4, 5], 45],
    "wrong",
    "Sanne helpt Piet elke ochtend met wassen, aankleden en medicijnen.",
  ),
  work(
    ["piet", "jan", "01"],
    ["family", "hour", 1900],
    [[6], 180],
    "prepared",
    "Jan doet op zaterdag de boodschappen en houdt het huis bij.",
  ),
  work(
    ["willem", "sanne", "99"],
    ["assignment", "hour", 7200],
    [[1, 3, 5], 120],
    "submitted",
    "Sanne verzorgt wonden, geeft injecties en houdt contact met de huisarts.",
  ),
  work(
    ["willem", "delinde", "99"],
    ["institution", "hour", 6100],
    [[2, 4], 120],
    "empty",
    "De Linde helpt Willem met douchen, aankleden en eten.",
  ),
  work(
    ["joke", "fatma", "99"],
    ["assignment", "hour", 2600],
    [[1, 2, 3, 4], 180],
    "rejected",
    "Fatma helpt Joke met opstaan, eten koken en naar buiten gaan.",
  ),
  work(["ravi", "jan", "99"], ["assignment", "hour", 2500], [[2, 5], 240], "empty", "Jan begeleidt Ravi bij sport en helpt hem met koken."),
  work(
    ["ravi", "dewilg", "99"],
    ["institution", "month", 175_000],
    [[1, 3], 360],
    "submitted",
    "Ravi werkt twee dagen per week in de moestuin van De Wilg.",
  ),
  work(
    ["tess", "miriam", "45"],
    ["assignment", "hour", 2400],
    [[2, 4], 120],
    "prepared",
    "Miriam oefent na school met Tess met omgaan met prikkels en huiswerk.",
  ),
  work(
    ["sem", "vaart", "45"],
    ["institution", "hour", 5800],
    [[3], 120],
    "empty",
    "Een begeleider van Aan de Vaart helpt Sem zelfstandig te worden.",
  ),
  work(
    ["noor", "vaart", "41"],
    ["institution", "month", 128_000],
    [[1, 3], 240],
    "submitted",
    "Noor gaat twee middagen per week naar de dagbehandeling van Aan de Vaart.",
  ),
];

const proposal = (about: About, terms: Terms, when: When, waitsFor: CastProposal["waitsFor"], care: string): CastProposal => ({
  ...worked(about, terms, when, care),
  waitsFor,
});

export const castProposals: readonly CastProposal[] = [
  proposal(["hannie", "sanne", "02"], ["assignment", "hour", 5800], [[2], 60], "funder", "Sanne leert Hannie omgaan met haar medicijnen."),
  proposal(["ravi", "fatma", "99"], ["assignment", "hour", 2650], [[6], 180], "svb", "Fatma gaat op zaterdag met Ravi mee naar de stad."),
  proposal(
    ["tess", "vaart", "45"],
    ["institution", "hour", 6000],
    [[5], 90],
    "provider",
    "Aan de Vaart geeft Tess op vrijdag training in een kleine groep.",
  ),
  proposal(
    ["joke", "sanne", "99"],
    ["assignment", "hour", 7500],
    [[1, 4], 45],
    "holder",
    "Sanne verzorgt twee keer per week de wond van Joke.",
  ),
];
