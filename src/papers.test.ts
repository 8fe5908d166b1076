// What holds of everything that is not code: migrations, dependencies, papers.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { filesBelow, isForTests, root, textOf } from "./files-for-tests.ts";

test("each migration has a number of its own", () => {
  const names = filesBelow("migrations")
    .map((path) => path.replace("migrations/", ""))
    .sort();
  expect(names.filter((name) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(name))).toEqual([]);
  const numbers = names.map((name) => Number(name.slice(0, 4)));
  expect(numbers).toEqual([...new Set(numbers)]);
});

test("each dependency is exact and stands in a decision", () => {
  type Manifest = Record<"dependencies" | "devDependencies" | "optionalDependencies", Record<string, string>>;
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(textOf("package.json")) as Manifest;
  const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const decisions = filesBelow("docs/decisions")
    .map((path) => textOf(path))
    .join("\n");
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)).map(([name]) => `${name}: pin one exact version`)).toEqual(
    [],
  );
  expect(
    all
      .filter(([name]) => !decisions.includes(`\`${name}\``))
      .map(([name]) => `${name}: say in docs/decisions/ what it is for and why this one`),
  ).toEqual([]);
  const page = textOf("docs/decisions/0003-dependencies.md");
  const named = [...page.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
  );
  const used = new Set(all.map(([name]) => name));
  expect(
    named.filter((name) => !used.has(name)).map((name) => `${name} is used no longer: take it off docs/decisions/0003-dependencies.md`),
  ).toEqual([]);
});

test("nothing names a place outside the project", () => {
  const outside = new RegExp("(?<![\\w.])/(work|home|Users)/\\w|https?://(localhost|127\\.0\\.0\\.1)[^\\s\"'`]*/(npm|repository)/");
  const folders = ["src", "docs", "migrations", "scripts", "bench", "e2e", ".ci"];
  const papers = readdirSync(root).filter(
    (name) => /\.(md|json|js|ts|yml)$|^LICENSE$|^\.npmrc$/.test(name) && name !== "package-lock.json",
  );
  const texts = [...folders.flatMap(filesBelow), ...papers]
    .filter((path) => /\.(tsx?|m?js|md|sql|json|css|ya?ml|csv)$|\.npmrc$|\/run$|^LICENSE$/.test(path))
    .map((path) => ({ path, text: textOf(path) }));
  expect(texts.filter(({ text }) => outside.test(text)).map(({ path }) => `${path}: names a path or address of one machine`)).toEqual([]);
  // The official schemas lie beside the project on some machines; a test may use them and skips without.
  const shared = ["..", "shared"].join("/");
  expect(
    texts
      .filter(({ path, text }) => text.includes(`${shared}/`) && !isForTests(path))
      .map(({ path }) => `${path}: only tests may read ${shared}`),
  ).toEqual([]);
  const elsewhere = [...textOf("package-lock.json").matchAll(/"resolved": "https?:\/\/([^/]+)/g)].filter(
    ([, host]) => host !== "registry.npmjs.org",
  );
  expect(elsewhere.map(([, host]) => `package-lock.json: resolved at ${host ?? ""}; install without a mirror`)).toEqual([]);
});

test("a paper names only files that there are", () => {
  const papers = [...filesBelow("docs"), "README.md", "SECURITY.md", "CHANGELOG.md"].filter((path) => path.endsWith(".md"));
  const named = papers.flatMap((path) => {
    const text = textOf(path);
    const sources = [...text.matchAll(/`((?:src|migrations|scripts|bench|e2e|docs)\/[\w./-]*\w)`/g)].map(([, to = ""]) => to);
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, to = ""]) => join(dirname(path), to));
    return [...sources, ...links].filter((to) => !existsSync(join(root, to))).map((to) => `${path}: ${to} is not there`);
  });
  expect(named).toEqual([]);
});
