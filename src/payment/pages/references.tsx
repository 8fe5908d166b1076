import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { dayOf } from "../../kernel/day.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { agreementNumbered } from "../../agreement/load.ts";
import { fieldIn } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here } from "../../web/page.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { Card, EmptyState } from "../../web/ui/card.tsx";
import { TextField } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { DayText, PageHeading, Section, Stack } from "../../web/ui/text.tsx";
import { referencesView, type ReferenceView } from "../read-references.ts";
import { setReference } from "../set-reference.ts";
import { Said } from "./parts.tsx";

const path = "/svb/betalingen/kenmerken";

const ReferenceForm = ({ here, errors }: { here: Here; errors: readonly FieldError[] }) => {
  const field = fieldIn(here.fields, errors);
  return (
    <Section title="Kenmerk vastleggen" id="nieuw">
      <Card narrow>
        <Form action={path} csrf={here.frame.csrf}>
          <TextField
            {...field("overeenkomst")}
            label="Nummer van een overeenkomst met deze zorgverlener"
            description="Het begint met ZO."
          />
          <TextField
            {...field("kenmerk")}
            label="Betalingskenmerk"
            optional
            description="7, 9 tot 14 of 16 cijfers, of een kenmerk dat begint met RF. Laat leeg om het weg te halen."
          />
          <ButtonRow>
            <Button>Kenmerk vastleggen</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Section>
  );
};

const ReferencesPage = ({ here, rows, errors }: { here: Here; rows: readonly ReferenceView[]; errors: readonly FieldError[] }) => (
  <Page
    {...here.frame}
    title="Betalingskenmerken"
    current="/svb/betalingen"
    crumbs={[{ label: "Werk", href: "/svb" }, { label: "Betalingen", href: "/svb/betalingen" }, { label: "Betalingskenmerken" }]}
    errors={errors}
  >
    <PageHeading
      title="Betalingskenmerken"
      lead="Zorgverleners die bij elke betaling een eigen kenmerk willen zien. Dat staat dan op hun afschrift in plaats van onze omschrijving."
    />
    <Stack>
      <Said said={here.said} />
      {rows.length === 0 ? (
        <EmptyState title="Er zijn geen kenmerken" icon="check-circle">
          <p>Vraagt een zorgverlener om een kenmerk, leg het dan hieronder vast.</p>
        </EmptyState>
      ) : (
        <StaffTable
          caption="Betalingskenmerken"
          captionHidden
          rows={rows}
          rowKey={({ provider }) => provider}
          columns={[
            { head: "Zorgverlener", rowHead: true, wrap: true, cell: ({ payee }) => payee },
            { head: "Kenmerk", cell: ({ reference }) => reference },
            { head: "Sinds", cell: ({ set_at }) => <DayText of={dayOf(set_at)} /> },
            { head: "Door", cell: ({ setter }) => setter },
          ]}
        />
      )}
    </Stack>
    {here.may("payment.set-reference", {}) && <ReferenceForm here={here} errors={errors} />}
  </Page>
);

const referenceForm = z.object({
  overeenkomst: z
    .string("Vul het nummer van de overeenkomst in.")
    .trim()
    .min(1, "Vul het nummer van de overeenkomst in.")
    .max(30, "Dit is geen nummer van een overeenkomst."),
  kenmerk: z.string().trim().max(40, "Dit is geen betalingskenmerk.").default(""),
});

const onFields = (error: unknown): unknown =>
  error instanceof Refusal
    ? new Refusal(
        error.code,
        error.faults.map((fault) => ({ ...fault, field: fault.field === "reference" ? "kenmerk" : "overeenkomst" })),
      )
    : error;

/** Which payees ask for a reference of their own, and the form that writes one down. */
export const mountReferences = (app: FastifyInstance, web: Web): void => {
  const shown = async (here: Here, errors: readonly FieldError[]) => (
    <ReferencesPage here={here} rows={await here.read(referencesView)} errors={errors} />
  );
  page(app, web, { method: "get", path, action: "payment.read", handler: (here) => shown(here, []) });
  page(app, web, {
    method: "post",
    path,
    action: "payment.set-reference",
    handler: (here) =>
      here.form(
        referenceForm,
        async ({ overeenkomst, kenmerk }) => {
          const agreement = await here.read((tx) => agreementNumbered(tx, overeenkomst.toUpperCase()));
          if (agreement === null)
            throw new Refusal("input-invalid", [
              {
                field: "overeenkomst",
                problem: "Wij kennen geen overeenkomst met dit nummer.",
                remedy: "Neem het nummer over van de overeenkomst.",
              },
            ]);
          const reference = kenmerk.replace(/[ .]/g, "").toUpperCase();
          await here.command(setReference, { agreement, reference: reference === "" ? null : reference }).catch((error: unknown) => {
            throw onFields(error);
          });
          return { to: path, said: reference === "" ? "Het kenmerk is weggehaald." : "Het kenmerk gaat mee met de volgende betalingen." };
        },
        ({ errors }) => shown(here, errors),
      ),
  });
};
