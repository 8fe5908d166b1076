import { scopes, type Actor } from "./kernel/actor.ts";
import { day } from "./kernel/day.ts";
import { answersTo, sent, type Walker } from "./crawl-for-tests.ts";
import { command } from "./db/command.ts";
import { reading } from "./db/pool.ts";
import { askForDecision } from "./declaration/redress/ask.ts";
import { freezeBatch } from "./payment/freeze-batch.ts";
import { payEmergency } from "./payment/pay-emergency.ts";
import type { DemoPerson } from "./sim/identity/people.ts";
import { bankLivesUntil } from "./sim/bank-day.ts";
import { bankOpens } from "./sim/seed.ts";
import type { SeededHouse } from "./sim/seeded-for-tests.ts";
import { bsnOf, ownIban, staffBySubject } from "./sim/seed-parties.ts";
import type { TestApp } from "./test-app.ts";
import { foundPage, type FormField } from "./web/ui/html-for-tests.ts";

/** Everybody who can sign in, and somebody who does not. Of one kind are those who have the same menu in the same role. */
export const walkersOf = async (site: TestApp, people: readonly DemoPerson[]): Promise<Walker[]> => {
  const anybody: Walker = { name: "anybody", kind: "public", visitor: site.anybody(), origin: site.origin, from: ["/", "/uitgelogd"] };
  const others = await Promise.all(
    people.map(async ({ sub, group, claims }): Promise<Walker> => {
      const visitor = await site.signedIn(claims);
      const home = (await visitor.get("/")).headers.get("location") ?? "/";
      const menu = [...(await (await visitor.get(home)).text()).matchAll(/<nav class="navigation"[^]*?<\/nav>/g)].join("");
      const kind = `${group} ${[...menu.matchAll(/href="([^"]+)"/g)].map(([, to]) => to).join(" ")}`;
      return { name: sub, kind, visitor, origin: site.origin, from: ["/", "/leeromgeving/klok", "/ingelogd"] };
    }),
  );
  return [anybody, ...others];
};

// Good answers to the questions of the portal, by the name of the field. What is not here is chosen first, or stays as it stands.
const goodAnswers: Readonly<Record<string, string>> = {
  bsn: bsnOf("fatma"),
  achternaam: "Yılmaz",
  familie: "nee",
  gezag: "nee",
  tarief: "20,00",
  uren: "1",
  "begin-dag": "1",
  "begin-maand": "12",
  "begin-jaar": "2026",
  "einde-dag": "31",
  "einde-maand": "12",
  "einde-jaar": "2026",
  zorg: "Fatma helpt met opstaan, eten koken en de post.",
};

const good = (field: FormField): string => goodAnswers[field.name] ?? field.value;

/** Answers the first form of a page that asks for more than a button, well, and says where that leads. */
const goOn = async (walker: Walker, path: string): Promise<string> => {
  const page = await foundPage(await (await walker.visitor.get(path)).text());
  const forms = page.forms.filter(({ method, action }) => method === "post" && action !== "/uitloggen");
  // A page may also offer to throw away what it shows: what goes on is sent to the page itself.
  const form = forms.find(({ action }) => action === path) ?? forms[0];
  if (form === undefined) throw new Error(`${walker.name} finds no form at ${path}`);
  const answers = answersTo(form, good, "first").map(([name, value]): [string, string] => [name, goodAnswers[name] ?? value]);
  const response = await sent(walker, form, path, answers);
  const to = response.headers.get("location");
  if (response.status !== 303 || to === null) {
    const { summary, title } = await foundPage(await response.text());
    throw new Error(`${walker.name} at ${path}: ${String(response.status)} ${title} ${String(summary?.join(" "))}`);
  }
  return to;
};

const called = (walkers: readonly Walker[], name: string): Walker => {
  const walker = walkers.find((one) => one.name === name);
  if (walker === undefined) throw new Error(`nobody is called ${name}`);
  return walker;
};

/** Money of which nobody knows what it is, for a deposit at the simulated bank. */
export const unknownMoney = {
  iban: ownIban,
  amountCents: 12_345,
  remittance: "Gevonden bij het opruimen",
  day: "2026-11-04",
  key: "unknown",
  fromName: "A. Onbekend",
} as const;

/** An emergency payment that waits to be released, for an agreement that runs. */
const payAhead = async (door: SeededHouse["door"]): Promise<void> => {
  const { id } = await reading(door.db, { scope: "svb" }, (tx) =>
    tx
      .selectFrom("agreement.agreement")
      .select("id")
      .where("state", "=", "approved")
      .where("kind", "=", "assignment")
      .orderBy("number")
      .executeTakeFirstOrThrow(),
  );
  const actor = (await staffBySubject(door))("svb-hamid");
  const { batch } = await command(
    door,
    payEmergency,
    { agreement: id, amountCents: 25_000, personal: { reason: "De uren van oktober bleven liggen." } },
    { actor },
  );
  await command(door, freezeBatch, { batch }, { actor });
};

/** A holder who asks for a decision on how his declaration was paid. */
const askForRedress = async (door: SeededHouse["door"]): Promise<void> => {
  const { id, holder_id: holder } = await reading(door.db, { scope: "svb" }, (tx) =>
    tx
      .selectFrom("declaration.declaration")
      .select(["id", "holder_id"])
      .where("submitted_at", "is not", null)
      .orderBy("number")
      .executeTakeFirstOrThrow(),
  );
  const actor: Actor = { person: holder, roles: ["holder"], organisation: null, reach: [{ holder, scopes }], provider: null };
  await command(door, askForDecision, { declaration: id, personal: { reason: "Ik kreeg minder dan ik verwachtte." } }, { actor });
};

/** What the seed does not leave behind but people make in between: a concept, an agreement just shared, a payment file, unknown money. */
export const prepareScenes = async ({ door, simulated }: SeededHouse, walkers: readonly Walker[]): Promise<void> => {
  const holder = called(walkers, "hannie");
  for (const steps of [4, 3]) {
    let at = "/overeenkomsten/nieuw";
    for (let step = 0; step < steps; step += 1) {
      at = await goOn(holder, at);
      // A list of rates is a step that one asks for.
      if (steps === 3 && at.endsWith("/afspraken")) holder.from.push(at.replace(/afspraken$/, "tarieven"));
      if (steps === 3 || step === 3) holder.from.push(at);
    }
  }
  await goOn(called(walkers, "svb-hamid"), "/svb/betalingen");
  await payAhead(door);
  await askForRedress(door);
  await simulated.world.deposit(unknownMoney);
  await bankLivesUntil(door, simulated, bankOpens, day("2026-11-06"));
};
