import { capital } from "../../kernel/words.ts";
import { errorAt } from "../../web/ui/alert.tsx";
import { Card } from "../../web/ui/card.tsx";
import { MoneyField, Select, TextField } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { ActionLink, Small } from "../../web/ui/text.tsx";
import type { AgreementKind } from "../kinds.ts";
import { unitName } from "../rate.ts";
import { daysChoice, filledRows, mostMore, moreUnits, rateNames, unitValue } from "./form-rates.ts";
import { Onward, StepLayout, stepPath, type StepView } from "./step-frame.tsx";
import { typed } from "./typed.ts";

const RateRow = ({ at, kind, answers, errors }: Pick<StepView, "answers" | "errors"> & { at: number; kind: AgreementKind }) => {
  const names = rateNames(at);
  return (
    <fieldset className="rate-row">
      <legend>{`Tarief ${String(at)}`}</legend>
      <TextField name={names.label} label="Waarvoor" optional value={typed(answers, names.label)} error={errorAt(errors, names.label)} />
      <MoneyField name={names.price} label="Bedrag" optional value={typed(answers, names.price)} error={errorAt(errors, names.price)} />
      <Select
        name={names.unit}
        label="Eenheid"
        value={typed(answers, names.unit) === "" ? unitValue[moreUnits(kind)[0] ?? "hour"] : typed(answers, names.unit)}
        error={errorAt(errors, names.unit)}
        options={moreUnits(kind).map((unit) => ({ value: unitValue[unit], label: capital(unitName[unit]) }))}
      />
      <Select
        name={names.days}
        label="Dagen"
        value={typed(answers, names.days) === "" ? "alle" : typed(answers, names.days)}
        error={errorAt(errors, names.days)}
        options={Object.entries(daysChoice).map(([value, { label }]) => ({ value, label }))}
      />
      <TextField
        name={names.from}
        label="Van (tijd)"
        optional
        width="short"
        value={typed(answers, names.from)}
        error={errorAt(errors, names.from)}
      />
      <TextField
        name={names.until}
        label="Tot (tijd)"
        optional
        width="short"
        value={typed(answers, names.until)}
        error={errorAt(errors, names.until)}
      />
    </fieldset>
  );
};

/** The rates beside the base rate, or the list of an institution (tarievenlijst), as an annex to the agreement. */
export const RatesPage = ({ kind, rows, ...view }: StepView & { kind: AgreementKind; rows: number }) => {
  const shown = Math.min(Math.max(rows, filledRows(view.answers) + 1), mostMore);
  return (
    <StepLayout
      {...view}
      now={2}
      title={kind === "institution" ? "Vul de tarievenlijst in" : "Vul de andere tarieven in"}
      lead="Het tarief van de vorige pagina staat er al in. Een regel die u leeg laat, telt niet mee."
    >
      <Card>
        <Form action={stepPath(view.draft, "tarieven")} csrf={view.frame.csrf}>
          <input type="hidden" name="regels" value={String(shown)} />
          {Array.from({ length: shown }, (_, at) => (
            <RateRow key={at} at={at + 1} kind={kind} answers={view.answers} errors={view.errors} />
          ))}
          <Small>Een tijd schrijft u als 22:00. Zonder tijden geldt het tarief de hele dag. Er passen ten hoogste 39 regels in.</Small>
          {shown < mostMore && (
            <ButtonRow>
              <Button variant="secondary" name="doen" value="meer">
                Meer regels
              </Button>
            </ButtonRow>
          )}
          <Onward />
        </Form>
      </Card>
      <ActionLink href={stepPath(view.draft, "werkafspraken")} icon="back">
        Terug naar de werkafspraken
      </ActionLink>
    </StepLayout>
  );
};
