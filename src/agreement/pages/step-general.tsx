import { errorAt } from "../../web/ui/alert.tsx";
import { Card } from "../../web/ui/card.tsx";
import { CheckboxGroup } from "../../web/ui/choice.tsx";
import { TextArea } from "../../web/ui/field.tsx";
import { Form } from "../../web/ui/form.tsx";
import { ActionLink, Section, Small, Stack } from "../../web/ui/text.tsx";
import type { Clause } from "../kinds.ts";
import { requiredBy, type ModelText } from "../model-texts.ts";
import { AgreementText } from "./parts.tsx";
import { Onward, StepLayout, stepPath, type StepView } from "./step-frame.tsx";
import { typed, typedAll } from "./typed.ts";
import type { TermsToTell } from "./words.ts";

const clauseLabel: Readonly<Record<Clause, string>> = {
  "care-description": "De zorgbeschrijving hoort erbij",
  declarations: "De afspraken over declareren",
  "funder-claim": "De verstrekker mag geld terugvragen van de zorgverlener (derdenbeding)",
  "holiday-pay": "Vakantiegeld zit in het tarief",
  "no-employment": "De hulp werkt niet in dienst, en er is geen andere overeenkomst met de hulp",
};

type GeneralProps = StepView & { model: ModelText; terms: TermsToTell; names: { holder: string; provider: string; funder: string } };

/** Step 3: the model text, the description of care, and what the parties must accept. */
export const GeneralPage = ({ model, terms, names, ...view }: GeneralProps) => (
  <StepLayout
    {...view}
    now={3}
    title="Lees de afspraken en beschrijf de zorg"
    lead="Dit is de tekst die u en de zorgverlener straks ondertekenen."
  >
    <Stack>
      <AgreementText model={model} terms={terms} names={names} level={2} />
      <Section title="Uw aanvulling">
        <Card narrow>
          <Form action={stepPath(view.draft, "afspraken")} csrf={view.frame.csrf}>
            <TextArea
              name="zorg"
              label="Welke zorg geeft de zorgverlener, en hoe?"
              description={`Dit is de zorgbeschrijving. Schrijf in een paar zinnen wat ${names.provider} doet en wanneer. De verstrekker leest dit ook.`}
              rows={7}
              value={typed(view.answers, "zorg")}
              error={errorAt(view.errors, "zorg")}
            />
            <CheckboxGroup
              name="akkoord"
              label="Ik ga akkoord met deze afspraken"
              description="U leest ze hierboven. De wet vraagt dat zij in de overeenkomst staan."
              values={typedAll(view.answers, "akkoord")}
              error={errorAt(view.errors, "akkoord")}
              options={requiredBy(model).map((value) => ({ value, label: clauseLabel[value] }))}
            />
            <Onward />
          </Form>
        </Card>
        <Small>De zorgverlener gaat met dezelfde afspraken akkoord door te tekenen.</Small>
      </Section>
      <ActionLink href={stepPath(view.draft, "werkafspraken")} icon="back">
        Terug naar stap 2
      </ActionLink>
    </Stack>
  </StepLayout>
);
