import { expect, test } from "vitest";
import { day } from "../kernel/day.ts";
import { wlzMaximumPerDayPart, wlzMaximumPerHour } from "./care-rates.ts";
import { catalogue, tableOfLaw, unconfirmed } from "./catalogue.ts";
import { networkRequestTerm, paymentTerm, paymentTermWithPayroll, providerTerm, quarterHour } from "./terms.ts";

test("no two rules share a name, for the name is what an operator confirms", () => {
  expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
  expect(new Set(tableOfLaw().map(({ key }) => key)).size).toBe(tableOfLaw().length);
});

for (const [on, formal, dayPart, informal, confidence] of [
  ["2018-01-01", 6300, 5800, 2000, "published"],
  ["2019-12-31", 6300, 5800, 2000, "published"],
  ["2020-01-01", 6300, 5800, 2000, "derived"],
  ["2020-07-01", 6529, 6011, 2073, "published"],
  ["2021-06-01", 6660, 6132, 2114, "published"],
  ["2022-06-01", 6830, 6288, 2168, "published"],
  ["2023-06-01", 7239, 6664, 2298, "published"],
  ["2024-12-31", 7700, 7088, 2444, "published"],
  ["2025-01-01", 8081, 7439, 2565, "derived"],
  ["2026-11-02", 8499, 7824, 2698, "derived"],
] as const) {
  test(`the Wlz maximum rates on ${on}`, () => {
    expect(wlzMaximumPerHour.formal.on(day(on))).toMatchObject({ known: true, value: formal, confidence });
    expect(wlzMaximumPerHour.informal.on(day(on))).toMatchObject({ known: true, value: informal, confidence });
    expect(wlzMaximumPerDayPart.formal.on(day(on))).toMatchObject({ known: true, value: dayPart });
  });
}

test("an index is applied to the cent, half up", () => {
  const indexed = (amount: number, tenThousandths: number) => Math.floor((amount * tenThousandths + 5000) / 10_000);
  expect([7700, 7088, 2444].map((amount) => indexed(amount, 10_495))).toEqual([8081, 7439, 2565]);
  expect([8081, 7439, 2565].map((amount) => indexed(amount, 10_517))).toEqual([8499, 7824, 2698]);
});

test("before 2018 there is no law to judge by", () => {
  expect(wlzMaximumPerHour.formal.on(day("2017-12-31"))).toMatchObject({ known: false, ended: false });
});

test("the terms of the regulations", () => {
  const on = day("2026-11-02");
  expect(providerTerm.wmo.on(on)).toMatchObject({ value: 6, confidence: "published" });
  expect(networkRequestTerm.wmo.on(on)).toMatchObject({ value: 4 });
  expect(networkRequestTerm.jeugdwet.on(on)).toMatchObject({ value: 10 });
  expect(paymentTerm.jeugdwet.on(on)).toMatchObject({ value: 30 });
  expect(paymentTermWithPayroll.wmo.on(on)).toMatchObject({ value: 40 });
  expect(paymentTerm.wlz.on(on)).toMatchObject({ value: 30, confidence: "provisional" });
  expect(quarterHour.on(on)).toMatchObject({ value: 15, confidence: "published" });
});

test("the table of law reads in Dutch and lists what is not confirmed", () => {
  const row = tableOfLaw().find(({ key }) => key === "maximumtarief Wlz formeel per uur@2026-01-01");
  expect(row?.value).toBe("€\u00a084,99");
  expect(row?.confidence).toBe("derived");
  expect(unconfirmed()).toContain("maximumtarief Wlz informeel per uur@2026-01-01");
  expect(unconfirmed()).not.toContain("maximumtarief Wlz formeel per uur@2024-01-01");
});
