/** The laws under which a personal budget is granted (wet). Wlz 3.3.3, Wmo 2015 2.3.6, Jeugdwet 8.1.1. */
export const laws = ["wlz", "wmo", "jeugdwet"] as const;
export type Law = (typeof laws)[number];

/** The name of a law as people read it. */
export const lawName: Readonly<Record<Law, string>> = { wlz: "Wlz", wmo: "Wmo 2015", jeugdwet: "Jeugdwet" };
