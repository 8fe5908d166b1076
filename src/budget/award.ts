import { cents, least, type Cents, zero } from "../kernel/money.ts";
import type { Day } from "../kernel/day.ts";
import type { Law } from "../law/laws.ts";

/**
 * One line of a budget (functiebudget): what a funder made available for one function in one budget period, under a chain of
 * replacing awards. `awarded` and the days are those of the newest award; nothing awarded means withdrawn.
 */
export type BudgetLine = {
  id: string;
  holder: string;
  funder: string;
  law: Law;
  function: string;
  from: Day;
  until: Day;
  awarded: Cents;
  account: string;
  conflictAccount: string;
};

/** How a changed award moves money on one line. All amounts are zero or more. */
export type Movement = { raise: Cents; fillConflict: Cents; takeBack: Cents; conflict: Cents };

/**
 * What happens on a line when its award goes from one amount to another. A raise first fills what an earlier lowering could not
 * take back. A lowering takes what is free; the rest is a conflict (bestedingsconflict, OP504), which the award survives.
 */
export const movementOf = (before: Cents, after: Cents, free: Cents, inConflict: Cents): Movement => {
  if (after >= before) {
    const fillConflict = least(cents(after - before), inConflict);
    return { raise: cents(after - before - fillConflict), fillConflict, takeBack: zero, conflict: zero };
  }
  const takeBack = least(cents(before - after), free);
  return { raise: zero, fillConflict: zero, takeBack, conflict: cents(before - after - takeBack) };
};

// WMO022 (iPgb 2.0) and JZ020 (iJw 3.2), the codes that can be awarded.
const functionNames: Record<Law, Record<string, string>> = {
  wlz: {},
  wmo: {
    "01": "Hulp bij het huishouden",
    "02": "Begeleiding",
    "03": "Persoonlijke verzorging",
    "04": "Kortdurend verblijf",
    "05": "Woondiensten",
    "06": "Overige ondersteuning individu of gezin",
    "07": "Dagbesteding",
    "08": "Vervoerdiensten",
    "09": "Overige groepsgerichte ondersteuning",
    "10": "Overige maatwerkarrangementen",
    "11": "Rolstoelen",
    "12": "Vervoervoorzieningen",
    "13": "Woonvoorzieningen",
    "14": "Overige hulpmiddelen",
    "15": "Beschermd wonen",
    "16": "Opvang",
    "17": "Spoedopvang",
    "18": "Overige beschermd wonen en opvang",
  },
  jeugdwet: {
    "40": "Persoonlijke verzorging",
    "41": "Dagbehandeling",
    "42": "Vervoerdiensten",
    "43": "Jeugdhulp verblijf met behandeling",
    "44": "Jeugdhulp verblijf zonder behandeling",
    "45": "Jeugdhulp ambulant",
    "46": "Jeugdhulp crisis",
    "50": "Maatwerkarrangementen jeugd",
    "51": "Generalistische basis-ggz",
    "52": "Specialistische ggz",
    "54": "Jeugd-ggz",
  },
};

/** The functions of care of a law (zorgfuncties) that have a name, by code. */
export const functionsOf = (law: Law): readonly (readonly [code: string, name: string])[] => Object.entries(functionNames[law]);

/** What a function (zorgfunctie) is called on a screen; a code without a listed name stands for itself. */
export const functionName = (law: Law, code: string): string =>
  code === "99" ? "Totaal zorgpakket" : (functionNames[law][code] ?? `Zorgfunctie ${code}`);
