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

/** What one round did: pieces of work in so many seconds, and how many milliseconds each of them took. */
export type Done = { pieces: number; seconds: number; each: readonly number[] };

const inOrder = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** The value that so many in a hundred do not exceed. */
export const percentile = (values: readonly number[], hundredths: number): number => {
  const at = inOrder(values)[Math.max(0, Math.ceil((values.length * hundredths) / 100) - 1)];
  if (at === undefined) throw new Error("no percentile of nothing");
  return at;
};

export const median = (values: readonly number[]): number => {
  const sorted = inOrder(values);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new Error("no median of nothing");
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
};

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** A round in which work and yardstick took turns, so that what slows the machine down slows both. */
export type Round = { work: Done; yardstick: Done };

/** Pieces per second. */
export const perSecond = ({ pieces, seconds }: Done): number => pieces / seconds;

/** The milliseconds within which 99 of a hundred pieces were done (p99). */
export const slowest = ({ each }: Done): number => percentile(each, 99);

/** The figure of rounds: what `of` says of the work, beside what it says of the yardstick. */
export const figureOf = (
  { name, unit, yardstick }: Pick<Figure, "name" | "unit" | "yardstick">,
  rounds: readonly Round[],
  of: (done: Done) => number = perSecond,
): Figure => {
  const ratios = rounds.map(({ work, yardstick: known }) => of(work) / of(known));
  return {
    name,
    value: rounded(median(rounds.map(({ work }) => of(work))), 2),
    unit,
    yardstick,
    yardstickValue: rounded(median(rounds.map((round) => of(round.yardstick))), 2),
    ratio: rounded(median(ratios), 4),
    min: rounded(Math.min(...ratios), 4),
    max: rounded(Math.max(...ratios), 4),
  };
};

/** Does pieces of work with so many clients at once, and tells how long each took and all together. */
export const together = async (
  clients: readonly ((timed: <T>(piece: () => Promise<T>) => Promise<T>) => Promise<void>)[],
): Promise<Done> => {
  const from = performance.now();
  const each: number[] = [];
  const timed = async <T>(piece: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const done = await piece();
    each.push(performance.now() - began);
    return done;
  };
  await Promise.all(clients.map((work) => work(timed)));
  return { pieces: each.length, seconds: (performance.now() - from) / 1_000, each };
};
