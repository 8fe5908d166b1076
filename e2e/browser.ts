import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inflate } from "@sparticuz/chromium";
import { chromium, type Browser } from "playwright-core";

// Sandbox off: it needs rights that a container or root does not have, and the browser only ever sees our own pages.
const switches = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const systemBrowsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable", "/usr/bin/google-chrome"];

const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));

const packageVersion = (): string => (JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string }).version;

/** Unpacks into the folder, whole or not at all: two test runs may come here at once. */
const unpack = async (into: string): Promise<void> => {
  mkdirSync(dirname(into), { recursive: true });
  const draft = mkdtempSync(`${into}-`);
  const before = process.env.TMPDIR;
  // The package unpacks to the system's folder for temporary files and nowhere else.
  process.env.TMPDIR = draft;
  try {
    await Promise.all(["chromium.br", "fonts.tar.br", "al2023.tar.br"].map((name) => inflate(join(packageFolder, "bin", name))));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    renameSync(draft, into);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(into)) throw error;
  }
};

const lacksLibraries = (binary: string): boolean => {
  try {
    return execFileSync("ldd", [binary], { encoding: "utf8" }).includes("not found");
  } catch {
    return true;
  }
};

/** The browser from npm, unpacked once per version and user, with the few libraries and the font that a bare machine lacks. */
const packaged = async (): Promise<{ executablePath: string; env: Record<string, string> }> => {
  const owner = createHash("sha256")
    .update(`${packageFolder} ${String(process.getuid?.() ?? 0)}`)
    .digest("hex")
    .slice(0, 8);
  const folder = join(tmpdir(), `pgb-browser-${packageVersion()}-${owner}`);
  if (!existsSync(folder)) await unpack(folder);
  const executablePath = join(folder, "chromium");
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  if (!existsSync("/etc/fonts/fonts.conf")) env.FONTCONFIG_PATH = join(folder, "fonts");
  if (lacksLibraries(executablePath)) {
    env.LD_LIBRARY_PATH = [join(folder, "al2023", "lib"), env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  }
  return { executablePath, env };
};

/**
 * Opens a browser for the journeys: a Chromium of the system when there is one, else the one from npm, which needs
 * no system package and runs as root. Close it when done. Throws when neither starts.
 */
export const openBrowser = async (): Promise<Browser> => {
  const system = systemBrowsers.find((path) => existsSync(path));
  const launch = system === undefined ? await packaged() : { executablePath: system };
  return chromium.launch({ headless: true, args: switches, ...launch });
};
