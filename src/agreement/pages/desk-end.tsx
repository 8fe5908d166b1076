import type { ReactElement } from "react";
import { z } from "zod";
import { inWords, type Day } from "../../kernel/day.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { looked } from "../../db/access.ts";
import { dryRun } from "../../db/dry-run.ts";
import { dayAnswers, datePartsIn, dayIn, fieldIn, wholePage } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { page, type Answer, type Here, type Pages } from "../../web/page.tsx";
import { Alert, errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { Card } from "../../web/ui/card.tsx";
import { DateFields, RadioGroup } from "../../web/ui/choice.tsx";
import { AmountLines } from "../../web/ui/decision.tsx";
import { TextArea } from "../../web/ui/field.tsx";
import { Button, ButtonLink, ButtonRow, Form } from "../../web/ui/form.tsx";
import { DataSummary } from "../../web/ui/summary.tsx";
import { PageHeading, Small, Stack, Text } from "../../web/ui/text.tsx";
import { disapproveAgreement, tryDisapproval } from "../disapprove.ts";
import type { EndTrial } from "../end.ts";
import { concernOf } from "../load.ts";
import type { PartyEvent } from "../party-end.ts";
import { reportPartyEnd, tryPartyEnd } from "../report-party-end.ts";
import { agreementView, type AgreementView } from "../read.ts";
import { Findings } from "./parts.tsx";

/** Where staff end a running agreement: at its funder, who may also disapprove of it, or at the SVB. */
type Desk = { home: string; base: string; disapproves: boolean; ours: (organisation: string | null) => boolean };
const desks: readonly Desk[] = [
  {
    home: "/verstrekker",
    base: "/verstrekker/overeenkomsten",
    disapproves: true,
    ours: (organisation) => organisation !== null && organisation !== "SVB",
  },
  { home: "/svb", base: "/svb/overeenkomsten", disapproves: false, ours: (organisation) => organisation === "SVB" },
];

const events = { budgethouder: "holder-died", zorgverlener: "provider-died", gestopt: "provider-ended" } as const satisfies Record<
  string,
  PartyEvent
>;
type Choice = keyof typeof events | "afkeuren";

const options: readonly { value: Choice; label: string; description: string }[] = [
  { value: "afkeuren", label: "Wij keuren de overeenkomst alsnog af", description: "Zij eindigt vandaag. De partijen lezen uw reden." },
  {
    value: "budgethouder",
    label: "De budgethouder is overleden",
    description: "Alle lopende overeenkomsten van de budgethouder eindigen.",
  },
  {
    value: "zorgverlener",
    label: "De zorgverlener is overleden",
    description: "Alle lopende overeenkomsten van de zorgverlener eindigen.",
  },
  { value: "gestopt", label: "De zorginstelling is gestopt", description: "Zij is failliet, of staat niet meer in het handelsregister." },
];
const optionsAt = (desk: Desk) => options.filter(({ value }) => desk.disapproves || value !== "afkeuren");

type Chosen = { wat: Choice; on: Day | null; reden: string };
type Shown = { frame: Frame; desk: Desk; view: AgreementView };

const crumbs = ({ desk, view }: Shown) => [
  { label: "Werk", href: desk.home },
  { label: "Overeenkomsten", href: desk.base },
  { label: view.number, href: `${desk.base}/${view.id}` },
  { label: "Einde" },
];
const lead = ({ view }: Shown): string => `${view.holderName.name} en ${view.providerName.name}, nummer ${view.number}`;

const AskPage = (props: Shown & { fields: Here["fields"]; errors: readonly FieldError[] }) => {
  const { frame, desk, view, fields, errors } = props;
  const field = fieldIn(fields, errors);
  return (
    <Page {...frame} title="Einde van een overeenkomst" current={desk.base} errors={errors} crumbs={crumbs(props)}>
      <PageHeading title="Einde van een overeenkomst" lead={lead(props)} />
      <Form action={`${desk.base}/${view.id}/einde`} csrf={frame.csrf}>
        <RadioGroup {...field("wat")} label="Waarom eindigt de overeenkomst?" options={optionsAt(desk)} />
        <DateFields
          name="dag"
          label="Op welke dag was dat?"
          optional
          description={
            desk.disapproves
              ? "De dag van overlijden, of de laatste dag van de instelling. Keurt u af? Laat dit dan leeg."
              : "De dag van overlijden, of de laatste dag van de instelling."
          }
          value={datePartsIn(fields, "dag")}
          error={errorAt(errors, "dag")}
        />
        <TextArea
          {...field("reden")}
          label={desk.disapproves ? "Waarom keurt u af, of hoe weet u dit?" : "Hoe weet u dit?"}
          description={
            desk.disapproves
              ? "Keurt u af? De budgethouder en de zorgverlener lezen dit. Anders bijvoorbeeld: bericht van de burgerlijke stand."
              : "Bijvoorbeeld: bericht van de burgerlijke stand, of het handelsregister."
          }
        />
        <ButtonRow>
          <Button name="besluit" value="controleren">
            Bekijk wat er gebeurt
          </Button>
          <ButtonLink href={`${desk.base}/${view.id}`} variant="secondary">
            Niet beëindigen
          </ButtonLink>
        </ButtonRow>
      </Form>
    </Page>
  );
};

const meaning = (trial: EndTrial): string =>
  trial.agreements.length === 1 ? "Deze overeenkomst eindigt." : `Er eindigen ${String(trial.agreements.length)} overeenkomsten.`;

const ConfirmPage = (props: Shown & { chosen: Chosen; trial: EndTrial }) => {
  const { frame, desk, view, chosen, trial } = props;
  const fields = { wat: chosen.wat, reden: chosen.reden, ...dayAnswers("dag", chosen.on) };
  return (
    <Page {...frame} title="Einde controleren" current={desk.base} crumbs={crumbs(props)}>
      <PageHeading title={trial.findings.length > 0 ? "Dit kan zo niet" : meaning(trial)} lead={lead(props)} />
      <Stack>
        <Findings findings={trial.findings} />
        <DataSummary
          lines={[
            { label: "Waarom", value: options.find(({ value }) => value === chosen.wat)?.label ?? "" },
            { label: chosen.wat === "afkeuren" ? "Reden" : "Hoe u dit weet", value: chosen.reden },
            ...trial.agreements.map(({ number, lastDay }) => ({ label: `Laatste dag van ${number}`, value: inWords(lastDay) })),
          ]}
        />
        <Card title="Wat betekent dit voor het geld?" level={2}>
          <AmountLines
            lines={[
              { what: "Blijft apart voor zorg tot en met de laatste dag", value: trial.kept },
              { what: "Komt vrij op het budget", value: trial.freed, total: true },
            ]}
          />
          <Small>Wat al gedeclareerd is, blijft staan en wordt gewoon betaald.</Small>
        </Card>
        <Text>
          <p>
            De budgethouder en de zorgverlener krijgen bericht. Zorg tot en met de laatste dag kan nog worden gedeclareerd, zorg daarna
            niet.
            {chosen.wat === "zorgverlener" || chosen.wat === "gestopt"
              ? " Overeenkomsten die deze zorgverlener met anderen heeft, eindigen ook."
              : ""}
          </p>
        </Text>
        <Form action={`${desk.base}/${view.id}/einde`} csrf={frame.csrf}>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <ButtonRow>
            {trial.findings.length === 0 && (
              <Button variant="danger" name="besluit" value="bevestigen">
                {chosen.wat === "afkeuren" ? "Alsnog afkeuren" : "Melden en beëindigen"}
              </Button>
            )}
            <Button variant="secondary" name="besluit" value="terug">
              Terug
            </Button>
          </ButtonRow>
        </Form>
      </Stack>
    </Page>
  );
};

const choices = ["afkeuren", "budgethouder", "zorgverlener", "gestopt"] as const satisfies readonly Choice[];

const schema = z
  .object({
    besluit: z.enum(["controleren", "bevestigen", "terug"], "Kies wat u wilt doen."),
    wat: z.enum(choices, "Kies waarom de overeenkomst eindigt."),
    reden: z
      .string("Schrijf waarom u afkeurt, of hoe u dit weet.")
      .trim()
      .min(10, "Schrijf in een paar woorden waarom u afkeurt, of hoe u dit weet: minstens tien tekens.")
      .max(500, "Maak dit korter: hoogstens 500 tekens."),
    "dag-dag": z.string().default(""),
    "dag-maand": z.string().default(""),
    "dag-jaar": z.string().default(""),
  })
  .transform((form, context) => {
    const { empty, on } = dayIn(form, "dag");
    if (form.wat !== "afkeuren" && on === null && form.besluit !== "terug")
      context.addIssue({ code: "custom", path: ["dag"], message: empty ? "Vul in op welke dag dat was." : "Vul een dag in die bestaat." });
    return { besluit: form.besluit, wat: form.wat, reden: form.reden, on };
  });

const read = async (web: Web, desk: Desk, here: Here): Promise<Shown | { elsewhere: Answer }> => {
  if (!desk.ours(here.actor.organisation)) throw new Refusal("not-allowed");
  const view = await here.read((tx) => agreementView(tx, here.id("id"), here.today));
  here.allow({ holder: view.holder, provider: view.provider, organisations: [view.funder] }, "agreement.report-party-end");
  await looked(web.door.db, here.actor, view.holder, "einde van een overeenkomst");
  return view.state === "approved"
    ? { frame: here.frame, desk, view }
    : { elsewhere: { to: `${desk.base}/${view.id}`, said: "Deze overeenkomst loopt niet. Er is niets te beëindigen." } };
};

const tried = (web: Web, here: Here, agreement: string, { wat, on }: Chosen): Promise<EndTrial> => {
  const concern = (tx: Parameters<typeof concernOf>[0]) => concernOf(tx, agreement);
  return wat === "afkeuren"
    ? dryRun(web.door, here.actor, { action: "agreement.disapprove", concern, ask: (context) => tryDisapproval(context, agreement) })
    : dryRun(web.door, here.actor, {
        action: "agreement.report-party-end",
        concern,
        ask: (context) => tryPartyEnd(context, agreement, { event: events[wat], on: on ?? context.today }),
      });
};

const carryOut = async (here: Here, { desk, view }: Shown, { wat, on, reden }: Chosen): Promise<Answer> => {
  if (wat === "afkeuren") await here.command(disapproveAgreement, { agreement: view.id, personal: { reason: reden } });
  else await here.command(reportPartyEnd, { agreement: view.id, event: events[wat], on, personal: { source: reden } });
  return {
    to: `${desk.base}/${view.id}`,
    said:
      wat === "afkeuren" ? "U keurde de overeenkomst alsnog af. Zij eindigt vandaag." : "Uw melding is verwerkt. De overeenkomst eindigt.",
  };
};

const fieldOf: Readonly<Record<string, string>> = {
  A160: "dag",
  A161: "wat",
  A162: "dag",
  A164: "wat",
  reason: "reden",
  source: "reden",
  on: "dag",
};

const decide = (web: Web, desk: Desk, here: Here): Promise<Answer> =>
  here.form(
    schema,
    async ({ besluit, ...chosen }) => {
      const shown = await read(web, desk, here);
      if ("elsewhere" in shown) return shown.elsewhere;
      if (besluit === "terug") return <AskPage {...shown} fields={here.fields} errors={[]} />;
      if (besluit === "bevestigen") return carryOut(here, shown, chosen);
      const trial = await tried(web, here, shown.view.id, chosen);
      return <ConfirmPage {...shown} chosen={chosen} trial={trial} />;
    },
    async ({ errors }): Promise<ReactElement> => {
      const shown = await read(web, desk, here);
      if ("elsewhere" in shown)
        return (
          <Page {...here.frame} title="Einde van een overeenkomst" errors={errors}>
            <Alert tone="error" title="Deze overeenkomst loopt niet meer" />
          </Page>
        );
      const known = ["wat", "dag", "reden"];
      const placed = errors.map(({ field, message }) => {
        const name = fieldOf[field.split(".").at(-1) ?? field] ?? field;
        return { field: known.includes(name) ? name : wholePage, message };
      });
      return <AskPage {...shown} fields={here.fields} errors={placed} />;
    },
  );

/** Ending a running agreement at the desk of its funder or the SVB: disapproved after all, or a party that is no more. */
export const deskEndPages: Pages = (app, web) => {
  for (const desk of desks) {
    page(app, web, {
      method: "get",
      path: `${desk.base}/:id/einde`,
      action: "agreement.report-party-end",
      audience: "staff",
      handler: async (here) => {
        const shown = await read(web, desk, here);
        return "elsewhere" in shown ? shown.elsewhere : <AskPage {...shown} fields={here.fields} errors={[]} />;
      },
    });
    page(app, web, {
      method: "post",
      path: `${desk.base}/:id/einde`,
      action: "agreement.report-party-end",
      audience: "staff",
      handler: (here) => decide(web, desk, here),
    });
  }
};
