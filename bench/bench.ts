import { measurements } from "./figures.ts";
import { openBenchHouse, type BenchHouse } from "./house.ts";
import type { Figure } from "./measure.ts";
import { profile } from "./profile.ts";

// `npm run bench`: measures, each figure against a yardstick in the same run; after `--` the names of those wanted, else all. With
// --json one line per figure; with --profile not a figure but where the time of one declaration goes.

const told = ({ name, value, unit, yardstick, yardstickValue, ratio, min, max }: Figure): string =>
  `${name}: ${String(value)} ${unit}, tegenover ${String(yardstickValue)} ${yardstick}: verhouding ${String(ratio)} (${String(min)} tot ${String(max)})`;

const named = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const unknown = named.filter((name) => !(name in measurements));
if (unknown.length > 0) {
  process.stderr.write(`Dit wordt niet gemeten: ${unknown.join(", ")}. Kies uit: ${Object.keys(measurements).join(", ")}.\n`);
  process.exit(1);
}

/** Works in a house of its own, which is closed also when somebody stops the measuring: its PostgreSQL would stay behind. */
const inHouse = async (work: (house: BenchHouse) => Promise<void>): Promise<void> => {
  const opening = openBenchHouse();
  const stop = (): void => {
    void opening.then((house) => house.close()).finally(() => process.exit(130));
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    await work(await opening);
  } finally {
    await (await opening).close();
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
};

if (process.argv.includes("--profile")) {
  await inHouse(async (house) => {
    process.stdout.write(`${await profile(house)}\n`);
  });
} else {
  for (const [name, measure] of Object.entries(measurements)) {
    if (named.length > 0 && !named.includes(name)) continue;
    await inHouse(async (house) => {
      for (const figure of await measure(house))
        process.stdout.write(`${process.argv.includes("--json") ? JSON.stringify(figure) : told(figure)}\n`);
    });
  }
}
