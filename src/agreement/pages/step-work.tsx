import { datePartsIn } from "../../web/form.ts";
import { Alert, errorAt } from "../../web/ui/alert.tsx";
import { Card } from "../../web/ui/card.tsx";
import { DateFields, RadioGroup } from "../../web/ui/choice.tsx";
import { HoursField, MoneyField, TextField } from "../../web/ui/field.tsx";
import { Form } from "../../web/ui/form.tsx";
import { ActionLink } from "../../web/ui/text.tsx";
import { isNetwork, unitsOf, type AgreementKind } from "../kinds.ts";
import { isCounted, type Unit } from "../rate.ts";
import { filledRows, hasMoreRates, unitValue } from "./form-rates.ts";
import { EmploymentFields } from "./step-employment.tsx";
import { Onward, StepLayout, stepPath, type StepView } from "./step-frame.tsx";
import { typed } from "./typed.ts";

type Fields = Pick<StepView, "answers" | "errors">;

/** A running agreement whose provider may be replaced while he is ill. */
export type Replaceable = { id: string; name: string };

const unitOption: Readonly<Record<Unit, { label: string; description: string }>> = {
  hour: { label: "Per uur", description: "De zorgverlener declareert de gewerkte uren." },
  daypart: { label: "Per dagdeel", description: "Een ochtend, middag of avond van ten hoogste vier uur." },
  day: { label: "Per etmaal", description: "Een dag en een nacht. Dit mag alleen bij een zorginstelling of een ondernemer." },
  month: { label: "Een vast bedrag per maand", description: "Elke maand hetzelfde bedrag, voor vaste uren." },
  piece: { label: "Per stuk", description: "Bijvoorbeeld per les of per maaltijd." },
};

const UnitFields = ({ answers, errors, kind }: Fields & { kind: AgreementKind }) =>
  unitsOf[kind].length === 1 ? null : (
    <RadioGroup
      name="eenheid"
      label="Hoe betaalt u de zorgverlener?"
      value={typed(answers, "eenheid")}
      error={errorAt(errors, "eenheid")}
      options={unitsOf[kind].map((unit) => ({ value: unitValue[unit], ...unitOption[unit] }))}
    />
  );

const RideFields = ({ answers, errors }: Fields) => (
  <RadioGroup
    name="waarvoor"
    label="Waarvoor betaalt u de vervoerder?"
    value={typed(answers, "waarvoor")}
    error={errorAt(errors, "waarvoor")}
    options={[
      { value: "rit", label: "Per rit" },
      { value: "kilometer", label: "Per kilometer" },
    ]}
  />
);

const HowMuch = ({ answers, errors, kind }: Fields & { kind: AgreementKind }) => {
  const counts = unitsOf[kind].some(isCounted);
  const hours = unitsOf[kind].some((unit) => !isCounted(unit));
  return (
    <>
      <RadioGroup
        name="rooster"
        label={kind === "transport" ? "Zijn de ritten vast?" : "Zijn de uren vast?"}
        value={typed(answers, "rooster")}
        error={errorAt(errors, "rooster")}
        options={[
          { value: "vast", label: kind === "transport" ? "Ja, elke week evenveel" : "Ja, elke week evenveel uren" },
          {
            value: "onregelmatig",
            label: "Nee, onregelmatig",
            description: hours
              ? "De zorgverlener werkt als het nodig is. Dit kan niet bij een vast bedrag per maand."
              : "Als het nodig is.",
          },
        ]}
      />
      {hours && (
        <HoursField
          name="uren"
          label="Uren per week"
          description="Alleen bij vaste uren. Een half uur schrijft u als 0,5. Uren gaan in kwartieren."
          optional
          value={typed(answers, "uren")}
          error={errorAt(errors, "uren")}
        />
      )}
      {counts && (
        <TextField
          name="aantal"
          label={kind === "transport" ? "Aantal per week" : "Aantal dagdelen, etmalen of stuks per week"}
          description={
            kind === "transport" ? "Alleen bij vaste ritten." : "Alleen als u niet per uur of per maand betaalt, en het werk vast is."
          }
          optional
          inputMode="numeric"
          width="short"
          value={typed(answers, "aantal")}
          error={errorAt(errors, "aantal")}
        />
      )}
    </>
  );
};

const priceHelp: Readonly<Record<AgreementKind, string>> = {
  assignment: "Het bedrag met alles erin. Bijvoorbeeld 25,00.",
  institution: "Het bedrag met alles erin, ook reiskosten. Bijvoorbeeld 55,00.",
  family: "Het bedrag met alles erin. Bijvoorbeeld 20,00.",
  employment: "Het brutoloon, met het vakantiegeld erin. Bijvoorbeeld 18,00.",
  transport: "De prijs met alles erin. Bijvoorbeeld 7,50.",
  network: "",
};

