/** The laws under which a personal budget is granted (wet). Wlz 3.3.3, Wmo 2015 2.3.6, Jeugdwet 8.1.1. */
export const laws = ["wlz", "wmo", "jeugdwet"] as const;
export type Law = (typeof laws)[number];

/** The name of a law as people read it. */
export const lawName: Readonly<Record<Law, string>> = { wlz: "Wlz", wmo: "Wmo 2015", jeugdwet: "Jeugdwet" };

/** Where one rule stands, under each law. */
export type Articles = Readonly<Record<Law, string>>;

/** A rule that stands in the regulations under the Wmo and the Jeugdwet, and for the Wlz in a text of its own, which is named in full. */
export const perLaw = (wmo: string, jeugdwet: string, wlz: string): Articles => ({
  wmo: `Uitv.reg. Wmo 2015 art. ${wmo}`,
  jeugdwet: `Regeling Jeugdwet art. ${jeugdwet}`,
  wlz,
});

/** A rule of general law, the same whatever the law of the budget. */
export const underEachLaw = (article: string): Articles => ({ wmo: article, jeugdwet: article, wlz: article });
