import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Door } from "./db/command.ts";
import { openDb } from "./db/pool.ts";
import { keysFrom, type Keys } from "./db/seal.ts";
import { Refusal } from "./kernel/refusal.ts";
import { useSchemas } from "./payment/messages/xsd.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };

/** Which release of the product this is, as it stands with each command. */
export const release = version;

const wrong = (field: string, problem: string, remedy: string): Refusal => new Refusal("setting-invalid", [{ field, problem, remedy }]);

// In the learning environment everybody is invented, so its keys need not be secret; it should start without any setting.
const learning = { look: "leeromgeving, geen geheim: opzoeken", seals: [{ name: 1, secret: "leeromgeving, geen geheim: verzegelen" }] };

/**
 * The keys of the house, from PGB_LOOK_SECRET and PGB_SEAL_SECRETS ("2:newest secret,1:older secret"). Production must set both;
 * throws `setting-invalid` when they are absent there, or wrong.
 */
export const keysOf = ({ PGB_ENV, PGB_LOOK_SECRET: look, PGB_SEAL_SECRETS: seals }: NodeJS.ProcessEnv): Keys => {
  if (look === undefined && seals === undefined && PGB_ENV !== "production") return keysFrom(learning.look, learning.seals);
  if (look === undefined || look.length < 32) {
    throw wrong(
      "PGB_LOOK_SECRET",
      "PGB_LOOK_SECRET ontbreekt of is te kort.",
      "Geef een geheim van minstens 32 tekens, en verander het nooit meer.",
    );
  }
  const secrets = (seals ?? "").split(",").map((text) => /^(\d{1,3}):(.{32,})$/.exec(text.trim()));
  const named = secrets.flatMap((match) =>
    match?.[1] === undefined || match[2] === undefined || Number(match[1]) > 255 ? [] : [{ name: Number(match[1]), secret: match[2] }],
  );
  if (named.length !== secrets.length) {
    throw wrong(
      "PGB_SEAL_SECRETS",
      "PGB_SEAL_SECRETS ontbreekt of klopt niet.",
      "Schrijf 1:geheim, met een geheim van minstens 32 tekens zonder komma; zet een nieuwer nummer vooraan.",
    );
  }
  return keysFrom(look, named);
};

/**
 * The door to a database with the settings of this process, for web, worker and command line alike. Destroy `door.db` at the end.
 * Throws `setting-invalid` for keys or schemas that cannot be used.
 */
export const openDoor = (url: string, env: NodeJS.ProcessEnv): Door => {
  useSchemas(env.PGB_SCHEMAS);
  return { db: openDb({ url, as: "app" }), seals: keysOf(env), release, mintId: () => randomUUID() };
};
