import { z } from "zod";
import type { FastifyInstance } from "fastify";
import { cents, inEuros, readEuros } from "../../kernel/money.ts";
import { ibanInGroups, type Iban } from "../../kernel/iban.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { textOf, type Fields } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here } from "../../web/page.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { RadioGroup } from "../../web/ui/choice.tsx";
import { MoneyField, Select, TextField } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { DayText, PageHeading, Section, Stack } from "../../web/ui/text.tsx";
import { rulesView, type RulesView, type RuleView } from "../read-rules.ts";
import type { RuleKind, RuleValues } from "../rule.ts";
import { setRule } from "../set-rule.ts";
import { Said } from "./parts.tsx";

const path = "/svb/betalingen/regels";

const kindName: Readonly<Record<RuleKind, string>> = {
  "cut-off": "Sluitingstijd",
  limits: "Grenzen",
  route: "Welke rekening betaalt",
  format: "Versie van het bestand",
  emergency: "Spoedbetaling",
  statement: "Wachten op het afschrift",
};

const valueText = ({ kind, value }: RuleView, accounts: RulesView["accounts"]): string => {
  switch (kind) {
    case "cut-off":
      return `${(value as RuleValues["cut-off"]).time} uur`;
    case "limits": {
      const { fileCents, dayCents, fileCount } = value as RuleValues["limits"];
      return `Per bestand ${inEuros(fileCents)} en ${fileCount.toLocaleString("nl-NL")} betalingen, per dag ${inEuros(dayCents)}`;
    }
    case "route":
      return accounts.find(({ id }) => id === (value as RuleValues["route"]).account)?.name ?? "onbekend";
    case "format":
      return (value as RuleValues["format"]).version;
    case "emergency": {
      const { mostCents, recoverAfterDays } = value as RuleValues["emergency"];
      return `Ten hoogste ${inEuros(mostCents)}; terugvragen na ${String(recoverAfterDays)} dagen`;
    }
    case "statement": {
      const { bankDays } = value as RuleValues["statement"];
      return bankDays === 1 ? "1 bankwerkdag na de boeking" : `${String(bankDays)} bankwerkdagen na de boeking`;
    }
  }
};

const lawName: Readonly<Record<string, string>> = { wmo: "Wmo", jeugdwet: "Jeugdwet", wlz: "Wlz", zvw: "Zvw" };

const scopeText = ({ account, funder, law }: RuleView, { accounts, funders }: RulesView): string =>
  [
    accounts.find(({ id }) => id === account)?.name,
    funders.find(({ code }) => code === funder)?.name,
    law === null ? undefined : lawName[law],
  ]
    .filter((part) => part !== undefined)
    .join(", ") || "Alles";

const RuleTable = ({ view }: { view: RulesView }) => (
  <StaffTable
    caption="Betaalregels"
    captionHidden
    rows={view.rules}
    rowKey={({ id }) => id}
    columns={[
      { head: "Regel", rowHead: true, cell: ({ kind }) => kindName[kind] },
      { head: "Voor", wrap: true, cell: (rule) => scopeText(rule, view) },
      { head: "Vanaf", cell: ({ from }) => <DayText of={from} /> },
      { head: "Wat geldt", wrap: true, cell: (rule) => valueText(rule, view.accounts) },
      { head: "Bron", wrap: true, cell: ({ source }) => source },
      { head: "Door", cell: ({ setter }) => setter },
    ]}
  />
);

type FormProps = { here: Here; view: RulesView; errors: readonly FieldError[]; fields: Fields };

const WhichRule = ({ value, error }: { value: string; error: string | undefined }) => (
  <RadioGroup
    name="soort"
    error={error}
    label="Wat wilt u vastleggen?"
    value={value}
    options={[
      { value: "sluitingstijd", label: "De sluitingstijd van de bank" },
      { value: "grenzen", label: "Grenzen voor een bestand en een dag", description: "Daarboven is een derde handtekening nodig." },
      { value: "rekening", label: "Welke rekening betaalt", description: "Voor een verstrekker, een wet, of alles." },
      { value: "versie", label: "De versie van het betaalbestand" },
      { value: "spoed", label: "Hoeveel met spoed betaald mag worden" },
      { value: "afschrift", label: "Hoe lang wij op een afschrift wachten", description: "Na een boekingsmelding, in bankwerkdagen." },
    ]}
  />
);

