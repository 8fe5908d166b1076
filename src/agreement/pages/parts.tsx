import { dayOf, inWords } from "../../kernel/day.ts";
import { inEuros, zero } from "../../kernel/money.ts";
import type { Finding } from "../../law/receipt.ts";
import { Alert, type Tone } from "../../web/ui/alert.tsx";
import { Card, Details, StatusBadge, type StatusTone } from "../../web/ui/card.tsx";
import { AmountLines, FindingBlock, ReceiptSheet, receiptLines } from "../../web/ui/decision.tsx";
import { DataSummary, type SummaryLine } from "../../web/ui/summary.tsx";
import { Small, Stack, Text } from "../../web/ui/text.tsx";
import { stateName, type State } from "../agreement.ts";
import type { Consent } from "../change.ts";
import { kindName } from "../kinds.ts";
import type { AgreementVerdict } from "../checks.ts";
import { groundName } from "../ending.ts";
import { filled, modelById, type ModelText } from "../model-texts.ts";
import { oneRateInWords } from "../rate-words.ts";
import type { AgreementSummary, AgreementView } from "../read.ts";
import type { Money } from "./money-lines.ts";
import { careName, findingTitle, hoursInWords, lawName, placed, rateInWords, termInWords, type TermsToTell } from "./words.ts";

const tones: Readonly<Record<State, StatusTone>> = {
  shared: "info",
  "provider-signed": "info",
  signed: "info",
  "funder-approved": "info",
  approved: "ok",
  rejected: "error",
  withdrawn: "neutral",
  ended: "neutral",
};

// A badge stays on one line, also on a phone: it says with whom the agreement is.
const badgeWords: Readonly<Record<State, string>> = {
  ...stateName,
  shared: "Bij zorgverlener",
  "provider-signed": "Bij budgethouder",
  signed: "Bij verstrekker",
  "funder-approved": "Bij SVB",
};

/** The state of an agreement in two words. */
export const StateBadge = ({
  state,
  needs = [],
  runsOn: goesOn = false,
}: {
  state: State;
  needs?: readonly Consent[] | undefined;
  /** It was ended and has days to go. */
  runsOn?: boolean;
}) => (
  <StatusBadge tone={goesOn ? tones.approved : tones[state]}>
    {/* What the holder alone must sign waits for the holder from the beginning. */}
    {goesOn ? "Loopt af" : badgeWords[state === "shared" && needs.length === 1 ? "provider-signed" : state]}
  </StatusBadge>
);

/** The whole text of an agreement: the model text with everything filled in. */
export const AgreementText = ({
  model,
  terms,
  names,
  level = 3,
}: {
  model: ModelText;
  terms: TermsToTell;
  names: { holder: string; provider: string; funder: string };
  /** Heading level of its title: 2 when it stands on the page by itself. */
  level?: 2 | 3;
}) => {
  const Clause = level === 2 ? "h3" : "h4";
  const { title, clauses } = filled(model, placed(terms, names));
  return (
    <Card title={title} level={level}>
      <Text>
        {clauses.map((clause, index) => (
          <div key={clause.title}>
            <Clause>{`${String(index + 1)}. ${clause.title}`}</Clause>
            <p>{clause.text}</p>
          </div>
        ))}
        {terms.rates.length > 1 && terms.kind !== "network" && (
          <div>
            <Clause>Bijlage: tarieven</Clause>
            <ol>
              {terms.rates.map((rate) => (
                <li key={`${rate.unit} ${rate.label}`}>{oneRateInWords(rate)}</li>
              ))}
            </ol>
          </div>
        )}
      </Text>
    </Card>
  );
};

/** The same for an agreement that was shared; its model text never changes. */
export const SharedText = ({ view, funder }: { view: AgreementView; funder: string }) => {
  const model = modelById(view.model);
  if (model === null) throw new Error(`agreement ${view.id} names model ${view.model}, which never existed`);
  return <AgreementText model={model} terms={view} names={{ holder: view.holderName.name, provider: view.providerName.name, funder }} />;
};

/** What is put aside, within a sentence. */
export const setAsideInWords = ({ setAside }: Pick<AgreementSummary, "setAside">): string =>
  setAside === null ? "alles wat de overeenkomst naar verwachting kost" : setAside === zero ? "niets" : inEuros(setAside);

/** Every rate on a line of its own, with how one is chosen where several may hold at a time. */
export const RateList = ({ rates }: Pick<TermsToTell, "rates">) =>
  rates.length === 1 ? (
    rateInWords({ rates })
  ) : (
    <>
      <ul>
        {rates.map((rate) => (
          <li key={oneRateInWords(rate)}>{oneRateInWords(rate)}</li>
        ))}
      </ul>
      {rates.some(({ window }) => window !== null) && (
        <Small>Gelden er op een moment meer tarieven? De zorgverlener kiest er bij de uren één. Elk uur telt één keer.</Small>
      )}
    </>
  );

