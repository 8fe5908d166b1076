import { errorAt } from "../../web/ui/alert.tsx";
import { RadioGroup } from "../../web/ui/choice.tsx";
import { TextField } from "../../web/ui/field.tsx";
import type { StepView } from "./step-frame.tsx";
import { typed } from "./typed.ts";

const yesNo = [
  { value: "ja", label: "Ja" },
  { value: "nee", label: "Nee" },
] as const;

/** What only an employment contract asks. */
export const EmploymentFields = ({ answers, errors }: Pick<StepView, "answers" | "errors">) => (
  <>
    <TextField
      name="dagenperweek"
      label="Op hoeveel dagen per week wordt er gewerkt?"
      description="Vanaf vier dagen per week gelden er meer verzekeringen."
      inputMode="numeric"
      width="short"
      value={typed(answers, "dagenperweek")}
      error={errorAt(errors, "dagenperweek")}
    />
    <RadioGroup
      name="proeftijd"
      label="Is er een proeftijd?"
      description="Een proeftijd mag alleen bij een overeenkomst van meer dan zes maanden."
      value={typed(answers, "proeftijd")}
      error={errorAt(errors, "proeftijd")}
      options={[
        { value: "geen", label: "Nee" },
        { value: "een", label: "Ja, één maand" },
        { value: "twee", label: "Ja, twee maanden", description: "Alleen bij twee jaar of langer, of zonder einddatum." },
      ]}
    />
    <RadioGroup
      name="aanzegging"
      label="Zegt u nu al aan dat de overeenkomst na de einddatum stopt?"
      description="Anders doet u dat bij een overeenkomst van zes maanden of langer schriftelijk, een maand voor het einde."
      value={typed(answers, "aanzegging")}
      error={errorAt(errors, "aanzegging")}
      options={yesNo}
    />
    <RadioGroup
      name="korting"
      label="Wil de zorgverlener de loonheffingskorting bij u?"
      description="Dat mag bij één werkgever tegelijk. Vraag het aan de zorgverlener."
      value={typed(answers, "korting")}
      error={errorAt(errors, "korting")}
      options={yesNo}
    />
    <RadioGroup
      name="kopie"
      label="Hebt u een kopie van het identiteitsbewijs van de zorgverlener?"
      description="Van de voorkant en de achterkant. De SVB heeft die nodig voor het loon."
      value={typed(answers, "kopie")}
      error={errorAt(errors, "kopie")}
      options={yesNo}
    />
  </>
);
