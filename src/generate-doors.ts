import { buildApp } from "./app.ts";
import { code, heading, page, table } from "./generate-page.ts";
import { openDoor } from "./house.ts";
import type { WebConfig } from "./web/config.ts";

const config: WebConfig = {
  environment: "leer",
  publicUrl: "http://localhost:8080",
  signIn: null,
  tokens: null,
  requestsPerMinute: null,
  trustedProxies: [],
  securityContact: "mailto:veilig@voorbeeld.nl",
  logLevel: "silent",
};

// A file is served under the hash of its content, which changes with each letter in it.
const withoutHash = (path: string): string => path.replace(/-[0-9a-f]{12}(?=\.[a-z0-9]+$)/, "-…");

/** The pages on what can be reached from outside: every route with its action, and the description of the API. */
export const doorsPages = async (url: string): Promise<{ routes: string; openApi: string }> => {
  const door = openDoor(url, {});
  const app = await buildApp({ door, config, ready: () => Promise.resolve({}), people: () => Promise.resolve([]) });
  try {
    await app.ready();
    const answer = await app.inject({ method: "GET", url: "/v1/openapi.json" });
    const rows = app.known
      .filter(({ method }) => method !== "HEAD")
      .map(({ method, url: path, action }) => [method, code(withoutHash(path)), action ?? "*public*"]);
    rows.sort(([a = "", b = ""], [c = "", d = ""]) => (b + a < d + c ? -1 : 1));
    return {
      routes: page(
        heading(
          "Routes",
          "the app itself",
          "Every address that answers, and the action that `may()` judges before its handler runs. A route without an action that is not public does not start. What an action means for whom: [who may do what](rights.md).",
        ),
        table(["Method", "Address", "Action"], rows),
      ),
      openApi: `${JSON.stringify(answer.json(), null, 2)}\n`,
    };
  } finally {
    await app.close();
    await door.db.destroy();
  }
};
