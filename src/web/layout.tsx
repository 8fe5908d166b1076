import type { ReactElement, ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { inWords, type Day } from "../kernel/day.ts";
import { earlyFontUrls, markUrl, scriptUrl, styleUrl } from "./assets.ts";
import { ErrorSummary, type FieldError } from "./ui/alert.tsx";
import { CsrfField } from "./ui/form.tsx";
import { Icon, Mark, type IconName } from "./ui/icon.tsx";

/** An entry of the navigation. On a phone four long words fit, or five short ones: the rest is for "desktop", and stands behind "Meer". */
export type NavEntry = { href: string; label: string; icon: IconName; only?: "phone" | "desktop" | undefined };

/** A step on the way to this page; the last one is the page itself and has no address. */
export type Crumb = { label: string; href?: string | undefined };

/** For whom a page is. Staff pages are denser and use the whole width. */
export type Audience = "public" | "holder" | "provider" | "staff";

/** What is the same on every page of one person: made once per request by the portal, spread into each `Page`. */
export type Frame = {
  audience: Audience;
  /** Name of the person who is signed in, null for the public. */
  person: string | null;
  /** For whom the person acts, as "mevrouw De Vries", when that is somebody else. */
  actingFor?: string | undefined;
  /** Organisation of a member of staff. */
  organisation?: string | undefined;
  /** How many messages wait to be read; absent for the public. */
  unread?: number | undefined;
  nav: readonly NavEntry[];
  /** Token of the session for the form that signs out. */
  csrf: string;
  /** In the learning environment: the day it is there, and the page that moves the clock. */
  clock?: { today: Day; href: string } | undefined;
};

export type PageProps = Frame & {
  /** Title of the page in the browser's tab; the h1 comes from `PageHeading`. */
  title: string;
  /** Address of the navigation entry to which this page belongs. */
  current?: string | undefined;
  crumbs?: readonly Crumb[] | undefined;
  /** Wrong answers: shown above the page, and the title begins with "Fout: ". */
  errors?: readonly FieldError[] | undefined;
  children: ReactNode;
};

const product = "Mijn pgb";

const Head = ({ title, invalid }: { title: string; invalid: boolean }) => (
  <head>
    <meta charSet="utf-8" />
    <title>{`${invalid ? "Fout: " : ""}${title} - ${product}`}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="format-detection" content="telephone=no" />
    {earlyFontUrls.map((url) => (
      <link key={url} rel="preload" href={url} as="font" type="font/woff2" crossOrigin="anonymous" />
    ))}
    <link rel="stylesheet" href={styleUrl} />
    <link rel="icon" href={markUrl} type="image/svg+xml" />
    <script type="module" src={scriptUrl} />
  </head>
);

const Ribbon = ({ clock }: { clock: NonNullable<Frame["clock"]> }) => (
  <section className="ribbon" aria-label="Leeromgeving">
    <div className="width">
      <p>
        <strong>Leeromgeving</strong> ·{" "}
        <a href={clock.href}>
          het is hier <time dateTime={clock.today}>{inWords(clock.today)}</time>
          <span className="hidden-text">, klok verzetten</span>
        </a>
      </p>
    </div>
  </section>
);

const Mailbox = ({ unread }: { unread: number }) => (
  <a className="mailbox" href="/berichten">
    Berichten
    {unread > 0 && (
      <span className="mailbox-count">
        {unread > 99 ? "99+" : unread}
        <span className="hidden-text"> ongelezen</span>
      </span>
    )}
  </a>
);

const Header = ({
  person,
  actingFor,
  organisation,
  unread,
  csrf,
}: Pick<Frame, "person" | "actingFor" | "organisation" | "unread" | "csrf">) => (
  <header className="page-header">
    <div className="width">
      <a className="brand" href="/">
        <Mark />
        <span>{product}</span>
      </a>
      {person !== null && (
        <div className="person">
          <span>
            {person}
            {actingFor !== undefined && <span className="person-for">voor {actingFor}</span>}
            {organisation !== undefined && <span className="person-for">{organisation}</span>}
          </span>
          {unread !== undefined && <Mailbox unread={unread} />}
          <form method="post" action="/uitloggen">
            <CsrfField token={csrf} />
            <button className="text-button" type="submit">
              Uitloggen
            </button>
          </form>
        </div>
      )}
    </div>
  </header>
);

// On a phone the page of an entry that is not shown there belongs to "Meer".
const currentOf = ({ href, only }: NavEntry, nav: readonly NavEntry[], current: string | undefined): "page" | "true" | undefined => {
  if (href === current) return "page";
  return only === "phone" && nav.some((entry) => entry.only === "desktop" && entry.href === current) ? "true" : undefined;
};

const Navigation = ({ nav, current }: { nav: readonly NavEntry[]; current: string | undefined }) => (
  <nav className="navigation" aria-label="Hoofdmenu">
    <ul className="width">
      {nav
        .map((entry) => ({ ...entry, now: currentOf(entry, nav, current) }))
        .map(({ href, label, icon, only, now }) => (
          <li key={href} className={only && `${only}-only`}>
            <a href={href} aria-current={now}>
              <Icon name={icon} />
              <span>{label}</span>
            </a>
          </li>
        ))}
    </ul>
  </nav>
);

const Breadcrumb = ({ crumbs }: { crumbs: readonly Crumb[] }) => (
  <nav className="breadcrumb" aria-label="Kruimelpad">
    <ol>
      {crumbs.map(({ label, href }, index) => (
        <li key={label}>
          {href === undefined ? <span aria-current="page">{label}</span> : <a href={href}>{label}</a>}
          {index < crumbs.length - 1 && <Icon name="forward" />}
        </li>
      ))}
    </ol>
  </nav>
);

const Footer = () => (
  <footer className="page-footer">
    <div className="width">
      <p>Mijn pgb: voor wie zorg inkoopt of geeft met een persoonsgebonden budget</p>
      <ul>
        <li>
          <a href="/toegankelijkheid">Toegankelijkheid</a>
        </li>
        <li>
          <a href="/privacy">Privacy</a>
        </li>
      </ul>
    </div>
  </footer>
);

// A session ends after fifteen minutes without a visit; the script shows this two minutes before, and asks for more time.
const SessionWarning = () => (
  <div className="session-warning" role="alert" data-session-minutes="13" hidden>
    <p>
      <strong>U wordt over 2 minuten uitgelogd.</strong> Wat u typte en nog niet bewaarde, is dan weg.
    </p>
    <button type="button" className="button">
      Blijf ingelogd
    </button>
  </div>
);

/** A whole page of the portal: frame, navigation, wrong answers, and what the page says. */
export const Page = ({ title, current, crumbs, errors = [], children, ...frame }: PageProps) => (
  <html lang="nl">
    <Head title={title} invalid={errors.length > 0} />
    <body className={frame.audience === "staff" ? "staff" : undefined}>
      <a className="skip-link" href="#inhoud">
        Naar de inhoud
      </a>
      {frame.clock && <Ribbon clock={frame.clock} />}
      <Header {...frame} />
      {frame.nav.length > 0 && <Navigation nav={frame.nav} current={current} />}
      <main className="main width" id="inhoud" tabIndex={-1}>
        {crumbs && crumbs.length > 0 && <Breadcrumb crumbs={crumbs} />}
        <ErrorSummary errors={errors} />
        {children}
      </main>
      <Footer />
      {frame.person !== null && <SessionWarning />}
    </body>
  </html>
);

/** A page as the text that is sent: `reply.type("text/html; charset=utf-8").send(rendered(<Page …>))`. */
export const rendered = (page: ReactElement): string => `<!doctype html>\n${renderToStaticMarkup(page)}`;
