import type { ReactElement } from "react";
import { momentInWords } from "../../kernel/day.ts";
import { namesOf } from "../../party/funders.ts";
import { notices, type ReadNotice } from "../../party/notice.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { page, type Here, type Pages } from "../../web/page.tsx";
import { openNotices } from "../../web/opened.ts";
import { mailboxes } from "../../web/session.ts";
import { Card, EmptyState, StatusBadge } from "../../web/ui/card.tsx";
import { PageHeading, Small, Stack, Text } from "../../web/ui/text.tsx";

const path = "/berichten";

// Older messages stay in the file; who wants them asks for inzage.
const shown = 100;

type Row = ReadNotice & { fresh: boolean; forWhom: string | null };

const NoticeCard = ({ row }: { row: Row }) => (
  <Card title={row.content?.title ?? "Bericht verwijderd"} level={2}>
    <Small>
      {momentInWords(row.sentAt)}
      {row.forWhom !== null && `, voor ${row.forWhom}`}
      {row.fresh && " "}
      {row.fresh && <StatusBadge tone="info">Nieuw</StatusBadge>}
    </Small>
    <Text>
      {(row.content?.paragraphs ?? ["De inhoud van dit bericht is verwijderd."]).map((words) => (
        <p key={words}>{words}</p>
      ))}
    </Text>
  </Card>
);

const NoticesPage = ({ frame, rows }: { frame: Frame; rows: readonly Row[] }) => (
  <Page {...frame} title="Berichten" crumbs={[{ label: "Start", href: "/" }, { label: "Berichten" }]}>
    <PageHeading title="Berichten" lead="Dit hebben wij u gestuurd. Het nieuwste bericht staat bovenaan." />
    <Stack>
      {rows.length === 0 && (
        <EmptyState title="U hebt geen berichten" icon="letter">
          <p>Wacht er iets op u, of verandert er iets in uw overeenkomsten of uw gegevens? Dan leest u dat hier.</p>
        </EmptyState>
      )}
      {rows.map((row) => (
        <NoticeCard key={row.id} row={row} />
      ))}
    </Stack>
  </Page>
);

const list = async (here: Here, open: (ids: readonly string[]) => Promise<ReadonlySet<string>>): Promise<ReactElement> => {
  const { found, names } = await here.read(async (tx) => {
    const people = mailboxes(here.who, here.holder);
    return { found: await notices(tx, people, shown), names: await namesOf(tx, people) };
  });
  const before = await open(found.map(({ id }) => id));
  const rows = found.map((one): Row => ({
    ...one,
    fresh: !before.has(one.id),
    forWhom: one.person === here.actor.person ? null : (names.get(one.person)?.salutation ?? "(naam verwijderd)"),
  }));
  return <NoticesPage frame={{ ...here.frame, unread: 0 }} rows={rows} />;
};

/** The messages to whoever is signed in, and to the holder for whom he acts. Opening the list is reading it. */
export const noticePages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path,
    action: "notice.read",
    handler: (here) => list(here, (ids) => openNotices(web.door, here.actor, ids)),
  });
};