/** What was agreed, as labels and values. It names no budget. */
export const termsLines = (view: AgreementView, funder: string): SummaryLine[] => [
  { label: "Budgethouder", value: view.holderName.name },
  {
    label: "Zorgverlener",
    value: `${view.providerName.name} (${view.standing === "formal" ? "formeel" : "informeel"}${view.family ? ", naaste familie" : ""})`,
  },
  { label: "Soort", value: kindName[view.kind] },
  { label: "Zorg", value: `${careName(view)} (${lawName[view.law]}, ${funder})` },
  { label: view.rates.length === 1 ? "Tarief" : "Tarieven", value: <RateList rates={view.rates} /> },
  { label: "Uren", value: hoursInWords(view) },
  ...(view.standInFor === null
    ? []
    : [{ label: "Vervangt", value: view.replaced === null ? "een zieke zorgverlener" : `${view.replaced.name}, die ziek is gemeld` }]),
  { label: "Looptijd", value: termInWords(view) },
  { label: "Apart gezet", value: setAsideInWords(view) },
  { label: "Meer betalen als er geld over is", value: view.beyondCommitment ? "ja" : "nee" },
  { label: "Nummer", value: view.number },
];

/** What was agreed, in one list. */
export const TermsSummary = ({ view, funder }: { view: AgreementView; funder: string }) => <DataSummary lines={termsLines(view, funder)} />;

/** How an agreement that ended before its time came to its end: when, why, and what that means. */
export const Ended = ({ view }: { view: AgreementView }) =>
  view.ending === null ? null : (
    <Alert tone="info" title={`De laatste dag is ${inWords(view.ending.lastDay)}`}>
      <p>
        De overeenkomst is {groundName[view.ending.ground]}. Zorg tot en met {inWords(view.ending.lastDay)} kan nog worden gedeclareerd.
      </p>
      {view.ending.cause !== null && <p>Reden: {view.ending.cause}</p>}
    </Alert>
  );

/** That a new award does not cover a running agreement whole; its parties read no amounts of the budget here. */
export const Uncovered = ({ view }: { view: AgreementView }) =>
  view.uncoveredSince === null || view.state !== "approved" ? null : (
    <Alert tone="warning" title="Het budget is niet genoeg voor deze overeenkomst">
      <p>
        Op {inWords(dayOf(view.uncoveredSince))} kwam er een nieuwe toekenning. Daar past deze overeenkomst niet helemaal in. Wat al is
        vastgelegd, blijft gelden.
      </p>
      <p>
        <strong>Wat kunt u doen?</strong> De budgethouder kan de verstrekker om meer budget vragen, of minder afspreken met de zorgverlener.
      </p>
    </Alert>
  );

/** The description of care, as it was written. */
export const CareText = ({ text }: { text: string | null }) => (
  <Card title="Zorgbeschrijving" level={3}>
    <Text>
      {(text ?? "Er is geen zorgbeschrijving.").split(/\n+/).map((line, index) => (
        <p key={index}>{line}</p>
      ))}
    </Text>
  </Card>
);

const findingTone: Readonly<Record<Finding["outcome"], Extract<Tone, "info" | "warning" | "error">>> = {
  notice: "info",
  suspend: "warning",
  review: "warning",
  repair: "error",
  refuse: "error",
};

const order: readonly Finding["outcome"][] = ["refuse", "repair", "review", "suspend", "notice"];

// The remedy of a check is for the parties; who assesses reads what it asks of him.
const forClerk = ({ outcome, remedy }: Finding): string => {
  if (outcome === "notice") return "U hoeft niets te doen: dit staat goedkeuren niet in de weg.";
  if (outcome === "review") return "Beoordeel dit zelf. Keurt u af? Schrijf dan op waarom.";
  return `U kunt nu niet goedkeuren. De budgethouder leest: “${remedy}”`;
};

/** What the checks found, the heaviest first, each with what to do for whoever reads it: a party, or who assesses. */
export const Findings = ({ findings, reader = "party" }: { findings: readonly Finding[]; reader?: "party" | "clerk" }) => (
  <Stack>
    {[...findings]
      .sort((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome))
      .map((finding) => (
        <FindingBlock
          key={finding.code}
          level={3}
          tone={findingTone[finding.outcome]}
          title={findingTitle(finding)}
          facts={finding.text}
          remedy={reader === "clerk" ? forClerk(finding) : finding.remedy}
          ground={`Controle ${finding.code}, ${finding.article}`}
        />
      ))}
  </Stack>
);

/** What an agreement costs and what stays free. */
export const MoneySum = ({ money: { lines, note } }: { money: Money }) => (
  <>
    <AmountLines lines={lines} />
    {note !== null && <Small>{note}</Small>}
  </>
);

/** How the verdict was reached, for who wants to see it. */
export const HowJudged = ({ verdict }: { verdict: AgreementVerdict }) => (
  <Details summary="Zo hebben wij dit berekend">
    <ReceiptSheet caption="Berekening en regels" lines={receiptLines(verdict.receipt.sheet)} />
  </Details>
);
