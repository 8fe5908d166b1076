import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the project lies. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Every file below a folder of the project, by its path from the root. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));

/** The text of a file of the project. */
export const textOf = (path: string): string => readFileSync(join(root, path), "utf8");

/** What belongs to tests alone: the tests themselves and what they share. */
export const isForTests = (path: string): boolean =>
  /\.test\.tsx?$|(^|\/)fixtures\.ts$|-for-tests\.ts$|^src\/test-app\.ts$|^src\/db\/test-(database|door)\.ts$/.test(path);
