import type { ReactElement } from "react";
import { z } from "zod";
import { inWords } from "../../kernel/day.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { datePartsIn, dayIn } from "../../web/form.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Answer, type Here, type Pages } from "../../web/page.tsx";
import { errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { DateFields } from "../../web/ui/choice.tsx";
import { Button, ButtonLink, ButtonRow, Form } from "../../web/ui/form.tsx";
import { PageHeading, Stack, Text } from "../../web/ui/text.tsx";
import { agreementView, type AgreementView } from "../read.ts";
import { reportRecovered, reportSick } from "../report-sick.ts";

const path = (id: string): string => `/overeenkomsten/${id}/ziek`;

const read = async (here: Here): Promise<AgreementView> => {
  const view = await here.read((tx) => agreementView(tx, here.id("id"), here.today));
  here.allow({ holder: view.holder, provider: view.provider, organisations: [view.funder] }, "agreement.report-sick");
  return view;
};

// `self`: the provider reports it himself.
const wordsFor = ({ sickSince, kind, providerName }: AgreementView, self: boolean) => {
  const who = self ? "u" : providerName.name;
  if (sickSince !== null)
    return {
      title: "Weer beter melden",
      lead: `${self ? "U bent" : `${who} is`} ziek gemeld vanaf ${inWords(sickSince)}.`,
      means:
        "Was er vervanging? Die overeenkomst eindigt dan. U en de ander krijgen bericht. Was de ziekmelding een vergissing? Vul dan de eerste ziektedag in.",
      label: "Wat is de eerste werkdag?",
      button: "Beter melden",
    };
  return {
    title: "Ziek melden",
    lead: `Hier meldt u dat ${who} ziek ${self ? "bent" : "is"}.`,
    means:
      kind === "employment"
        ? `Het loon loopt door zoals de wet dat zegt. Tijdens ziekte kan ${self ? "de budgethouder" : "u"} de arbeidsovereenkomst niet opzeggen.`
        : `Voor ziektedagen betalen wij niet. ${self ? "De budgethouder kan" : "U kunt"} iemand anders laten invallen met een nieuwe overeenkomst. Daarin staat wie er vervangen wordt.`,
    label: "Wat is de eerste ziektedag?",
    button: "Ziek melden",
  };
};

const asked = async (here: Here): Promise<ReactElement | Answer> => {
  const view = await read(here);
  // What runs out is followed by the version that counts from then on; sickness is of both.
  const next = view.state === "ended" ? view.versions.find(({ state }) => state === "approved") : undefined;
  return next === undefined ? formFor(here, view, []) : { to: path(next.id) };
};

const formFor = (here: Here, view: AgreementView, errors: readonly FieldError[]): ReactElement => {
  if (!view.maySick) throw new Refusal("agreement-not-now");
  const { title, lead, means, label, button } = wordsFor(view, here.actor.provider === view.provider);
  return (
    <Page
      {...here.frame}
      title={title}
      current="/overeenkomsten"
      errors={errors}
      crumbs={[
        { label: "Start", href: "/" },
        { label: "Overeenkomsten", href: "/overeenkomsten" },
        { label: view.number, href: `/overeenkomsten/${view.id}` },
        { label: title },
      ]}
    >
      <PageHeading title={title} lead={lead} />
      <Stack>
        <Text>
          <p>{means}</p>
        </Text>
        <Form action={path(view.id)} csrf={here.frame.csrf}>
          <input type="hidden" name="wat" value={view.sickSince === null ? "ziek" : "beter"} />
          <DateFields name="dag" label={label} value={datePartsIn(here.fields, "dag")} error={errorAt(errors, "dag")} />
          <ButtonRow>
            <Button>{button}</Button>
            <ButtonLink href={`/overeenkomsten/${view.id}`} variant="secondary">
              Terug
            </ButtonLink>
          </ButtonRow>
        </Form>
      </Stack>
    </Page>
  );
};

const form = z
  .object({
    wat: z.enum(["ziek", "beter"], "Laad de pagina opnieuw."),
    "dag-dag": z.string().default(""),
    "dag-maand": z.string().default(""),
    "dag-jaar": z.string().default(""),
  })
  .transform((given, context) => {
    const { on } = dayIn(given, "dag");
    if (on !== null) return { what: given.wat, on };
    context.addIssue({ code: "custom", path: ["dag"], message: "Vul een bestaande dag in: dag, maand en jaar." });
    return z.NEVER;
  });

/** A provider is reported sick, or works again; by the holder's side or by the provider. */
export const sickPages: Pages = (app, web) => {
  const action = "agreement.report-sick";
  page(app, web, { method: "get", path: "/overeenkomsten/:id/ziek", action, handler: asked });
  page(app, web, {
    method: "post",
    path: "/overeenkomsten/:id/ziek",
    action,
    handler: (here) =>
      here.form(
        form,
        async ({ what, on }) => {
          const agreement = here.id("id");
          const to = `/overeenkomsten/${agreement}`;
          if (what === "ziek") {
            await here.command(reportSick, { agreement, on });
            return { to, said: `Ziek gemeld vanaf ${inWords(on)}. U en de ander krijgen bericht.` };
          }
          const { replacements } = await here.command(reportRecovered, { agreement, on });
          const ended = replacements === 0 ? "" : " De overeenkomst voor vervanging eindigt.";
          return { to, said: `Beter gemeld vanaf ${inWords(on)}.${ended}` };
        },
        // A finding is about the day that was filled in: it is the one thing that is asked.
        async ({ errors }) =>
          formFor(
            here,
            await read(here),
            errors.map(({ message }) => ({ field: "dag", message })),
          ),
      ),
  });
};
