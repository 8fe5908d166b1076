import { z } from "zod";
import { day, readDay } from "./kernel/day.ts";
import { Refusal, type Fault } from "./kernel/refusal.ts";
import { catalogue } from "./law/catalogue.ts";
import { standings } from "./law/care-rates.ts";
import type { Version } from "./law/dated.ts";
import { schemaWords } from "./web/schema-words.ts";

const dayText = z.string().refine((text) => readDay(text) !== null, "Dit is geen bestaande dag. Schrijf een dag als jjjj-mm-dd.");
const source = z.string().trim().min(3, "Noem waar dit staat, of dat het een voorstel is.").max(300);

const ofLaw = z.strictObject({ rule: z.string(), from: dayText, value: z.unknown(), source });
const ofPolicy = z.strictObject({
  funder: z.string().regex(/^\d{4}$/, "Een verstrekker heeft een code van vier cijfers."),
  law: z.enum(["wmo", "jeugdwet"], "Een verstrekker heeft een eigen maximumtarief onder de Wmo of de Jeugdwet."),
  standing: z.enum(standings, "Kies formal of informal."),
  from: dayText,
  value: z.number("Geef een bedrag in hele centen.").int("Geef een bedrag in hele centen.").positive().max(1_000_000),
});

/** What another law says: versions of rules by their names, and the rates of funders that were decided otherwise. */
export type OtherLaw = { rules: ReadonlyMap<string, readonly Version<unknown>[]>; policies: readonly z.infer<typeof ofPolicy>[] };

const refused = (faults: Fault[]): Refusal => new Refusal("input-invalid", faults);

/** True where two values are of one shape: whole numbers that are not negative, the same texts, objects and lists with the same parts. */
const alike = (known: unknown, given: unknown): boolean => {
  if (typeof known === "number") return Number.isSafeInteger(given) && (given as number) >= 0;
  if (typeof known !== "object" || known === null) return typeof given === typeof known && (known !== null || given === null);
  if (typeof given !== "object" || given === null || Array.isArray(known) !== Array.isArray(given)) return false;
  const [a, b] = [known as Record<string, unknown>, given as Record<string, unknown>];
  return Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((key) => key in b && alike(a[key], b[key]));
};

const nearest = (name: string): string => {
  const words = name.toLowerCase().split(/\W+/);
  const score = (known: string): number => words.filter((word) => word !== "" && known.toLowerCase().includes(word)).length;
  return catalogue.map((rule) => rule.name).reduce((best, known) => (score(known) > score(best) ? known : best));
};

/** What is wrong with a version of a rule: the rule is none of ours, or the value has another shape. */
const misfit = ({ rule: name, value }: z.infer<typeof ofLaw>, at: number): Fault[] => {
  const rule = catalogue.find((one) => one.name === name);
  if (!rule)
    return [{ field: `${String(at)}.rule`, problem: `Wij kennen de regel "${name}" niet.`, remedy: `Bedoelt u "${nearest(name)}"?` }];
  const known = rule.versions.find((one) => one.value !== "ended")?.value;
  if (value === "ended" || alike(known, value)) return [];
  return [
    {
      field: `${String(at)}.value`,
      problem: "Deze waarde heeft niet de vorm van deze regel.",
      remedy: `Schrijf haar zoals ${JSON.stringify(known)}, met hele getallen van nul of meer, of "ended".`,
    },
  ];
};

const merged = (known: readonly Version<unknown>[], changed: readonly Version<unknown>[]): Version<unknown>[] =>
  [...known.filter(({ from }) => !changed.some((one) => one.from === from)), ...changed].sort((a, b) => (a.from < b.from ? -1 : 1));

const noSense = (name: string, versions: readonly Version<unknown>[]): Fault[] =>
  versions.flatMap(({ from, value }, at) =>
    value === "ended" && (at === 0 || versions[at - 1]?.value === "ended")
      ? [{ field: name, problem: `Op ${from} eindigt iets dat dan niet geldt.`, remedy: "Haal deze versie weg." }]
      : [],
  );

const twice = (keys: readonly string[]): Fault[] =>
  keys.flatMap((key, at) =>
    keys.indexOf(key) < at ? [{ field: String(at), problem: `${key} staat er twee keer in.`, remedy: "Haal er één weg." }] : [],
  );

const faultsOf = (error: z.ZodError, at: number): Fault[] =>
  error.issues.map(({ path, message }) => ({
    field: [String(at), ...path.map(String)].join("."),
    problem: message,
    remedy: "Verbeter dit veld; docs/other-law.md zegt hoe.",
  }));

/**
 * Reads a file with another law (ander recht): a list of versions, each with rule, first day, value and source, or with funder, law,
 * standing, first day and value in cents. Throws `input-invalid` with every field that is wrong.
 */
export const readOtherLaw = (text: string): OtherLaw => {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    list = null;
  }
  if (!Array.isArray(list) || list.length === 0)
    throw refused([
      { field: "bestand", problem: "Dit is geen lijst in JSON met wijzigingen.", remedy: "docs/other-law.md zegt hoe het moet." },
    ]);
  const entries = (list as unknown[]).map((one) =>
    (typeof one === "object" && one !== null && "funder" in one ? ofPolicy : ofLaw).safeParse(one, { error: schemaWords }),
  );
  const wrong = entries.flatMap((entry, at) => (entry.success ? [] : faultsOf(entry.error, at)));
  if (wrong.length > 0) throw refused(wrong);
  const given = entries.flatMap((entry) => (entry.success ? [entry.data] : []));
  const ofRules = given.filter((one) => "rule" in one);
  const misfits = [
    ...given.flatMap((one, at) => ("rule" in one ? misfit(one, at) : [])),
    ...twice(given.map((one) => ("rule" in one ? `${one.rule} ${one.from}` : `${one.funder} ${one.law} ${one.standing} ${one.from}`))),
  ];
  if (misfits.length > 0) throw refused(misfits);
  const rules = new Map(
    [...Map.groupBy(ofRules, ({ rule }) => rule)].map(([name, all]) => [
      name,
      merged(
        catalogue.find((rule) => rule.name === name)?.versions ?? [],
        all.map(({ from, value, source: stands }) => ({ from: day(from), value, source: stands })),
      ),
    ]),
  );
  const senseless = [...rules].flatMap(([name, versions]) => noSense(name, versions));
  if (senseless.length > 0) throw refused(senseless);
  return { rules, policies: given.filter((one) => "funder" in one) };
};
