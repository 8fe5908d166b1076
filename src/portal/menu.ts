import type { Actor } from "../kernel/actor.ts";
import { may, type Action } from "../kernel/may.ts";
import { funderName } from "../party/funders.ts";
import { funders } from "../party/funders-data.ts";
import { audienceOf, type Portal } from "../web/frame.ts";
import { isBoth } from "../web/side.ts";
import type { Audience, NavEntry } from "../web/layout.tsx";

const start = { href: "/start", label: "Start", icon: "home" } as const;
const hours = { href: "/uren", label: "Uren", icon: "clock" } as const;
const budget = { href: "/budgetten", label: "Budget", icon: "budget" } as const;
const agreements = { href: "/overeenkomsten", label: "Overeenkomsten", icon: "agreement" } as const;
const payments = { href: "/betalingen", label: "Betalingen", icon: "bank" } as const;
const more = { href: "/meer", label: "Meer", icon: "menu", only: "phone" } as const;
const desktop = { only: "desktop" } as const;

/** The menu of each audience, in order. A phone has room for four long words or five short ones: the rest stands behind "Meer". */
const menus: Record<Exclude<Audience, "staff">, readonly NavEntry[]> = {
  public: [],
  holder: [start, hours, budget, { ...agreements, ...desktop }, { ...payments, ...desktop }, more],
  provider: [start, hours, payments, agreements],
};

// Who is both holder (or representative) and provider finds each menu at the end of the other; no list says twice who it is for.
const citizenMenu = (actor: Actor, audience: "holder" | "provider"): readonly NavEntry[] => {
  if (!isBoth({ actor })) return menus[audience];
  if (audience === "holder") return [...menus.holder, { href: "/start?als=zorgverlener", label: "Mijn werk", icon: "person", ...desktop }];
  const asProvider = (entry: NavEntry): NavEntry => ({ ...entry, href: `${entry.href}?als=zorgverlener` });
  return [
    ...[start, hours, payments].map(asProvider),
    { ...agreements, ...desktop },
    asProvider(more),
    { href: "/start", label: "Budgethouder", icon: "person", ...desktop },
  ];
};

/** The menu of the SVB: each sees where he may go. Of the roles that one person may have, no more than five fit a phone. */
const svbMenu = (actor: Actor): readonly NavEntry[] => {
  const entries: readonly (NavEntry & { action: Action })[] = [
    { href: "/svb", label: "Werk", icon: "tray", action: "work.read" },
    { href: "/svb/overeenkomsten", label: "Overeenkomsten", icon: "agreement", action: "agreement.assess-svb" },
    { href: "/svb/declaraties", label: "Declaraties", icon: "clock", action: "declaration.assess" },
    { href: "/svb/bezwaren", label: "Bezwaren", icon: "scales", action: "redress.decide" },
    { href: "/svb/terugvorderingen", label: "Vorderingen", icon: "budget", action: "recovery.plan" },
    { href: "/svb/betalingen", label: "Betalingen", icon: "budget", action: "payment.read" },
    { href: "/svb/bank", label: "Bank", icon: "bank", action: "payment.read" },
    { href: "/svb/aansluiting", label: "Aansluiting", icon: "scales", action: "payment.read" },
    { href: "/svb/berichten", label: "Toekenningen", icon: "letter", action: "award.import" },
  ];
  return entries.filter(({ action }) => may(actor, action, {}).allowed).map(({ href, label, icon }) => ({ href, label, icon }));
};

/** The menu of a funder's staff: an assessor sees agreements, a policy maker does not. */
const funderMenu = (actor: Actor): readonly NavEntry[] => {
  const entries: readonly (NavEntry & { action: Action })[] = [
    { href: "/verstrekker", label: "Werk", icon: "tray", action: "message.read" },
    { href: "/verstrekker/signalen", label: "Signalen", icon: "warning", action: "signal.read", ...desktop },
    { href: "/verstrekker/overeenkomsten", label: "Overeenkomsten", icon: "agreement", action: "agreement.read" },
    { href: "/verstrekker/budgetten", label: "Budgetten", icon: "budget", action: "award.read" },
    { href: "/verstrekker/berichten", label: "Toekenningen", icon: "letter", action: "message.read" },
    { href: "/verstrekker/beleid", label: "Beleid", icon: "scales", action: "policy.read", ...desktop },
  ];
  return entries
    .filter(({ action }) => may(actor, action, {}).allowed)
    .map(({ href, label, icon, only }) => ({ href, label, icon, ...(only === undefined ? {} : { only }) }));
};

/** Where each audience begins after signing in. */
const homes: Record<Audience, string> = { public: "/", holder: "/start", provider: "/start", staff: "/verstrekker" };

/** The menus and home pages of all who use the portal. */
export const portal: Portal = {
  menu: ({ actor }, audience) => {
    if (audience === "staff") return actor.organisation === "SVB" ? svbMenu(actor) : funderMenu(actor);
    return audience === "public" ? menus.public : citizenMenu(actor, audience);
  },
  home: ({ actor }) => {
    if (actor.organisation === "SVB") return "/svb";
    return actor.organisation === null && isBoth({ actor }) ? "/keuze" : homes[audienceOf(actor)];
  },
  organisation: (code) => {
    if (code === "SVB") return "Sociale Verzekeringsbank";
    const funder = funders.find((one) => one.code === code);
    return funder === undefined ? code : funderName(funder);
  },
};
