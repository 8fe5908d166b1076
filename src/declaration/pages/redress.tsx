import { textOf, type Fields } from "../../web/form.ts";
import type { Side } from "../../web/side.ts";
import { errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { Card, Details } from "../../web/ui/card.tsx";
import { TextArea } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { DayText, Text } from "../../web/ui/text.tsx";
import type { DeclarationView } from "../read.ts";
import type { RedressView } from "../redress/read.ts";
import { outcomeName } from "../redress/redress.ts";

/** What a party can do here, and what was typed. */
export type RedressProps = {
  view: DeclarationView;
  side: Side;
  redress: readonly RedressView[];
  csrf: string;
  mayAsk: boolean;
  errors: readonly FieldError[];
  fields: Fields;
};

const Ask = ({ view, csrf, errors, fields }: RedressProps) => (
  <Form action={`/uren/${view.id}/betalingsbesluit`} csrf={csrf}>
    <TextArea
      name="verzoek"
      label="Waarom bent u het er niet mee eens?"
      description="Een medewerker bekijkt dan hoe wij deze declaratie betaalden, en stuurt u een besluit. Daartegen kunt u bezwaar maken."
      value={textOf(fields, "verzoek")}
      error={errorAt(errors, "verzoek")}
    />
    <ButtonRow>
      <Button>Betalingsbesluit vragen</Button>
    </ButtonRow>
  </Form>
);

const Objecting = ({ view, csrf, errors, fields }: RedressProps) => (
  <Form action={`/uren/${view.id}/bezwaar`} csrf={csrf}>
    <TextArea
      name="bezwaar"
      label="Waarom maakt u bezwaar?"
      description="Een andere medewerker dan eerst kijkt ernaar."
      value={textOf(fields, "bezwaar")}
      error={errorAt(errors, "bezwaar")}
    />
    <ButtonRow>
      <Button>Bezwaar maken</Button>
    </ButtonRow>
  </Form>
);

const Withdraw = ({ view, csrf, what }: { view: DeclarationView; csrf: string; what: string }) => (
  <Form action={`/uren/${view.id}/intrekken`} csrf={csrf}>
    <ButtonRow>
      <Button variant="secondary">{what}</Button>
    </ButtonRow>
  </Form>
);

const whose = (mine: boolean, what: string): string => (mine ? `U ${what}` : `De ander ${what}`);

const Story = ({ one, side }: { one: RedressView; side: Side }) => (
  <Text>
    <p>
      {whose(one.askedFor === side, "vroeg")} op <DayText of={one.askedOn} /> een betalingsbesluit, nummer {one.number}.{" "}
      {one.state === "asked" && (
        <>
          Wij besluiten uiterlijk <DayText of={one.decideBy} />.
        </>
      )}
    </p>
    {one.decision !== null && (
      <>
        <p>
          Op <DayText of={one.decision.on} /> besloten wij: <strong>{outcomeName[one.decision.outcome].toLowerCase()}</strong>.
        </p>
        <p className="quote">“{one.decision.reasons}”</p>
      </>
    )}
    {one.objection !== null && (
      <p>
        {whose(one.objection.for === side, "maakte")} op <DayText of={one.objection.on} /> bezwaar.{" "}
        {one.state === "objected" && (
          <>
            Wij besluiten uiterlijk <DayText of={one.objection.settleBy} />
            {one.objection.postponed ? ". Wij hebben meer tijd nodig dan eerst" : ""}.
          </>
        )}
      </p>
    )}
    {one.closing !== null && (
      <>
        <p>
          Op <DayText of={one.closing.on} /> besloten wij op het bezwaar: <strong>{outcomeName[one.closing.verdict].toLowerCase()}</strong>.
        </p>
        <p className="quote">“{one.closing.reasons}”</p>
        <p>Bent u het er niet mee eens? Dan kunt u binnen zes weken in beroep bij de rechtbank.</p>
      </>
    )}
    {one.state === "withdrawn" && <p>Dit is ingetrokken.</p>}
  </Text>
);

/** What a party can do when he does not agree with how a declaration was paid, and where that stands. */
export const RedressCard = (props: RedressProps) => {
  const { view, side, redress, csrf, mayAsk } = props;
  if (view.submittedAt === null) return null;
  const [last] = redress;
  const running = last !== undefined && last.state !== "closed" && last.state !== "withdrawn";
  const typed = textOf(props.fields, "verzoek") !== "" || errorAt(props.errors, "verzoek") !== undefined;
  if (last === undefined)
    return mayAsk ? (
      <Details summary="Niet eens met hoe wij betaalden?" open={typed}>
        <Ask {...props} />
      </Details>
    ) : null;
  return (
    <Card title={last.objection === null ? "Het betalingsbesluit" : "Het bezwaar"} level={2}>
      <Story one={last} side={side} />
      {mayAsk && last.state === "asked" && last.askedFor === side && <Withdraw view={view} csrf={csrf} what="Verzoek intrekken" />}
      {mayAsk && last.state === "objected" && last.objection?.for === side && <Withdraw view={view} csrf={csrf} what="Bezwaar intrekken" />}
      {mayAsk && last.state === "decided" && last.decision !== null && (
        <>
          <p>
            Bent u het er niet mee eens? Bezwaar maken kan tot en met <DayText of={last.decision.objectBy} />.
          </p>
          <Objecting {...props} />
        </>
      )}
      {mayAsk && !running && (
        <Details summary="Opnieuw een betalingsbesluit vragen" open={typed}>
          <Ask {...props} />
        </Details>
      )}
    </Card>
  );
};
