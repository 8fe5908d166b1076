import type { ReactElement } from "react";
import { z } from "zod";
import { scopes } from "../../kernel/actor.ts";
import { inWords } from "../../kernel/day.ts";
import { rightsInWords } from "../../party/mandate.ts";
import { bsnField } from "../../party/person.ts";
import { grantMandate, mandates, revokeMandate, type MandateView } from "../../party/represent.ts";
import { datePartsIn, dayIn, fieldIn, type Fields } from "../../web/form.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here, type Pages } from "../../web/page.tsx";
import { holderHere } from "../../web/side.ts";
import { Alert, errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { Card, EmptyState, StatusBadge } from "../../web/ui/card.tsx";
import { CheckboxGroup, DateFields, RadioGroup } from "../../web/ui/choice.tsx";
import { TextField } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { PageHeading, Section, Small, Stack, Text } from "../../web/ui/text.tsx";

const path = "/vertegenwoordiging";

const kinds = [
  { value: "04", label: "Een gemachtigde", description: "Mag dingen voor u doen. U kiest hieronder welke." },
  { value: "MK", label: "Een meekijker", description: "Mag alles lezen en niets veranderen. U kiest tot wanneer." },
];

const rights = [
  { value: "hours", label: "Uren invullen" },
  { value: "declare", label: "Uren goedkeuren" },
  { value: "sign", label: "Overeenkomsten tekenen" },
  { value: "money", label: "Geldzaken regelen" },
];

const listOf = z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]);

const grantForm = z
  .object({
    soort: z.enum(["04", "MK"], "Kies of deze persoon dingen mag doen, of alleen mag meekijken."),
    naam: z.string().trim().min(1, "Vul de naam in, met voorletters."),
    achternaam: z.string().trim().min(1, "Vul de achternaam in."),
    bsn: bsnField,
    rechten: listOf.pipe(z.array(z.enum(scopes, "Dit recht bestaat niet."))),
    "tot-dag": z.string().default(""),
    "tot-maand": z.string().default(""),
    "tot-jaar": z.string().default(""),
  })
  .transform((given, context) => {
    const { empty, on: until } = dayIn(given, "tot");
    if (!empty && until === null) context.addIssue({ code: "custom", path: ["tot"], message: "Dit is geen bestaande dag." });
    return { ...given, until };
  });

const periodOf = ({ from, last }: MandateView): string =>
  last === null ? `Sinds ${inWords(from)}, zonder einddatum.` : `Van ${inWords(from)} tot en met ${inWords(last)}.`;

const MandateCard = ({ one, csrf, mayRevoke }: { one: MandateView; csrf: string; mayRevoke: boolean }) => (
  <Card title={one.name} level={2}>
    <p>
      <StatusBadge tone={one.runs ? "ok" : "neutral"}>{one.runs ? one.kindName : `${one.kindName}, geldt nu niet`}</StatusBadge>
    </p>
    <Text>
      <p>Mag: {rightsInWords(one.scopes)}.</p>
    </Text>
    <Small>{periodOf(one)}</Small>
    {one.runs && one.revocable && mayRevoke && (
      <Form action={`${path}/${one.id}/intrekken`} csrf={csrf}>
        <ButtonRow>
          <Button variant="secondary">{`Intrekken van ${one.name}`}</Button>
        </ButtonRow>
      </Form>
    )}
    {one.runs && !one.revocable && <Small>Dit beëindigt u niet zelf: het volgt uit de wet, een rechter of uw verstrekker.</Small>}
  </Card>
);

