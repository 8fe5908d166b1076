// What holds of everything that is not code: migrations, dependencies, papers.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { filesBelow, isForTests, root, textOf } from "./files-for-tests.ts";

test("migrations are numbered once, in one sequence", () => {
  const names = filesBelow("migrations")
    .map((path) => path.replace("migrations/", ""))
    .sort();
  expect(names.filter((name) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(name))).toEqual([]);
  expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, n) => n + 1));
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

/** Everything written for people, in the order of the folder. */
const allPapers = (): string[] => [...filesBelow("docs"), ...readdirSync(root)].filter((path) => path.endsWith(".md"));

test("a paper names only files that there are", () => {
  const papers = allPapers();
  const named = papers.flatMap((path) => {
    const text = textOf(path);
    const sources = [...text.matchAll(/`((?:src|migrations|scripts|bench|e2e|docs)\/[\w./-]*\w)`/g)].map(([, to = ""]) => to);
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, to = ""]) => join(dirname(path), to));
    return [...sources, ...links].filter((to) => !existsSync(join(root, to))).map((to) => `${path}: ${to} is not there`);
  });
  expect(named).toEqual([]);
});

test("a paper names only scripts and verbs that there are", () => {
  const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
  const known = filesBelow("src")
    .filter((path) => /^src\/cli[a-z-]*\.ts$/.test(path) && !isForTests(path))
    .map((path) => textOf(path))
    .join("\n");
  const wrong = allPapers().flatMap((path) => {
    const text = textOf(path);
    const npm = [...text.matchAll(/npm run (?:-s )?([a-z]+)/g)].map(([, name = ""]) => name);
    const pgb = [...text.matchAll(/npm run -s pgb -- ([a-z]+(?: [a-z]+)?)(?=\s|`|$)/gm)].map(([, verb = ""]) => verb);
    return [
      ...npm.filter((name) => !(name in scripts)).map((name) => `${path}: there is no script ${name}`),
      ...pgb
        .filter((verb) => verb.split(" ").some((word) => !new RegExp(`\\b${word}\\b`).test(known)))
        .map((verb) => `${path}: there is no verb ${verb}`),
    ];
  });
  expect(wrong).toEqual([]);
});

test("the table of settings is what the program reads", () => {
  const rows = [...textOf("README.md").matchAll(/^\| (`[A-Z_`, ]+`) \|/gm)].map(([, names = ""]) => names).join(" ");
  const told = new Set(rows.match(/[A-Z][A-Z_]+/g));
  const read = new Set(
    filesBelow("src")
      .filter((path) => /\.tsx?$/.test(path) && !isForTests(path))
      .flatMap((path) => textOf(path).match(/\bPGB_[A-Z_]*[A-Z]\b/g) ?? []),
  );
  expect([...read].filter((name) => !told.has(name)).map((name) => `README.md: say what ${name} is`)).toEqual([]);
  expect([...told].filter((name) => name.startsWith("PGB_") && !read.has(name)).map((name) => `${name}: nobody reads it`)).toEqual([]);
  const named = new Set(allPapers().flatMap((path) => textOf(path).match(/\bPGB_[A-Z_]*[A-Z]\b/g) ?? []));
  named.delete("PGB_SCREENSHOTS"); // of the tests alone
  expect([...named].filter((name) => !told.has(name)).map((name) => `${name}: a paper names it, the table does not`)).toEqual([]);
});

test("publiccode.yml says what package.json says, with keys that the standard knows", () => {
  const text = textOf("publiccode.yml");
  const { version, license } = JSON.parse(textOf("package.json")) as { version: string; license: string };
  expect(text).toContain(`softwareVersion: ${version}\n`);
  expect(text).toContain(`license: ${license}\n`);
  expect(textOf("LICENSE")).toContain("European Union Public Licence");
  const keys = [...text.matchAll(/^([a-zA-Z]+):/gm)].map(([, key = ""]) => key);
  const asked = ["publiccodeYmlVersion", "name", "developmentStatus", "softwareType", "platforms", "legal", "maintenance", "localisation"];
  const allowed = [...asked, "releaseDate", "softwareVersion", "categories", "intendedAudience", "description", "dependsOn", "url"];
  expect(asked.filter((key) => !keys.includes(key))).toEqual([]);
  expect(keys.filter((key) => !allowed.includes(key))).toEqual([]);
  const [, short = ""] = /shortDescription: (.+)/.exec(text) ?? [];
  const [, long = ""] = /longDescription: >\n((?: {6}.*\n)+)/.exec(text) ?? [];
  expect(short.length).toBeLessThanOrEqual(150);
  expect(long.length).toBeGreaterThan(150);
});
