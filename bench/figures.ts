import { batchesOfRecord, batchOrders } from "./batch-orders.ts";
import { camt053, camtOfRecord } from "./camt053.ts";
import { declarationsHttp, ofRecord } from "./declarations-http.ts";
import { checks, checksOfRecord } from "./checks.ts";
import type { BenchHouse } from "./house.ts";
import type { Figure } from "./measure.ts";

/** Measures one thing in a house of its own; answers a line per figure, each beside a yardstick of the same run. */
export type Measurement = (house: BenchHouse) => Promise<readonly Figure[]>;

/** Everything that is measured, by name: a file each. */
export const measurements: Readonly<Record<string, Measurement>> = {
  "declarations-http": (house) => declarationsHttp(house, ofRecord),
  "batch-20000": (house) => batchOrders(house, batchesOfRecord),
  "camt053-100000": () => camt053(camtOfRecord),
  checks: () => checks(checksOfRecord),
};
