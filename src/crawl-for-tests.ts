import { foundPage, readPage, type FormField, type FoundForm, type FoundPage } from "./web/ui/html-for-tests.ts";
import type { Known } from "./web/guard.ts";
import type { Visitor } from "./test-app.ts";

/** Somebody who walks through the portal: what he is called in messages, of what kind he is, his browser, and where he begins. */
export type Walker = { name: string; kind: string; visitor: Visitor; origin: string; from: string[] };

/** An answer that was seen: a page that was looked at, or anything else with `found` null. */
export type Seen = { walker: Walker; path: string; pattern: string; status: number; html: string; found: FoundPage | null };

// Enough to see each kind of page with several kinds of content; a hundred lists of the same kind teach nothing.
const mostByOne = 2;
const mostByKind = 4;

/** The route that answers a path, for GET or POST. */
export const routeOf = (known: readonly Known[], method: string, path: string): string | undefined => {
  const [pathname = ""] = path.split(/[?#]/);
  const fitting = known.filter((route) => route.method === method && route.pattern.test(pathname));
  // "/uren/nieuw" is its own route, not a "/uren/:id".
  return fitting.sort((a, b) => parts(a.url) - parts(b.url))[0]?.url;
};
const parts = (url: string): number => url.split(/[:*]/).length;

const askedFor = (path: string): string =>
  [...new URLSearchParams(path.split("?")[1] ?? "").keys()].sort((a, b) => a.localeCompare(b)).join(",");

/** A local address without its fragment, or null for what leads elsewhere or stays on the page. */
const localPath = ({ origin: own }: Walker, href: string, from: string): string | null => {
  if (href === "" || href.startsWith("#")) return null;
  const { origin, pathname, search } = new URL(href, `${own}${from}`);
  return origin === own ? `${pathname}${search}` : null;
};

const fetched = async (walker: Walker, path: string): Promise<{ response: Response; path: string }> => {
  let at = path;
  for (let hops = 0; hops < 8; hops += 1) {
    const response = await walker.visitor.get(at);
    const to = localPath(walker, response.headers.get("location") ?? "", at);
    if (![302, 303].includes(response.status) || to === null) return { response, path: at };
    at = to;
  }
  throw new Error(`${walker.name}: ${path} leads round in circles`);
};

type Reading = { read: typeof readPage };

const seenAt = async (known: readonly Known[], walker: Walker, asked: string, { read }: Reading): Promise<Seen> => {
  const { response, path } = await fetched(walker, asked);
  const isPage = response.headers.get("content-type")?.startsWith("text/html") === true;
  const html = isPage ? await response.text() : (await response.arrayBuffer(), "");
  return {
    walker,
    path,
    pattern: routeOf(known, "GET", path) ?? "?",
    status: response.status,
    html,
    found: isPage ? await read(html) : null,
  };
};

/** How pages are read on the way: held to what every page promises, or for where they lead only. */
export const judging: Reading = { read: foundPage };
const reading: Reading = { read: readPage };

/** Walks along every link from where each of these people begins, and answers what was seen. */
export const crawl = async (known: readonly Known[], walkers: readonly Walker[], how: Reading = reading): Promise<Seen[]> => {
  const all: Seen[] = [];
  const byKind = new Map<string, number>();
  for (const walker of walkers) {
    const byOne = new Map<string, number>();
    const asked = new Set<string>(walker.from);
    for (const path of asked) {
      const pattern = `${routeOf(known, "GET", path) ?? path} ${askedFor(path)}`;
      const ofKind = `${walker.kind} ${pattern}`;
      const isStart = walker.from.includes(path);
      if (!isStart && ((byOne.get(pattern) ?? 0) >= mostByOne || (byKind.get(ofKind) ?? 0) >= mostByKind)) continue;
      byOne.set(pattern, (byOne.get(pattern) ?? 0) + 1);
      byKind.set(ofKind, (byKind.get(ofKind) ?? 0) + 1);
      const seen = await seenAt(known, walker, path, how);
      all.push(seen);
      for (const link of seen.found?.links ?? []) {
        const to = localPath(walker, link, seen.path);
        if (to !== null) asked.add(to);
      }
    }
  }
  return all;
};

/** Where somebody is, in words for a failing test. */
export const placeOf = ({ walker, path }: Seen): string => `${walker.name} at ${path}`;

/** What is wrong with what was seen: a link that leads nowhere, a page that breaks a promise, a form that goes to no route. */
export const faultsIn = (known: readonly Known[], seen: readonly Seen[]): string[] =>
  seen.flatMap((one) =>
    [
      ...(one.status === 200 ? [] : [`answers ${String(one.status)}`]),
      ...(one.found?.faults ?? []),
      ...(one.found?.forms ?? [])
        .filter(({ method, action }) => routeOf(known, method.toUpperCase(), new URL(action, `http://x${one.path}`).pathname) === undefined)
        .map(({ method, action }) => `a form goes by ${method} to ${action}, which is no route`),
    ].map((fault) => `${placeOf(one)}: ${fault}`),
  );

const isTyped = ({ kind }: FormField): boolean => ["text", "search", "email", "tel", "textarea", "password"].includes(kind);

/** True for a form in which a person answers something. A form that is only a button has nothing to get wrong. */
export const asksSomething = (form: FoundForm): boolean => form.fields.some(({ kind }) => kind !== "hidden");

/** The answers of a form, with what a person would leave as it stands; `typed` says what stands in the fields for text. */
export const answersTo = (form: FoundForm, typed: (field: FormField) => string, chosen: "none" | "first" = "none"): [string, string][] => {
  const answered = new Set<string>();
  return form.fields.flatMap((field): [string, string][] => {
    if (field.kind === "hidden") return [[field.name, field.value]];
    if (field.kind === "select") return [[field.name, field.value]];
    if (isTyped(field)) return [[field.name, typed(field)]];
    const isFirst = !answered.has(field.name);
    answered.add(field.name);
    if (field.kind === "radio") return chosen === "first" && isFirst ? [[field.name, field.value]] : [];
    return field.kind === "checkbox" && chosen === "first" ? [[field.name, field.value]] : [];
  });
};

/** Sends a form as a browser without script does. */
export const sent = async (walker: Walker, form: FoundForm, from: string, answers: readonly [string, string][]): Promise<Response> => {
  const { pathname, search } = new URL(form.action, `http://x${from}`);
  const body = form.files ? new FormData() : new URLSearchParams();
  for (const [name, value] of answers) body.append(name, value);
  return walker.visitor.send(`${pathname}${search}`, { method: "POST", body });
};
