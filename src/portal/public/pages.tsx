import type { Frame } from "../../web/layout.tsx";
import { Page } from "../../web/layout.tsx";
import { page, type Pages } from "../../web/page.tsx";
import { Alert } from "../../web/ui/alert.tsx";
import { Card } from "../../web/ui/card.tsx";
import { ButtonLink, ButtonRow } from "../../web/ui/form.tsx";
import { Columns, PageHeading, Section, Stack, Text } from "../../web/ui/text.tsx";

const FrontPage = ({ frame }: { frame: Frame }) => (
  <Page {...frame} title="Welkom">
    <PageHeading
      title="Regel uw pgb op één plek"
      lead="Met een persoonsgebonden budget (pgb) kiest u zelf wie u zorg geeft. Hier legt u afspraken vast, keurt u uren goed en ziet u wat er nog in uw budget zit."
    >
      <ButtonRow>
        <ButtonLink href="/inloggen">Inloggen</ButtonLink>
      </ButtonRow>
    </PageHeading>
    <Section title="Voor wie is Mijn pgb?">
      <Columns>
        <Card title="U hebt een pgb">
          <p>
            U sluit overeenkomsten met uw zorgverleners, controleert hun uren en volgt wat wij betalen. Iemand anders mag dat ook voor u
            doen.
          </p>
        </Card>
        <Card title="U geeft zorg">
          <p>U tekent uw overeenkomst, vult uw uren in en ziet wanneer uw geld komt.</p>
        </Card>
        <Card title="U werkt bij een gemeente of zorgkantoor">
          <p>U beoordeelt de overeenkomsten bij de budgetten die u toekent.</p>
        </Card>
        <Card title="U werkt bij de SVB">
          <p>U beoordeelt overeenkomsten, doet de betalingen en controleert de boeken.</p>
        </Card>
      </Columns>
    </Section>
  </Page>
);

const AccessibilityPage = ({ frame }: { frame: Frame }) => (
  <Page {...frame} title="Toegankelijkheid" crumbs={[{ label: "Begin", href: "/" }, { label: "Toegankelijkheid" }]}>
    <PageHeading title="Toegankelijkheid" lead="Iedereen moet Mijn pgb kunnen gebruiken, ook met een hulpmiddel." />
    <Stack>
      <Text>
        <h2>Wat wij doen</h2>
        <p>
          Wij bouwen naar de richtlijn WCAG 2.2, niveau AA. Elke pagina werkt met het toetsenbord, met een schermlezer, op een telefoon en
          zonder JavaScript.
        </p>
        <p>
          Wij controleren elke pagina met een automatische toets: op een telefoon en een breed scherm, licht en donker. Een onderzoek door
          een onafhankelijke deskundige is er nog niet. Wij weten dus niet of wij aan alle eisen voldoen.
        </p>
        <h2>Wat wij nog niet hebben getest</h2>
        <p>
          Wij hebben nog niet getest met mensen die een schermlezer gebruiken, en niet in de browsers Safari en Firefox. De knop om een
          bestand te kiezen staat in de taal van uw browser.
        </p>
        <h2>Lukt iets niet?</h2>
        <p>Laat het weten aan de organisatie die deze omgeving beheert. Schrijf op welke pagina u gebruikte en wat er misging.</p>
      </Text>
    </Stack>
  </Page>
);

