import type { ReactElement } from "react";
import { z } from "zod";
import { inWords, type Day } from "../../kernel/day.ts";
import { dryRun } from "../../db/dry-run.ts";
import { dayAnswers, datePartsIn, dayIn, fieldIn, type Fields } from "../../web/form.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import type { Web } from "../../web/frame.ts";
import { page, type Answer, type Here, type Pages } from "../../web/page.tsx";
import { Alert, errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { Card, Details } from "../../web/ui/card.tsx";
import { DateFields, RadioGroup } from "../../web/ui/choice.tsx";
import { AmountLines, ReceiptSheet, receiptLines } from "../../web/ui/decision.tsx";
import { TextArea } from "../../web/ui/field.tsx";
import { Button, ButtonLink, ButtonRow, Form } from "../../web/ui/form.tsx";
import { DataSummary } from "../../web/ui/summary.tsx";
import { PageHeading, Small, Stack, Text } from "../../web/ui/text.tsx";
import { terminateAgreement, tryEnding } from "../end.ts";
import type { ChosenGround, EndingParty, EndingVerdict } from "../ending.ts";
import { concernOf } from "../load.ts";
import { agreementView, type AgreementView } from "../read.ts";
import { Findings } from "./parts.tsx";

const grounds: Readonly<Record<string, ChosenGround>> = { opzeggen: "notice", overleg: "mutual", dringend: "urgent" };

const holderOptions = [
  {
    value: "opzeggen",
    label: "Ik zeg de overeenkomst op",
    description: "Met de opzegtermijn: de zorgverlener weet ruim van tevoren dat het stopt.",
  },
  { value: "overleg", label: "Wij stoppen in overleg", description: "U en de zorgverlener spraken samen een laatste dag af." },
  { value: "dringend", label: "Ik stop direct, om een dringende reden", description: "Er is iets ernstigs gebeurd. U kunt niet wachten." },
] as const;

// In consent, and for an urgent cause, is for the holder alone (A153): a choice that cannot be made is not shown.
const optionsFor = {
  holder: holderOptions,
  provider: [
    {
      value: "opzeggen",
      label: "Ik zeg de overeenkomst op",
      description:
        "Met de opzegtermijn: de budgethouder kan andere zorg zoeken. Zijn u en de budgethouder het eens over een eerdere dag? Dan beëindigt de budgethouder de overeenkomst.",
    },
  ],
} as const satisfies Record<EndingParty, unknown>;

const readBy = {
  holder: "De zorgverlener en de verstrekker lezen dit.",
  provider: "De budgethouder en de verstrekker lezen dit.",
} as const satisfies Record<EndingParty, string>;

type EndView = { frame: Frame; view: AgreementView; errors: readonly FieldError[] };

const other = (view: AgreementView, by: EndingParty): string =>
  `Met ${(by === "holder" ? view.providerName : view.holderName).name}, nummer ${view.number}`;

const crumbs = (view: AgreementView) => [
  { label: "Start", href: "/" },
  { label: "Overeenkomsten", href: "/overeenkomsten" },
  { label: view.number, href: `/overeenkomsten/${view.id}` },
  { label: "Beëindigen" },
];

const EndPage = ({ frame, view, errors, fields, by, earliest }: EndView & { fields: Fields; by: EndingParty; earliest: Day }) => {
  const field = fieldIn(fields, errors);
  return (
    <Page {...frame} title="Overeenkomst beëindigen" current="/overeenkomsten" errors={errors} crumbs={crumbs(view)}>
      <PageHeading title="Overeenkomst beëindigen" lead={other(view, by)} />
      <Stack>
        <Text>
          <p>
            U kiest hoe en wanneer het stopt. Daarna ziet u eerst wat dat betekent{by === "holder" ? ", ook voor uw budget" : ""}. Pas als u
            bevestigt, eindigt de overeenkomst.
          </p>
        </Text>
        <Form action={`/overeenkomsten/${view.id}/beeindigen`} csrf={frame.csrf}>
          <RadioGroup {...field("hoe")} label="Hoe stopt de overeenkomst?" options={optionsFor[by]} />
          <DateFields
            name="dag"
            label="Wat is de laatste dag?"
            optional
            description={`Zegt u vandaag op, dan kan de overeenkomst op zijn vroegst eindigen op ${inWords(earliest)}. Laat u dit leeg, dan nemen wij de eerste dag die kan.`}
            value={datePartsIn(fields, "dag")}
            error={errorAt(errors, "dag")}
          />
          <TextArea {...field("reden")} label="Waarom stopt u?" description={readBy[by]} />
          <ButtonRow>
            <Button name="besluit" value="controleren">
              Bekijk wat er gebeurt
            </Button>
            <ButtonLink href={`/overeenkomsten/${view.id}`} variant="secondary">
              Niet beëindigen
            </ButtonLink>
          </ButtonRow>
        </Form>
      </Stack>
    </Page>
  );
};

const NotRunning = ({ frame, view }: Omit<EndView, "errors">) => (
  <Page {...frame} title="Overeenkomst beëindigen" current="/overeenkomsten" crumbs={crumbs(view)}>
    <PageHeading title="Deze overeenkomst loopt niet" lead={`Nummer ${view.number}`} />
    <Stack>
      <Text>
        <p>Er is niets te beëindigen. Op de pagina van de overeenkomst staat hoe zij ervoor staat en wat u nog kunt doen.</p>
      </Text>
      <ButtonRow>
        <ButtonLink href={`/overeenkomsten/${view.id}`}>Bekijk de overeenkomst</ButtonLink>
      </ButtonRow>
    </Stack>
  </Page>
);

const Money = ({ verdict }: { verdict: EndingVerdict }) => (
  <Card title="Wat betekent dit voor uw budget?" level={2}>
    <AmountLines
      lines={[
        { what: "Blijft apart voor zorg tot en met de laatste dag", value: verdict.kept },
        { what: "Komt vrij op uw budget", value: verdict.freed, total: true },
      ]}
    />
    <Small>Wat al gedeclareerd is, blijft staan en betalen wij gewoon.</Small>
  </Card>
);

type Chosen = { hoe: string; reden: string; lastDay: Day };

const ConfirmPage = ({ frame, view, by, chosen, verdict }: EndView & { by: EndingParty; chosen: Chosen; verdict: EndingVerdict }) => {
  const how = holderOptions.find(({ value }) => value === chosen.hoe);
  return (
    <Page {...frame} title="Beëindiging controleren" current="/overeenkomsten" crumbs={crumbs(view)}>
      <PageHeading
        title={verdict.outcome === "fits" ? `De overeenkomst eindigt op ${inWords(chosen.lastDay)}` : "Zo kan het niet"}
        lead={other(view, by)}
      />
      <Stack>
        <Findings findings={verdict.findings} />
        <DataSummary
          lines={[
            { label: "Hoe", value: how?.label ?? "" },
            { label: "Laatste dag", value: inWords(chosen.lastDay) },
            { label: "Reden", value: chosen.reden },
          ]}
        />
        {verdict.outcome === "fits" && (
          <>
            {by === "holder" && <Money verdict={verdict} />}
            <Text>
              <p>
                Zorg tot en met {inWords(chosen.lastDay)} {by === "holder" ? "kan de zorgverlener nog declareren" : "kunt u nog declareren"}
                . Zorg daarna betalen wij niet. {by === "holder" ? "De zorgverlener" : "De budgethouder"}, de verstrekker en de SVB zien dat
                de overeenkomst eindigt.
              </p>
            </Text>
          </>
        )}
        <Form action={`/overeenkomsten/${view.id}/beeindigen`} csrf={frame.csrf}>
          {Object.entries({ hoe: chosen.hoe, reden: chosen.reden, ...dayAnswers("dag", chosen.lastDay) }).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <ButtonRow>
            {verdict.outcome === "fits" && (
              <Button variant="danger" name="besluit" value="bevestigen">
                Overeenkomst beëindigen
              </Button>
            )}
            <Button variant="secondary" name="besluit" value="terug">
              {verdict.outcome === "fits" ? "Terug" : "Kies een andere dag"}
            </Button>
          </ButtonRow>
        </Form>
        {by === "holder" && (
          <Details summary="Zo hebben wij dit berekend">
            <ReceiptSheet caption="Berekening en regels" lines={receiptLines(verdict.receipt.sheet)} />
          </Details>
        )}
      </Stack>
    </Page>
  );
};

const howMissing = "Kies hoe de overeenkomst stopt.";

const schema = z
  .object({
    besluit: z.enum(["controleren", "bevestigen", "terug"], "Kies wat u wilt doen."),
    hoe: z.enum(["opzeggen", "overleg", "dringend"], howMissing),
    reden: z
      .string("Schrijf waarom u stopt.")
      .trim()
      .min(10, "Schrijf in een paar woorden waarom u stopt: minstens tien tekens.")
      .max(2_000, "Maak de reden korter: hoogstens 2.000 tekens."),
    "dag-dag": z.string().default(""),
    "dag-maand": z.string().default(""),
    "dag-jaar": z.string().default(""),
  })
  .transform((form, context) => {
    const { empty, on: lastDay } = dayIn(form, "dag");
    if (!empty && lastDay === null)
      context.addIssue({ code: "custom", path: ["dag"], message: "Vul een dag in die bestaat, of laat de drie vakken leeg." });
    return { besluit: form.besluit, hoe: form.hoe, reden: form.reden, lastDay };
  });

const viewFor = async (here: Here): Promise<AgreementView> => {
  const view = await here.read((tx) => agreementView(tx, here.id("id"), here.today));
  here.allow({ holder: view.holder, provider: view.provider, organisations: [view.funder] }, "agreement.end");
  return view;
};

const tried = (web: Web, here: Here, agreement: string, given: { ground: ChosenGround; lastDay: Day | null }) =>
  dryRun(web.door, here.actor, {
    action: "agreement.end",
    concern: (tx) => concernOf(tx, agreement),
    ask: (context) => tryEnding(context, agreement, given),
  });

const endPage = async (web: Web, here: Here, errors: readonly FieldError[] = []): Promise<ReactElement | Answer> => {
  const view = await viewFor(here);
  if (view.state !== "approved") {
    const next = view.versions.find(({ state }) => state === "approved");
    return next === undefined ? <NotRunning frame={here.frame} view={view} /> : { to: `/overeenkomsten/${next.id}/beeindigen` };
  }
  const { by, earliest } = await tried(web, here, view.id, { ground: "notice", lastDay: null });
  return <EndPage frame={here.frame} view={view} errors={errors} fields={here.fields} by={by} earliest={earliest} />;
};

const decide = (web: Web, here: Here): Promise<Answer> =>
  here.form(
    schema,
    async ({ besluit, hoe, reden, lastDay }) => {
      const ground = grounds[hoe] ?? "notice";
      const view = await viewFor(here);
      if (besluit === "terug") return endPage(web, here);
      const outcome = await tried(web, here, view.id, { ground, lastDay });
      if (besluit === "controleren") {
        const chosen = { hoe, reden, lastDay: outcome.lastDay };
        return <ConfirmPage frame={here.frame} view={view} errors={[]} by={outcome.by} chosen={chosen} verdict={outcome.verdict} />;
      }
      await here.command(terminateAgreement, { agreement: view.id, ground, lastDay: outcome.lastDay, personal: { cause: reden } });
      return { to: `/overeenkomsten/${view.id}`, said: `De overeenkomst eindigt op ${inWords(outcome.lastDay)}.` };
    },
    async ({ errors }) => {
      // A choice that was not made is not sent, so its message has to be brought back to its field.
      const placed = errors.map((one) => (one.message.startsWith(howMissing) ? { ...one, field: "hoe" } : one));
      const shown = await endPage(web, here, placed);
      if (!("props" in shown))
        return (
          <Page {...here.frame} title="Overeenkomst beëindigen" errors={errors}>
            <Alert tone="error" title="Dit kan nu niet" />
          </Page>
        );
      return shown;
    },
  );

/** Ending a running agreement: how and when, what it means, and only then for good. */
export const endPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: "/overeenkomsten/:id/beeindigen",
    action: "agreement.end",
    handler: (here) => endPage(web, here),
  });
  page(app, web, {
    method: "post",
    path: "/overeenkomsten/:id/beeindigen",
    action: "agreement.end",
    handler: (here) => decide(web, here),
  });
};
