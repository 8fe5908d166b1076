import { derivedId } from "../../kernel/id.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { hereNow } from "../../db/queries.ts";
import type { Door } from "../../db/command.ts";
import type { Actor } from "../../kernel/actor.ts";
import { budgetLines, roomOn } from "../../budget/read.ts";
import type { BudgetLine } from "../../budget/award.ts";
import type { Day } from "../../kernel/day.ts";
import { zero, type Cents } from "../../kernel/money.ts";
import type { Tx } from "../../db/pool.ts";
import { findProvider, foundProvider, type FoundProvider } from "../../party/find-provider.ts";
import { agreements } from "../read.ts";
import { sicknessOf } from "../load.ts";
import { openSickness } from "../sickness.ts";
import { keepDraft, type Draft, type DraftFields } from "../draft.ts";
import { readProviderSearch } from "./form.ts";
import type { Typed, Wrong } from "./typed.ts";

/** The id of the concept that the first page makes: the same form pressed twice makes one. */
export const newConceptId = (rendering: string, person: string): string => derivedId(rendering.slice(-36), "agreement-draft", person);

/** Keeps what was filled in, at the time of the house. */
export const keepAnswers = async (door: Door, actor: Actor, concept: Pick<Draft, "id" | "holder">, fields: DraftFields): Promise<void> =>
  keepDraft(door.db, actor, { ...concept, fields, changedAt: await hereNow(door.db) });

/** The budgets of a holder that still run or begin later, with what is free on each. */
export const openLines = async (tx: Tx, holder: string, today: Day): Promise<(BudgetLine & { free: Cents })[]> => {
  const lines = (await budgetLines(tx, { holder })).filter(({ until, awarded }) => until >= today && awarded > zero);
  const room = await roomOn(tx, lines);
  return lines.map((line) => {
    const { free, conflict } = room.get(line.id) ?? { free: zero, conflict: zero };
    return { ...line, free: conflict > zero ? zero : free };
  });
};

/** The provider whom a concept names, when there is one. */
export const providerOf = async (door: Door, fields: DraftFields): Promise<FoundProvider | null> =>
  typeof fields.zorgverlener === "string" ? foundProvider(door.db, fields.zorgverlener) : null;

const notFound =
  "Wij vinden geen zorgverlener met deze gegevens. Controleer wat u invulde, of vraag de zorgverlener om zich eerst bij ons aan te melden.";

/** Looks for the provider whom the holder named on the first page: found, wrong, or nothing filled in. */
export const searchProvider = async (door: Door, answers: Typed): Promise<{ found: FoundProvider | null; wrong: readonly Wrong[] }> => {
  const search = readProviderSearch(answers);
  if ("wrong" in search) return { found: null, wrong: search.wrong };
  if (search.value === null) return { found: null, wrong: [] };
  const found = await findProvider(door.db, door.seals, search.value);
  return { found, wrong: found === null ? [{ field: "chamber" in search.value ? "kvk" : "bsn", message: notFound }] : [] };
};

/** What is wrong with a provider for this holder and kind of agreement. */
export const wrongProvider = (provider: FoundProvider | null, holder: string, kind: string): readonly Wrong[] => {
  if (provider === null)
    return [{ field: "kvk", message: "Vul in wie de zorgverlener is: het KvK-nummer, of het burgerservicenummer met de achternaam." }];
  if (provider.id === holder)
    return [{ field: "kvk", message: "Kies een andere zorgverlener. De budgethouder kan zichzelf niet betalen." }];
  if (kind === "" || kind === "vervoer" || (kind === "zorginstelling") === (provider.kind === "institution")) return [];
  const right = provider.kind === "institution" ? "Een organisatie" : "Een persoon";
  return [{ field: "soort", message: `${provider.name} staat bij ons anders bekend. Kies: ${right}.` }];
};

/** Running agreements of a holder whose provider was reported sick and can be replaced (vervanging): not those with this provider. */
export const replaceableOf = async (tx: Tx, holder: string, provider: string | null): Promise<{ id: string; name: string }[]> => {
  const found: { id: string; name: string }[] = [];
  for (const { id, number, state, provider: other, providerName } of await agreements(tx, { holder })) {
    if (state !== "approved" || other === provider || openSickness(await sicknessOf(tx, number)) === null) continue;
    found.push({ id, name: `${providerName.name} (${number})` });
  }
  return found;
};

/** A concept that somebody may fill in. Throws `not-allowed` for who acts for no holder. */
export const actingFor = (holder: { id: string } | null): string => {
  if (holder === null) throw new Refusal("not-allowed");
  return holder.id;
};
