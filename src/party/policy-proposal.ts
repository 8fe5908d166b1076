import { cents, type Cents } from "../kernel/money.ts";
import { standings, type Standing } from "../law/care-rates.ts";
import type { Version } from "../law/dated.ts";
import { after, type Moves } from "../law/states.ts";

/** States of a proposal for the policy of a funder (beleidsvoorstel). */
export const proposalStates = ["proposed", "adopted", "dropped"] as const;
export type ProposalState = (typeof proposalStates)[number];

/** Somebody proposes, somebody else adopts (vier ogen); either drops it. */
export const proposalMoves = {
  adopt: { from: ["proposed"], to: "adopted", by: "another policy maker" },
  drop: { from: ["proposed"], to: "dropped", by: "a policy maker" },
} as const satisfies Record<string, { from: readonly ProposalState[]; to: ProposalState; by: string }>;
export type ProposalMove = keyof typeof proposalMoves;

/** The state after a move, or null where the table does not allow it. */
export const proposalAfter = (state: ProposalState, move: ProposalMove): ProposalState | null =>
  after<ProposalState, Moves<ProposalState>>(proposalMoves, move, state);

export const proposalStateName: Readonly<Record<ProposalState, string>> = {
  proposed: "Voorgesteld",
  adopted: "Vastgesteld",
  dropped: "Ingetrokken",
};

/** A maximum rate per hour as a funder sets it: for a kind of provider, for one function of care or for all that have none of their own. */
export type RateTopic = { standing: Standing; careFunction: string | null };

const prefix = "maximum-per-hour-";

/** The name under which a maximum rate is kept: "maximum-per-hour-formal", or "maximum-per-hour-formal/02" for one function. */
export const nameOfRate = ({ standing, careFunction }: RateTopic): string =>
  `${prefix}${standing}${careFunction === null ? "" : `/${careFunction}`}`;

/** What a name stands for; null for a policy of another kind. */
export const rateIn = (name: string): RateTopic | null => {
  if (!name.startsWith(prefix)) return null;
  const [of = "", careFunction = null] = name.slice(prefix.length).split("/");
  const standing = standings.find((one) => one === of);
  return standing === undefined ? null : { standing, careFunction };
};

/**
 * The versions that hold for one function (voor een zorgfunctie): those of all functions, until the first day on which it has a rate of its
 * own. Both oldest first.
 */
export const forFunction = (general: readonly Version<Cents>[], own: readonly Version<Cents>[]): Version<Cents>[] => {
  const [first] = own;
  return first === undefined ? [...general] : [...general.filter(({ from }) => from < first.from), ...own];
};

/** A kept value as the rate that it is. Throws on anything else. */
export const rateOf = (value: unknown): Cents => {
  const held = (value as { cents?: unknown }).cents;
  if (typeof held !== "number") throw new Error("a policy on rates holds no cents");
  return cents(held);
};
