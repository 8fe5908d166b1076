import type { ReactElement } from "react";
import { momentInWords } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import { looked } from "../db/access.ts";
import { keepUpload } from "../db/command.ts";
import { payloadOf } from "../db/queries.ts";
import { namesOf } from "../party/funders.ts";
import { textOf, wholePage } from "../web/form.ts";
import type { Web } from "../web/frame.ts";
import { Page } from "../web/layout.tsx";
import { page, type Answer, type Here, type Pages } from "../web/page.tsx";
import { Alert, errorAt, type FieldError } from "../web/ui/alert.tsx";
import { Card, EmptyState, StatusBadge } from "../web/ui/card.tsx";
import { FileField } from "../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../web/ui/form.tsx";
import { Pagination } from "../web/ui/progress.tsx";
import { DataSummary } from "../web/ui/summary.tsx";
import { StaffTable } from "../web/ui/table.tsx";
import { ActionLink, PageHeading, Section, Stack } from "../web/ui/text.tsx";
import { importAward } from "./import-award.ts";
import { awardMessagesOf, messageWithReturn, type AwardMessageRow } from "./read.ts";

const path = "/verstrekker/berichten";
const home = { label: "Werk", href: "/verstrekker" };
const perPage = 25;

type Code = { class: string; code: string; text: string };
type Message = NonNullable<Awaited<ReturnType<typeof messageWithReturn>>>;

/** Whether a message was taken over. */
const Outcome = ({ accepted }: { accepted: boolean }) =>
  accepted ? <StatusBadge tone="ok">Overgenomen</StatusBadge> : <StatusBadge tone="error">Afgekeurd</StatusBadge>;

// The SVB has pages of its own for messages of everybody.
const funderOf = ({ actor }: Here): string => {
  if (actor.organisation === null || actor.organisation === "SVB") throw new Refusal("not-allowed");
  return actor.organisation;
};

/** A funder's award messages in a table. */
const MessageTable = ({ rows }: { rows: readonly AwardMessageRow[] }) => (
  <StaffTable
    caption="Toekenningsberichten"
    captionHidden
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      {
        head: "Kenmerk",
        rowHead: true,
        cell: ({ id, identification }) => <a href={`${path}/${id}`}>{identification ?? "zonder kenmerk"}</a>,
      },
      { head: "Ontvangen", cell: ({ receivedAt }) => momentInWords(receivedAt) },
      { head: "Uitkomst", cell: (one) => <Outcome accepted={one.accepted} /> },
    ]}
  />
);

const UploadCard = ({ here, errors }: { here: Here; errors: readonly FieldError[] }) => (
  <Card narrow title="Een bericht insturen" level={2}>
    <Form action={path} csrf={here.frame.csrf} files>
      <FileField
        name="bericht"
        label="Toekenningsbericht"
        accept=".xml"
        description="Een bericht Wmo501, Jw501 of Wlz501 (XML), hoogstens 5 MB. Wij beoordelen het meteen."
        error={errorAt(errors, "bericht")}
      />
      <ButtonRow>
        <Button>Insturen</Button>
      </ButtonRow>
    </Form>
  </Card>
);

const listPage = async (here: Here, errors: readonly FieldError[] = []): Promise<ReactElement> => {
  const funder = funderOf(here);
  const asked = textOf(here.query, "bladzijde");
  const now = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
  const { rows, count } = await here.read((tx) => awardMessagesOf(tx, funder, { most: perPage, skip: (now - 1) * perPage }));
  return (
    <Page {...here.frame} title="Toekenningsberichten" current={path} crumbs={[home, { label: "Toekenningsberichten" }]} errors={errors}>
      <PageHeading
        title="Toekenningsberichten"
        lead="Met een toekenningsbericht geeft u een budgethouder een budget, of verandert u het."
      />
      {here.may("award.import", {}) && <UploadCard here={here} errors={errors} />}
      <Section title="Laatste berichten">
        <Stack>
          {rows.length === 0 ? (
            <EmptyState title="Hier staan geen berichten" icon="letter">
              <p>Een bericht dat u instuurt, staat daarna hier met de uitkomst.</p>
            </EmptyState>
          ) : (
            <MessageTable rows={rows} />
          )}
          <Pagination now={now} total={Math.ceil(count / perPage)} hrefOf={(wanted) => `?bladzijde=${String(wanted)}`} />
        </Stack>
      </Section>
    </Page>
  );
};

