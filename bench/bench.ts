import { declarationsHttp, ofRecord } from "./declarations-http.ts";
import { openBenchHouse } from "./house.ts";
import type { Figure } from "./measure.ts";
import { profile } from "./profile.ts";

// `npm run bench`: measures, each figure against a yardstick in the same run. With --json one line per figure; with --profile
// not a figure but where the time of one declaration goes.

const told = ({ name, value, unit, yardstick, yardstickValue, ratio, min, max }: Figure): string =>
  `${name}: ${String(value)} ${unit}, tegenover ${String(yardstickValue)} ${yardstick}: verhouding ${String(ratio)} (${String(min)} tot ${String(max)})`;

const house = await openBenchHouse();
try {
  if (process.argv.includes("--profile")) {
    process.stdout.write(`${await profile(house)}\n`);
  } else {
    const figure = await declarationsHttp(house, ofRecord);
    process.stdout.write(`${process.argv.includes("--json") ? JSON.stringify(figure) : told(figure)}\n`);
  }
} finally {
  await house.close();
}
