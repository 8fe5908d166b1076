import type { ReactNode } from "react";
import { Page, type Frame } from "../../web/layout.tsx";
import { Alert, Said, type FieldError } from "../../web/ui/alert.tsx";
import { Button, ButtonRow } from "../../web/ui/form.tsx";
import { Steps } from "../../web/ui/progress.tsx";
import { ActionLink, PageHeading, Stack, Text } from "../../web/ui/text.tsx";
import type { Typed } from "./typed.ts";

/** What every page of the form shows: where it stands, what was typed, and what is wrong with it. */
export type StepView = {
  frame: Frame;
  said: string | null;
  draft: string | null;
  answers: Typed;
  errors: readonly FieldError[];
  changing: boolean;
};

const stepNames = ["Partijen", "Werkafspraken", "Algemene afspraken", "Controle", "Gedeeld"] as const;

/** Where a page of the form is sent, and found again. */
export const stepPath = (
  draft: string | null,
  step: "partijen" | "werkafspraken" | "tarieven" | "afspraken" | "controle" | "weggooien",
): string => (draft === null ? "/overeenkomsten/nieuw" : `/overeenkomsten/nieuw/${draft}/${step}`);

type LayoutProps = Pick<StepView, "frame" | "said" | "errors" | "changing"> & {
  now: 1 | 2 | 3 | 4;
  title: string;
  lead: string;
  children: ReactNode;
};

/** The frame of one page of the form. */
export const StepLayout = ({ frame, said, errors, changing, now, title, lead, children }: LayoutProps) => (
  <Page
    {...frame}
    title={`${title} (stap ${String(now)} van 5)`}
    current="/overeenkomsten"
    errors={errors}
    crumbs={[
      { label: "Start", href: "/" },
      { label: "Overeenkomsten", href: "/overeenkomsten" },
      { label: changing ? "Wijziging" : "Nieuwe overeenkomst" },
    ]}
  >
    <Stack>
      <Said said={said} />
      <PageHeading title={title} lead={lead} above={<Steps now={now} total={5} name={stepNames[now - 1]} />} />
    </Stack>
    <Stack>
      {changing && now < 4 && (
        <Alert tone="info" title="U wijzigt een overeenkomst die al loopt">
          <p>Verander alleen wat anders wordt. De zorgverlener en de soort overeenkomst blijven dezelfde.</p>
        </Alert>
      )}
      {children}
    </Stack>
  </Page>
);

/** On to the next page, or later. */
export const Onward = () => (
  <ButtonRow>
    <Button name="doen" value="verder">
      Verder
    </Button>
    <Button variant="secondary" name="doen" value="bewaren">
      Bewaren en later verder
    </Button>
  </ButtonRow>
);

/** There is no budget to make an agreement from. */
export const NoBudgetPage = ({ frame, said }: Pick<StepView, "frame" | "said">) => (
  <StepLayout
    frame={frame}
    said={said}
    errors={[]}
    changing={false}
    now={1}
    title="U hebt nu geen budget"
    lead="Voor een overeenkomst hebt u een budget nodig dat nog loopt."
  >
    <Text>
      <p>Staat uw budget hier niet? Vraag het aan uw gemeente of zorgkantoor.</p>
    </Text>
    <ActionLink href="/overeenkomsten" icon="back">
      Terug naar uw overeenkomsten
    </ActionLink>
  </StepLayout>
);
