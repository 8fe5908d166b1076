import { z } from "zod";
import { inWords } from "../kernel/day.ts";
import { Alert, type FieldError } from "../web/ui/alert.tsx";
import { Page } from "../web/layout.tsx";
import { page, type Here, type Pages } from "../web/page.tsx";
import { Card } from "../web/ui/card.tsx";
import { Button, ButtonRow, Form } from "../web/ui/form.tsx";
import { ActionLink, DayText, PageHeading, Stack, Text } from "../web/ui/text.tsx";
import { forward, type Shift } from "./clock.ts";

const path = "/leeromgeving/klok";

const shifts: Record<"dag" | "maand", Shift> = { dag: { days: 1 }, maand: { months: 1 } };

const ClockPage = ({ here: { frame, said, today }, errors }: { here: Here; errors: readonly FieldError[] }) => (
  <Page {...frame} title="Klok verzetten" errors={errors} crumbs={[{ label: "Begin", href: "/" }, { label: "Klok verzetten" }]}>
    <PageHeading
      title="Klok verzetten"
      lead={
        <>
          In de leeromgeving is het nu <DayText of={today} />.
        </>
      }
    />
    <Stack>
      {said !== null && (
        <Alert tone="ok" title="De klok is verzet">
          <p>{said}</p>
        </Alert>
      )}
      <Card>
        <Text>
          <p>
            Zet de klok vooruit om te zien wat de kalender brengt: termijnen lopen af, de bank antwoordt en budgetten eindigen. Dit geldt
            voor iedereen in de leeromgeving. Terugzetten kan niet.
          </p>
        </Text>
        <Form action={path} csrf={frame.csrf}>
          <ButtonRow>
            <Button name="verzetten" value="dag" icon="clock">
              1 dag verder
            </Button>
            <Button name="verzetten" value="maand" variant="secondary">
              1 maand verder
            </Button>
          </ButtonRow>
        </Form>
      </Card>
      <ActionLink href="/leeromgeving/bank" icon="bank">
        Wat de bank doet met de volgende betalingen
      </ActionLink>
      <ActionLink href="/leeromgeving/post" icon="letter">
        De post van de leeromgeving
      </ActionLink>
    </Stack>
  </Page>
);

const choice = z.object({ verzetten: z.enum(["dag", "maand"], "Wij weten niet hoe ver de klok moet.") });

/** The clock of the learning environment, for everybody who is signed in there. */
export const clockPages: Pages = (app, web) => {
  if (web.config.environment === "production") return;
  page(app, web, { method: "get", path, action: "clock.forward", handler: (here) => <ClockPage here={here} errors={[]} /> });
  page(app, web, {
    method: "post",
    path,
    action: "clock.forward",
    handler: (here) =>
      here.form(
        choice,
        async ({ verzetten }) => {
          const today = await forward(web.door, here.actor, shifts[verzetten]);
          return { to: path, said: `Het is hier nu ${inWords(today)}.` };
        },
        ({ errors }) => <ClockPage here={here} errors={errors} />,
      ),
  });
};
