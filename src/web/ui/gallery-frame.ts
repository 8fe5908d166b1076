import { day } from "../../kernel/day.ts";
import type { Frame } from "../layout.tsx";

// Fictional people and figures, to look at every component with. Only tests use this.

const clock = { today: day("2026-11-21"), href: "/leeromgeving/klok" };

/** The frame of an invented holder. */
export const holderFrame: Frame = {
  audience: "holder",
  person: "Hannie de Vries",
  csrf: "voorbeeld",
  clock,
  nav: [
    { href: "/start", label: "Start", icon: "home" },
    { href: "/uren", label: "Uren", icon: "clock" },
    { href: "/budget", label: "Budget", icon: "budget" },
    { href: "/overeenkomsten", label: "Overeenkomsten", icon: "agreement", only: "desktop" },
    { href: "/brieven", label: "Brieven", icon: "letter" },
    { href: "/gegevens", label: "Mijn gegevens", icon: "person", only: "desktop" },
    { href: "/meer", label: "Meer", icon: "menu", only: "phone" },
  ],
};

/** The same, seen by an invented representative and outside the learning environment. */
export const representativeFrame: Frame = {
  ...holderFrame,
  person: "Sanne van den Berg-Timmermans",
  actingFor: "mevrouw De Vries",
  clock: undefined,
};

/** The frame of an invented member of staff. */
export const staffFrame: Frame = {
  audience: "staff",
  person: "Joris Maas",
  organisation: "Sociale Verzekeringsbank",
  csrf: "voorbeeld",
  clock,
  nav: [
    { href: "/svb", label: "Werk", icon: "tray" },
    { href: "/svb/overeenkomsten", label: "Overeenkomsten", icon: "agreement" },
    { href: "/svb/declaraties", label: "Declaraties", icon: "clock" },
    { href: "/svb/betalen", label: "Betalen", icon: "bank" },
    { href: "/svb/controle", label: "Controle", icon: "scales" },
  ],
};