const RuleForm = ({ here, view, errors, fields }: FormProps) => {
  const field = (name: string) => ({
    name,
    error: errors.find((one) => one.field === name)?.message,
    value: textOf(fields, name) === "" ? undefined : textOf(fields, name),
  });
  return (
    <Section title="Nieuwe regel" id="nieuw">
      <Form action={path} csrf={here.frame.csrf}>
        <WhichRule value={textOf(fields, "soort")} error={field("soort").error} />
        <TextField
          {...field("vanaf")}
          label="Vanaf welke dag"
          description="Morgen of later. Schrijf jaar-maand-dag, bijvoorbeeld 2027-01-15."
        />
        <TextField
          {...field("bron")}
          label="Waar is dit afgesproken?"
          description="Bijvoorbeeld de naam en datum van een besluit of contract."
        />
        <Select
          {...field("rekening")}
          label="Rekening"
          optional
          description="Laat leeg voor alle rekeningen. Bij “Welke rekening betaalt” is dit de rekening die betaalt."
          options={view.accounts.map(({ id, name, iban }) => ({ value: id, label: `${name} (${ibanInGroups(iban as Iban)})` }))}
        />
        <Select
          {...field("verstrekker")}
          label="Verstrekker"
          optional
          description="Alleen bij “Welke rekening betaalt”."
          options={view.funders.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
        />
        <Select
          {...field("wet")}
          label="Wet"
          optional
          description="Alleen bij “Welke rekening betaalt”."
          options={Object.entries(lawName).map(([value, label]) => ({ value, label }))}
        />
        <TextField {...field("tijd")} label="Sluitingstijd" optional description="Bijvoorbeeld 13:00." />
        <MoneyField {...field("bestand")} label="Grens per bestand, of ten hoogste met spoed" optional />
        <MoneyField {...field("dag")} label="Grens per dag" optional />
        <TextField {...field("aantal")} label="Aantal betalingen per bestand, of aantal dagen" optional />
        <Select
          {...field("versie")}
          label="Versie"
          optional
          options={["pain.001.001.09", "pain.001.001.03"].map((value) => ({ value, label: value }))}
        />
        <ButtonRow>
          <Button>Regel vastleggen</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
};

const RulesPage = ({ here, view, errors, fields }: FormProps) => (
  <Page
    {...here.frame}
    title="Betaalregels"
    current="/svb/betalingen"
    crumbs={[{ label: "Werk", href: "/svb" }, { label: "Betalingen", href: "/svb/betalingen" }, { label: "Betaalregels" }]}
    errors={errors}
  >
    <PageHeading title="Betaalregels" lead="Wat met de banken is afgesproken, en boven welke grens een hoger mandaat nodig is." />
    <Stack>
      <Said said={here.said} />
      <RuleTable view={view} />
    </Stack>
    {here.may("payment.set-rule", {}) && <RuleForm here={here} view={view} errors={errors} fields={fields} />}
  </Page>
);

const ruleForm = z.object({
  soort: z.enum(["sluitingstijd", "grenzen", "rekening", "versie", "spoed", "afschrift"], "Kies wat u wilt vastleggen."),
  vanaf: z.string("Vul een dag in.").regex(/^\d{4}-\d\d-\d\d$/, "Vul een dag in."),
  bron: z.string("Vul in waar dit is afgesproken.").trim().min(1, "Vul in waar dit is afgesproken."),
  rekening: z.string().default(""),
  verstrekker: z.string().default(""),
  wet: z.string().default(""),
  tijd: z.string().default(""),
  bestand: z.string().default(""),
  dag: z.string().default(""),
  aantal: z.string().default(""),
  versie: z.string().default(""),
});
type Filled = z.infer<typeof ruleForm>;

const orNull = (text: string): string | null => (text === "" ? null : text);

const money = (field: string, text: string) => {
  const read = readEuros(text);
  if (read === null)
    throw new Refusal("input-invalid", [{ field, problem: "Dit is geen bedrag.", remedy: "Schrijf bijvoorbeeld 2500,00." }]);
  return cents(read);
};
const whole = (text: string): number => {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new Refusal("input-invalid", [{ field: "aantal", problem: "Dit is geen aantal.", remedy: "Schrijf een heel getal." }]);
};

/** What the form asks of the command. Throws `input-invalid` with the field of the form. */
const inputOf = (filled: Filled): object => {
  const base = { from: filled.vanaf, source: filled.bron };
  const account = orNull(filled.rekening);
  switch (filled.soort) {
    case "sluitingstijd":
      return { kind: "cut-off", account, ...base, value: { time: filled.tijd } };
    case "grenzen":
      return {
        ...{ kind: "limits", account, ...base },
        value: { fileCents: money("bestand", filled.bestand), dayCents: money("dag", filled.dag), fileCount: whole(filled.aantal) },
      };
    case "rekening":
      return { kind: "route", funder: orNull(filled.verstrekker), law: orNull(filled.wet), ...base, value: { account: filled.rekening } };
    case "versie":
      return { kind: "format", account, ...base, value: { version: filled.versie } };
    case "spoed":
      return { kind: "emergency", ...base, value: { mostCents: money("bestand", filled.bestand), recoverAfterDays: whole(filled.aantal) } };
    case "afschrift":
      return { kind: "statement", account, ...base, value: { bankDays: whole(filled.aantal) } };
  }
};

// The command names its own fields; the reader knows those of the form.
const fieldOf: Readonly<Record<string, string>> = {
  ...{ from: "vanaf", source: "bron", account: "rekening", funder: "verstrekker", law: "wet" },
  ...{ "value.time": "tijd", "value.fileCents": "bestand", "value.dayCents": "dag", "value.fileCount": "aantal", value: "dag" },
  ...{ "value.account": "rekening", "value.version": "versie", "value.mostCents": "bestand", "value.recoverAfterDays": "aantal" },
  "value.bankDays": "aantal",
};

const inFields = (error: unknown): unknown =>
  error instanceof Refusal && error.code === "input-invalid"
    ? new Refusal(
        error.code,
        error.faults.map((fault) => ({ ...fault, field: fieldOf[fault.field.replace(/^rule\./, "")] ?? fault.field })),
      )
    : error;

/** The rules for payments, and the form that sets a new version of one. */
export const mountRules = (app: FastifyInstance, web: Web): void => {
  page(app, web, {
    method: "get",
    path,
    action: "payment.read",
    handler: async (here) => <RulesPage here={here} view={await here.read((tx) => rulesView(tx))} errors={[]} fields={{}} />,
  });
  page(app, web, {
    method: "post",
    path,
    action: "payment.set-rule",
    handler: (here) =>
      here.form(
        ruleForm,
        async (filled) => {
          try {
            await here.command(setRule, { rule: inputOf(filled) });
          } catch (error) {
            throw inFields(error);
          }
          return { to: path, said: "De regel is vastgelegd." };
        },
        async ({ errors }) => <RulesPage here={here} view={await here.read((tx) => rulesView(tx))} errors={errors} fields={here.fields} />,
      ),
  });
};
