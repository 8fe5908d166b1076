// The map of the house as a test: who may import whom, who writes which table, and what is forbidden where.
// When a rule hurts, change the rule by a decision in docs/decisions/, not the list of exceptions.
import ts from "typescript";
import { expect, test } from "vitest";
import { isForTests } from "./files-for-tests.ts";
import { besides, folderOf, found, foundImports, member, nameOf, product, sources, type Known } from "./sources-for-tests.ts";

/** The floors of the house, lowest first. A folder imports from lower floors only; rooms on one floor do not know each other. */
const floors = [
  ["kernel"],
  ["law"],
  ["db", "verify"], // who verifies receipts shares the kernel and the law with the program, and nothing else
  ["ledger", "party"],
  ["budget"],
  ["agreement"],
  ["declaration"],
  ["payment", "payroll"],
  ["sim"],
  ["portal"],
  ["."], // the files of src itself: processes, app, command line, replay and proof
];

/** The side wing: what doors are made of. It may use these, and only doors may use it. */
const wing = { name: "web", mayUse: ["kernel", "law", "db", "party"] };

/** Files that speak with the outside: they alone know pages, requests and answers. */
const isDoor = (path: string): boolean =>
  /^src\/(portal|web|sim\/identity)\//.test(path) ||
  /^src\/[^/]+$/.test(path) ||
  /\/(pages?|routes|form)(-[a-z-]+)?\.tsx?$/.test(path) ||
  /\/(pages|routes|forms)\//.test(path);

/** A process of its own, which starts things and is imported by nothing. */
const isProcess = (path: string): boolean => /^src\/(sim\/)?[a-z]+-process\.ts$/.test(path);

/** Who writes which tables, where a table does not stand in the schema of its own module. */
const writers: Readonly<Record<string, string>> = {
  log: "db",
  vault: "db",
  ops: "db",
  "log.clock": "sim", // only the learning environment has a clock of its own
  "ops.bank_inbox": "payment", // delivery state of the bank's files
  "ops.stand_in": "sim", // the stand-in sign-in service remembers who is signing in
  "ops.notice_delivered": "party", // delivery state of messages to people
  bank: "sim/bank", // the simulated bank keeps its own books
};

/** SQL outside `queries.ts`. The folder db/ is made of SQL. */
const sqlElsewhere: Known = {
  "src/replay.ts": "makes and fills the second database, as its owner",
  "src/main.ts": "asks the version of a given database",
  "src/generate-schema.ts": "reads the catalogue of PostgreSQL for the page on the database",
};

/** SQL that asks the real clock. */
const realClock: Known = {
  "src/web/queries.ts": "sessions end by the real clock, also in the learning environment",
  "src/db/ready.ts": "a worker lives in real time",
  "src/db/migrate.ts": "when a migration was applied",
  "src/sim/queries.ts": "sets the clock of the learning environment",
  "src/sim/identity/queries.ts": "who is signing in is remembered for minutes of the real clock",
};

/** Clocks and chance below the doors. */
const clockOrChance: Known = {
  "src/db/embedded-cluster.ts": "makes the password of the cluster",
  "src/db/embedded-process.ts": "waits for processes, but not for ever",
};

/** Where days are counted: it may hand `Date` a number, and never ask it for the time. */
const calendar = "src/kernel/day.ts";

/** Readers of the environment: processes, the command line, and what starts PostgreSQL. */
const environment: Known = {
  "src/main.ts": "npm start",
  "src/cli.ts": "the command line",
  "src/supervised.ts": "what a process gets from its parent",
  "src/portal-process.ts": "how many processes the portal has",
  "src/web-process.ts": "the settings of the portal",
  "src/worker-process.ts": "the settings of the worker",
  "src/sim/bank-process.ts": "the settings of the simulated bank",
  "src/db/embedded-binaries.ts": "gives PostgreSQL the search path and nothing else",
};

/** Classes and default exports. */
const odd: Known = {
  "src/kernel/refusal.ts": "the one class",
  "src/db/test-database.ts": "Vitest wants the set-up of all tests as the default of its file",
};

