import { scopes, service, type Actor } from "../kernel/actor.ts";
import { instant, type Instant } from "../kernel/day.ts";
import { command, keepUpload, type Command, type Door } from "../db/command.ts";
import { reading, type Tx } from "../db/pool.ts";
import { testDoor } from "../db/test-door.ts";
import { confirmationKeys } from "../law/confirmation-keys.ts";
import { importAward } from "../budget/import-award.ts";
import { wlz501 } from "../budget/messages/fixtures.ts";
import { budgetLines, roomOn } from "../budget/read.ts";
import { notices } from "../party/notice.ts";
import { knownPerson, registerPerson } from "../party/register.ts";
import { confirmLaw } from "../party/confirm-law.ts";
import { assessAsFunder, assessAsSvb } from "./assess.ts";
import { clauses } from "./kinds.ts";
import { agreementById } from "./load.ts";
import { commitmentsOn } from "./read.ts";
import { shareAgreement, type GivenTerms } from "./share.ts";
import { signAsHolder, signAsProvider } from "./sign.ts";

const staff = (organisation: string, role: "funder-assessor" | "svb-assessor"): Actor => ({
  person: role,
  roles: [role],
  organisation,
  reach: [],
  provider: null,
});
const funder = staff("5515", "funder-assessor");
const svb = staff("SVB", "svb-assessor");

/** Who and what a test of the life of agreements has: a holder with a budget of 2026 under the Wlz, a provider, and those who assess. */
export type Life = {
  door: Door;
  url: string;
  close: () => Promise<void>;
  as: Record<"holder" | "provider" | "funder" | "svb", Actor>;
  line: string;
  /** Moves the time for the commands that follow. */
  at(moment: Instant): void;
  run<Input, Answer>(spec: Command<Input, Answer>, input: unknown, actor: Actor): Promise<Answer>;
  terms(changes?: Partial<GivenTerms>): unknown;
  /** Registers somebody of the staff of an organisation, who can then sign in. */
  staff(subject: string, organisation: string, role: "funder-assessor" | "svb-assessor"): Promise<void>;
  /** Shares an agreement and takes it through all its steps; answers its id. */
  running(changes?: Partial<GivenTerms>): Promise<string>;
  stored(agreement: string): ReturnType<typeof agreementById>;
  free(): Promise<number>;
  committed(agreement: string): Promise<number>;
  /** The same on one of the budget lines on which it draws. */
  committedOn(agreement: string, line: string): Promise<number>;
  /** The messages about an agreement of kinds that begin with a word, by kind. */
  told(agreement: string, kinds?: string): Promise<{ kind: string; paragraphs: readonly string[] }[]>;
};

/** Takes in an award as the world does. */
export const takeAward = async (door: Door, xml: string): Promise<void> => {
  const upload = await keepUpload(door, Buffer.from(xml), "application/xml");
  const { accepted, codes } = await command(door, importAward, { upload }, { actor: service("test") });
  if (!accepted) throw new Error(`the award was refused: ${JSON.stringify(codes)}`);
};

const everything = <T>(door: Door, read: (tx: Tx) => Promise<T>): Promise<T> => reading(door.db, { scope: "svb" }, read);

type Staff = { subject: string; organisation: string; roles: ("funder-assessor" | "svb-assessor")[] };

const registered = async (door: Door, staff: Staff | null = null): Promise<string> =>
  (
    await command(
      door,
      registerPerson,
      {
        kind: "natural",
        provider: staff === null ? { kind: "person", formal: false, formalWhy: null } : null,
        staff,
        personal: {
          name: "F. Yılmaz",
          salutation: "Fatma Yılmaz",
          familyName: "Yılmaz",
          firstNames: "Fatma",
          born: "1990-01-01",
          bsn: staff === null ? "999900018" : null,
          chamber: null,
          agb: null,
          address: null,
          email: null,
          phone: null,
          iban: null,
        },
      },
      { actor: service("test") },
    )
  ).person;

