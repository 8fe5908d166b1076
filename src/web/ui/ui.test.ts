import { expect, test } from "vitest";
import { assets, styleUrl } from "../assets.ts";
import { rendered } from "../layout.tsx";
import { gallery } from "./gallery.tsx";
import { foundPage } from "./html-for-tests.ts";

test.each(Object.entries(gallery))("the page %s is valid, points only at what it has, and has one h1", async (_name, page) => {
  expect((await foundPage(rendered(page))).faults).toEqual([]);
});

test.each([
  ["a description that is nowhere", `<p aria-describedby="weg">x</p>`, "aria-describedby points at #weg, which is there 0 times"],
  ["a link to nowhere on the page", `<a href="#weg">x</a>`, "href points at #weg, which is there 0 times"],
  ["an id that is there twice", `<a href="#a">x</a><p id="a">x</p><p id="a">y</p>`, "href points at #a, which is there 2 times"],
  ["a second h1", "<h1>Nog een</h1>", "2 headings of the first level"],
  ["a heading that skips a level", "<h5>Te diep</h5>", "a heading of level 5 skips one"],
  ["an inline style", `<p style="color: red">x</p>`, "inline style, script or handler"],
  ["a field without a label", `<form action="/x"><input type="text" name="x"></form>`, "field x has no label"],
])("%s is found", async (_why, wrong, fault) => {
  const { faults } = await foundPage(rendered(gallery.home!).replace("</main>", `${wrong}</main>`));
  expect(faults.join("\n")).toContain(fault);
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
