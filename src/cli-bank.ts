import type { Called, Verb } from "./cli-words.ts";
import { hereNow } from "./db/queries.ts";
import { dayOf } from "./kernel/day.ts";
import { readIban } from "./kernel/iban.ts";
import { Refusal } from "./kernel/refusal.ts";
import { behaviourOf, Conduct } from "./sim/bank/conduct.ts";
import { change, openBank, saveBehaviour } from "./sim/bank/queries.ts";
import { bankCaseNames, bankCases } from "./sim/bank-cases.ts";
import { withHouse } from "./with-house.ts";

// The verb with which somebody who trains tells the simulated bank what to do. Its books are in the same database, under a role of its own.

const read = ([iban, name, ...more]: readonly string[]) => {
  const account = readIban(iban ?? "");
  const found = bankCaseNames.find((one) => one === name);
  const faults = [
    ...(account === null
      ? [{ field: "IBAN", problem: "Dit is geen rekeningnummer.", remedy: "Noem de rekening van een zorgverlener." }]
      : []),
    ...(found === undefined ? [{ field: "GEVAL", problem: "Dit geval bestaat niet.", remedy: `Kies: ${bankCaseNames.join(", ")}.` }] : []),
    ...more.map((word) => ({ field: word, problem: "Dit hoort er niet bij.", remedy: "Haal het weg." })),
  ];
  if (account === null || found === undefined || faults.length > 0) throw new Refusal("input-invalid", faults);
  return { account, found };
};

const conduct = ({ words, env, json }: Called): Promise<number> => {
  const { account, found } = read(words);
  if (env.PGB_ENV === "production")
    throw new Refusal("input-invalid", [
      { field: "PGB_ENV", problem: "Buiten de leeromgeving is er geen nagebootste bank.", remedy: "Doe dit in de leeromgeving." },
    ]);
  return withHouse(env, async ({ door, url }) => {
    const given = Conduct.parse(bankCases[found].conduct(dayOf(await hereNow(door.db))));
    const pool = openBank(url);
    try {
      await change(pool, (tx) => saveBehaviour(tx, behaviourOf(account, given)));
    } finally {
      await pool.end();
    }
    process.stdout.write(
      `${json ? JSON.stringify({ ok: true, iban: account, geval: found }) : `${account}: ${bankCases[found].label}.`}\n`,
    );
    return 0;
  });
};

export const bankVerbs: readonly Verb[] = [
  { name: "bank conduct", usage: "IBAN GEVAL", about: "zegt wat de nagebootste bank doet met de volgende betaling", run: conduct },
];
