import { z } from "zod";
import { readIban } from "../kernel/iban.ts";
import { isId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { reading } from "../db/pool.ts";
import { textOf } from "../web/form.ts";
import type { Web } from "../web/frame.ts";
import { Page } from "../web/layout.tsx";
import { page, type Here, type Pages } from "../web/page.tsx";
import { Alert, errorAt, type FieldError } from "../web/ui/alert.tsx";
import { Card } from "../web/ui/card.tsx";
import { RadioGroup } from "../web/ui/choice.tsx";
import { Select, TextField } from "../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../web/ui/form.tsx";
import { ActionLink, PageHeading, Section, Stack, Text } from "../web/ui/text.tsx";
import { bankCaseNames, bankCases, bankStyleNames, bankStyles } from "./bank-cases.ts";
import { conductAt } from "./bank-conduct.ts";
import { ownIbans, payeesOfAll, type Payee } from "./queries.ts";

const path = "/leeromgeving/bank";
const stylePath = `${path}/schrijven`;
const namePath = `${path}/naam`;

type Props = { here: Here; payees: readonly Payee[]; errors: readonly FieldError[] };

const CaseForm = ({ here, payees, errors }: Props) => (
  <Section title="De volgende betaling aan iemand" id="oefengeval">
    <Card narrow>
      <Form action={path} csrf={here.frame.csrf}>
        <Select
          name="zorgverlener"
          label="Aan welke zorgverlener?"
          value={textOf(here.fields, "zorgverlener")}
          error={errorAt(errors, "zorgverlener")}
          options={payees.map(({ id, name, iban }) => ({ value: id, label: `${name} (rekening eindigt op ${iban.slice(-4)})` }))}
        />
        <RadioGroup
          name="geval"
          label="Wat doet de bank?"
          value={textOf(here.fields, "geval")}
          error={errorAt(errors, "geval")}
          options={bankCaseNames.map((value) => ({ value, label: bankCases[value].label, description: bankCases[value].description }))}
        />
        <ButtonRow>
          <Button>Zo doet de bank het</Button>
        </ButtonRow>
      </Form>
    </Card>
  </Section>
);

const StyleForm = ({ here, errors }: Omit<Props, "payees">) => (
  <Section title="Hoe de bank ons schrijft" id="schrijven">
    <Card narrow>
      <Form action={stylePath} csrf={here.frame.csrf}>
        <RadioGroup
          name="stijl"
          label="Hoe schrijft de bank haar berichten?"
          value={textOf(here.fields, "stijl")}
          error={errorAt(errors, "stijl")}
          options={bankStyleNames.map((value) => ({ value, label: bankStyles[value].label }))}
        />
        <ButtonRow>
          <Button variant="secondary">Zo schrijft de bank</Button>
        </ButtonRow>
      </Form>
    </Card>
  </Section>
);

const NameForm = ({ here, errors }: Omit<Props, "payees">) => (
  <Section title="Op wiens naam een rekening staat" id="houder">
    <Card narrow>
      <Form action={namePath} csrf={here.frame.csrf}>
        <TextField
          name="rekening"
          label="Rekeningnummer (IBAN)"
          description="Iemand geeft dit nummer daarna door als het zijne, bij “Rekeningnummer”."
          value={textOf(here.fields, "rekening")}
          error={errorAt(errors, "rekening")}
        />
        <TextField
          name="naam"
          label="Naam bij de bank"
          optional
          description="Een andere naam past niet, een letter anders past bijna. Laat u dit leeg, dan kan de bank de naam niet controleren."
          value={textOf(here.fields, "naam")}
          error={errorAt(errors, "naam")}
        />
        <ButtonRow>
          <Button variant="secondary">Zo heet de rekening</Button>
        </ButtonRow>
      </Form>
    </Card>
  </Section>
);

const BankPage = ({ here, payees, errors }: Props) => (
  <Page
    {...here.frame}
    title="De bank laten doen"
    errors={errors}
    crumbs={[{ label: "Begin", href: "/" }, { label: "De bank laten doen" }]}
  >
    <PageHeading title="De bank laten doen" lead="Kies hier wat de nagebootste bank doet, om te oefenen met wat er mis kan gaan." />
    <Stack>
      {here.said !== null && (
        <Alert tone="ok" title="De bank weet het">
          <p>{here.said}</p>
        </Alert>
      )}
      <Text>
        <p>
          Maak daarna een betaalbestand, geef het vrij, en zet de klok vooruit: dan gebeurt het. Een geval geldt voor één betaling. Dit
          geldt voor iedereen in de leeromgeving.
        </p>
      </Text>
      <ActionLink href="/leeromgeving/klok" icon="clock">
        De klok verzetten
      </ActionLink>
    </Stack>
    <CaseForm here={here} payees={payees} errors={errors} />
    <StyleForm here={here} errors={errors} />
    <NameForm here={here} errors={errors} />
  </Page>
);

const caseForm = z.object({
  zorgverlener: z.string("Kies een zorgverlener.").refine(isId, "Kies een zorgverlener."),
  geval: z.enum(bankCaseNames, "Kies wat de bank doet."),
});
const styleForm = z.object({ stijl: z.enum(bankStyleNames, "Kies hoe de bank schrijft.") });
const nameForm = z.object({
  rekening: z.string().transform((given, context) => {
    const iban = readIban(given);
    if (iban === null)
      context.addIssue({ code: "custom", message: "Dit is geen rekeningnummer. Schrijf het zoals NL91 ABNA 0417 1643 00." });
    return iban ?? "";
  }),
  naam: z.string().trim().max(140, "Schrijf hoogstens 140 tekens.").default(""),
});

// The people of the learning environment are invented, so everybody there may see whom the bank pays.
const everybody = ({ door }: Web): Promise<Payee[]> => reading(door.db, { scope: "svb" }, payeesOfAll);

const silent = (field: string): Refusal =>
  new Refusal("input-invalid", [
    { field, problem: "De bank van de leeromgeving antwoordt nu niet.", remedy: "Probeer het over een minuut opnieuw." },
  ]);

/** Tells the bank something. Throws `input-invalid` when there is no bank, or it does not answer. */
const tell = async ({ config, log }: Web, field: string, say: (bank: ReturnType<typeof conductAt>) => Promise<void>): Promise<void> => {
  if (config.bank === undefined) throw silent(field);
  await say(conductAt(config.bank)).catch((error: unknown) => {
    log.warn({ error: String(error) }, "de nagebootste bank antwoordt niet");
    throw silent(field);
  });
};

/** What the simulated bank does with the next payments, for everybody who is signed in in the learning environment. */
export const bankPages: Pages = (app, web) => {
  if (web.config.environment === "production") return;
  const shown = async (here: Here, errors: readonly FieldError[]) => <BankPage here={here} payees={await everybody(web)} errors={errors} />;
  page(app, web, { method: "get", path, action: "clock.forward", handler: (here) => shown(here, []) });
  page(app, web, {
    method: "post",
    path,
    action: "clock.forward",
    handler: (here) =>
      here.form(
        caseForm,
        async ({ zorgverlener, geval }) => {
          const payee = (await everybody(web)).find(({ id }) => id === zorgverlener);
          if (payee === undefined)
            throw new Refusal("input-invalid", [
              { field: "zorgverlener", problem: "Deze zorgverlener heeft geen rekening.", remedy: "Kies een andere." },
            ]);
          await tell(web, "geval", (bank) => bank.conduct(payee.iban, bankCases[geval].conduct(here.today)));
          return { to: path, said: `${payee.name}: ${bankCases[geval].label}.` };
        },
        ({ errors }) => shown(here, errors),
      ),
  });
  page(app, web, {
    method: "post",
    path: namePath,
    action: "clock.forward",
    handler: (here) =>
      here.form(
        nameForm,
        async ({ rekening, naam }) => {
          await tell(web, "rekening", (bank) => bank.holderName(rekening, naam === "" ? null : naam));
          return { to: path, said: naam === "" ? "De bank kan deze naam niet controleren." : `Die rekening staat op naam van ${naam}.` };
        },
        ({ errors }) => shown(here, errors),
      ),
  });
  page(app, web, {
    method: "post",
    path: stylePath,
    action: "clock.forward",
    handler: (here) =>
      here.form(
        styleForm,
        async ({ stijl }) => {
          const own = await reading(web.door.db, { scope: "svb" }, ownIbans);
          for (const { iban } of own) await tell(web, "stijl", (bank) => bank.style(iban, bankStyles[stijl].style));
          return { to: path, said: `${bankStyles[stijl].label}.` };
        },
        ({ errors }) => shown(here, errors),
      ),
  });
};
