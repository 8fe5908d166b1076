import { expect } from "vitest";
import { service, type Role } from "../../kernel/actor.ts";
import { instant } from "../../kernel/day.ts";
import { cents } from "../../kernel/money.ts";
import { command, type Door } from "../../db/command.ts";
import { testDoor } from "../../db/test-door.ts";
import { registerPerson } from "../../party/register.ts";
import { testApp, type TestApp, type Visitor } from "../../test-app.ts";
import { openTestAccount, seedClaims } from "../fixtures.ts";

// A site with clerks who are signed in, and claims that wait for them: for the tests of these pages.

export let door: Door;
/** The database, for who must come in as its owner. */
export let url: string;
let closeDoor: () => Promise<void>;
export let site: TestApp;
export const people = new Map<string, string>();
const visitors = new Map<string, Visitor>();

const staff: [subject: string, name: string, organisation: string, roles: Role[]][] = [
  ["maker", "M. Maker", "SVB", ["payment-maker"]],
  ["first", "E. Eerste", "SVB", ["payment-releaser"]],
  ["second", "T. Tweede", "SVB", ["payment-releaser"]],
  ["both", "B. Beide", "SVB", ["payment-maker", "payment-releaser"]],
  ["assessor", "A. Beoordelaar", "SVB", ["svb-assessor"]],
  ["operator", "O. Beheerder", "SVB", ["operator"]],
  ["funder", "G. Gemeente", "0363", ["funder-assessor", "funder-policy-maker"]],
];

/** Opens a site with these members of staff signed in. */
export const openClerks = async (): Promise<void> => {
  ({ door, url, close: closeDoor } = await testDoor(instant("2026-11-02T08:00:00Z")));
  await openTestAccount(door);
  const nothing = {
    firstNames: null,
    born: null,
    bsn: null,
    chamber: null,
    agb: null,
    address: null,
    email: null,
    phone: null,
    iban: null,
  };
  for (const [subject, name, organisation, roles] of staff) {
    const { person } = await command(
      door,
      registerPerson,
      {
        kind: "natural",
        provider: null,
        staff: { subject, organisation, roles },
        personal: { ...nothing, name, salutation: name, familyName: name },
      },
      { actor: service("test") },
    );
    people.set(subject, person);
  }
  site = await testApp(door, { config: { logLevel: "silent" } });
  for (const [subject] of staff) visitors.set(subject, await site.signedIn({ staff: subject }));
};

export const closeClerks = async (): Promise<void> => {
  await site.close();
  await closeDoor();
};

/** The browser of a member of staff. */
export const as = (who: string): Visitor => {
  const found = visitors.get(who);
  if (!found) throw new Error(`nobody is ${who}`);
  return found;
};
export const shown = async (who: string, path: string): Promise<string> => (await as(who).get(path)).text();
/** The fingerprint of a list, or of a content, in the form on a page. */
export const listIn = (html: string): string => /name="lijst" value="([^"]*)"/.exec(html)?.[1] ?? "";
export const contentIn = (html: string): string => /name="inhoud" value="([^"]*)"/.exec(html)?.[1] ?? "";

let number = 0;
/** A claim that nobody made before. */
export const newClaim = async (amount: number, seed: { changedBy?: string } = {}): Promise<void> => {
  number += 1;
  await seedClaims(door, [{ number, amount: cents(amount), ...seed }]);
};

/** A batch that somebody made of a new claim, by its address. */
const made = async (who = "maker", seed: { changedBy?: string } = {}): Promise<string> => {
  await newClaim(10_000, seed);
  const answer = await as(who).post("/svb/betalingen", { lijst: listIn(await shown(who, "/svb/betalingen")) }, "/svb/betalingen");
  expect(answer.status).toBe(303);
  return answer.headers.get("location") ?? "";
};
/** The same, frozen. */
export const frozen = async (who = "maker", seed: { changedBy?: string } = {}): Promise<string> => {
  const path = await made(who, seed);
  expect((await as(who).post(`${path}/vastzetten`, {}, path)).status).toBe(303);
  return path;
};
