import { inWords } from "../../kernel/day.ts";
import { Alert } from "../../web/ui/alert.tsx";
import { Card, Details } from "../../web/ui/card.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { TextArea } from "../../web/ui/field.tsx";
import { Table } from "../../web/ui/table.tsx";
import { Section, Small, Stack, Text } from "../../web/ui/text.tsx";
import type { Frame } from "../../web/layout.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { errorAt } from "../../web/ui/alert.tsx";
import type { Terms } from "../agreement.ts";
import { changedParts, partsInWords, type ChangePart } from "../change.ts";
import type { AgreementView, VersionSummary } from "../read.ts";
import { modelById } from "../model-texts.ts";
import type { Rate } from "../rate.ts";
import { oneRateInWords } from "../rate-words.ts";
import { orderInWords, type Asked } from "./consent-words.ts";
import type { Money } from "./money-lines.ts";
import { MoneySum, StateBadge, setAsideInWords } from "./parts.tsx";
import { careName, hoursInWords, periodInWords, rateInWords } from "./words.ts";

/** A version as it is told beside another. */
export type ToldVersion = Terms & { family: boolean; careText: string | null };

const yes = (is: boolean): string => (is ? "ja" : "nee");

const employmentTold = ({ employment: of }: ToldVersion): string =>
  of === null
    ? "geen"
    : `proeftijd ${String(of.trialMonths)} maanden; einde aangezegd: ${yes(of.endTold)}; loonheffingskorting: ${yes(of.taxCredit)}; kopie identiteitsbewijs: ${yes(of.idCopy)}`;

const end = ({ period: { until } }: ToldVersion): string => (until === null ? "geen einddatum" : inWords(until));

/** What each part of a change is called, and how a version tells it. */
const tellings: Readonly<Record<ChangePart, readonly [label: string, tell: (version: ToldVersion) => string]>> = {
  rates: ["Tarief", rateInWords],
  work: [
    "Werk",
    (version) =>
      version.employment === null ? hoursInWords(version) : `${hoursInWords(version)}, op ${String(version.employment.daysPerWeek)} dagen`,
  ],
  care: ["Zorgbeschrijving", ({ careText }) => careText ?? "geen"],
  budget: ["Zorg en budget", careName],
  standing: [
    "Formeel of informeel",
    ({ standing, family }) => `${standing === "formal" ? "formeel" : "informeel"}${family ? ", naaste familie" : ""}`,
  ],
  model: ["Modeltekst", ({ model }) => `${modelById(model)?.title ?? model}, ${model}`],
  employment: ["Loondienst", employmentTold],
  earlierEnd: ["Einddatum", end],
  laterEnd: ["Einddatum", end],
  setAside: ["Apart gezet", (version) => `${setAsideInWords(version)}; meer betalen als er geld over is: ${yes(version.beyondCommitment)}`],
};

type Row = { key: string; label: string; before: string; after: string };

// Of several rates only those that change: side by side by what they are for.
const rateRows = (before: ToldVersion, after: ToldVersion): Row[] => {
  const isSame = (one: Rate, other: Rate): boolean => one.label === other.label && one.unit === other.unit;
  const told = (rate: Rate | undefined, none: string): string => (rate === undefined ? none : oneRateInWords({ ...rate, label: "" }));
  const all = [...before.rates, ...after.rates.filter((rate) => !before.rates.some((one) => isSame(one, rate)))];
  return all
    .map((rate) => ({ rate, old: before.rates.find((one) => isSame(one, rate)), new: after.rates.find((one) => isSame(one, rate)) }))
    .map(({ rate, old, new: next }) => ({
      key: `rates ${rate.unit} ${rate.label}`,
      label: rate.label === "" ? "Tarief" : `Tarief voor ${rate.label}`,
      before: told(old, "was er niet"),
      after: told(next, "vervalt"),
    }))
    .filter((row) => row.before !== row.after);
};

const rowsOf = (parts: readonly ChangePart[], before: ToldVersion, after: ToldVersion): Row[] =>
  parts.flatMap((part) => {
    const rates = part === "rates" ? rateRows(before, after) : [];
    // The order of the rates alone has no row of its own.
    if (rates.length > 0) return rates;
    const [label, tell] = tellings[part];
    const told = { before: tell(before), after: tell(after) };
    // Another budget for the same care is not named: a provider reads this too.
    return [{ key: part, label, ...told, after: told.before === told.after ? `${told.after}, uit een ander budget` : told.after }];
  });

