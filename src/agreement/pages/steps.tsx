import { inWords } from "../../kernel/day.ts";
import { inEuros, type Cents } from "../../kernel/money.ts";
import { functionName, type BudgetLine } from "../../budget/award.ts";
import type { FoundProvider } from "../../party/find-provider.ts";
import { Alert, errorAt } from "../../web/ui/alert.tsx";
import { Card, Details } from "../../web/ui/card.tsx";
import { dateFieldNames, DateFields, RadioGroup } from "../../web/ui/choice.tsx";
import { HoursField, MoneyField, TextField } from "../../web/ui/field.tsx";
import { Form } from "../../web/ui/form.tsx";
import { ActionLink } from "../../web/ui/text.tsx";
import { typed, type Typed } from "./form.ts";
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

/** Step 1: the budget, the kind, the provider, family or not. */
export const PartiesPage = ({ lines, provider, ...view }: StepView & { lines: readonly Choosable[]; provider: FoundProvider | null }) => (
  <StepLayout
    {...view}
    now={1}
    title="Met wie maakt u de overeenkomst?"
    lead="Vul alle velden in. Als een veld niet verplicht is, staat dit erbij."
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
        <RadioGroup
          name="soort"
          label="Wie gaat de zorg geven?"
          description="Hiermee kiezen wij de juiste modelovereenkomst."
          value={typed(view.answers, "soort")}
          error={errorAt(view.errors, "soort")}
          options={[
            {
              value: "opdracht",
              label: "Een persoon",
              description:
                "Iemand die u zelf vraagt: een zelfstandige, een familielid, iemand uit de buurt. U maakt een overeenkomst van opdracht.",
            },
            {
              value: "zorginstelling",
              label: "Een organisatie",
              description: "Een bedrijf of stichting stuurt medewerkers naar u toe. U maakt een overeenkomst met een zorginstelling.",
            },
          ]}
        />
        <ProviderPart provider={provider} answers={view.answers} errors={view.errors} />
        <RadioGroup
          name="familie"
          label="Is de zorgverlener naaste familie van de budgethouder?"
          description="Naaste familie is: ouder, kind, broer, zus, grootouder, kleinkind, echtgenoot of partner. Voor naaste familie geldt een ander maximumtarief."
          value={typed(view.answers, "familie")}
          error={errorAt(view.errors, "familie")}
          options={[
            { value: "ja", label: "Ja" },
            { value: "nee", label: "Nee" },
          ]}
        />
        <Onward />
      </Form>
    </Card>
  </StepLayout>
);

const partsOf = (answers: Typed, name: string) => {
  const names = dateFieldNames(name);
  return { day: typed(answers, names.day), month: typed(answers, names.month), year: typed(answers, names.year) };
};

const PayFields = ({ answers, errors }: Pick<StepView, "answers" | "errors">) => (
  <>
    <RadioGroup
      name="eenheid"
      label="Hoe betaalt u de zorgverlener?"
      value={typed(answers, "eenheid")}
      error={errorAt(errors, "eenheid")}
      options={[
        { value: "uur", label: "Per uur", description: "De zorgverlener declareert de gewerkte uren." },
        { value: "maand", label: "Een vast bedrag per maand", description: "Elke maand hetzelfde bedrag, voor vaste uren." },
      ]}
    />
    <MoneyField
      name="tarief"
      label="Tarief"
      description="Het bedrag per uur of per maand, met alles erin. Bijvoorbeeld 25,00."
      value={typed(answers, "tarief")}
      error={errorAt(errors, "tarief")}
    />
    <RadioGroup
      name="rooster"
      label="Zijn de uren vast?"
      value={typed(answers, "rooster")}
      error={errorAt(errors, "rooster")}
      options={[
        { value: "vast", label: "Ja, elke week evenveel uren" },
        {
          value: "onregelmatig",
          label: "Nee, onregelmatig",
          description: "De zorgverlener werkt als het nodig is. Dit kan alleen per uur.",
        },
      ]}
    />
    <HoursField
      name="uren"
      label="Uren per week"
      description="Alleen bij vaste uren. Een half uur schrijft u als 0,5. Uren gaan in kwartieren."
      optional
      value={typed(answers, "uren")}
      error={errorAt(errors, "uren")}
    />
  </>
);

const MoneyFields = ({ answers, errors }: Pick<StepView, "answers" | "errors">) => (
  <>
    <MoneyField
      name="apart"
      label="Hoeveel geld zet u apart?"
      description="Dit geld blijft bewaard voor deze zorgverlener. Bij vaste uren mag u dit leeg laten: dan zetten wij alles apart wat de overeenkomst kost. Met 0,00 zet u niets apart."
      optional
      value={typed(answers, "apart")}
      error={errorAt(errors, "apart")}
    />
    <RadioGroup
      name="vrijeruimte"
      label="Mogen wij meer betalen dan u apart zet, als er nog geld vrij is?"
      value={typed(answers, "vrijeruimte")}
      error={errorAt(errors, "vrijeruimte")}
      options={[
        { value: "ja", label: "Ja, uit het vrije deel van het budget" },
        { value: "nee", label: "Nee, niet meer dan het bedrag dat apart staat" },
      ]}
    />
  </>
);

/** Step 2: rate, hours, money put aside, and from when until when. */
export const WorkPage = (view: StepView) => (
  <StepLayout
    {...view}
    now={2}
    title="Wat spreekt u af over het werk?"
    lead="Vul alle velden in. Als een veld niet verplicht is, staat dit erbij."
  >
    <Card narrow>
      <Form action={stepPath(view.draft, "werkafspraken")} csrf={view.frame.csrf}>
        <PayFields answers={view.answers} errors={view.errors} />
        <DateFields
          name="begin"
          label="Begindatum"
          description="Bijvoorbeeld 1 12 2026."
          value={partsOf(view.answers, "begin")}
          error={errorAt(view.errors, "begin")}
        />
        <DateFields
          name="einde"
          label="Einddatum"
          description="Laat leeg als u geen einddatum afspreekt."
          optional
          value={partsOf(view.answers, "einde")}
          error={errorAt(view.errors, "einde")}
        />
        <MoneyFields answers={view.answers} errors={view.errors} />
        <Onward />
      </Form>
    </Card>
    <ActionLink href={stepPath(view.draft, "partijen")} icon="back">
      Terug naar stap 1
    </ActionLink>
  </StepLayout>
);
