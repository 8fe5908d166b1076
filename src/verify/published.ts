import { z } from "zod";
import { laws } from "../law/laws.ts";

const check = z.strictObject({
  code: z.string(),
  title: z.string(),
  outcome: z.enum(["notice", "suspend", "repair", "review", "refuse"]),
  articles: z.partialRecord(z.enum(laws), z.string()),
});

/** A check as the catalogue publishes it: its code, what must hold, what it leads to by itself, and where it stands under each law. */
export type PublishedCheck = z.infer<typeof check>;

/** The published catalogue of checks by code, as `docs/generated/checks.json` has it. Throws on a file of another shape. */
export const publishedChecks = (text: string): ReadonlyMap<string, PublishedCheck> =>
  new Map(
    z
      .array(check)
      .parse(JSON.parse(text))
      .map((one) => [one.code, one]),
  );
