import { randomBytes } from "node:crypto";
import type { FastifyError, FastifyReply, FastifyRequest, FastifySchemaValidationError } from "fastify";
import { isAway } from "../db/command.ts";
import { Refusal, type Fault, type RefusalCode } from "../kernel/refusal.ts";
import { frameOf, isApi, publicFrame, type Web } from "./frame.ts";
import { Page, rendered } from "./layout.tsx";
import type { Session } from "./session.ts";
import { Alert } from "./ui/alert.tsx";
import { ButtonLink, ButtonRow } from "./ui/form.tsx";
import { Nowrap, PageHeading, Stack, Text } from "./ui/text.tsx";

const titles: Record<number, string> = {
  400: "Er klopt iets niet",
  401: "U bent niet ingelogd",
  403: "U mag dit niet doen",
  404: "Deze pagina is er niet",
  405: "Dit kan niet op dit adres",
  406: "Deze vorm hebben wij niet",
  409: "Dit kan nu niet",
  413: "Dit is te groot",
  415: "Wij kennen dit soort inhoud niet",
  422: "Dit klopt niet",
  429: "Wacht even",
  500: "Er ging iets mis bij ons",
  503: "Even niet bereikbaar",
};

// Programs do not sign in and read no pages.
const apiTitles: Record<number, string> = { 401: "Het token ontbreekt of klopt niet", 403: "Dit mag niet", 404: "Dit is er niet" };

// RFC 6750: a program reads here what is the matter with its token.
const challenges: Partial<Record<string, string>> = {
  "token-unknown": 'Bearer realm="Mijn pgb"',
  "token-not-valid": 'Bearer realm="Mijn pgb", error="invalid_token"',
  "scope-missing": 'Bearer realm="Mijn pgb", error="insufficient_scope"',
};

const retryAfterSeconds: Record<number, number> = { 429: 60, 503: 30 };

const ofStatus: Record<number, RefusalCode> = {
  401: "not-signed-in",
  403: "not-allowed",
  404: "not-found",
  405: "method-unknown",
  413: "too-large",
  414: "not-found",
  415: "media-type-unknown",
  429: "too-many",
  503: "busy",
};

// What a schema of the API says of a value: "/id" is the field, the message is in Dutch where the schema gave one.
const faultOf = ({ instancePath, message, params }: FastifySchemaValidationError): Fault => {
  const unknown = Array.isArray(params.keys) ? params.keys.join(", ") : undefined;
  const within = instancePath.slice(1).replaceAll("/", ".");
  return unknown === undefined
    ? { field: within || "bericht", problem: message ?? "Dit klopt niet.", remedy: "Verbeter dit en stuur het opnieuw." }
    : { field: [within, unknown].filter(Boolean).join("."), problem: "Dit veld kennen wij hier niet.", remedy: "Laat dit veld weg." };
};

/** What was thrown as the expected no that it is, or null for a defect. */
export const refusalFrom = (error: unknown): Refusal | null => {
  if (error instanceof Refusal) return error;
  if (isAway(error)) return new Refusal("busy");
  const { statusCode: status, validation } = (error ?? {}) as Partial<FastifyError>;
  if (validation !== undefined) return new Refusal("input-invalid", validation.map(faultOf));
  if (status === undefined || ((status < 400 || status >= 500) && status !== 503)) return null;
  return new Refusal(ofStatus[status] ?? "body-unreadable");
};

// Values in a message may be about a person: long numbers and addresses are blotted out, and details of the database left out.
const blotted = (text: string): string => text.replace(/\d{7,}/g, "#").replace(/[^\s@"']+@[^\s@"']+/g, "#");

const noteDefect = (web: Web, request: FastifyRequest, error: unknown): string => {
  const reference = randomBytes(4)
    .toString("hex")
    .toUpperCase()
    .replace(/^(.{4})/, "$1-");
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  web.log.error(
    {
      reference,
      method: request.method,
      route: request.routeOptions.url,
      name,
      code: (error as { code?: unknown } | null)?.code,
      stack: blotted(stack ?? message),
    },
    "defect",
  );
  return reference;
};

type Shown = { status: number; code: string; text: string; reference: string; faults: Refusal["faults"] };

const problemOf = (request: FastifyRequest, { status, code, text, reference, faults }: Shown) => ({
  type: `urn:pgb:probleem:${code}`,
  title: apiTitles[status] ?? titles[status] ?? "Dit kan niet",
  status,
  detail: text,
  instance: `urn:pgb:antwoord:${reference}`,
  ...(faults.length === 0
    ? {}
    : { fouten: faults.map(({ field, problem, remedy }) => ({ veld: field, probleem: problem, oplossing: remedy })) }),
});

const ProblemPage = ({ web, session, shown }: { web: Web; session: Session | null; shown: Shown }) => {
  const frame = session === null ? publicFrame(web, null) : frameOf(web, session);
  const title = titles[shown.status] ?? "Dit kan niet";
  return (
    <Page {...frame} title={title}>
      <PageHeading title={title} lead={shown.text} />
      <Stack>
        {shown.faults.length > 0 && (
          <Alert tone="error" title="Wat klopt er niet?">
            <ul>
              {shown.faults.map(({ field, problem, remedy }) => (
                <li key={`${field} ${problem}`}>
                  {problem} {remedy}
                </li>
              ))}
            </ul>
          </Alert>
        )}
        {shown.status === 500 && (
          <Text>
            <p>
              Wat u deed is niet opgeslagen. Probeer het over een paar minuten opnieuw. Gebeurt het nog eens? Noem dan dit nummer:{" "}
              <Nowrap>{shown.reference}</Nowrap>.
            </p>
          </Text>
        )}
        <ButtonRow>
          {shown.status === 401 ? <ButtonLink href="/inloggen">Inloggen</ButtonLink> : <ButtonLink href="/">Naar het begin</ButtonLink>}
        </ButtonRow>
      </Stack>
    </Page>
  );
};

const defectText = "Dit is een fout van ons, niet van u. Wij hebben hem genoteerd.";

/** An expected no as a page, for who answers by himself. */
export const refusalPage = (web: Web, { status, code, text, faults }: Refusal): string =>
  rendered(<ProblemPage web={web} session={null} shown={{ status, code, text, faults, reference: "" }} />);

/** Answers what was thrown: a page for people, problem details (RFC 9457) for programs. Never more than what helps them on. */
export const answerProblem = (web: Web, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const refusal = refusalFrom(error);
  const shown: Shown =
    refusal === null
      ? { status: 500, code: "defect", text: defectText, reference: noteDefect(web, request, error), faults: [] }
      : { status: refusal.status, code: refusal.code, text: refusal.text, reference: request.id, faults: refusal.faults };
  const wait = retryAfterSeconds[shown.status];
  if (wait !== undefined && !reply.hasHeader("retry-after")) void reply.header("retry-after", String(wait));
  const challenge = challenges[shown.code];
  if (challenge !== undefined && isApi(request)) void reply.header("www-authenticate", challenge);
  void reply.code(shown.status);
  if (isApi(request)) return reply.type("application/problem+json; charset=utf-8").send(JSON.stringify(problemOf(request, shown)));
  return reply.type("text/html; charset=utf-8").send(rendered(<ProblemPage web={web} session={request.session ?? null} shown={shown} />));
};
