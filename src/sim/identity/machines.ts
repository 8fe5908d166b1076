import { derivedId } from "../../kernel/id.ts";
import { funders } from "../../party/funders-data.ts";
import type { MachineClient } from "../../web/api.ts";

/** The token of a funder's own system in the learning environment, where nothing is secret: "leeromgeving-verstrekker-0363". */
export const learningToken = (funder: string): string => `leeromgeving-verstrekker-${funder}`;

const nowhere = "00000000-0000-8000-8000-000000000000";

/** A system of every funder of the country, so that any award message can be handed in by who sent it. */
export const learningMachines: readonly MachineClient[] = funders.map(({ code, name }) => ({
  id: derivedId(nowhere, "machine-client", code),
  organisation: code,
  name: `Systeem van ${name}`,
  token: learningToken(code),
}));
