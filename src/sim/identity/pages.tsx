import type { FastifyInstance } from "fastify";
import type Provider from "oidc-provider";
import { errors } from "oidc-provider";
import { Refusal } from "../../kernel/refusal.ts";
import { textOf } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { page } from "../../web/page.tsx";
import { Alert } from "../../web/ui/alert.tsx";
import { Card } from "../../web/ui/card.tsx";
import { Button, Form } from "../../web/ui/form.tsx";
import { Columns, PageHeading, Section, Small, Stack } from "../../web/ui/text.tsx";
import { demoGroups, type DemoPerson } from "./people.ts";
import { standInPath } from "./path.ts";

const ChoosePage = ({ frame, people, action }: { frame: Frame; people: readonly DemoPerson[]; action: string }) => (
  <Page {...frame} title="Kies wie u bent">
    <PageHeading
      title="Kies wie u bent"
      lead="Dit is de leeromgeving. Iedereen in deze lijst is verzonnen, u hebt geen wachtwoord nodig."
    />
    <Stack>
      {people.length === 0 && (
        <Alert tone="warning" title="Er is nog niemand">
          <p>De voorbeeldpersonen zijn nog niet geladen. Wacht een minuut en laad de pagina opnieuw.</p>
        </Alert>
      )}
      {demoGroups
        .map((group) => ({ group, members: people.filter((one) => one.group === group) }))
        .filter(({ members }) => members.length > 0)
        .map(({ group, members }) => (
          <Section key={group} title={group}>
            <Form action={action}>
              <Columns>
                {members.map(({ sub, name, about }) => (
                  <Card key={sub}>
                    <Button variant="secondary" name="wie" value={sub} icon="person">
                      {name}
                    </Button>
                    <Small>{about}</Small>
                  </Card>
                ))}
              </Columns>
            </Form>
          </Section>
        ))}
    </Stack>
  </Page>
);

/** The list from which somebody is chosen, for one sign-in under way. */
export const choosePages = (app: FastifyInstance, web: Web, provider: Provider, people: () => Promise<readonly DemoPerson[]>): void => {
  const path = `${standInPath}/kiezen/:uid`;

  page(app, web, {
    method: "get",
    path,
    public: true,
    handler: async ({ request, reply, frame }) => {
      const { uid } = await underWay(() => provider.interactionDetails(request.raw, reply.raw));
      return <ChoosePage frame={frame} people={await people()} action={`${standInPath}/kiezen/${uid}`} />;
    },
  });

  page(app, web, {
    method: "post",
    path,
    public: true,
    handler: async ({ request, reply, fields }) => {
      const chosen = (await people()).find(({ sub }) => sub === textOf(fields, "wie"));
      const result = chosen === undefined ? { error: "access_denied" } : { login: { accountId: chosen.sub } };
      return { to: await underWay(() => provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: false })) };
    },
  });
};

// Too late, or a list opened in another browser: begin again.
const underWay = async <T,>(ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof errors.SessionNotFound) throw new Refusal("sign-in-failed");
    throw error;
  }
};
