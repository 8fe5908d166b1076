import type { AddressInfo } from "node:net";
import { openDoor } from "./house.ts";
import { bankAt } from "./payment/bank.ts";
import { openBank } from "./sim/bank/queries.ts";
import { bankServer } from "./sim/bank/routes.ts";
import { conductAt } from "./sim/bank-conduct.ts";
import { seedHouse } from "./sim/seed.ts";

/**
 * Fills an empty learning environment, with the simulated bank in this process for as long as that takes. Says what it does,
 * because the first time takes some seconds. Stops halfway when asked to; the next start goes on from there.
 */
export const fillHouse = async (
  url: string,
  env: NodeJS.ProcessEnv,
  say: (text: string) => void,
  stopping: () => boolean,
): Promise<void> => {
  const door = openDoor(url, env);
  const pool = openBank(url);
  const server = bankServer(pool, (error) => {
    say(`gesimuleerde bank: ${error instanceof Error ? error.message : String(error)}`);
  });
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  try {
    await seedHouse(
      door,
      { bank: bankAt(address), world: conductAt(address) },
      {
        begins: () => {
          say("Wij maken de leeromgeving: veertig budgethouders, hun zorgverleners en hun jaar tot nu toe. Dat duurt even.");
        },
        stopping,
      },
    );
  } finally {
    await new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
    await pool.end();
    await door.db.destroy();
  }
};

/** How to sign in as each kind of person; printed at the start. */
export const howToSignIn: readonly string[] = [
  "Kies op de inlogpagina iemand uit de lijst. Een wachtwoord is niet nodig; iedereen is verzonnen. Bijvoorbeeld:",
  "  budgethouder        Hannie de Vries (Wmo), Willem Scholten (Wlz)",
  "  vertegenwoordiger   Marleen Dijkstra-Kok, moeder van Tess (Jeugdwet)",
  "  zorgverlener        Fatma Yılmaz, Thuiszorg De Linde",
  "  verstrekker         Carla Hoekstra (gemeente), Anouk Meijer (zorgkantoor)",
  "  SVB                 Greet Aalbers (beoordelen), Hamid Bouzid (betalen), Ineke Brouwer en Joost van Dam (vrijgeven)",
  "  systeem van een verstrekker (/v1, zie docs/api.md): client verstrekker-0363 met geheim leeromgeving-verstrekker-0363, met de code van de verstrekker",
];
