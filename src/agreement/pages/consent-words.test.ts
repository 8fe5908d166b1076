import { expect, test } from "vitest";
import { consents } from "../change.ts";
import { agreeingInWords, orderInWords, type Asked } from "./consent-words.ts";

const self = { why: "holder", people: ["holder"], names: ["H. Dijkstra"] } as const;
const either = { why: "holder", people: ["holder", "helper"], names: ["H. Dijkstra", "M. Kok"] } as const;
const mentor = { why: "care", people: ["mentor"], names: ["R. Mentor"] } as const;
const administrator = { why: "money", people: ["administrator"], names: ["I. Mulder"] } as const;
const asked = (changes: Partial<Asked> = {}): Asked => ({
  needs: consents,
  signers: [self],
  reader: "holder",
  provider: "provider",
  alone: false,
  ...changes,
});

for (const [why, of, order, all] of [
  [
    "the holder reads",
    asked(),
    "Eerst tekent de zorgverlener. Daarna tekent u. Dan moet de verstrekker het goedkeuren, en ten slotte de SVB.",
    "de zorgverlener, u, de verstrekker en de SVB",
  ],
  [
    "the mentor reads, and an administrator signs too",
    asked({ signers: [mentor, administrator], reader: "mentor" }),
    "Eerst tekent de zorgverlener. Daarna tekenen u en I. Mulder. Dan moet de verstrekker het goedkeuren, en ten slotte de SVB.",
    "de zorgverlener, u, I. Mulder, de verstrekker en de SVB",
  ],
  [
    "the administrator reads",
    asked({ needs: ["holder"], signers: [mentor, administrator], reader: "administrator" }),
    "Alleen u en R. Mentor tekenen. Niemand hoeft dit goed te keuren.",
    "u en R. Mentor",
  ],
  [
    "somebody reads who signs for nobody, and one of two may sign",
    asked({ signers: [either], reader: "reader" }),
    "Eerst tekent de zorgverlener. Daarna tekent H. Dijkstra of M. Kok. Dan moet de verstrekker het goedkeuren, en ten slotte de SVB.",
    "de zorgverlener, H. Dijkstra of M. Kok, de verstrekker en de SVB",
  ],
  [
    "the provider reads, who may not know who signs",
    asked({ signers: [], reader: "provider", needs: ["provider", "holder"] }),
    "Eerst tekent u. Daarna tekent de budgethouder. Niemand hoeft dit goed te keuren.",
    "u en de budgethouder",
  ],
  [
    "the funder decides alone",
    asked({ alone: true }),
    "Eerst tekent de zorgverlener. Daarna tekent u. Dan moet de verstrekker het goedkeuren.",
    "de zorgverlener, u en de verstrekker",
  ],
  [
    "both sides, and two sign for the holder",
    asked({ needs: ["provider", "holder"], signers: [mentor, administrator], reader: "mentor" }),
    "Eerst tekent de zorgverlener. Daarna tekenen u en I. Mulder. Niemand hoeft dit goed te keuren.",
    "de zorgverlener, u en I. Mulder",
  ],
  ["the holder alone", asked({ needs: ["holder"] }), "Alleen u tekent. Niemand hoeft dit goed te keuren.", "u"],
] as const) {
  test(why, () => expect([orderInWords(of), agreeingInWords(of)]).toEqual([order, all]));
}
