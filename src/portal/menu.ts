import { funderName } from "../party/funders.ts";
import { funders } from "../party/funders-data.ts";
import { audienceOf, type Portal } from "../web/frame.ts";
import type { Audience, NavEntry } from "../web/layout.tsx";

/** The menu of each audience, in order. On a phone five fit: leave the rest to "desktop" and give the phone an entry "Meer". */
const menus: Record<Exclude<Audience, "staff">, readonly NavEntry[]> = {
  public: [],
  holder: [{ href: "/", label: "Start", icon: "home" }],
  provider: [{ href: "/", label: "Start", icon: "home" }],
};

const svbMenu: readonly NavEntry[] = [{ href: "/", label: "Werk", icon: "tray" }];
const funderMenu: readonly NavEntry[] = [{ href: "/", label: "Werk", icon: "tray" }];

/** Where each audience begins after signing in. */
const homes: Record<Audience, string> = { public: "/", holder: "/", provider: "/", staff: "/" };

/** The menus and home pages of all who use the portal. */
export const portal: Portal = {
  menu: ({ actor }, audience) => (audience === "staff" ? (actor.organisation === "SVB" ? svbMenu : funderMenu) : menus[audience]),
  home: ({ actor }) => homes[audienceOf(actor)],
  organisation: (code) => {
    if (code === "SVB") return "Sociale Verzekeringsbank";
    const funder = funders.find((one) => one.code === code);
    return funder === undefined ? code : funderName(funder);
  },
};
