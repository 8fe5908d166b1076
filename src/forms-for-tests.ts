import type { Visitor } from "./test-app.ts";

// The forms of the portal as a browser without script sees them, for tests that visit every page.

/** A form that changes something: where it stands, where it goes, and what it sends as it stands, with one of its buttons. */
export type FoundForm = { at: string; action: string; files: boolean; fields: readonly (readonly [name: string, value: string])[] };

const decoded = (text: string): string =>
  text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const attribute = (tag: string, name: string): string | null => {
  const match = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`).exec(tag);
  return match === null ? null : decoded(match[1] ?? "");
};

const fieldsIn = (html: string): [string, string][] =>
  [...html.matchAll(/<(input|textarea|select|button)\b[^>]*>(?:([^]*?)<\/\1>)?/g)].flatMap(
    ([tag, kind, inner = ""]): [string, string][] => {
      const opening = tag.slice(0, tag.indexOf(">") + 1);
      const name = attribute(opening, "name");
      if (name === null || name === "") return [];
      if (kind === "textarea") return [[name, decoded(inner)]];
      if (kind === "select")
        return [
          [name, attribute(/<option\b[^>]*selected[^>]*>/.exec(inner)?.[0] ?? /<option\b[^>]*>/.exec(inner)?.[0] ?? "", "value") ?? ""],
        ];
      const type = attribute(opening, "type");
      if ((type === "radio" || type === "checkbox") && attribute(opening, "checked") === null) return [];
      return [[name, attribute(opening, "value") ?? ""]];
    },
  );

/** Every form on a page that posts, one for each of its buttons that says which it is. */
export const formsIn = (at: string, html: string): FoundForm[] =>
  [...html.matchAll(/<form\b[^>]*method="post"[^>]*>([^]*?)<\/form>/g)].map(([whole, inner = ""]) => {
    const opening = whole.slice(0, whole.indexOf(">") + 1);
    return {
      at,
      action: attribute(opening, "action") ?? at,
      files: (attribute(opening, "enctype") ?? "").startsWith("multipart"),
      fields: fieldsIn(inner),
    };
  });

/** An address as its route: what names one thing is left out. */
export const routeOf = (path: string): string => path.split("?")[0]?.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ":id") ?? path;

/** Pages that somebody reaches by following links from where he starts; of each route at most so many. */
export const pagesOf = async (visitor: Visitor, most: number, start = "/start"): Promise<{ path: string; html: string }[]> => {
  const waiting = [start];
  const known = new Set(waiting);
  const seen = new Map<string, number>();
  const pages: { path: string; html: string }[] = [];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const route = routeOf(path);
    const times = seen.get(route) ?? 0;
    if (times >= most) continue;
    seen.set(route, times + 1);
    const answer = await visitor.get(path);
    const to = answer.headers.get("location");
    const html = await answer.text();
    const links = to === null ? [...html.matchAll(/<a\b[^>]*\shref="([^"#]+)/g)].map(([, href = ""]) => decoded(href)) : [to];
    if (to === null && (answer.headers.get("content-type") ?? "").includes("text/html")) pages.push({ path, html });
    for (const link of links) {
      if (!link.startsWith("/") || known.has(link) || /^\/(uitloggen|inloggen|bestanden|v1|proefinlog)/.test(link)) continue;
      known.add(link);
      waiting.push(link);
    }
  }
  return pages;
};