/** Packages that only some may use, and where to go instead. Others are free. */
const packages: readonly { name: RegExp; mayUse: (path: string) => boolean; instead: string }[] = [
  { name: /^temporal-polyfill$/, mayUse: (path) => path === "src/kernel/day.ts", instead: "days come from kernel/day.ts" },
  { name: /^ibantools$/, mayUse: (path) => path === "src/kernel/iban.ts", instead: "account numbers come from kernel/iban.ts" },
  { name: /^saxes$/, mayUse: (path) => path.startsWith("src/kernel/xml"), instead: "XML is read by kernel/xml.ts" },
  { name: /^pg-boss$/, mayUse: (path) => path.startsWith("src/db/"), instead: "jobs go by later() of db/jobs.ts" },
  { name: /^kysely$/, mayUse: (path) => /queries\.ts$|^src\/(db\/|[^/]+$)/.test(path), instead: "SQL stands in queries.ts" },
  {
    name: /^pg(-copy-streams)?$/,
    mayUse: (path) => /queries\.ts$|^src\/(db\/|sim\/bank|[^/]+$)/.test(path),
    instead: "connections come from db/pool.ts",
  },
  {
    name: /^(fastify|@fastify\/.*|react|react-dom.*|openid-client|oidc-provider)$/,
    mayUse: isDoor,
    instead: "only doors know requests and pages",
  },
];

test("every folder is on the map", () => {
  const known = [...floors.flat(), wing.name];
  expect(
    [...new Set(sources.map(({ folder }) => folder))]
      .filter((folder) => !known.includes(folder))
      .map((folder) => `src/${folder}: give it a floor in src/architecture.test.ts`),
  ).toEqual([]);
});

test("imports point down", () => {
  const floorOf = (folder: string): number => floors.findIndex((rooms) => rooms.includes(folder));
  const wrong = foundImports((to, { path, folder }) => {
    const other = folderOf(to);
    if (other === folder || isProcess(path)) return null;
    if (folder === wing.name)
      return wing.mayUse.includes(other) ? null : `web may not use ${to}; move what both need down, or let the door pass it in`;
    if (other === wing.name) return isDoor(path) ? null : `only doors (routes, pages, form) use web; let the door translate, not ${path}`;
    return floorOf(other) < floorOf(folder)
      ? null
      : `${folder} may not know ${to}; go by later(), or move the file to the floor where it belongs`;
  });
  expect(wrong).toEqual([]);
});

test("the SQL and the doors of a module are its own", () => {
  // db/queries.ts is what the database layer itself offers to the floors above: the vault, the clock, receipts. web/page.tsx makes pages.
  const isPrivate = (to: string): boolean =>
    /queries\.ts$|\/(routes|pages)(-[a-z-]+)?\.tsx?$|\/(pages|routes)\//.test(to) && folderOf(to) !== "db";
  expect(
    foundImports((to, { folder }) =>
      folder === folderOf(to) || folder === "." || !isPrivate(to)
        ? null
        : `${to} is private to its module; call or add a function of the module instead`,
    ),
  ).toEqual([]);
});

test("nothing imports a process, and the product imports nothing that is for tests", () => {
  expect(
    foundImports((to) =>
      isProcess(to)
        ? `${to} starts when it is imported; move what you need out of it`
        : isForTests(to)
          ? `${to} is for tests; move what the product needs out of it`
          : null,
    ),
  ).toEqual([]);
});

test("the simulated bank knows the kernel only, so that it can be wrong by itself", () => {
  const inside = (path: string): boolean => path.startsWith("src/sim/bank/");
  expect(
    foundImports((to, { path }) =>
      inside(path) && !inside(to) && folderOf(to) !== "kernel" ? `the bank may not know ${to}; write it anew on its side` : null,
    ),
  ).toEqual([]);
});

test("paths of imports end in their extension", () => {
  const wrong = sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ to }) => to.startsWith(".") && !/\.(tsx?|js|json)$/.test(to))
      .map(({ to, line }) => `${path}:${String(line)}: write the extension of ${to}`),
  );
  expect(wrong).toEqual([]);
});

