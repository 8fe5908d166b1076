import { ageOn, dayOf } from "../kernel/day.ts";
import { capital } from "../kernel/words.ts";
import { reading } from "../db/pool.ts";
import { hereNow } from "../db/queries.ts";
import { unseal } from "../db/seal.ts";
import type { Door } from "../db/command.ts";
import { mandateKinds } from "../party/mandate.ts";
import { castHolders, castStaff } from "./demo-cast-people.ts";
import { castProviders, type CastProvider } from "./demo-cast-providers.ts";
import { asStaff, withBsn, type DemoGroup, type DemoPerson } from "./identity/people.ts";
import { signInRows } from "./queries.ts";
import { bsnOf, chamberOf } from "./seed-parties.ts";

const lawName = { wlz: "Wlz", wmo: "Wmo", jeugdwet: "Jeugdwet" } as const;

// A trainee who makes an agreement needs the number by which a provider is found; here it is no secret.
const numberOf = ({ key, kind, family }: CastProvider): string =>
  kind === "person" ? `Te vinden met BSN ${bsnOf(key)} en achternaam ${family}.` : `Te vinden met KvK-nummer ${chamberOf(key)}.`;

const asWhat = (kind: string): string => capital(mandateKinds[kind]?.name ?? "vertegenwoordiger");

/** The cast of the learning environment as people who can sign in. */
const cast = (): DemoPerson[] => [
  ...castHolders
    .filter(({ representatives }) => !representatives.some(({ kind }) => mandateKinds[kind]?.untilAdult))
    .map((one): DemoPerson => {
      const name = [one.given, one.prefix, one.family].filter(Boolean).join(" ");
      return { sub: one.key, group: "Budgethouders", name, about: `${lawName[one.law]}. ${one.about}`, claims: withBsn(bsnOf(one.key)) };
    }),
  ...castHolders.flatMap((holder) =>
    holder.representatives.map(({ kind, person }): DemoPerson => ({
      sub: person.key,
      group: "Vertegenwoordigers",
      name: [person.given, person.prefix, person.family].filter(Boolean).join(" "),
      about: `${asWhat(kind)} van ${holder.given}. ${holder.about}`,
      claims: withBsn(bsnOf(person.key)),
    })),
  ),
  // Who is a citizen of the cast as well signs in as the same person.
  ...castProviders
    .filter(({ key }) => !castHolders.some((one) => one.key === key || one.representatives.some(({ person }) => person.key === key)))
    .map((one): DemoPerson => ({
      sub: one.key,
      group: "Zorgverleners",
      name: one.salutation,
      about: `${one.about} ${numberOf(one)}`,
      claims: one.kind === "person" ? withBsn(bsnOf(one.key)) : { bsn: null, chamber: chamberOf(one.key), staff: null },
    })),
  ...castStaff.map((one): DemoPerson => ({
    sub: one.subject,
    group: one.organisation === "SVB" ? "SVB" : "Verstrekkers",
    name: one.name,
    about: one.about,
    claims: asStaff(one.subject),
  })),
];

/**
 * Everybody who can sign in to the learning environment: the cast, and whoever came in by an award message since.
 * All are invented; production refuses this list.
 */
export const peopleOf = (door: Door) => async (): Promise<readonly DemoPerson[]> => {
  const known = cast();
  const taken = new Set(known.map(({ claims }) => claims.bsn));
  const { rows, today } = await reading(door.db, { scope: "svb" }, async (tx) => ({
    rows: await signInRows(tx),
    today: dayOf(await hereNow(tx)),
  }));
  const others = rows.flatMap((row): DemoPerson[] => {
    const bsn = row.bsn_cipher === null ? null : unseal(door.seals, row.bsn_cipher);
    // Children do not sign in: those who represent them do.
    const isChild = row.born !== null && ageOn(row.born, today) < 18;
    if (bsn === null || taken.has(bsn) || isChild) return [];
    const group: DemoGroup = row.holder ? "Budgethouders" : row.represents ? "Vertegenwoordigers" : "Zorgverleners";
    return [
      {
        sub: `later-${row.person_id}`,
        group,
        name: row.name,
        about: "Kwam later binnen met een toekenningsbericht.",
        claims: withBsn(bsn),
      },
    ];
  });
  return [...known, ...others];
};
