import type { Called, Verb } from "./cli-words.ts";
import { calculations, type Calculation } from "./payroll/answer-lines.ts";
import { answerStream } from "./payroll/answer-stream.ts";
import { Refusal } from "./kernel/refusal.ts";

// The verbs with which a program outside computes wages. They need no database.

const about: Readonly<Record<Calculation, string>> = {
  withhold: "loonheffing en arbeidskorting, JSON-regels van stdin naar stdout",
  special: "loonheffing op een bijzondere beloning, idem",
  premiums: "premies en bijdrage Zvw, idem",
};

const fields: Readonly<Record<Calculation, string>> = {
  withhold: `{"id","year","table":"wit|groen","period":"kwartaal|maand|vierweken|week|dag","age_group":"below_aow|aow_born_1946_or_later|aow_born_1945_or_earlier","lhk":true|false,"wage_cents","anonymous":true|false (niet verplicht)}
-> {"id","withheld_cents","labour_credit_cents"}`,
  special: `{"id","year","table":"wit|groen","age_group","lhk":true|false,"wage_cents","annual_wage_cents"}
-> {"id","withheld_cents","labour_credit_cents"}`,
  premiums: `{"id","year","wage_cents","awf":"low|high|none"; niet verplicht: "aof":"low|high|none","whk_percent":1.93,"zvw":"employer|withheld|none","period":"maand|…","wage_before_cents","periods_before","anonymous"}
-> {"id","base_cents","awf_cents","aof_cents","wko_cents","whk_cents","zvw_employer_cents","zvw_withheld_cents","total_cents","employer_cost_cents"}`,
};

const run =
  (calculation: Calculation) =>
  async ({ words }: Called): Promise<number> => {
    if (words.includes("--help")) {
      process.stdout.write(
        `Elke regel op stdin is een object, elke regel op stdout het antwoord erop:\n${fields[calculation]}\nEen regel die niet kan: {"id","error"}, en aan het eind code 1.\n`,
      );
      return 0;
    }
    const [odd] = words;
    if (odd !== undefined)
      throw new Refusal("input-invalid", [
        { field: "opdracht", problem: `Deze opdracht kent "${odd}" niet.`, remedy: "Geef de regels op stdin; --help zegt hoe." },
      ]);
    return (await answerStream(calculation, process.stdin, process.stdout)) ? 0 : 1;
  };

/** Wage tax, special rewards and premiums, line by line. */
export const payrollVerbs: readonly Verb[] = calculations.map((calculation) => ({
  name: `payroll ${calculation}`,
  usage: "< REGELS",
  about: about[calculation],
  run: run(calculation),
}));
