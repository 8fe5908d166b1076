import type { Claims } from "../../party/who.ts";

/** As what somebody can sign in; the groups of the list, in this order. */
export const demoGroups = ["Budgethouders", "Vertegenwoordigers", "Zorgverleners", "Verstrekkers", "SVB"] as const;
export type DemoGroup = (typeof demoGroups)[number];

/** Somebody invented who can sign in to the learning environment. `about` is one sentence that says who this is. */
export type DemoPerson = { sub: string; group: DemoGroup; name: string; about: string; claims: Claims };

/** A citizen of the demo, by BSN. */
export const withBsn = (bsn: string): Claims => ({ bsn, chamber: null, staff: null });

/** A member of staff of the demo, by the name that the organisation gave. */
export const asStaff = (staff: string): Claims => ({ bsn: null, chamber: null, staff });