test("packages are used where they belong", () => {
  const wrong = product.flatMap(({ path, imports }) =>
    imports.flatMap(({ to, line }) => {
      const rule = packages.find(({ name }) => name.test(to));
      return rule && !rule.mayUse(path) ? [`${path}:${String(line)}: ${to} does not belong here; ${rule.instead}`] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

test("SQL stands in queries.ts", () => {
  const builder = /^(selectFrom|selectNoFrom|insertInto|updateTable|deleteFrom|mergeInto|query)$/;
  const wrong = found(product, (node, { path }) => {
    if (path.endsWith("queries.ts") || path.startsWith("src/db/")) return null;
    const tagged = ts.isTaggedTemplateExpression(node) && nameOf(node.tag) === "sql";
    const called = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && builder.test(node.expression.name.text);
    return tagged || called ? "move this SQL to queries.ts of the module" : null;
  });
  expect(besides(sqlElsewhere, wrong)).toEqual([]);
});

test("only the owner of a table writes it", () => {
  const written =
    /(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*"([a-z_]+\.[a-z_]+)"|\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+([a-z_]+\.[a-z_]+)/g;
  const wrong = product.flatMap(({ path, text, folder }) =>
    [...text.matchAll(written)].flatMap(([, built, plain]) => {
      const table = built ?? plain ?? "";
      const schema = table.split(".")[0] ?? "";
      const owner = writers[table] ?? writers[schema] ?? schema;
      return (path.startsWith("src/sim/bank/") ? "sim/bank" : folder) === owner
        ? []
        : [`${path}: ${table} is written by ${owner} only; call its function`];
    }),
  );
  expect(besides({ "src/replay.ts": "copies the vault into the second database" }, wrong)).toEqual([]);
});

test("below the doors there is no clock and no chance", () => {
  const members = /^(Date\.(now|parse)|performance\.now|Math\.random|Temporal\.Now|crypto\.(randomUUID|getRandomValues|randomBytes))$/;
  const wrong = found(product, (node, { path }) => {
    if (isDoor(path) || isProcess(path)) return null;
    const odd =
      members.test(member(node)) ||
      (ts.isNewExpression(node) && nameOf(node.expression) === "Date" && !(path === calendar && node.arguments?.length === 1)) ||
      (ts.isCallExpression(node) && /^(Date|randomUUID|randomBytes|randomInt|generateKeyPairSync)$/.test(nameOf(node.expression)));
    return odd ? "take instant, day and ids from the command (context.at, context.today, context.mint)" : null;
  });
  expect(besides(clockOrChance, wrong)).toEqual([]);
});

test("SQL asks the clock of the house", () => {
  const words =
    /(?<![.\w])(now\(\)|clock_timestamp\(\)|(current_date|current_timestamp|localtimestamp)\b|gen_random_uuid\(\)|uuidv[47]\(\)|random\(\))/;
  const wrong = found(product, (node) =>
    (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) && words.test(node.text)
      ? "pass the instant of the command, or ask log.now()"
      : null,
  );
  expect(besides(realClock, wrong)).toEqual([]);
});

test("only processes read the environment", () => {
  const wrong = found(product, (node) => (member(node) === "process.env" ? "let the process read it and pass it in" : null));
  expect(besides(environment, wrong)).toEqual([]);
});

test("functions and plain data, with names", () => {
  const wrong = found(sources, (node) => {
    if (ts.isClassDeclaration(node) || ts.isClassExpression(node)) return "no classes but Refusal: use a function";
    if (ts.isEnumDeclaration(node)) return "no enums: use a list as const";
    if (node.kind === ts.SyntaxKind.AnyKeyword) return "no any: say what it is, or unknown";
    if (ts.isExportAssignment(node) || node.kind === ts.SyntaxKind.DefaultKeyword)
      return ts.isDefaultClause(node.parent) ? null : "no default exports: give it a name";
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && !node.exportClause) return "no barrels: import from the file that has it";
    return null;
  });
  expect(besides(odd, wrong)).toEqual([]);
  expect(
    sources
      .filter(({ path }) => /\/(index|utils?|helpers?|common|misc)(\/|\.tsx?$)/.test(path))
      .map(({ path }) => `${path}: find the word that the domain lacks`),
  ).toEqual([]);
});

test("nothing is silenced or left for later", () => {
  const words = new RegExp(
    ["@ts-(ignore|expect-error|nocheck)", "(es|ox)lint-disable", "prettier-ignore", "\\bTO" + "DO\\b", "\\bFIX" + "ME\\b"].join("|"),
  );
  const wrong = sources.flatMap(({ path, text }) =>
    path === "src/architecture.test.ts"
      ? []
      : text.split("\n").flatMap((line, n) => (words.test(line) ? [`${path}:${String(n + 1)}: mend it instead`] : [])),
  );
  expect(wrong).toEqual([]);
});

test("a file is read in a sitting", () => {
  const wrong = product
    .filter(({ path, text }) => path !== "src/db/tables.ts" && text.split("\n").length > 301)
    .map(({ path }) => `${path}: more than 300 lines; split it by verb or by legal subject`);
  expect(wrong).toEqual([]);
});
