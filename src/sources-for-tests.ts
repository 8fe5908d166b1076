import { dirname, join } from "node:path";
import ts from "typescript";
import { filesBelow, isForTests, textOf } from "./files-for-tests.ts";

type Import = { to: string; line: number };

/** One source file: its text, the folder of src it is in ("." for src itself), what it imports, and every node of its tree. */
export type Source = { path: string; text: string; folder: string; imports: Import[]; nodes: ts.Node[]; lineOf: (node: ts.Node) => number };

/** The folder of src that a path is in. */
export const folderOf = (path: string): string => (path.split("/").length === 2 ? "." : (path.split("/")[1] ?? ""));

const importedBy = (node: ts.Node): ts.Expression | undefined => {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined;
};

const read = (path: string): Source => {
  const text = textOf(path);
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2024, true, path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const lineOf = (node: ts.Node): number => tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const nodes: ts.Node[] = [];
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (!ts.isIdentifier(node)) nodes.push(node);
    const named = importedBy(node);
    if (named && ts.isStringLiteral(named)) imports.push({ to: named.text, line: lineOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { path, text, folder: folderOf(path), imports, nodes, lineOf };
};

/** Every source file, and those of the product, without what is for tests. */
export const sources: readonly Source[] = filesBelow("src")
  .filter((path) => /\.tsx?$/.test(path))
  .map(read);
export const product: readonly Source[] = sources.filter(({ path }) => !isForTests(path));

/** One sentence, "file:line: what to do", for each node that a rule forbids. */
export const found = (among: readonly Source[], forbids: (node: ts.Node, source: Source) => string | null): string[] =>
  among.flatMap((source) =>
    source.nodes.flatMap((node) => {
      const why = forbids(node, source);
      return why === null ? [] : [`${source.path}:${String(source.lineOf(node))}: ${why}`];
    }),
  );

/** The same for each import of one of our own files by the product. */
export const foundImports = (forbids: (to: string, source: Source) => string | null): string[] =>
  product.flatMap((source) =>
    source.imports.flatMap(({ to, line }) => {
      const why = to.startsWith(".") ? forbids(join(dirname(source.path), to).replaceAll("\\", "/"), source) : null;
      return why === null ? [] : [`${source.path}:${String(line)}: ${why}`];
    }),
  );

/** Exceptions to a rule: the file, and why. */
export type Known = Readonly<Record<string, string>>;

/** What is wrong besides the known exceptions, and which of those are no longer needed. */
export const besides = (known: Known, wrong: readonly string[]): string[] => {
  const about = (sentence: string, path: string): boolean => sentence.startsWith(`${path}:`);
  const stale = Object.keys(known).filter((path) => !wrong.some((sentence) => about(sentence, path)));
  return [
    ...wrong.filter((sentence) => !Object.keys(known).some((path) => about(sentence, path))),
    ...stale.map((path) => `${path}: needs its exception no longer; take it off the list`),
  ];
};

/** "Date.now" for such an expression, else nothing. */
export const member = (node: ts.Node): string =>
  ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) ? `${node.expression.text}.${node.name.text}` : "";

/** The name, when it is a bare one. */
export const nameOf = (node: ts.Node): string => (ts.isIdentifier(node) ? node.text : "");