const MessagePage = ({ here, found: { message, answer }, holder }: { here: Here; found: Message; holder: string | null }) => (
  <Page
    {...here.frame}
    title="Toekenningsbericht"
    current={path}
    crumbs={[home, { label: "Toekenningsberichten", href: path }, { label: message.identification ?? "Bericht" }]}
  >
    <PageHeading
      title={`Bericht ${message.identification ?? "zonder kenmerk"}`}
      lead={`Ontvangen op ${momentInWords(message.received_at)}.`}
      above={<Outcome accepted={message.accepted === true} />}
    />
    <Stack>
      {here.said !== null && (
        <Alert tone={message.accepted === true ? "ok" : "error"} title={here.said}>
          {message.accepted !== true && (
            <p>Er is niets veranderd. Lees hieronder wat er niet klopt, verbeter het bericht en stuur het opnieuw.</p>
          )}
        </Alert>
      )}
      <DataSummary
        lines={[
          { label: "Budgethouder", value: holder ?? "niet van toepassing" },
          { label: "Afzender", value: message.sender ?? "onbekend" },
          { label: "Ons kenmerk", value: message.id },
        ]}
      />
      <StaffTable
        caption="Wat wij van elk deel van het bericht vinden"
        rows={((message.codes ?? []) as Code[]).map((code, at) => ({ ...code, at }))}
        rowKey={({ at }) => at}
        columns={[
          { head: "Deel", rowHead: true, cell: (one) => one.class },
          { head: "Code", cell: ({ code }) => code },
          { head: "Betekenis", wrap: true, cell: ({ text }) => text },
        ]}
      />
      {answer !== undefined && (
        <ActionLink href={`${path}/${message.id}/retourbericht`} icon="download">
          Retourbericht ophalen (XML)
        </ActionLink>
      )}
    </Stack>
  </Page>
);

const readMessage = async (here: Here): Promise<Message> => {
  const funder = funderOf(here);
  const found = await here.read((tx) => messageWithReturn(tx, here.id("id")));
  if (found?.message.kind !== "award" || found.message.funder_code !== funder) throw new Refusal("message-unknown");
  return found;
};

const messagePage = async (web: Web, here: Here): Promise<ReactElement> => {
  const found = await readMessage(here);
  const { holder_id: holder } = found.message;
  if (holder === null) return <MessagePage here={here} found={found} holder={null} />;
  await looked(web.door.db, here.actor, holder, "toekenningsbericht bekijken");
  const names = await here.read((tx) => namesOf(tx, [holder]));
  return <MessagePage here={here} found={found} holder={names.get(holder)?.name ?? "(naam verwijderd)"} />;
};

const returnMessage = async (here: Here): Promise<Answer> => {
  const { answer, message } = await readMessage(here);
  const payload = answer === undefined ? undefined : await here.read((tx) => payloadOf(tx, answer.payload));
  if (!payload?.content) throw new Refusal("message-unknown");
  return {
    bytes: payload.content,
    media: "application/xml; charset=utf-8",
    name: `retourbericht-${message.identification ?? message.id}.xml`,
  };
};

const wrongFile = (message: string): readonly FieldError[] => [{ field: "bericht", message }];

const takeIn = async (web: Web, here: Here): Promise<Answer> => {
  const funder = funderOf(here);
  const again = async (errors: readonly FieldError[]): Promise<Answer> => ({ page: await listPage(here, errors), status: 400 });
  const file = here.uploads.find(({ field }) => field === "bericht");
  if (file === undefined) return again(wrongFile("Kies het bestand met het toekenningsbericht."));
  if (file.bytes.length === 0) return again(wrongFile("Dit bestand is leeg. Kies het bestand met het toekenningsbericht."));
  try {
    const answer = await here.command(importAward, { upload: await keepUpload(web.door, file.bytes, "application/xml") });
    const found = await here.read((tx) => messageWithReturn(tx, answer.message));
    const said = answer.accepted ? "Het bericht is overgenomen. Het budget staat klaar." : "Het bericht is afgekeurd.";
    if (found?.message.funder_code === funder) return { to: `${path}/${answer.message}`, said };
    // The same bytes were refused before, when somebody else handed them in.
    return await again(answer.codes.map(({ class: part, code, text }) => ({ field: wholePage, message: `${part} ${code}: ${text}` })));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "not-found") throw error;
    return again(wrongFile("Dit bericht is van een andere verstrekker. Stuur alleen berichten van uw eigen organisatie."));
  }
};

/** Award messages for the staff of a funder: hand one in, read what came of it, fetch the return message. */
export const budgetPages: Pages = (app, web) => {
  page(app, web, { method: "get", path, action: "message.read", audience: "staff", handler: (here) => listPage(here) });
  page(app, web, { method: "post", path, action: "award.import", audience: "staff", files: true, handler: (here) => takeIn(web, here) });
  page(app, web, {
    method: "get",
    path: `${path}/:id`,
    action: "message.read",
    audience: "staff",
    handler: (here) => messagePage(web, here),
  });
  page(app, web, { method: "get", path: `${path}/:id/retourbericht`, action: "message.read", audience: "staff", handler: returnMessage });
};
