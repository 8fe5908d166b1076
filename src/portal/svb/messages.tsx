import { z } from "zod";
import type { FastifyInstance } from "fastify";
import { momentInWords } from "../../kernel/day.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { keepUpload } from "../../db/command.ts";
import { payloadOf } from "../../db/queries.ts";
import { importAward } from "../../budget/import-award.ts";
import { messageList, messageWithReturn } from "../../budget/read.ts";
import type { Web } from "../../web/frame.ts";
import { Page } from "../../web/layout.tsx";
import { page, type Here } from "../../web/page.tsx";
import { errorAt, type FieldError } from "../../web/ui/alert.tsx";
import { Alert } from "../../web/ui/alert.tsx";
import { Card, EmptyState, StatusBadge } from "../../web/ui/card.tsx";
import { FileField } from "../../web/ui/field.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { ActionLink, PageHeading, Section, Stack } from "../../web/ui/text.tsx";

const path = "/svb/berichten";

type Messages = Awaited<ReturnType<typeof messageList>>;
type Message = NonNullable<Awaited<ReturnType<typeof messageWithReturn>>>;
type Code = { class: string; code: string; text: string };

// Funders have pages of their own for their own messages.
const onlySvb = (here: Here): void => {
  if (here.actor.organisation !== "SVB") throw new Refusal("not-found");
};

const Accepted = ({ yes }: { yes: boolean | null }) =>
  yes === true ? <StatusBadge tone="ok">Overgenomen</StatusBadge> : <StatusBadge tone="error">Afgekeurd</StatusBadge>;

const MessagesPage = ({ here, messages, errors }: { here: Here; messages: Messages; errors: readonly FieldError[] }) => {
  const awards = messages.filter(({ kind }) => kind === "award");
  return (
    <Page
      {...here.frame}
      title="Toekenningsberichten"
      current={path}
      crumbs={[{ label: "Werk", href: "/svb" }, { label: "Toekenningsberichten" }]}
      errors={errors}
    >
      <PageHeading title="Toekenningsberichten" lead="Een toekenningsbericht geeft een budgethouder een budget, of verandert het." />
      <Stack>
        {here.said !== null && (
          <Alert tone="info" title="Ingelezen">
            <p>{here.said}</p>
          </Alert>
        )}
        <Card narrow>
          <Form action={path} csrf={here.frame.csrf} files>
            <FileField
              name="bericht"
              label="Toekenningsbericht"
              accept=".xml"
              description="Een bericht Wmo501, Jw501 of Wlz501 (XML), hooguit 5 MB."
              error={errorAt(errors, "bericht")}
            />
            <ButtonRow>
              <Button>Inlezen</Button>
            </ButtonRow>
          </Form>
        </Card>
      </Stack>
      <Section title="Laatste berichten">
        {awards.length === 0 ? (
          <EmptyState title="Er zijn geen berichten" icon="letter">
            <p>Een bericht dat u inleest, staat daarna hier.</p>
          </EmptyState>
        ) : (
          <StaffTable
            caption="Toekenningsberichten"
            captionHidden
            rows={awards}
            rowKey={({ id }) => id}
            columns={[
              {
                head: "Ontvangen",
                rowHead: true,
                cell: ({ id, received_at }) => <a href={`${path}/${id}`}>{momentInWords(received_at)}</a>,
              },
              { head: "Afzender", cell: ({ sender }) => sender ?? "onbekend" },
              { head: "Kenmerk", cell: ({ identification }) => identification ?? "onbekend" },
              { head: "Uitkomst", cell: ({ accepted }) => <Accepted yes={accepted} /> },
            ]}
          />
        )}
      </Section>
    </Page>
  );
};

const MessagePage = ({ here, found: { message, answer } }: { here: Here; found: Message }) => (
  <Page
    {...here.frame}
    title="Toekenningsbericht"
    current={path}
    crumbs={[{ label: "Werk", href: "/svb" }, { label: "Toekenningsberichten", href: path }, { label: "Bericht" }]}
  >
    <PageHeading
      title={`Bericht ${message.identification ?? "zonder kenmerk"}`}
      lead={`Van ${message.sender ?? "onbekend"}, ${momentInWords(message.received_at)}.`}
      above={<Accepted yes={message.accepted} />}
    />
    <Stack>
      {here.said !== null && (
        <Alert tone={message.accepted === true ? "ok" : "error"} title={message.accepted === true ? "Ingelezen" : "Afgekeurd"}>
          <p>{here.said}</p>
        </Alert>
      )}
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
          Retourbericht ophalen
        </ActionLink>
      )}
    </Stack>
  </Page>
);

const readMessage = async (here: Here): Promise<Message> => {
  onlySvb(here);
  const found = await here.read((tx) => messageWithReturn(tx, here.id("id")));
  if (found?.message.kind !== "award") throw new Refusal("message-unknown");
  return found;
};

const takeIn = async (web: Web, here: Here): Promise<{ to: string; said: string }> => {
  const file = here.uploads.find(({ field }) => field === "bericht");
  const fault = (problem: string) =>
    new Refusal("input-invalid", [{ field: "bericht", problem, remedy: "Kies het bestand dat de verstrekker u gaf." }]);
  if (file === undefined) throw fault("U koos geen bestand.");
  if (file.bytes.length === 0) throw fault("Dit bestand is leeg.");
  const { message, accepted } = await here.command(importAward, { upload: await keepUpload(web.door, file.bytes, "application/xml") });
  return {
    to: `${path}/${message}`,
    said: accepted
      ? "Het bericht is overgenomen. Het budget staat klaar."
      : "Het bericht is afgekeurd. Er is niets veranderd. Lees hieronder wat er niet klopt.",
  };
};

/** Award messages as an operator of the SVB reads them in, with our answer to each. */
export const mountMessages = (app: FastifyInstance, web: Web): void => {
  const list = (here: Here): Promise<Messages> => here.read((tx) => messageList(tx, null));
  page(app, web, {
    method: "get",
    path,
    action: "award.import",
    handler: async (here) => {
      onlySvb(here);
      return <MessagesPage here={here} messages={await list(here)} errors={[]} />;
    },
  });
  page(app, web, {
    method: "post",
    path,
    action: "award.import",
    files: true,
    handler: (here) => {
      onlySvb(here);
      return here.form(
        z.object({}),
        () => takeIn(web, here),
        async ({ errors }) => <MessagesPage here={here} messages={await list(here)} errors={errors} />,
      );
    },
  });
  page(app, web, {
    method: "get",
    path: `${path}/:id`,
    action: "award.import",
    handler: async (here) => <MessagePage here={here} found={await readMessage(here)} />,
  });
  page(app, web, {
    method: "get",
    path: `${path}/:id/retourbericht`,
    action: "award.import",
    handler: async (here) => {
      const { answer } = await readMessage(here);
      const content = answer === undefined ? undefined : await here.read((tx) => payloadOf(tx, answer.payload));
      if (!content?.content) throw new Refusal("message-unknown");
      return { bytes: content.content, media: "application/xml", name: `retourbericht-${here.id("id")}.xml` };
    },
  });
};
