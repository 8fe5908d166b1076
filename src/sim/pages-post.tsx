import { momentInWords } from "../kernel/day.ts";
import { Page } from "../web/layout.tsx";
import { page, type Pages } from "../web/page.tsx";
import { Card, EmptyState } from "../web/ui/card.tsx";
import { PageHeading, Small, Stack, Text } from "../web/ui/text.tsx";
import { latestPost } from "./queries.ts";

const path = "/leeromgeving/post";

/** What e-mail and post brought to the invented people of the learning environment, for everybody who is signed in there. */
export const postPages: Pages = (app, web) => {
  if (web.config.environment === "production") return;
  page(app, web, {
    method: "get",
    path,
    action: "clock.forward",
    handler: async ({ frame, read }) => {
      const rows = await read(latestPost);
      return (
        <Page {...frame} title="Post" crumbs={[{ label: "Begin", href: "/" }, { label: "Post" }]}>
          <PageHeading
            title="Post"
            lead="In de leeromgeving gaat niets echt de deur uit. Hier ziet u de e-mails en brieven die mensen anders thuis zouden krijgen."
          />
          <Stack>
            {rows.length === 0 && (
              <EmptyState title="Er is nog geen post" icon="letter">
                <p>Zodra iemand een bericht krijgt, staat het hier.</p>
              </EmptyState>
            )}
            {rows.map(({ id, channel, recipient, subject, content, sent_at }) => (
              <Card key={id} title={subject} level={2}>
                <Small>
                  {channel === "email" ? "E-mail" : "Brief"} aan {recipient}, {momentInWords(sent_at)}
                </Small>
                <Text>
                  {content.split("\n\n").map((words) => (
                    <p key={words}>{words}</p>
                  ))}
                </Text>
              </Card>
            ))}
          </Stack>
        </Page>
      );
    },
  });
};
