import { HtmlValidate } from "html-validate";
import { describe, expect, test } from "vitest";
import { assets, styleUrl } from "../assets.ts";
import { rendered } from "../layout.tsx";
import { gallery } from "./gallery.tsx";

const values = (html: string, attribute: string): string[] =>
  [...html.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, "g"))].map((match) => match[1] ?? "");

/** Ids that something points at but that are nowhere on the page. */
const danglingIn = (html: string): string[] => {
  const ids = new Set(values(html, "id"));
  const lists = ["aria-describedby", "aria-labelledby", "aria-controls"].flatMap((attribute) =>
    values(html, attribute).flatMap((list) => list.split(" ")),
  );
  const links = values(html, "href")
    .filter((href) => href.startsWith("#"))
    .map((href) => href.slice(1));
  const fills = [...html.matchAll(/url\(#([^)]+)\)/g)].map((match) => match[1] ?? "");
  return [...lists, ...links, ...fills, ...values(html, "for")].filter((id) => !ids.has(id));
};

const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // How React writes a document is not how a person would; browsers read both the same.
    "void-style": "off",
    "attr-case": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "no-trailing-whitespace": "off",
    "long-title": "off",
    "no-inline-style": "error",
    // A scroll region and the lists without bullets need their role said aloud in some browsers.
    "prefer-native-element": "off",
    "doctype-style": "off",
    "form-dup-name": ["error", { shared: ["radio", "button", "reset", "submit", "checkbox"] }],
  },
});

describe.each(Object.entries(gallery))("the page %s", (_name, page) => {
  const html = rendered(page);

  test("points only at ids that it has", () => {
    expect(danglingIn(html)).toEqual([]);
  });

  test("uses every id once", () => {
    const ids = values(html, "id");
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test("has no inline style, script or handler", () => {
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)/);
  });

  test("has one h1 and no heading that skips a level", () => {
    const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map((match) => Number(match[1]));
    const afterSummary = html.includes('id="fouten"') ? levels.slice(1) : levels;
    expect(afterSummary.filter((level) => level === 1)).toHaveLength(1);
    expect(afterSummary.filter((level, index) => level - (afterSummary[index - 1] ?? 0) > 1)).toEqual([]);
  });

  test("is valid HTML", async () => {
    const report = await validator.validateString(html);
    expect(
      report.results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} at ${selector ?? ""}`),
      ),
    ).toEqual([]);
  });
});

test("the title begins with 'Fout: ' when answers are wrong, and only then", () => {
  expect(rendered(gallery["form-errors"]!)).toContain("<title>Fout: Nieuwe overeenkomst");
  expect(rendered(gallery.form!)).toContain("<title>Nieuwe overeenkomst");
});

test("the same page renders to the same bytes", () => {
  expect(rendered(gallery.home!)).toBe(rendered(gallery.home!));
});

test("every file that the style sheet asks for is served beside it", () => {
  const css = assets.find(({ url }) => url === styleUrl)?.body.toString() ?? "";
  const asked = [...css.matchAll(/url\("([^"]+)"\)/g)].map((match) => `/bestanden/${match[1] ?? ""}`);
  expect(asked).toHaveLength(4);
  expect(asked.filter((url) => !assets.some((asset) => asset.url === url))).toEqual([]);
});

test("the style sheet stays small", () => {
  const style = assets.find(({ url }) => url === styleUrl);
  expect(style?.gzipped?.length).toBeLessThan(10_000);
});