const GrantForm = ({ csrf, fields, errors }: { csrf: string; fields: Fields; errors: readonly FieldError[] }) => {
  const field = fieldIn(fields, errors);
  return (
    <Form action={path} csrf={csrf}>
      <RadioGroup {...field("soort")} label="Wie voegt u toe?" options={kinds} />
      <TextField {...field("naam")} label="Naam" description="Met voorletters, bijvoorbeeld A. van den Berg." />
      <TextField {...field("achternaam")} label="Achternaam" width="long" />
      <TextField
        {...field("bsn")}
        label="Burgerservicenummer"
        description="Zo weten wij zeker om wie het gaat. Het staat op een identiteitskaart of zorgpas."
        inputMode="numeric"
        width="medium"
      />
      <CheckboxGroup
        name="rechten"
        label="Wat mag een gemachtigde?"
        description="Lezen mag altijd. Voor een meekijker hoeft u hier niets te kiezen."
        options={rights}
        values={[fields.rechten ?? []].flat()}
        error={errorAt(errors, "rechten")}
        optional
      />
      <DateFields
        name="tot"
        label="Tot en met welke dag?"
        description="Bij een meekijker nodig. Bij een gemachtigde mag u dit leeg laten."
        value={datePartsIn(fields, "tot")}
        error={errorAt(errors, "tot")}
        optional
      />
      <ButtonRow>
        <Button>Toevoegen</Button>
      </ButtonRow>
    </Form>
  );
};

const shown = async (here: Here, errors: readonly FieldError[], fields: Fields): Promise<ReactElement> => {
  const holder = holderHere(here);
  here.allow({ holder: holder.id }, "mandate.read");
  const rows = await here.read((tx) => mandates(tx, holder.id, here.today));
  const mayGrant = here.may("mandate.grant", { holder: holder.id });
  return (
    <Page
      {...here.frame}
      title="Vertegenwoordiging"
      errors={errors}
      crumbs={[{ label: "Start", href: "/start" }, { label: "Vertegenwoordiging" }]}
    >
      <PageHeading
        title="Vertegenwoordiging"
        lead={holder.own ? "Wie mag dingen voor u regelen, en wat mag diegene?" : `Wie mag dingen regelen voor ${holder.salutation}?`}
      />
      <Stack>
        {here.said !== null && (
          <Alert tone="ok" title="Gelukt">
            <p>{here.said}</p>
          </Alert>
        )}
        {rows.length === 0 && (
          <EmptyState title="Niemand regelt dingen voor u" icon="person">
            <p>Wilt u hulp? Voeg hieronder een gemachtigde of een meekijker toe.</p>
          </EmptyState>
        )}
        {rows.map((one) => (
          <MandateCard key={one.id} one={one} csrf={here.frame.csrf} mayRevoke={here.may("mandate.revoke", { holder: holder.id })} />
        ))}
      </Stack>
      {mayGrant && (
        <Section title="Iemand toevoegen">
          <GrantForm csrf={here.frame.csrf} fields={fields} errors={errors} />
        </Section>
      )}
    </Page>
  );
};

/** Who represents a holder, and letting somebody act or look along. */
export const mandatePages: Pages = (app, web) => {
  page(app, web, { method: "get", path, action: "mandate.read", audience: "holder", handler: (here) => shown(here, [], here.fields) });
  page(app, web, {
    method: "post",
    path,
    action: "mandate.grant",
    audience: "holder",
    handler: (here) =>
      here.form(
        grantForm,
        async ({ soort, naam, achternaam, bsn, rechten, until }) => {
          await here.command(grantMandate, {
            holder: holderHere(here).id,
            kind: soort,
            scopes: rechten,
            until,
            personal: { name: naam, familyName: achternaam, bsn },
          });
          return { to: path, said: `${naam} is toegevoegd. U krijgt er een bericht over.` };
        },
        ({ errors, fields }) => shown(here, errors, fields),
      ),
  });
  page(app, web, {
    method: "post",
    path: `${path}/:id/intrekken`,
    action: "mandate.revoke",
    audience: "holder",
    handler: async (here) => {
      await here.command(revokeMandate, { mandate: here.id("id") });
      return { to: path, said: "U hebt dit ingetrokken. Het geldt meteen." };
    },
  });
};