const termsOf = (holder: string, provider: string, line: string, changes: Partial<GivenTerms>): unknown => ({
  holder,
  provider,
  lines: [line],
  function: "99",
  kind: "assignment",
  standing: "informal",
  family: false,
  rates: [{ unit: "hour", cents: 2500 }],
  schedule: "fixed",
  minutesPerWeek: 600,
  setAside: null,
  beyondCommitment: true,
  from: "2026-10-01",
  until: "2026-12-31",
  accepted: [...clauses],
  personal: { care: "Fatma helpt met opstaan, aankleden en de administratie." },
  ...changes,
});

const committedOn = async (door: Door, agreement: string, line: string): Promise<number> => {
  const found = await everything(door, (tx) => commitmentsOn(tx, [line]));
  return found.get(line)?.agreements.find((one) => one.agreement === agreement)?.committed ?? 0;
};

const toldOf = async (door: Door, people: readonly string[], number: string, kinds: string): ReturnType<Life["told"]> =>
  (await everything(door, (tx) => notices(tx, people, 100)))
    .filter(({ kind }) => kind.startsWith(kinds))
    .flatMap(({ kind, content }) => (content === null ? [] : [{ kind, paragraphs: content.paragraphs }]))
    .filter(({ paragraphs }) => paragraphs.some((one) => one.includes(number)))
    .sort((one, other) => (one.kind < other.kind ? -1 : 1));

/** Opens the scene on 2 November 2026. Close it when done. */
export const openLife = async (award = wlz501(), bsn = "999990019"): Promise<Life> => {
  const { door: fixed, url, close } = await testDoor(instant("2026-11-02T08:00:00Z"));
  const time = { now: instant("2026-11-02T08:00:00Z") };
  const door: Door = { ...fixed, now: () => time.now };
  for (const { name, from } of confirmationKeys()) await command(door, confirmLaw, { name, from }, { actor: service("test") });
  await takeAward(door, award);
  const provider = await registered(door);
  const holder = await everything(door, (tx) => knownPerson(tx, door.seals, { bsn, chamber: null }));
  if (holder === null) throw new Error("the award made no holder");
  const [line] = await everything(door, (tx) => budgetLines(tx, { holder }));
  if (!line) throw new Error("the award made no line");
  const as = {
    holder: { person: holder, roles: ["holder" as const], organisation: null, reach: [{ holder, scopes }], provider: null },
    provider: { person: provider, roles: ["provider" as const], organisation: null, reach: [], provider },
    funder,
    svb,
  };
  const run: Life["run"] = (spec, input, actor) => command(door, spec, input, { actor });
  const terms: Life["terms"] = (changes = {}) => termsOf(holder, provider, line.id, changes);
  const stored: Life["stored"] = (agreement) => everything(door, (tx) => agreementById(tx, agreement));
  return {
    door,
    url,
    close,
    as,
    told: async (agreement, kinds = "") => toldOf(door, [holder, provider], (await stored(agreement)).number, kinds),
    staff: async (subject, organisation, role) => {
      await registered(door, { subject, organisation, roles: [role] });
    },
    line: line.id,
    at: (moment) => {
      time.now = moment;
    },
    run,
    terms,
    running: async (changes = {}) => {
      const { agreement } = await run(shareAgreement, terms(changes), as.holder);
      const about = { agreement, contentHash: (await stored(agreement)).contentHash };
      const approved = { ...about, outcome: "approved", personal: { reason: "" } };
      await run(signAsProvider, about, as.provider);
      await run(signAsHolder, about, as.holder);
      await run(assessAsFunder, approved, funder);
      await run(assessAsSvb, approved, svb);
      return agreement;
    },
    stored,
    free: async () => (await everything(door, async (tx) => roomOn(tx, await budgetLines(tx, { ids: [line.id] })))).get(line.id)?.free ?? 0,
    committedOn: (agreement, on) => committedOn(door, agreement, on),
    committed: (agreement) => committedOn(door, agreement, line.id),
  };
};
