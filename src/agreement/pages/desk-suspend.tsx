import { z } from "zod";
import { inWords, plusDays } from "../../kernel/day.ts";
import { looked } from "../../db/access.ts";
import { datePartsIn, dayIn, fieldIn, placed } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Answer, type Here, type Pages } from "../../web/page.tsx";
import { errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { DateFields, RadioGroup } from "../../web/ui/choice.tsx";
import { TextArea } from "../../web/ui/field.tsx";
import { Button, ButtonLink, ButtonRow, Form } from "../../web/ui/form.tsx";
import { PageHeading, Stack, Text } from "../../web/ui/text.tsx";
import { suspensionTerm } from "../../law/limits.ts";
import { agreementView, type AgreementView } from "../read.ts";
import { resumePayments, suspendPayments } from "../suspend.ts";
import { suspensionGroundName, suspensionGrounds, type SuspensionGround } from "../suspension.ts";
import { Suspended } from "./suspended.tsx";

const base = "/verstrekker/overeenkomsten";
const path = (id: string): string => `${base}/${id}/opschorten`;

const read = async (web: Web, here: Here): Promise<AgreementView> => {
  const view = await here.read((tx) => agreementView(tx, here.id("id"), here.today));
  here.allow({ holder: view.holder, provider: view.provider, organisations: [view.funder] }, "agreement.suspend");
  await looked(web.door.db, here.actor, view.holder, "betalingen laten opschorten");
  return view;
};

const longest = ({ law }: AgreementView, here: Here): string => {
  const term = suspensionTerm[law].on(here.today);
  return term.known
    ? `Bij een vermoeden hoogstens ${String(term.value)} weken, dus ten laatste ${inWords(plusDays(here.today, 7 * term.value - 1))}. Een declaratiestop eindigt eerder als u hem opheft.`
    : "Kies een dag.";
};

const groundLabel = (ground: SuspensionGround): string =>
  ground === "budget-conflict" ? `Declaratiestop: ${suspensionGroundName[ground]}` : `Ik vermoed: ${suspensionGroundName[ground]}`;

const AskForm = ({ here, view, errors }: { here: Here; view: AgreementView; errors: readonly FieldError[] }) => {
  const field = fieldIn(here.fields, errors);
  return (
    <Form action={path(view.id)} csrf={here.frame.csrf}>
      <RadioGroup
        {...field("grond")}
        label="Waarom vraagt u dit?"
        options={suspensionGrounds.map((value) => ({ value, label: groundLabel(value) }))}
      />
      <DateFields
        name="dag"
        label="Tot en met welke dag?"
        description={longest(view, here)}
        value={datePartsIn(here.fields, "dag")}
        error={errorAt(errors, "dag")}
      />
      <TextArea {...field("reden")} label="Wat is er aan de hand?" description="De budgethouder en de zorgverlener lezen dit." />
      <RadioGroup
        {...field("alles")}
        label="Waarvoor geldt dit?"
        options={[
          { value: "deze", label: "Alleen deze overeenkomst" },
          { value: "alle", label: "Alle lopende overeenkomsten van deze budgethouder bij ons" },
        ]}
      />
      <ButtonRow>
        <Button>Betalingen opschorten</Button>
        <ButtonLink href={`${base}/${view.id}`} variant="secondary">
          Terug
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

const shown = (here: Here, view: AgreementView, errors: readonly FieldError[]) => {
  const title = view.suspended === null ? "Betalingen laten opschorten" : "Opschorting opheffen";
  return (
    <Page
      {...here.frame}
      title={title}
      current={base}
      errors={errors}
      crumbs={[
        { label: "Werk", href: "/verstrekker" },
        { label: "Overeenkomsten", href: base },
        { label: view.number, href: `${base}/${view.id}` },
        { label: "Opschorten" },
      ]}
    >
      <PageHeading title={title} lead={`${view.holderName.name} en ${view.providerName.name}, nummer ${view.number}`} />
      <Stack>
        {view.suspended === null ? (
          <>
            <Text>
              <p>
                Wij beoordelen declaraties gewoon en zetten het geld apart, maar betalen nog niet. Beide partijen krijgen bericht met uw
                reden. De opschorting eindigt vanzelf, of eerder als u haar opheft.
              </p>
            </Text>
            <AskForm here={here} view={view} errors={errors} />
          </>
        ) : (
          <>
            <Suspended of={view.suspended} />
            <Form action={`${base}/${view.id}/hervatten`} csrf={here.frame.csrf}>
              <ButtonRow>
                <Button>Opschorting opheffen</Button>
                <ButtonLink href={`${base}/${view.id}`} variant="secondary">
                  Terug
                </ButtonLink>
              </ButtonRow>
            </Form>
          </>
        )}
      </Stack>
    </Page>
  );
};

const form = z
  .object({
    grond: z.enum(suspensionGrounds, "Kies waarom u dit vraagt."),
    reden: z
      .string("Schrijf op wat er aan de hand is.")
      .trim()
      .min(20, "Schrijf op wat er aan de hand is: minstens twintig tekens.")
      .max(1_900, "Maak dit korter: hoogstens 1900 tekens."),
    alles: z.enum(["deze", "alle"], "Kies waarvoor dit geldt."),
    "dag-dag": z.string().default(""),
    "dag-maand": z.string().default(""),
    "dag-jaar": z.string().default(""),
  })
  .transform((given, context) => {
    const { empty, on } = dayIn(given, "dag");
    if (on !== null) return { ground: given.grond, reason: given.reden, whole: given.alles === "alle", until: on };
    const message = empty ? "Vul in tot en met welke dag." : "Vul een bestaande dag in: dag, maand en jaar.";
    context.addIssue({ code: "custom", path: ["dag"], message });
    return z.NEVER;
  });

const placeOf: Readonly<Record<string, string>> = {
  S103: "dag",
  S104: "dag",
  S105: "grond",
  until: "dag",
  reason: "reden",
  ground: "grond",
};

const suspend = (web: Web, here: Here): Promise<Answer> =>
  here.form(
    form,
    async ({ ground, reason, whole, until }): Promise<Answer> => {
      await read(web, here);
      const agreement = here.id("id");
      const { agreements } = await here
        .command(suspendPayments, { agreement, until, ground, whole, personal: { reason } })
        .catch(placed(placeOf));
      const what = agreements === 1 ? "deze overeenkomst" : `${String(agreements)} overeenkomsten`;
      return { to: `${base}/${agreement}`, said: `De betalingen uit ${what} zijn opgeschort tot en met ${inWords(until)}.` };
    },
    async ({ errors }) => shown(here, await read(web, here), errors),
  );

/** A funder has payments under an agreement put off, and lets them go again. */
export const deskSuspendPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: `${base}/:id/opschorten`,
    action: "agreement.suspend",
    handler: async (here) => shown(here, await read(web, here), []),
  });
  page(app, web, {
    method: "post",
    path: `${base}/:id/opschorten`,
    action: "agreement.suspend",
    handler: (here) => suspend(web, here),
  });
  page(app, web, {
    method: "post",
    path: `${base}/:id/hervatten`,
    action: "agreement.resume",
    handler: async (here) => {
      await read(web, here);
      await here.command(resumePayments, { agreement: here.id("id") });
      return { to: `${base}/${here.id("id")}`, said: "De opschorting is opgeheven. Wij betalen weer." };
    },
  });
};
