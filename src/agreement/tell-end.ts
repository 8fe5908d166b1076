import { inWords, type Day } from "../kernel/day.ts";
import { inEuros, total } from "../kernel/money.ts";
import { providerTerm } from "../law/terms.ts";
import type { Context } from "../db/command.ts";
import { signalFunder } from "../budget/signal-funder.ts";
import { namesOf } from "../party/funders.ts";
import { notify } from "../party/notice.ts";
import { groundName, type Freed, type Ground } from "./ending.ts";
import type { StoredAgreement } from "./load.ts";

type Told = { ground: Ground; lastDay: Day; cause: string | null; money: readonly Freed[] };

const because = ({ ground, cause }: Told): string =>
  cause === null ? groundName[ground] : `${groundName[ground]}. De reden: ${cause.trim().replace(/[.!?…]+$/, "")}`;

/** Tells the holder, the provider and the funder that an agreement ends, why, and what that means for each of them. */
export const tellEnd = async (context: Context, agreement: StoredAgreement, end: Told): Promise<void> => {
  const { holder, provider, funder, law, number, id } = agreement;
  const weeks = providerTerm[law].on(end.lastDay);
  if (!weeks.known) throw new Error(`no term for declarations under ${law} on ${end.lastDay}`);
  const names = await namesOf(context.tx, [holder, provider]);
  const nameOf = (person: string): string => names.get(person)?.name ?? "(naam verwijderd)";
  const shared = { nummer: number, grond: because(end), dag: inWords(end.lastDay) };
  await notify(context, {
    person: holder,
    kind: "agreement-ended",
    about: { kind: "agreement", id },
    values: {
      ...shared,
      zorgverlener: nameOf(provider),
      apart: inEuros(total(end.money.map(({ kept }) => kept))),
      vrij: inEuros(total(end.money.map(({ freed }) => freed))),
    },
  });
  await notify(context, {
    person: provider,
    kind: "agreement-ended-provider",
    about: { kind: "agreement", id },
    values: { ...shared, budgethouder: nameOf(holder), weken: String(weeks.value) },
  });
  // Who disapproved of it knows.
  if (end.ground !== "disapproved") await signalFunder(context, { holder, funder, kind: "agreement-ended", about: id, due: end.lastDay });
};
