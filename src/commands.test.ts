import ts from "typescript";
import { expect, test } from "vitest";
import { z } from "zod";
import { commandOf, commands } from "./commands.ts";
import { actions, type Action } from "./kernel/may.ts";
import { product } from "./sources-for-tests.ts";

/** Every constant of the product that is declared to be a command. */
const declared = product.flatMap(({ path, nodes }) =>
  nodes.flatMap((node) =>
    ts.isVariableDeclaration(node) && node.type && ts.isTypeReferenceNode(node.type) && node.type.typeName.getText() === "Command"
      ? [{ path, name: node.name.getText() }]
      : [],
  ),
);

const listed = product
  .filter(({ path }) => path === "src/commands.ts")
  .flatMap(({ nodes }) => nodes)
  .flatMap((node) =>
    ts.isVariableDeclaration(node) &&
    node.name.getText() === "commands" &&
    node.initializer &&
    ts.isArrayLiteralExpression(node.initializer)
      ? node.initializer.elements.map((one) => one.getText())
      : [],
  );

test("every command of the code is on the list, for what is not there cannot be replayed", () => {
  expect(declared.length).toBeGreaterThan(20);
  expect(declared.filter(({ name }) => !listed.includes(name)).map(({ path, name }) => `${path}: put ${name} in src/commands.ts`)).toEqual(
    [],
  );
  expect(listed.filter((name) => !declared.some((one) => one.name === name))).toEqual([]);
});

test("each kind of command is one action, and is found by it", () => {
  const kinds = commands.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(kinds.filter((kind) => !(kind in actions))).toEqual([]);
  for (const one of commands) expect(commandOf(one.kind)).toBe(one);
  expect(() => commandOf("agreement.read")).toThrow("no command");
});

// What is read, or lies outside the log. A new action that decides something needs a command.
const withoutCommand: readonly Action[] = [
  "award.read",
  "message.read",
  "signal.read",
  "agreement.read",
  "agreement.draft",
  "declaration.read",
  "declaration.draft",
  "redress.read",
  "recovery.read",
  "policy.read",
  "receipt.read",
  "payment.read",
  "work.read",
  "notice.read",
  "mandate.read",
  "clock.forward",
];

test("each action that decides has a command", () => {
  const kinds = new Set<string>(commands.map(({ kind }) => kind));
  expect((Object.keys(actions) as Action[]).filter((action) => !kinds.has(action) && !withoutCommand.includes(action))).toEqual([]);
});

test("every command judges its input strictly: a field that it does not know is refused", () => {
  const loose = commands.filter(({ input }) => !(input instanceof z.ZodObject && input.def.catchall instanceof z.ZodNever));
  expect(loose.map(({ kind }) => `${kind}: make its input a strictObject`)).toEqual([]);
  for (const { kind, input } of commands) {
    for (const given of [undefined, null, [], "text", 1, {}])
      expect([kind, given, input.safeParse(given).success]).toEqual([kind, given, false]);
  }
});
