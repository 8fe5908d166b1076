import { commands } from "./commands.ts";
import { code, heading, page, table } from "./generate-page.ts";
import { roles, service, type Actor, type Role, type Scope } from "./kernel/actor.ts";
import { actions, may, type Action, type Permission } from "./kernel/may.ts";

const own = { holder: "holder", provider: "provider", organisations: ["0363"] };

const citizen = (person: string, role: Role): Actor => ({ person, roles: [role], organisation: null, reach: [], provider: null });
const scopesOf: readonly Scope[] = ["read", "hours", "declare", "sign", "money"];

/** One person of each role, who has to do with the thing at hand. Staff of the SVB and of funders share no role. */
const example = (role: Role): Actor => {
  const base = citizen(role, role);
  if (role === "service") return service("example");
  if (role === "holder" || role === "representative") return { ...base, reach: [{ holder: own.holder, scopes: scopesOf }] };
  if (role === "provider") return { ...base, provider: own.provider };
  const ofFunder: readonly Role[] = ["funder-assessor", "funder-policy-maker", "machine-client"];
  return { ...base, organisation: ofFunder.includes(role) ? "0363" : "SVB" };
};

/** What a representative needs for it: the one scope without which it is refused. */
const scopeNeeded = (action: Action): string => {
  const needed = scopesOf.filter((scope) => {
    const actor: Actor = {
      ...citizen("representative", "representative"),
      reach: [{ holder: own.holder, scopes: scopesOf.filter((one) => one !== scope) }],
    };
    return !may(actor, action, own).allowed;
  });
  return needed.length === 1 ? (needed[0] ?? "") : "";
};

const short = (answer: Permission): string => (answer.allowed ? "yes" : "");

/** The authorisation matrix (autorisatiematrix): every action by every role, on what is their own. */
export const rightsPage = (): string =>
  page(
    heading(
      "Who may do what",
      "`may()` in `src/kernel/may.ts`",
      "Each answer is that of `may()` itself, for a person of that role who has to do with the thing: the holder whose it is, a representative (the scope that the mandate must have stands in its column), the provider of this very thing, staff of a funder that it concerns. Outside the SVB and the named services nobody may do anything to what is another's, and learns no more of it than if it did not exist. `src/kernel/may.test.ts` tries them all. Row security in PostgreSQL is the second lock, see [the database](database.md).",
    ),
    table(
      ["Action", ...roles],
      (Object.keys(actions) as Action[]).map((action) => [
        code(action),
        ...roles.map((role) => {
          const answer = may(example(role), action, own);
          return role === "representative" && answer.allowed ? scopeNeeded(action) || "yes" : short(answer);
        }),
      ]),
    ),
  );

/** Every command. */
export const commandsPage = (): string =>
  page(
    heading(
      "Commands",
      "`src/commands.ts`",
      "Whatever decides anything is a command: it is checked, locked, decided, stored and logged as one. This is every kind that the log may hold and that a replay can run again. Actions without a command are reading, drafts outside the log, or the clock of the learning environment.",
    ),
    table(
      ["Kind", "Roles that may"],
      commands.map(({ kind }) => [code(kind), roles.filter((role) => may(example(role), kind, own).allowed).join(", ")]),
    ),
    `Actions without a command: ${(Object.keys(actions) as Action[])
      .filter((action) => !commands.some(({ kind }) => kind === action))
      .map(code)
      .join(", ")}.`,
  );
