import type { ReactElement } from "react";
import { z } from "zod";
import { inWords } from "../../kernel/day.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { datePartsIn, dayIn } from "../../web/form.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here, type Pages } from "../../web/page.tsx";
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
  if (!view.maySick) throw new Refusal("agreement-not-now");
  return view;
};

const wordsFor = ({ sickSince, kind, providerName }: AgreementView) => {
  const who = providerName.name;
  if (sickSince !== null)
    return {
      title: "Weer beter melden",
      lead: `${who} is ziek gemeld vanaf ${inWords(sickSince)}.`,
      means: "Was er vervanging? Die overeenkomst eindigt dan. U en de ander krijgen bericht.",
      label: "Wat is de eerste werkdag?",
      button: "Beter melden",
    };
  return {
    title: "Ziek melden",
    lead: `Hier meldt u dat ${who} ziek is.`,
    means:
      kind === "employment"
        ? "Het loon loopt door zoals de wet dat zegt. Zolang iemand ziek is, kunt u de arbeidsovereenkomst niet opzeggen."
        : "Voor ziektedagen betalen wij niet. Voor vervanging kunt u een eigen overeenkomst maken.",
    label: "Wat is de eerste ziektedag?",
    button: "Ziek melden",
  };
};

const shown = async (here: Here, errors: readonly FieldError[]): Promise<ReactElement> => {
  const view = await read(here);
  const { title, lead, means, label, button } = wordsFor(view);
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
  page(app, web, { method: "get", path: "/overeenkomsten/:id/ziek", action, handler: (here) => shown(here, []) });
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
        ({ errors }) =>
          shown(
            here,
            errors.map(({ message }) => ({ field: "dag", message })),
          ),
      ),
  });
};
