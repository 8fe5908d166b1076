/** One figure: how much of our work per second, beside how much of a known kind of work the same database does in the same run. */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  yardstick: string;
  yardstickValue: number;
  /** The median of the ratios of all rounds, and the lowest and highest of them. */
  ratio: number;
  min: number;
  max: number;
};

/** What one round did: pieces of work in so many seconds. */
export type Done = { pieces: number; seconds: number };

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new Error("no median of nothing");
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
};

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** The figure of rounds in which work and yardstick took turns, so that what slows the machine down slows both. */
export const figureOf = (
  { name, unit, yardstick }: Pick<Figure, "name" | "unit" | "yardstick">,
  rounds: readonly { work: Done; yardstick: Done }[],
): Figure => {
  const perSecond = ({ pieces, seconds }: Done): number => pieces / seconds;
  const ratios = rounds.map((round) => perSecond(round.work) / perSecond(round.yardstick));
  return {
    name,
    value: rounded(median(rounds.map(({ work }) => perSecond(work))), 1),
    unit,
    yardstick,
    yardstickValue: rounded(median(rounds.map((round) => perSecond(round.yardstick))), 1),
    ratio: rounded(median(ratios), 4),
    min: rounded(Math.min(...ratios), 4),
    max: rounded(Math.max(...ratios), 4),
  };
};

/** Does pieces of work with so many clients at once, each its own list in order, and tells how long all took together. */
export const together = async (clients: readonly (() => Promise<number>)[]): Promise<Done> => {
  const from = performance.now();
  const pieces = await Promise.all(clients.map((work) => work()));
  return { pieces: pieces.reduce((sum, count) => sum + count, 0), seconds: (performance.now() - from) / 1_000 };
};
