import { earliest } from "../../kernel/day.ts";
import type { AgreementView } from "../../agreement/read.ts";
import { suspensionGroundName } from "../../agreement/suspension.ts";
import { textOf, type Fields } from "../../web/form.ts";
import type { Side } from "../../web/side.ts";
import { Alert, errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { Card } from "../../web/ui/card.tsx";
import { TextArea } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { ActionLink, DayText } from "../../web/ui/text.tsx";
import type { DeclarationView } from "../read.ts";

/** That what was approved is not paid yet, because the funder had payments put off. */
export const Suspended = ({ of }: { of: AgreementView["suspended"] }) =>
  of === null ? null : (
    <Alert tone="warning" title="Wij betalen dit nog niet">
      <p>
        De verstrekker liet de betaling opschorten tot en met <DayText of={of.until} />, omdat {suspensionGroundName[of.ground]}. Het geld
        staat apart. Wij betalen zodra de opschorting voorbij is.
      </p>
      {of.reason !== null && <p className="quote">“{of.reason}”</p>}
    </Alert>
  );

type Props = { view: DeclarationView; side: Side };

/** Until when something can still be mended, and what happens after that. */
export const RepairTerm = ({ view, side }: Props) => {
  const days = view.lines.flatMap(({ repairUntil }) => repairUntil ?? []);
  const [first, ...rest] = days;
  if (first === undefined) return null;
  return (
    <Alert
      tone="warning"
      title={side === "holder" ? "Verbeter op tijd wat hieronder niet klopt" : "Hieronder staat wat op tijd moet worden verbeterd"}
    >
      <p>
        Dat kan tot en met <DayText of={rest.reduce(earliest, first)} />. Daarna betalen wij het niet meer. De rest betalen wij gewoon.
      </p>
    </Alert>
  );
};

type LapsedProps = Props & { csrf: string; mayAsk: boolean; errors: readonly FieldError[]; fields: Fields };

/** What was not mended in time, and the way to have a person look at it. */
export const LapsedLines = ({ view, side, csrf, mayAsk, errors, fields }: LapsedProps) => {
  if (!view.lines.some(({ lapsed }) => lapsed)) return null;
  return (
    <Card title="Niet op tijd verbeterd" level={2}>
      <p>Een deel is niet op tijd verbeterd. Dat deel betalen wij daarom niet.</p>
      {side === "holder" && view.lapseReceipt !== null && (
        <ActionLink href={`/besluiten/${view.lapseReceipt}`} icon="document">
          Hoe wij dit besloten
        </ActionLink>
      )}
      {mayAsk ? (
        <Form action={`/uren/${view.id}/herbeoordeling`} csrf={csrf}>
          <TextArea
            name="waarom"
            label="Waarom moet een medewerker er nog eens naar kijken?"
            description="Schrijf bijvoorbeeld waarom het niet op tijd lukte. Vraagt u dit, dan kijkt een medewerker naar alle regels die te laat waren."
            value={textOf(fields, "waarom")}
            error={errorAt(errors, "waarom")}
          />
          <ButtonRow>
            <Button>Vragen om herbeoordeling</Button>
          </ButtonRow>
        </Form>
      ) : (
        side === "provider" && <p>De budgethouder kan vragen of een medewerker er nog eens naar kijkt.</p>
      )}
    </Card>
  );
};
