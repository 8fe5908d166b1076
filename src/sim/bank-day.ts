import { firstDay, monthOf, nextMonth, type Day, type Month } from "../kernel/day.ts";
import { reading } from "../db/pool.ts";
import type { Door } from "../db/command.ts";
import type { Bank } from "../payment/bank.ts";
import { fetchBank } from "../payment/fetch.ts";
import type { BankConduct } from "./bank-conduct.ts";
import { awardedByFunder, ownIbans } from "./queries.ts";

/** Both sides of the simulated bank: what a customer asks of it, and what the world does to it. */
export type SimulatedBank = { bank: Bank; world: BankConduct };

// Funders pay in advance (bevoorschotting) at the start of each month, a little more than a twelfth, so that payments can go out.
const payAdvances = async (door: Door, { world }: SimulatedBank, month: Month): Promise<void> => {
  const { own, funders } = await reading(door.db, { scope: "svb" }, async (tx) => ({
    own: await ownIbans(tx),
    funders: await awardedByFunder(tx, firstDay(month)),
  }));
  for (const { iban } of own) {
    for (const { code, name, awarded } of funders) {
      await world.deposit({
        iban,
        amountCents: Math.ceil(awarded / 10),
        remittance: `BEVOORSCHOTTING ${code} ${month}`,
        day: firstDay(month),
        key: `${iban}:${code}:${month}`,
        fromName: name.slice(0, 70),
      });
    }
  }
};

/**
 * Lets the bank live up to a day: the account is there, the advances of every month that began since come in, its days are
 * closed, and what it has for us is fetched. May be done again at any time. Answers how many files were taken in.
 */
export const bankLivesUntil = async (door: Door, simulated: SimulatedBank, since: Day, today: Day): Promise<number> => {
  const own = await reading(door.db, { scope: "svb" }, (tx) => ownIbans(tx));
  if (own.length === 0) return 0;
  for (const { iban, name } of own) await simulated.world.openAccount(iban, name, since);
  for (let month = nextMonth(monthOf(since)); month <= monthOf(today); month = nextMonth(month)) {
    await simulated.world.closeBefore(firstDay(month));
    await payAdvances(door, simulated, month);
  }
  await simulated.world.closeBefore(today);
  return (await fetchBank(door, simulated.bank)).imported;
};