/** Every changed term side by side, as it is and as it becomes. */
export const Differences = ({ parts, before, after }: { parts: readonly ChangePart[]; before: ToldVersion; after: ToldVersion }) => (
  <Table
    caption="Wat er verandert"
    captionHidden
    kind="texts"
    rows={rowsOf(parts, before, after)}
    rowKey={({ key }) => key}
    columns={[
      { head: "Afspraak", rowHead: true, cell: ({ label }) => label },
      { head: "Nu", cell: (row) => row.before },
      { head: `Vanaf ${inWords(after.period.from)}`, cell: (row) => row.after },
    ]}
  />
);

/** What a stored change changes, in words and money. `money` is there while nobody decided for good, `asked` while nobody signed. */
export const ChangeSection = ({ view, money, asked }: { view: AgreementView; money: Money | null; asked: Asked | null }) =>
  view.before === null ? null : (
    <Section title="Wat verandert er?">
      <Stack>
        <Differences parts={changedParts(view.before, view)} before={view.before} after={view} />
        {money !== null && (
          <Card title="Wat betekent dit voor het geld?" level={3}>
            <MoneySum money={money} />
          </Card>
        )}
        <Small>{asked !== null && `${orderInWords(asked)} `}Alle andere afspraken blijven zoals zij zijn.</Small>
      </Stack>
    </Section>
  );

/** That a change of this version waits for somebody. */
export const ChangeWaits = ({ view, base }: { view: AgreementView; base: string }) =>
  view.openChange === null ? null : (
    <Alert tone="info" title="Er loopt een wijziging">
      <p>
        Deze afspraken blijven gelden tot alles rond is. <a href={`${base}/${view.openChange}`}>Bekijk de wijziging</a>
      </p>
    </Alert>
  );

/** All versions of an agreement, with what became of each. */
export const Versions = ({ view, base }: { view: AgreementView; base: string }) =>
  view.versions.length < 2 ? null : (
    <Section title="Alle versies">
      <Table<VersionSummary>
        caption="Versies van deze overeenkomst"
        captionHidden
        rows={view.versions}
        rowKey={({ id }) => id}
        columns={[
          {
            head: "Versie",
            rowHead: true,
            cell: ({ id, version }) =>
              id === view.id ? `Versie ${String(version)}, deze` : <a href={`${base}/${id}`}>Versie {version}</a>,
          },
          { head: "Geldt", cell: ({ term }) => (term === null ? "nooit" : periodInWords(term)) },
          { head: "Staat", cell: ({ state }) => <StateBadge state={state} /> },
        ]}
      />
    </Section>
  );

/** Where a provider says that he does not agree. */
export const DeclinePart = ({
  frame,
  view,
  reason,
  errors,
}: {
  frame: Frame;
  view: AgreementView;
  reason: string;
  errors: readonly FieldError[];
}) => (
  <Details summary="Ik ga niet akkoord" open={errorAt(errors, "reden") !== undefined}>
    <Text>
      <p>
        {view.replaces === null
          ? "De overeenkomst gaat dan niet door. De budgethouder kan een nieuwe maken."
          : "De wijziging gaat dan niet door. De oude afspraken blijven gelden."}
      </p>
    </Text>
    <Form action={`/overeenkomsten/${view.id}/weigeren`} csrf={frame.csrf}>
      <TextArea
        name="reden"
        label="Waarom gaat u niet akkoord?"
        description="De budgethouder leest dit."
        value={reason}
        error={errorAt(errors, "reden")}
      />
      <ButtonRow>
        <Button variant="danger">Niet akkoord</Button>
      </ButtonRow>
    </Form>
  </Details>
);

/** The title of a page about an agreement: which version it is where there are more. */
export const numberOf = ({ number, version }: Pick<AgreementView, "number" | "version">): string =>
  version === 1 ? number : `${number}, versie ${String(version)}`;

/** What a version was, for the lead of its page. */
export const leadOf = (view: AgreementView): string =>
  view.before === null
    ? `Zorgovereenkomst ${numberOf(view)}`
    : `Wijziging van ${partsInWords(changedParts(view.before, view))} vanaf ${inWords(view.period.from)}. Zorgovereenkomst ${numberOf(view)}`;
