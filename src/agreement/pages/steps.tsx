import { inWords } from "../../kernel/day.ts";
import { inEuros, type Cents } from "../../kernel/money.ts";
import { functionName, type BudgetLine } from "../../budget/award.ts";
import type { FoundProvider } from "../../party/find-provider.ts";
import { Alert, errorAt } from "../../web/ui/alert.tsx";
import { Card, Details } from "../../web/ui/card.tsx";
import { RadioGroup } from "../../web/ui/choice.tsx";
import { TextField } from "../../web/ui/field.tsx";
import { Form } from "../../web/ui/form.tsx";
import { typed } from "./typed.ts";
import { Onward, StepLayout, stepPath, type StepView } from "./step-frame.tsx";
import { lawName } from "./words.ts";

/** A budget that a holder can choose, with what is free on it. */
export type Choosable = BudgetLine & { free: Cents; payer: string };

const ProviderFields = ({ answers, errors }: Pick<StepView, "answers" | "errors">) => (
  <>
    <TextField
      name="kvk"
      label="KvK-nummer"
      description="Voor een organisatie of een zelfstandige. Acht cijfers, te vinden op een factuur of op kvk.nl."
      optional
      inputMode="numeric"
      width="medium"
      value={typed(answers, "kvk")}
      error={errorAt(errors, "kvk")}
    />
    <p>
      <strong>Of</strong>, als de zorgverlener geen KvK-nummer heeft:
    </p>
    <TextField
      name="bsn"
      label="Burgerservicenummer (BSN) van de zorgverlener"
      description="Negen cijfers. Vraag het aan de zorgverlener. Wij gebruiken het alleen om de juiste persoon te vinden."
      optional
      inputMode="numeric"
      width="medium"
      value={typed(answers, "bsn")}
      error={errorAt(errors, "bsn")}
    />
    <TextField
      name="achternaam"
      label="Achternaam van de zorgverlener"
      optional
      width="long"
      value={typed(answers, "achternaam")}
      error={errorAt(errors, "achternaam")}
    />
  </>
);

const ProviderPart = ({ provider, ...view }: { provider: FoundProvider | null } & Pick<StepView, "answers" | "errors">) => {
  if (provider === null) {
    return (
      <>
        <h2>Wie is de zorgverlener?</h2>
        <p>Vul het KvK-nummer in, of het BSN met de achternaam.</p>
        <ProviderFields {...view} />
      </>
    );
  }
  const open = view.errors.some(({ field }) => ["kvk", "bsn", "achternaam"].includes(field));
  return (
    <>
      <h2>Wie is de zorgverlener?</h2>
      <Alert tone="ok" title={provider.name} level={3}>
        <p>{provider.kind === "institution" ? "Een zorginstelling." : "Een persoon."} Dit is de zorgverlener van deze overeenkomst.</p>
      </Alert>
      <Details summary="Een andere zorgverlener kiezen" open={open}>
        <ProviderFields {...view} />
      </Details>
    </>
  );
};

const SortFields = ({ answers, errors }: Pick<StepView, "answers" | "errors">) => (
  <RadioGroup
    name="soort"
    label="Wie gaat de zorg geven, of wat spreekt u af?"
    description="Hiermee kiezen wij de juiste modelovereenkomst."
    value={typed(answers, "soort")}
    error={errorAt(errors, "soort")}
    options={[
      {
        value: "opdracht",
        label: "Een persoon",
        description: "Iemand die u zelf vraagt: een zelfstandige, een familielid, iemand uit de buurt, of iemand die bij u in dienst komt.",
      },
      {
        value: "zorginstelling",
        label: "Een organisatie",
        description: "Een bedrijf of stichting stuurt medewerkers naar u toe. U maakt een overeenkomst met een zorginstelling.",
      },
      {
        value: "vervoer",
        label: "Vervoer",
        description: "Iemand brengt u naar de zorg en weer terug. U maakt een overeenkomst van vervoer.",
      },
      {
        value: "netwerk",
        label: "Een kleine tegemoetkoming voor hulp uit uw netwerk",
        description:
          "Iemand die u al kent, helpt u zonder dienstverband. Ten hoogste € 141 per maand, alleen bij een budget van de gemeente. U maakt een verklaring.",
      },
    ]}
  />
);

const RelationFields = ({ answers, errors }: Pick<StepView, "answers" | "errors">) => (
  <>
    <RadioGroup
      name="familie"
      label="Is de zorgverlener naaste familie van de budgethouder?"
      description="Naaste familie is: ouder, kind, broer, zus, grootouder, kleinkind, echtgenoot of partner. Voor naaste familie geldt een ander maximumtarief."
      value={typed(answers, "familie")}
      error={errorAt(errors, "familie")}
      options={[
        { value: "ja", label: "Ja" },
        { value: "nee", label: "Nee" },
      ]}
    />
    <RadioGroup
      name="gezag"
      label="Bent u de baas over hoe en wanneer de zorgverlener werkt?"
      description="Dat heet gezag. Geeft u elke dag aanwijzingen en moet de zorgverlener die volgen? Dan maakt u een arbeidsovereenkomst. Sla deze vraag over bij een organisatie, vervoer, een tegemoetkoming of een eigen bedrijf: kies dan Nee."
      optional
      value={typed(answers, "gezag")}
      error={errorAt(errors, "gezag")}
      options={[
        { value: "ja", label: "Ja, ik word werkgever" },
        { value: "nee", label: "Nee" },
      ]}
    />
  </>
);

const fresh = {
  title: "Met wie maakt u de overeenkomst?",
  lead: "Vul alle velden in. Als een veld niet verplicht is, staat dit erbij.",
};

/** Step 1: the budget, the kind, the provider, family or not. Of a change only the budget: the rest stays what it was. */
export const PartiesPage = ({ lines, provider, ...view }: StepView & { lines: readonly Choosable[]; provider: FoundProvider | null }) => (
  <StepLayout
    {...view}
    now={1}
    {...(view.changing
      ? { title: "Uit welk budget betaalt u?", lead: `Uw overeenkomst met ${provider?.name ?? "uw zorgverlener"}.` }
      : fresh)}
  >
    <Card narrow>
      <Form action={stepPath(view.draft, "partijen")} csrf={view.frame.csrf}>
        <RadioGroup
          name="budget"
          label="Uit welk budget betaalt u de zorg?"
          value={typed(view.answers, "budget")}
          error={errorAt(view.errors, "budget")}
          options={lines.map((line) => ({
            value: line.id,
            label: functionName(line.law, line.function),
            description: `${lawName[line.law]}, ${line.payer}, ${inWords(line.from)} tot en met ${inWords(line.until)}. Nog vrij: ${inEuros(line.free)}`,
          }))}
        />
        {!view.changing && (
          <>
            <SortFields answers={view.answers} errors={view.errors} />
            <ProviderPart provider={provider} answers={view.answers} errors={view.errors} />
            <RelationFields answers={view.answers} errors={view.errors} />
          </>
        )}
        <Onward />
      </Form>
    </Card>
  </StepLayout>
);
