import { inWords } from "../../kernel/day.ts";
import { inEuros, zero, type Cents } from "../../kernel/money.ts";
import { functionName } from "../../budget/award.ts";
import type { FoundProvider } from "../../party/find-provider.ts";
import { Alert } from "../../web/ui/alert.tsx";
import { Card, Details } from "../../web/ui/card.tsx";
import { Button, ButtonLink, ButtonRow, Form } from "../../web/ui/form.tsx";
import { DataSummary, type SummaryLine } from "../../web/ui/summary.tsx";
import { Aside, Columns, Section, Small, Stack, Text } from "../../web/ui/text.tsx";
import { Differences, type ToldVersion } from "./change-parts.tsx";
import { orderInWords, type Asked } from "./consent-words.ts";
import { allOf } from "./form.ts";
import { moneyOf } from "./money-lines.ts";
import { kindName } from "../kinds.ts";
import type { AgreementVerdict } from "../checks.ts";
import { Findings, HowJudged, MoneySum, RateList } from "./parts.tsx";
import { StepLayout, stepPath, type StepView } from "./step-frame.tsx";
import type { Choosable } from "./steps.tsx";
import { givenTerms, type GivenTerms } from "../share.ts";
import { hoursInWords, lawName } from "./words.ts";

/** Everything that stands on the page of the check. */
export type CheckView = {
  terms: GivenTerms;
  line: Choosable;
  provider: FoundProvider;
  verdict: AgreementVerdict;
  changed: Changed | null;
  asked: Asked;
};

/** Of a change: the version that it would replace, and the terms as a version to hold against it. */
export type Changed = { before: ToldVersion; after: ToldVersion };

type Told = Pick<StepView, "draft"> & CheckView;

// A change keeps its parties: only the budget can become another.
const partiesLines = ({ draft, terms, line, provider, changed }: Told): SummaryLine[] => {
  const change = { href: stepPath(draft, "partijen") };
  const budget = { label: "Budget", value: `${functionName(line.law, line.function)} (${lawName[line.law]}, ${line.payer})`, change };
  const kept: SummaryLine[] = [
    { label: "Soort overeenkomst", value: kindName[terms.kind] },
    { label: "Zorgverlener", value: `${provider.name} (${terms.standing === "formal" ? "formeel" : "informeel"})` },
    { label: "Naaste familie", value: terms.family ? "ja" : "nee" },
  ];
  return [budget, ...(changed === null ? kept.map((one) => ({ ...one, change })) : kept)];
};

const setAsideWords = (setAside: Cents | null): string =>
  setAside === null ? "alles wat de overeenkomst kost" : setAside === zero ? "niets" : inEuros(setAside);

const workLines = ({ draft, terms, line }: Told): SummaryLine[] => {
  const change = { href: stepPath(draft, "werkafspraken") };
  const told = givenTerms(terms, line.law);
  return [
    { label: told.rates.length === 1 ? "Tarief" : "Tarieven", value: <RateList rates={told.rates} />, change },
    { label: "Uren", value: hoursInWords(told), change },
    { label: "Begindatum", value: inWords(terms.from), change },
    { label: "Einddatum", value: terms.until === null ? "geen" : inWords(terms.until), change },
    { label: "Apart zetten", value: setAsideWords(told.setAside), change },
    { label: "Meer betalen als er geld vrij is", value: terms.beyondCommitment ? "ja" : "nee", change },
  ];
};

const generalLines = ({ draft, terms }: Told): SummaryLine[] => {
  const change = { href: stepPath(draft, "afspraken") };
  return [
    { label: "Zorgbeschrijving", value: terms.personal.care, change },
    { label: "Verplichte afspraken", value: `u gaat akkoord met ${allOf(terms.accepted.length)}`, change },
  ];
};

const ChangeAlert = ({ verdict, asked }: Pick<CheckView, "verdict" | "asked">) =>
  verdict.outcome === "repair" ? (
    <Alert tone="error" title="Deze wijziging kan zo nog niet">
      <p>Lees hieronder wat er niet klopt. Verbeter het met Wijzigen. Daarna kunt u de wijziging delen.</p>
    </Alert>
  ) : (
    <Alert tone="ok" title="Deze wijziging kan">
      <p>{orderInWords(asked)} Tot dan blijven de oude afspraken gelden.</p>
    </Alert>
  );