const PrivacyPage = ({ frame }: { frame: Frame }) => (
  <Page {...frame} title="Privacy" crumbs={[{ label: "Begin", href: "/" }, { label: "Privacy" }]}>
    <PageHeading title="Privacy" lead="Wij bewaren alleen wat nodig is om uw pgb uit te voeren." />
    <Stack>
      {frame.clock !== undefined && (
        <Alert title="Dit is een leeromgeving">
          <p>Alle personen hier zijn verzonnen. Vul geen gegevens van echte mensen in.</p>
        </Alert>
      )}
      <Text>
        <h2>Wie wat ziet</h2>
        <p>
          Uw zorgverlener ziet alleen de eigen overeenkomsten en uren. Uw gemeente of zorgkantoor ziet het budget dat het zelf toekende. De
          SVB ziet wat nodig is om te betalen.
        </p>
        <h2>Uw burgerservicenummer</h2>
        <p>Uw burgerservicenummer (BSN) bewaren wij versleuteld. Het staat nooit in een adres van een pagina.</p>
        <h2>Cookies</h2>
        <p>
          Wij gebruiken alleen een cookie om te onthouden dat u bent ingelogd. Wij volgen u niet. Na 15 minuten zonder activiteit loggen wij
          u uit. Twee minuten daarvoor waarschuwen wij u, als uw browser JavaScript gebruikt.
        </p>
        <h2>Uw rechten</h2>
        <p>
          U mag weten welke gegevens wij van u hebben, en u mag vragen om ze te verbeteren. Vraag dat aan de organisatie die deze omgeving
          beheert. Bent u het niet eens met het antwoord? Dan kunt u klagen bij de Autoriteit Persoonsgegevens.
        </p>
      </Text>
    </Stack>
  </Page>
);

const SignedOutPage = ({ frame }: { frame: Frame }) => (
  <Page {...frame} title="U bent uitgelogd">
    <PageHeading title="U bent uitgelogd" lead="Sluit uw browser als u op een computer werkt die anderen ook gebruiken.">
      <ButtonRow>
        <ButtonLink href="/inloggen">Opnieuw inloggen</ButtonLink>
      </ButtonRow>
    </PageHeading>
  </Page>
);

const StillHerePage = ({ frame }: { frame: Frame }) => {
  const title = frame.person === null ? "U bent niet ingelogd" : "U blijft ingelogd";
  const lead = frame.person === null ? "Log opnieuw in om verder te gaan." : "U hebt weer 15 minuten de tijd.";
  return (
    <Page {...frame} title={title}>
      <PageHeading title={title} lead={lead}>
        <ButtonRow>
          {frame.person === null ? <ButtonLink href="/inloggen">Inloggen</ButtonLink> : <ButtonLink href="/">Naar het begin</ButtonLink>}
        </ButtonRow>
      </PageHeading>
    </Page>
  );
};

const WelcomePage = ({ frame }: { frame: Frame }) => (
  <Page {...frame} title="Start" current="/">
    <PageHeading title="Welkom" lead={`U bent ingelogd als ${frame.person ?? ""}.`} />
  </Page>
);

/** What everybody may see. */
export const publicPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: "/",
    public: true,
    handler: ({ frame, session }) => {
      const home = session === null ? "/" : web.portal.home(session.who);
      if (home !== "/") return { to: home };
      return session === null ? <FrontPage frame={frame} /> : <WelcomePage frame={frame} />;
    },
  });
  page(app, web, { method: "get", path: "/uitgelogd", public: true, handler: ({ frame }) => <SignedOutPage frame={frame} /> });
  page(app, web, {
    method: "get",
    path: "/ingelogd",
    public: true,
    handler: ({ frame, session }) => ({ page: <StillHerePage frame={frame} />, status: session === null ? 401 : 200 }),
  });
  page(app, web, { method: "get", path: "/toegankelijkheid", public: true, handler: ({ frame }) => <AccessibilityPage frame={frame} /> });
  page(app, web, { method: "get", path: "/privacy", public: true, handler: ({ frame }) => <PrivacyPage frame={frame} /> });
  app.get("/.well-known/security.txt", { config: { public: true } }, (_request, reply) => {
    const expires = new Date(Date.now() + 180 * 86_400_000).toISOString();
    return reply
      .type("text/plain; charset=utf-8")
      .send(
        `Contact: ${web.config.securityContact}\nExpires: ${expires}\nPreferred-Languages: nl, en\nCanonical: ${web.config.publicUrl}/.well-known/security.txt\n`,
      );
  });
};
