import { expect } from "vitest";
import { service, type Role } from "./kernel/actor.ts";
import { instant } from "./kernel/day.ts";
import { command, keepUpload, type Door } from "./db/command.ts";
import { testDoor } from "./db/test-door.ts";
import { importAward } from "./budget/import-award.ts";
import { wlz501, wmo501 } from "./budget/messages/fixtures.ts";
import { confirmationKeys } from "./law/confirmation-keys.ts";
import { confirmLaw } from "./party/confirm-law.ts";
import { registerPerson } from "./party/register.ts";
import { testApp, type TestApp, type Visitor } from "./test-app.ts";

const actor = service("test");

type Named = { name: string; familyName?: string; bsn?: string; chamber?: string };
type As = { provider?: "person" | "institution"; staff?: { subject: string; organisation: string; roles: Role[] } };

const person = (door: Door, { name, familyName, bsn, chamber }: Named, as: As) =>
  command(
    door,
    registerPerson,
    {
      kind: as.provider === "institution" ? "organisation" : "natural",
      provider: as.provider === undefined ? null : { kind: as.provider, formal: as.provider === "institution", formalWhy: null },
      staff: as.staff ?? null,
      personal: {
        name,
        salutation: name,
        familyName: familyName ?? name,
        firstNames: null,
        born: null,
        bsn: bsn ?? null,
        chamber: chamber ?? null,
        agb: null,
        address: null,
        email: null,
        phone: null,
        iban: null,
      },
    },
    { actor },
  );

/** Lets an award message in, as the world does. */
export const takeAward = async (door: Door, xml: string): Promise<void> => {
  const upload = await keepUpload(door, Buffer.from(xml), "application/xml");
  expect((await command(door, importAward, { upload }, { actor })).codes.filter(({ code }) => code !== "0200")).toEqual([]);
};

/**
 * The portal with those who play in a test of pages, on 2 November 2026: a holder under the Wlz (stranger: one under the Wmo),
 * a private person and an institution as providers, staff of both funders, and an assessor of the SVB.
 */
export type Scene = {
  door: Door;
  url: string;
  site: TestApp;
  visitors: Record<"holder" | "stranger" | "provider" | "institution" | "funder" | "otherFunder" | "policyMaker" | "svb", Visitor>;
  close(): Promise<void>;
};

/** The number by which a holder finds the private person among the providers. */
export const providerBsn = "999900018";

const staff = async (door: Door, site: TestApp, subject: string, organisation: string, role: Role): Promise<Visitor> => {
  await person(door, { name: `Medewerker ${subject}` }, { staff: { subject, organisation, roles: [role] } });
  return site.signedIn({ staff: subject });
};

/** Opens the scene. Close it when done. */
export const openScene = async (): Promise<Scene> => {
  const { door, url, close } = await testDoor(instant("2026-11-02T08:00:00Z"));
  for (const { name, from } of confirmationKeys()) await command(door, confirmLaw, { name, from }, { actor });
  await takeAward(door, wlz501());
  await takeAward(door, wmo501());
  await person(door, { name: "F. Yılmaz", familyName: "Yılmaz", bsn: providerBsn }, { provider: "person" });
  await person(door, { name: "Thuiszorg De Linde", chamber: "12345678" }, { provider: "institution" });
  const site = await testApp(door);
  const visitors = {
    holder: await site.signedIn({ bsn: "999990019" }),
    stranger: await site.signedIn({ bsn: "999990020" }),
    provider: await site.signedIn({ bsn: providerBsn }),
    institution: await site.signedIn({ chamber: "12345678" }),
    funder: await staff(door, site, "kantoor", "5515", "funder-assessor"),
    otherFunder: await staff(door, site, "gemeente", "0363", "funder-assessor"),
    policyMaker: await staff(door, site, "beleid", "5515", "funder-policy-maker"),
    svb: await staff(door, site, "svb", "SVB", "svb-assessor"),
  };
  return {
    door,
    url,
    site,
    visitors,
    close: async () => {
      await site.close();
      await close();
    },
  };
};
