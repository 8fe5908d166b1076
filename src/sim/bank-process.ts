import { openPool } from "../db/pool.ts";
import { setting, untilStopped } from "../supervised.ts";

const pool = openPool({ url: setting("DATABASE_URL"), as: "app", most: 2 });
const idle = setInterval(() => undefined, 60_000);

untilStopped(async () => {
  clearInterval(idle);
  await pool.end();
});
