import type { FastifyInstance } from "fastify";
import type { ReactElement } from "react";
import { z } from "zod";
import { inWords, type Day } from "../../kernel/day.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { payloadOf } from "../../db/queries.ts";
import { accountsOn, mayBeUsed, type AccountCheck, type PayeeAccount } from "../../party/bank-accounts.ts";
import { textOf, type Fields } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here } from "../../web/page.tsx";
import { sideFrame, sideHref } from "../../web/side.ts";
import { Alert, errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { Card, EmptyState } from "../../web/ui/card.tsx";
import { TextField } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { DataSummary } from "../../web/ui/summary.tsx";
import { PageHeading, Section, Stack } from "../../web/ui/text.tsx";
import { accountNameField, changeAccount, ibanField, usedFrom } from "../change-account.ts";
import { IbanText } from "./parts.tsx";

const path = "/rekeningnummer";
const form = z.object({ iban: ibanField, naam: accountNameField });

// The command speaks of the parts of its input; the form calls them by their own names.
const named = (errors: readonly FieldError[]): readonly FieldError[] =>
  errors.map((error) => ({
    ...error,
    field: error.field.replace(/^personal\.(iban|name)$/, (_, part: string) => (part === "name" ? "naam" : part)),
  }));

const checkText: Readonly<Record<AccountCheck, string>> = {
  none: "Niet gecontroleerd: wij kenden dit nummer al voordat wij namen controleerden.",
  asked: "Wij vroegen de bank of de naam klopt. Het antwoord komt meestal binnen een minuut.",
  match: "De naam klopt volgens de bank.",
  "close-match": "De naam klopt bijna volgens de bank.",
  "no-match": "De naam klopt niet volgens de bank.",
  "not-possible": "De bank kon de naam niet controleren.",
  released: "Een medewerker van de SVB keurde dit nummer goed.",
};

const usedText = (account: PayeeAccount, today: Day): string => {
  if (!mayBeUsed(account.check)) return "Nog niet: eerst moet de naam in orde zijn.";
  const from = usedFrom(account);
  return from <= today ? "Ja." : `Vanaf ${inWords(from)}.`;
};

const Current = ({ account, today }: { account: PayeeAccount; today: Day }) => (
  <Card title="Dit nummer hebben wij van u" level={2}>
    <DataSummary
      lines={[
        { label: "Rekeningnummer", value: <IbanText of={account.iban} /> },
        { label: "Op naam van", value: account.name },
        { label: "Bekend sinds", value: inWords(account.from) },
        { label: "Naam gecontroleerd", value: checkText[account.check] },
        { label: "Betalen wij hierop?", value: usedText(account, today) },
      ]}
    />
  </Card>
);

/** What the reader must do about the answer of the bank; nothing when the name is in order. */
const Answer = ({ account, realName, here }: { account: PayeeAccount; realName: string | null; here: Here }) => {
  if (account.check === "no-match")
    return (
      <Alert tone="error" title="De bank kent deze rekening onder een andere naam">
        <p>Wij betalen niet op deze rekening. Verbeter hieronder de naam of het nummer. Klopt alles wel? Bel dan de SVB.</p>
      </Alert>
    );
  if (account.check === "not-possible")
    return (
      <Alert tone="warning" title="De bank kon de naam niet controleren">
        <p>Een medewerker van de SVB kijkt ernaar. Tot dan betalen wij niet. U kunt ook een ander nummer doorgeven.</p>
      </Alert>
    );
  if (account.check !== "close-match" || realName === null) return null;
  return (
    <Alert tone="warning" title="De naam bij de bank is net anders">
      <p>
        Bij de bank staat deze rekening op naam van <strong>{realName}</strong>. Bent u dat? Neem de naam dan over. Anders verbetert u
        hieronder de naam of het nummer.
      </p>
      <Form action={path} csrf={here.frame.csrf}>
        <input type="hidden" name="iban" value={account.iban} />
        <input type="hidden" name="naam" value={realName} />
        <ButtonRow>
          <Button>Deze naam overnemen</Button>
        </ButtonRow>
      </Form>
    </Alert>
  );
};

const ChangeForm = ({ here, fields, errors }: { here: Here; fields: Fields; errors: readonly FieldError[] }) => (
  <Form action={path} csrf={here.frame.csrf}>
    <TextField
      name="iban"
      label="Rekeningnummer (IBAN)"
      description="Bijvoorbeeld NL91 ABNA 0417 1643 00. U vindt het op uw bankpas."
      value={textOf(fields, "iban")}
      error={errorAt(errors, "iban")}
    />
    <TextField
      name="naam"
      label="Op welke naam staat de rekening?"
      description="Precies zoals bij uw bank. De bank controleert dit."
      value={textOf(fields, "naam")}
      error={errorAt(errors, "naam")}
    />
    <ButtonRow>
      <Button>Rekeningnummer wijzigen</Button>
    </ButtonRow>
  </Form>
);

const providerHere = ({ actor }: Here): string => {
  if (actor.provider === null) throw new Refusal("not-found");
  return actor.provider;
};

const shown = async (web: Web, here: Here, given: readonly FieldError[], fields: Fields): Promise<ReactElement> => {
  const provider = providerHere(here);
  const errors = named(given);
  const { account, realName } = await here.read(async (tx) => {
    const found = (await accountsOn(tx, [provider], here.today)).get(provider) ?? null;
    const realHash = found?.realName ?? null;
    const kept = realHash === null ? undefined : await payloadOf(tx, realHash);
    return { account: found, realName: kept?.content?.toString("utf8") ?? null };
  });
  return (
    <Page
      {...sideFrame(web, here, "provider")}
      title="Rekeningnummer"
      errors={errors}
      crumbs={[{ label: "Start", href: sideHref(here, "provider", "/start") }, { label: "Rekeningnummer" }]}
    >
      <PageHeading title="Rekeningnummer" lead="Op deze rekening betalen wij u." />
      <Stack>
        {here.said !== null && (
          <Alert tone="ok" title="Gelukt">
            <p>{here.said}</p>
          </Alert>
        )}
        {account === null ? (
          <EmptyState title="Wij hebben nog geen rekeningnummer van u" icon="bank">
            <p>Geef hieronder uw rekeningnummer door. Zonder nummer kunnen wij u niet betalen.</p>
          </EmptyState>
        ) : (
          <>
            <Answer account={account} realName={realName} here={here} />
            <Current account={account} today={here.today} />
          </>
        )}
      </Stack>
      <Section title="Een ander rekeningnummer doorgeven">
        <Stack>
          <p>
            Na een wijziging wachten wij een volle dag met betalen. Zo kunt u nog bellen als iemand anders dit deed. U krijgt er een bericht
            over.
          </p>
          <ChangeForm here={here} fields={fields} errors={errors} />
        </Stack>
      </Section>
    </Page>
  );
};

/** A provider's own account: see it, change it, and what the bank said of the name. */
export const mountOwnAccount = (app: FastifyInstance, web: Web): void => {
  page(app, web, {
    method: "get",
    path,
    action: "party.change-account",
    audience: "provider",
    handler: (here) => shown(web, here, [], here.fields),
  });
  page(app, web, {
    method: "post",
    path,
    action: "party.change-account",
    audience: "provider",
    handler: (here) =>
      here.form(
        form,
        async ({ iban, naam }) => {
          const changed = await here.command(changeAccount, { provider: providerHere(here), personal: { iban, name: naam } });
          return {
            to: path,
            said: `Wij hebben uw rekeningnummer. Wij betalen erop vanaf ${inWords(changed.usedFrom)}, als de naam klopt.`,
          };
        },
        ({ errors, fields }) => shown(web, here, errors, fields),
      ),
  });
};
