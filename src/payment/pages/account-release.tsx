import type { FastifyInstance } from "fastify";
import type { ReactElement } from "react";
import { z } from "zod";
import { dayOf } from "../../kernel/day.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { accountCheck, unusableAccounts, type CheckRow } from "../../party/bank-accounts.ts";
import { textOf } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here } from "../../web/page.tsx";
import { errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { Card, EmptyState } from "../../web/ui/card.tsx";
import { TextArea } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { DataSummary } from "../../web/ui/summary.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { DayText, PageHeading, Stack } from "../../web/ui/text.tsx";
import { releaseAccount } from "../verify-account.ts";
import { IbanText, Said } from "./parts.tsx";

const path = "/svb/rekeningnummers";
const most = 200;

const resultText = (result: string | null): string =>
  result === null
    ? "De bank antwoordde nog niet"
    : result === "close-match"
      ? "De naam klopt bijna"
      : result === "no-match"
        ? "De naam klopt niet"
        : "De bank kon het niet controleren";

const crumbs = [{ label: "Werk", href: "/svb" }];

const ListPage = ({ here, rows }: { here: Here; rows: readonly CheckRow[] }) => (
  <Page {...here.frame} title="Rekeningnummers" current="/svb/betalingen" crumbs={[...crumbs, { label: "Rekeningnummers" }]}>
    <PageHeading title="Rekeningnummers" lead="Op deze rekeningen betalen wij niet, omdat de bank de naam niet goed vond." />
    <Stack>
      <Said said={here.said} />
      {rows.length === 0 ? (
        <EmptyState title="Er is niets te doen" icon="check-circle">
          <p>Vindt de bank een naam niet goed, dan staat het rekeningnummer hier.</p>
        </EmptyState>
      ) : (
        <StaffTable
          caption="Rekeningnummers die wachten"
          captionHidden
          rows={rows}
          rowKey={({ account }) => account}
          columns={[
            { head: "Op naam van", rowHead: true, wrap: true, cell: ({ account, name }) => <a href={`${path}/${account}`}>{name}</a> },
            { head: "Rekeningnummer", cell: ({ iban }) => <IbanText of={iban} /> },
            { head: "Wat de bank zegt", wrap: true, cell: ({ result }) => resultText(result) },
            { head: "Gevraagd", cell: ({ asked_at }) => <DayText of={dayOf(asked_at)} /> },
          ]}
        />
      )}
    </Stack>
  </Page>
);

const waits = ({ result, released_by, holds }: CheckRow): boolean => result !== null && result !== "match" && released_by === null && holds;

const one = async (here: Here, errors: readonly FieldError[]): Promise<ReactElement> => {
  const row = await here.read((tx) => accountCheck(tx, here.id("id")));
  if (row === null) throw new Refusal("account-unknown");
  return (
    <Page
      {...here.frame}
      title={`Rekeningnummer van ${row.name}`}
      current="/svb/betalingen"
      crumbs={[...crumbs, { label: "Rekeningnummers", href: path }, { label: row.name }]}
      errors={errors}
    >
      <PageHeading title={`Rekeningnummer van ${row.name}`} />
      <Stack>
        <Card title="Wat de bank zegt" level={2}>
          <DataSummary
            lines={[
              { label: "Rekeningnummer", value: <IbanText of={row.iban} /> },
              { label: "Op naam van", value: row.name },
              { label: "Doorgegeven", value: <DayText of={row.from_day} /> },
              { label: "Antwoord", value: row.result === "match" ? "De naam klopt" : resultText(row.result) },
              ...(row.answered_on === null ? [] : [{ label: "Op", value: <DayText of={row.answered_on} /> }]),
              ...(row.released_by === null ? [] : [{ label: "Vrijgegeven", value: "Ja, door een medewerker" }]),
              ...(row.holds ? [] : [{ label: "Vervangen", value: "Er is intussen een ander nummer doorgegeven" }]),
            ]}
          />
        </Card>
        {waits(row) && here.may("party.release-account", {}) && (
          <Card title="Toch op deze rekening betalen" level={2}>
            <p>
              Bel de zorgverlener op een nummer dat wij al hadden. Betalen wij na een waarschuwing van de bank, dan is een fout voor ons.
            </p>
            <Form action={`${path}/${row.account}`} csrf={here.frame.csrf}>
              <TextArea name="reden" label="Waarom?" rows={3} value={textOf(here.fields, "reden")} error={errorAt(errors, "reden")} />
              <ButtonRow>
                <Button>Rekeningnummer vrijgeven</Button>
              </ButtonRow>
            </Form>
          </Card>
        )}
      </Stack>
    </Page>
  );
};

/** Accounts of which the bank did not find the name right, and releasing one with a reason. */
export const mountAccountRelease = (app: FastifyInstance, web: Web): void => {
  page(app, web, {
    method: "get",
    path,
    action: "payment.read",
    handler: async (here) => <ListPage here={here} rows={await here.read((tx) => unusableAccounts(tx, most))} />,
  });
  page(app, web, { method: "get", path: `${path}/:id`, action: "payment.read", handler: (here) => one(here, []) });
  page(app, web, {
    method: "post",
    path: `${path}/:id`,
    action: "party.release-account",
    handler: (here) =>
      here.form(
        z.object({ reden: z.string().trim().min(5, "Schrijf in een zin waarom.").max(1000) }),
        async ({ reden }) => {
          await here.command(releaseAccount, { account: here.id("id"), personal: { reason: reden } });
          return { to: path, said: "Het rekeningnummer is vrijgegeven." };
        },
        ({ errors }) => one(here, errors),
      ),
  });
};
