import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agreement, closeParties, holder, hours, openParties, provider, site, stranger, svb, text } from "./parties-for-tests.ts";

beforeAll(openParties);
afterAll(closeParties);

describe("bad input", () => {
  test.each(["abc", "25", "-1", "1000000000", "2,33", "<script>", "9".repeat(5000)])(
    "hours %j are refused at their own day",
    async (typed) => {
      const html = await text(hours(provider, { "uren-2026-10-12": typed }), 400);
      expect(html).toContain("maandag 12\u00a0oktober");
      expect(html).not.toContain('<script>"');
    },
  );

  test.each([
    ["a day of another month", { "uren-2026-11-02": "2" }],
    ["a day that does not exist", { "uren-2026-10-99": "2" }],
    ["a day before the agreement", { "uren-2026-09-30": "2" }],
  ])("%s is refused", async (_, fields) => {
    expect(await text(hours(provider, fields), 400)).toContain("een dag waarop dat niet kan");
  });

  test("an empty sheet is refused", async () => {
    expect(await text(hours(provider, {}), 400)).toContain("Vul ten minste één dag in");
  });

  test.each(["2026-13", "2025-01", "2027-01", "x", "0000-00"])("month %s is refused", async (maand) => {
    expect(await text(provider.get(`/uren/nieuw?overeenkomst=${agreement}&maand=${maand}`), 400)).toContain("Kies een maand");
    expect(await text(hours(provider, { maand, "uren-2026-10-12": "2" }), 400)).toContain("Kies een maand");
  });

  const odd = ["x", "%00", "1", "00000000-0000-4000-8000-000000000000", "..%2f", "'%20or%201=1"];
  test.each(
    ["/uren/", "/besluiten/", "/budgetten/", "/svb/declaraties/", "/uren/nieuw?overeenkomst="].flatMap((start) =>
      odd.map((id) => start + id),
    ),
  )("%s is no defect", async (path) => {
    for (const who of [holder, provider, svb, stranger, site.anybody()]) expect((await who.get(path)).status, path).toBeLessThan(500);
  });
});
