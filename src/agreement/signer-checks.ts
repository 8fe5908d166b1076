import type { Found } from "../law/check.ts";
import type { AgreementFacts } from "./facts.ts";

type Finds = (facts: AgreementFacts) => Found | null;

/** Nobody but the provider may sign for the holder: then a person at the funder looks whether that is right. BW 3:68. */
export const signsForBoth: Finds = ({ signers }) =>
  signers.provider !== "alone"
    ? null
    : {
        text: "De zorgverlener vertegenwoordigt de budgethouder, en niemand anders mag voor hem tekenen. Dezelfde persoon tekent dan aan beide kanten.",
        remedy: "De verstrekker kijkt hiernaar. Kan iemand anders voor de budgethouder tekenen? Regel dan eerst een machtiging.",
      };

/** The provider represents the holder beside others: he signs as provider only. BW 3:68. */
export const signsAsProviderOnly: Finds = ({ signers }) =>
  signers.provider !== "beside"
    ? null
    : {
        text: "De zorgverlener vertegenwoordigt de budgethouder ook. Hij tekent deze overeenkomst alleen als zorgverlener, en keurt zijn eigen uren niet goed.",
        remedy: "Laat de budgethouder zelf of een andere vertegenwoordiger tekenen en de uren goedkeuren.",
      };

/** More than one person signs for the holder: both parents, or one for the care and one for the money. BW 1:253i, 1:438 and 1:453. */
export const severalSign: Finds = ({ signers: { needed } }) =>
  needed.length < 2
    ? null
    : {
        text: needed.includes("parent")
          ? `Voor de budgethouder tekenen ${String(needed.length)} ouders, want zij hebben samen het gezag.`
          : "Voor de budgethouder tekenen twee mensen: een voor de zorg en een voor de geldzaken.",
        remedy: "U hoeft nu niets te doen. Wie nog moet tekenen krijgt een bericht.",
      };
