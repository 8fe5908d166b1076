import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import type { FastifyContextConfig, FastifyInstance } from "fastify";

/** A static file under an address that holds its hash, so that a browser may keep it for ever. */
export type Asset = { url: string; type: string; body: Buffer; gzipped: Buffer | null };

const folder = "/bestanden";
const require = createRequire(import.meta.url);

const asset = (name: string, type: string, body: Buffer): Asset => {
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 12);
  const dot = name.lastIndexOf(".");
  const url = `${folder}/${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
  // Fonts are compressed already.
  return { url, type, body, gzipped: type.startsWith("font/") ? null : gzipSync(body, { level: 9 }) };
};

const ownFile = (path: string): string => readFileSync(new URL(`./ui/${path}`, import.meta.url), "utf8");

const fontNames = ["latin-400", "latin-700", "latin-ext-400", "latin-ext-700"].map((name) => `source-sans-3-${name}-normal.woff2`);
const fonts = fontNames.map((name) => asset(name, "font/woff2", readFileSync(require.resolve(`@fontsource/source-sans-3/files/${name}`))));

// In this order: later files may refine earlier ones, what depends on the medium comes last.
const sheets = [
  "fonts",
  "tokens",
  "base",
  "frame",
  "navigation",
  "layout",
  "components",
  "summary",
  "progress",
  "forms",
  "table",
  "domain",
  "hours",
  "staff",
  "media",
];

const withoutComments = (css: string): string =>
  css
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\s*\n\s*/g, "\n")
    .replace(/\n+/g, "\n");

const stylesheet = (): string => {
  const css = withoutComments(sheets.map((name) => ownFile(`css/${name}.css`)).join("\n"));
  return fonts.reduce((text, font, index) => text.replaceAll(fontNames[index] ?? "", basename(font.url)), css);
};

const style = asset("stijl.css", "text/css; charset=utf-8", Buffer.from(stylesheet()));
const script = asset("portaal.js", "text/javascript; charset=utf-8", Buffer.from(ownFile("enhance/portal.js")));
const mark = asset("beeldmerk.svg", "image/svg+xml", Buffer.from(ownFile("css/mark.svg")));

/** Everything that a page may load: one style sheet, four fonts, one module, the mark. */
export const assets: readonly Asset[] = [style, script, mark, ...fonts];

/** Addresses for the head of a page. */
export const styleUrl = style.url;
export const scriptUrl = script.url;
export const markUrl = mark.url;
/** The two fonts that every page needs, to be asked for early. */
export const earlyFontUrls = fonts.slice(0, 2).map(({ url }) => url);

/** What a page may load and where its forms may go; the one policy for every page of the portal. */
export const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Serves the static files. `config` is the route configuration of the house, such as the public action. */
export const serveAssets = (app: FastifyInstance, config: FastifyContextConfig = {}): void => {
  for (const { url, type, body, gzipped } of assets) {
    app.get(url, { config }, (request, reply) => {
      const packed = gzipped !== null && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
      void reply.header("cache-control", "public, max-age=31536000, immutable").header("vary", "accept-encoding").type(type);
      if (packed) void reply.header("content-encoding", "gzip");
      return reply.send(packed ? gzipped : body);
    });
  }
};
