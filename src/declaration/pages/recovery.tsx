import { inWords, type Day } from "../../kernel/day.ts";
import { inEuros, inHours, zero } from "../../kernel/money.ts";
import { capital } from "../../kernel/words.ts";
import { textOf, type Fields } from "../../web/form.ts";
import type { Side } from "../../web/side.ts";
import { errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { Card, Details } from "../../web/ui/card.tsx";
import { CheckboxGroup } from "../../web/ui/choice.tsx";
import { TextArea } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { ActionLink, DayText, Text } from "../../web/ui/text.tsx";
import type { DeclarationView, LineView } from "../read.ts";
import type { RecoveryView } from "../recovery/read.ts";
import { groundName } from "../recovery/recovery.ts";
import { dayInWords } from "./words.ts";

/** Who reads about a recovery: a party, or staff who sees both. */
export type RecoveryReader = Side | "staff";

const Parts = ({ parts, today }: { parts: RecoveryView["instalments"]; today: Day }) => (
  <>
    <p>Dit wordt in delen betaald:</p>
    <ul>
      {parts.map(({ dueOn, amount }) => (
        <li key={dueOn}>
          {inEuros(amount)} uiterlijk <DayText of={dueOn} />
          {dueOn < today ? " (deze dag is voorbij)" : ""}
        </li>
      ))}
    </ul>
  </>
);

const CameIn = ({ of }: { of: RecoveryView }) => (
  <ul>
    {of.repayments.map(({ on, amount, cameBack }, at) => (
      <li key={`${on}-${String(at)}`}>
        {inEuros(amount)} op <DayText of={on} />
        {cameBack ? ": de bank stuurde de betaling zelf terug" : ""}
      </li>
    ))}
  </ul>
);

const who = (of: RecoveryView, reader: RecoveryReader): string =>
  reader === of.debtor ? "U moet" : `${capital(of.debtor === "holder" ? of.holder.salutation : of.provider.salutation)} moet`;

const why = (of: RecoveryView, reader: RecoveryReader): string =>
  reader === "provider" && of.ground === "own-correction" ? "u corrigeerde uw declaratie" : groundName[of.ground];

/** What is claimed back: how much, of whom, why, until when, and what came in. */
export const RecoveryText = ({ of, reader, today }: { of: RecoveryView; reader: RecoveryReader; today: Day }) => (
  <Text>
    <p>
      {who(of, reader)} <strong>{inEuros(of.amount)}</strong> terugbetalen, want {why(of, reader)}. Dit is terugvordering{" "}
      <span className="nowrap">{of.number}</span> van <DayText of={of.claimedOn} />.
    </p>
    <p className="quote">“{of.reasons}”</p>
    {of.repayments.length > 0 && (
      <>
        <p>Dit kwam al binnen:</p>
        <CameIn of={of} />
      </>
    )}
    {of.left < zero && <p>Er kwam {inEuros(of.repaid)} binnen. Dat is te veel: de SVB neemt contact op over het verschil.</p>}
    {of.state === "settled" ? (
      of.left === zero && <p>Alles is terugbetaald.</p>
    ) : (
      <>
        {of.repaid > zero && <p>Er staat nog {inEuros(of.left)} open.</p>}
        {of.instalments.length > 0 ? (
          <Parts parts={of.instalments} today={today} />
        ) : (
          <p>
            Betalen kan tot en met <DayText of={of.dueBy} />
            {of.dueBy < today ? ". Die dag is voorbij." : "."}
          </p>
        )}
        {reader === of.debtor && (
          <p>
            Maak het over aan de SVB en zet erbij: <span className="nowrap">{of.number}</span>. Lukt het niet in één keer? Bel de SVB. U
            kunt dan in delen betalen.
          </p>
        )}
      </>
    )}
  </Text>
);

type CardProps = { recoveries: readonly RecoveryView[]; reader: RecoveryReader; today: Day };

/** What of a declaration was claimed back after it had been paid. */
export const RecoveryCard = ({ recoveries, reader, today }: CardProps) =>
  recoveries.map((of) => (
    <Card key={of.id} title="Terug te betalen" level={2}>
      <RecoveryText of={of} reader={reader} today={today} />
      {reader !== "provider" && (
        <ActionLink href={`/besluiten/${of.receipt}`} icon="document">
          Hoe wij dit berekenden
        </ActionLink>
      )}
    </Card>
  ));

const lineName = ({ day, unit, minutes, amount }: LineView): string =>
  `${unit === "month" ? "Het maandbedrag" : capital(dayInWords(day))}${unit === "hour" ? `, ${inHours(minutes)}` : ""}: ${inEuros(amount)}`;

type CorrectProps = { view: DeclarationView; action: string; csrf: string; staff: boolean; errors: readonly FieldError[]; fields: Fields };

/** Says of paid lines that they should not have been paid. What should have been declared is declared anew, after that. */
export const CorrectForm = ({ view, action, csrf, staff, errors, fields }: CorrectProps) => {
  const paid = view.lines.filter(({ state }) => state === "paid");
  if (paid.length === 0) return null;
  const typed = textOf(fields, "correctie") !== "" || errorAt(errors, "terug") !== undefined || errorAt(errors, "correctie") !== undefined;
  return (
    <Details summary={staff ? "Betaalde regels corrigeren" : "Klopt iets niet in wat wij u betaalden?"} open={typed}>
      <Form action={action} csrf={csrf}>
        <CheckboxGroup
          name="terug"
          label={staff ? "Wat is ten onrechte betaald?" : "Wat had u niet moeten declareren?"}
          description={
            staff
              ? "De zorgverlener moet dit terugbetalen. Het geld staat meteen weer op het budget."
              : "U betaalt het bedrag terug. Werkte u wel, maar korter of langer? Kies de dag, en declareer daarna de goede tijd."
          }
          options={paid.map((line) => ({ value: line.id, label: lineName(line) }))}
          values={[fields.terug ?? []].flat()}
          error={errorAt(errors, "terug")}
        />
        <TextArea
          name="correctie"
          label="Waarom?"
          description="De budgethouder en de zorgverlener lezen dit."
          value={textOf(fields, "correctie")}
          error={errorAt(errors, "correctie")}
        />
        <ButtonRow>
          <Button variant="secondary">{staff ? "Terugvorderen" : "Corrigeren en terugbetalen"}</Button>
        </ButtonRow>
      </Form>
    </Details>
  );
};

/** In short which days it is about, for a list. */
export const daysOf = ({ lines }: RecoveryView): string => {
  const days = lines.flatMap(({ day }) => day ?? []);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return "maandbedrag";
  return first === last ? inWords(first) : `${inWords(first)} tot en met ${inWords(last)}`;
};
