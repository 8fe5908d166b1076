import { startTestCluster } from "./db/embedded.ts";
import { migrate } from "./db/migrate.ts";
import { openPool } from "./db/pool.ts";
import { tablesSource } from "./db/tables-source.ts";
import { doorsPages } from "./generate-doors.ts";
import { checksData, checksPage, lawPage, refusalsPage, statesPage } from "./generate-law.ts";
import { commandsPage, rightsPage } from "./generate-rights.ts";
import { schemaPage } from "./generate-schema.ts";
import { tracePage } from "./generate-trace.ts";

/**
 * Everything that is made from the program and a migrated database: path from the root of the project, and text.
 * A test fails when a copy in the project is stale.
 */
export const documents = async (url: string): Promise<Map<string, string>> => {
  const pool = openPool({ url, as: "owner", most: 1 });
  try {
    const { routes, openApi } = await doorsPages(url);
    return new Map([
      ["docs/generated/checks.md", checksPage()],
      ["docs/generated/checks.json", checksData()],
      ["docs/generated/law.md", lawPage()],
      ["docs/generated/states.md", statesPage()],
      ["docs/generated/refusals.md", refusalsPage()],
      ["docs/generated/rights.md", rightsPage()],
      ["docs/generated/commands.md", commandsPage()],
      ["docs/generated/trace.md", tracePage()],
      ["docs/generated/database.md", await schemaPage(pool)],
      ["docs/generated/routes.md", routes],
      ["docs/generated/openapi.json", openApi],
      ["src/db/tables.ts", await tablesSource(pool)],
    ]);
  } finally {
    await pool.end();
  }
};

/** The same, on a throw-away database of its own. */
export const generate = async (): Promise<Map<string, string>> => {
  const cluster = await startTestCluster();
  try {
    await migrate(cluster.url);
    return await documents(cluster.url);
  } finally {
    await cluster.stop();
  }
};