const PayFields = ({ answers, errors, kind }: Fields & { kind: AgreementKind }) => (
  <>
    {kind === "employment" && (
      <Alert title="De kosten van een werkgever komen er nog bij">
        <p>
          Bij een arbeidsovereenkomst betaalt u boven het brutoloon ook premies. Wij zetten nu alleen het brutoloon apart. Houd in uw budget
          geld over voor die kosten.
        </p>
      </Alert>
    )}
    <UnitFields answers={answers} errors={errors} kind={kind} />
    {kind === "transport" && <RideFields answers={answers} errors={errors} />}
    <MoneyField
      name="tarief"
      label={kind === "employment" ? "Brutoloon" : "Tarief"}
      description={priceHelp[kind]}
      value={typed(answers, "tarief")}
      error={errorAt(errors, "tarief")}
    />
    <HowMuch answers={answers} errors={errors} kind={kind} />
    {kind === "employment" && <EmploymentFields answers={answers} errors={errors} />}
  </>
);

const AllowanceFields = ({ answers, errors }: Fields) => (
  <>
    <MoneyField
      name="tarief"
      label="Tegemoetkoming per maand"
      description="Ten hoogste € 141,00 per maand. U vraagt haar elke maand opnieuw, binnen vier weken na de maand."
      value={typed(answers, "tarief")}
      error={errorAt(errors, "tarief")}
    />
    <MoneyField
      name="kosten"
      label="Kosten per maand"
      description="Voor schoonmaakmiddelen, levensmiddelen, kleding en reiskosten. De gemeente bepaalt welk bedrag mag."
      optional
      value={typed(answers, "kosten")}
      error={errorAt(errors, "kosten")}
    />
  </>
);

const MoneyFields = ({ answers, errors }: Fields) => (
  <>
    <MoneyField
      name="apart"
      label="Hoeveel geld zet u apart?"
      description="Dit geld blijft bewaard voor deze zorgverlener. Is het werk vast? Dan mag u dit leeg laten: wij zetten alles apart wat de overeenkomst kost. Met 0,00 zet u niets apart."
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

const StandInFields = ({ answers, errors, replaceable }: Fields & { replaceable: readonly Replaceable[] }) =>
  replaceable.length === 0 ? null : (
    <RadioGroup
      name="vervangt"
      label="Vervangt deze zorgverlener iemand die ziek is?"
      description="De overeenkomst stopt dan als die zorgverlener weer beter is. Vervanging betaalt u per uur."
      value={typed(answers, "vervangt") === "" ? "nee" : typed(answers, "vervangt")}
      error={errorAt(errors, "vervangt")}
      options={[{ value: "nee", label: "Nee" }, ...replaceable.map(({ id, name }) => ({ value: id, label: `Ja, ${name}` }))]}
    />
  );

const TermFields = ({ answers, errors, changing }: Fields & Pick<StepView, "changing">) => (
  <>
    <DateFields
      name="begin"
      label={changing ? "Vanaf wanneer gaat de wijziging in?" : "Begindatum"}
      description={changing ? "De eerste dag van een maand, bijvoorbeeld 1 12 2026." : "Bijvoorbeeld 1 12 2026."}
      value={datePartsIn(answers, "begin")}
      error={errorAt(errors, "begin")}
    />
    <DateFields
      name="einde"
      label="Einddatum"
      description="Laat leeg als u geen einddatum afspreekt."
      optional
      value={datePartsIn(answers, "einde")}
      error={errorAt(errors, "einde")}
    />
  </>
);

/** Step 2: rate, hours, money put aside, and from when until when; only what matters for the kind. */
export const WorkPage = ({ kind, replaceable, ...view }: StepView & { kind: AgreementKind; replaceable: readonly Replaceable[] }) => {
  const { answers, errors } = view;
  const more = filledRows(answers);
  return (
    <StepLayout
      {...view}
      now={2}
      title={isNetwork({ kind }) ? "Wat vraagt u voor de hulp?" : "Wat spreekt u af over het werk?"}
      lead="Vul alle velden in. Als een veld niet verplicht is, staat dit erbij."
    >
      <Card narrow>
        <Form action={stepPath(view.draft, "werkafspraken")} csrf={view.frame.csrf}>
          {isNetwork({ kind }) ? (
            <AllowanceFields answers={answers} errors={errors} />
          ) : (
            <PayFields answers={answers} errors={errors} kind={kind} />
          )}
          {unitsOf[kind].includes("hour") && <StandInFields answers={answers} errors={errors} replaceable={replaceable} />}
          <TermFields answers={answers} errors={errors} changing={view.changing} />
          <MoneyFields answers={answers} errors={errors} />
          {hasMoreRates(kind) && kind !== "transport" && (
            <RadioGroup
              name="meer"
              label={kind === "institution" ? "Heeft de zorginstelling een tarievenlijst?" : "Zijn er nog andere tarieven?"}
              description="Bijvoorbeeld voor de nacht of het weekend."
              value={more > 0 || typed(answers, "meer") === "ja" ? "ja" : "nee"}
              error={errorAt(errors, "meer")}
              options={[
                { value: "nee", label: "Nee" },
                { value: "ja", label: "Ja", description: "U vult ze op de volgende pagina in." },
              ]}
            />
          )}
          <Onward />
        </Form>
      </Card>
      <ActionLink href={stepPath(view.draft, "partijen")} icon="back">
        Terug naar stap 1
      </ActionLink>
    </StepLayout>
  );
};
