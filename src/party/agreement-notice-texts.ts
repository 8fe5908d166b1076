import type { NoticeText } from "./notice-texts.ts";

/** The messages about making an agreement and changing one, from sharing to the decision. */
export const agreementNoticeTexts = {
  "change-proposed": {
    title: "Er is een wijziging van uw overeenkomst",
    text: [
      "{ander} wil overeenkomst {nummer} wijzigen vanaf {vanaf}. Dit wordt anders: {wat}.",
      "Lees bij “Overeenkomsten” wat er verandert. Gaat u akkoord? Teken dan. Zo niet, zeg het daar. Tot alles rond is, blijven de oude afspraken gelden.",
    ],
  },
  "change-to-sign": {
    title: "Een wijziging wacht op uw handtekening",
    text: [
      "{zorgverlener} ondertekende de wijziging van de overeenkomst met {budgethouder}, nummer {nummer}. Zij gaat in op {vanaf}.",
      "Lees bij “Overeenkomsten” wat er verandert. Gaat u akkoord? Teken dan. Tot alles rond is, blijven de oude afspraken gelden.",
    ],
  },
  "change-approved": {
    title: "Uw overeenkomst verandert",
    text: [
      "De overeenkomst {nummer} met {ander} verandert op {vanaf}. Dit wordt anders: {wat}.",
      "U hoeft niets te doen. De hele tekst leest u bij “Overeenkomsten”.",
    ],
  },
  "change-rejected": {
    title: "De wijziging van uw overeenkomst gaat niet door",
    text: [
      "{wie} keurde de wijziging van overeenkomst {nummer} met {ander} vanaf {vanaf} af. De oude afspraken blijven gelden.",
      "Lees bij “Overeenkomsten” waarom. De budgethouder kan een andere wijziging voorstellen.",
    ],
  },
  "change-declined": {
    title: "De zorgverlener gaat niet akkoord met de wijziging",
    text: [
      "{ander} gaat niet akkoord met de wijziging van overeenkomst {nummer} vanaf {vanaf}. De oude afspraken blijven gelden.",
      "Lees bij “Overeenkomsten” waarom, en overleg met elkaar.",
    ],
  },
  "change-withdrawn": {
    title: "De wijziging van uw overeenkomst gaat niet door",
    text: [
      "De wijziging van overeenkomst {nummer} met {ander} vanaf {vanaf} is ingetrokken. De oude afspraken blijven gelden zolang de overeenkomst loopt.",
      "U hoeft niets te doen.",
    ],
  },
  "agreement-proposed": {
    title: "Er staat een overeenkomst voor u klaar",
    text: [
      "{ander} deelde zorgovereenkomst {nummer} met u. Zij gaat in op {vanaf}. U tekent als eerste.",
      "Lees de overeenkomst bij “Overeenkomsten”. Gaat u akkoord? Teken dan. Zo niet, zeg het daar.",
    ],
  },
  "agreement-to-sign": {
    title: "Een overeenkomst wacht op uw handtekening",
    text: [
      "{zorgverlener} ondertekende de overeenkomst met {budgethouder}, nummer {nummer}. Zij gaat in op {vanaf}.",
      "Lees de overeenkomst bij “Overeenkomsten”. Gaat u akkoord? Teken dan. Klopt er iets niet? Overleg eerst met elkaar.",
    ],
  },
  "agreement-approved": {
    title: "Uw overeenkomst met {ander} is goedgekeurd",
    text: [
      "Zorgovereenkomst {nummer} met {ander} is goedgekeurd. Zij geldt vanaf {vanaf}.",
      "U hoeft nu niets te doen. Stuurt de zorgverlener straks uren? Keur die dan goed bij “Uren”.",
    ],
  },
  "agreement-approved-provider": {
    title: "Uw overeenkomst met {ander} is goedgekeurd",
    text: [
      "Zorgovereenkomst {nummer} met {ander} is goedgekeurd. Zij geldt vanaf {vanaf}.",
      "Zorg vanaf die dag kunt u declareren bij “Uren”.",
    ],
  },
  "agreement-rejected": {
    title: "Uw overeenkomst met {ander} is afgekeurd",
    text: [
      "{wie} keurde zorgovereenkomst {nummer} met {ander} vanaf {vanaf} af. Zij geldt niet.",
      "Lees bij “Overeenkomsten” waarom, en overleg met elkaar. De budgethouder kan een nieuwe overeenkomst maken.",
    ],
  },
  "agreement-withdrawn": {
    title: "Een overeenkomst is ingetrokken",
    text: ["Zorgovereenkomst {nummer} met {ander} vanaf {vanaf} is ingetrokken. Zij gaat niet door.", "U hoeft niets te doen."],
  },
  "agreement-declined": {
    title: "De zorgverlener gaat niet akkoord met de overeenkomst",
    text: [
      "{ander} gaat niet akkoord met overeenkomst {nummer} vanaf {vanaf}. Zij geldt niet.",
      "Lees bij “Overeenkomsten” waarom. U kunt een nieuwe overeenkomst maken.",
    ],
  },
} as const satisfies Record<string, NoticeText>;
