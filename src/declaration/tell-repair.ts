import { monthInWords } from "../kernel/day.ts";
import type { Context } from "../db/command.ts";
import { namesOf } from "../party/funders.ts";
import { notify } from "../party/notice.ts";
import type { StoredDeclaration } from "./load.ts";

/** Tells holder and provider something about mending a declaration; each reads the name of the other. */
export const tellParties = async (
  context: Context,
  declaration: Pick<StoredDeclaration, "id" | "holder_id" | "provider_id" | "month" | "number">,
  kind: "repair-wanted" | "repair-soon" | "repair-lapsed",
  values: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const { holder_id: holder, provider_id: provider } = declaration;
  const names = await namesOf(context.tx, [holder, provider]);
  const nameOf = (person: string): string => names.get(person)?.name ?? "(naam verwijderd)";
  const about = { kind: "declaration", id: declaration.id };
  const shared = { ...values, nummer: declaration.number, maand: monthInWords(declaration.month) };
  await notify(context, { person: holder, kind, about, values: { ...shared, zorgverlener: nameOf(provider) } });
  await notify(context, { person: provider, kind: `${kind}-provider`, about, values: { ...shared, budgethouder: nameOf(holder) } });
};