const ChangeSum = ({ verdict, changed }: { verdict: AgreementVerdict; changed: Changed }) => (
  <Section title="Wat verandert er?">
    {verdict.change === null || verdict.change.parts.length === 0 ? (
      <Text>
        <p>Er verandert nog niets.</p>
      </Text>
    ) : (
      <Differences parts={verdict.change.parts} before={changed.before} after={changed.after} />
    )}
  </Section>
);

const VerdictAlert = ({ verdict, asked }: Pick<CheckView, "verdict" | "asked">) => {
  if (verdict.outcome === "repair") {
    return (
      <Alert tone="error" title="Deze overeenkomst kan zo nog niet">
        <p>Lees hieronder wat er niet klopt. Verbeter het met Wijzigen. Daarna kunt u de overeenkomst delen.</p>
      </Alert>
    );
  }
  return (
    <Alert tone="ok" title="Deze overeenkomst mag u delen">
      <p>
        {verdict.outcome === "review"
          ? "Een medewerker kijkt bij de beoordeling nog naar een punt hieronder. "
          : "Wij vonden niets dat u moet verbeteren. "}
        {orderInWords(asked)}
      </p>
    </Alert>
  );
};

const ShareCard = ({ frame, draft, verdict, line, provider }: Pick<StepView, "frame" | "draft"> & CheckView) => (
  <Card title="Wat kost het?" level={2}>
    <MoneySum money={moneyOf(verdict, line.free)} />
    {verdict.outcome === "repair" ? (
      <ButtonRow>
        <ButtonLink href={stepPath(draft, "werkafspraken")}>Afspraken wijzigen</ButtonLink>
      </ButtonRow>
    ) : (
      <>
        <Form action={stepPath(draft, "controle")} csrf={frame.csrf}>
          <ButtonRow>
            <Button icon="forward">
              {verdict.change !== null && !verdict.change.needs.includes("provider")
                ? "Verder naar ondertekenen"
                : `Delen met ${provider.name}`}
            </Button>
          </ButtonRow>
        </Form>
        <Small>
          Na het delen kunt u {verdict.change === null ? "de overeenkomst" : "de wijziging"} niet meer veranderen, wel intrekken.
        </Small>
      </>
    )}
  </Card>
);

const leadOf = (changing: boolean, { outcome }: AgreementVerdict): string => {
  if (outcome === "repair") return "Er klopt nog iets niet. Verbeter dat eerst.";
  return changing ? "Klopt alles? Ga dan verder." : "Klopt alles? Deel de overeenkomst dan met uw zorgverlener.";
};

/** Step 4: everything to check, with what the rules say of it now. */
export const CheckPage = ({ check, ...view }: StepView & { check: CheckView }) => {
  const told = { draft: view.draft, ...check };
  return (
    <StepLayout
      {...view}
      now={4}
      title={view.changing ? "Controleer uw wijziging" : "Controleer uw overeenkomst"}
      lead={leadOf(view.changing, check.verdict)}
    >
      <Columns kind="side">
        <Stack>
          {check.changed === null ? <VerdictAlert {...check} /> : <ChangeAlert {...check} />}
          <Findings findings={check.verdict.findings} />
          {check.changed !== null && <ChangeSum verdict={check.verdict} changed={check.changed} />}
          <Section title="Partijen">
            <DataSummary lines={partiesLines(told)} />
          </Section>
          <Section title="Werkafspraken">
            <DataSummary lines={workLines(told)} />
          </Section>
          <Section title="Algemene afspraken">
            <DataSummary lines={generalLines(told)} />
          </Section>
          <HowJudged verdict={check.verdict} />
        </Stack>
        <Aside>
          <ShareCard frame={view.frame} {...told} />
          <Details summary="Dit concept weggooien">
            <p>Wat u invulde is dan weg.</p>
            <Form action={stepPath(view.draft, "weggooien")} csrf={view.frame.csrf}>
              <ButtonRow>
                <Button variant="danger">Concept weggooien</Button>
              </ButtonRow>
            </Form>
          </Details>
        </Aside>
      </Columns>
    </StepLayout>
  );
};
