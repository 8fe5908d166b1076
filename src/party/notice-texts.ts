/** A kind of message: its subject, and its paragraphs with names in braces for what is filled in. */
type NoticeText = { title: string; text: readonly string[] };

/** Every kind of message to a person (bericht), in B1: what happened, and what to do now. A kind is published and never reused. */
export const noticeTexts = {
  "mandate-begun": {
    title: "Iemand mag dingen voor u regelen",
    text: [
      "{naam} is vanaf {van} uw vertegenwoordiger: {soort}. {naam} mag: {rechten}.",
      "Klopt dit niet? Kijk bij “Vertegenwoordiging” wat u kunt doen, of bel de SVB.",
    ],
  },
  "mandate-received": {
    title: "U mag dingen voor iemand regelen",
    text: ["U mag vanaf {van} dingen regelen voor {naam}: {soort}. U mag: {rechten}.", "U ziet dit als u opnieuw inlogt."],
  },
  "mandate-ended": {
    title: "Iemand regelt geen dingen meer voor u",
    text: [
      "{naam} is tot en met {tot} uw vertegenwoordiger ({soort}). Daarna mag {naam} niets meer voor u doen.",
      "U hoeft niets te doen. Wilt u dat iemand anders u helpt? Ga naar “Vertegenwoordiging”.",
    ],
  },
  "mandate-lost": {
    title: "U regelt geen dingen meer voor iemand",
    text: ["U regelt tot en met {tot} dingen voor {naam} ({soort}). Daarna kunt u daar niet meer bij."],
  },
  "payment-returned": {
    title: "Uw geld kwam niet aan",
    text: ["Wij betaalden u {bedrag} voor {nummer}. Op {dag} kwam dit geld terug.", "{uitleg}"],
  },
  "payment-returned-holder": {
    title: "Een betaling aan uw zorgverlener kwam terug",
    text: [
      "Wij betaalden {bedrag} voor {nummer}. Op {dag} kwam dit geld terug. {waar}",
      "Wij zoeken dit uit met uw zorgverlener. U hoeft niets te doen.",
    ],
  },
  "emergency-paid": {
    title: "U krijgt geld vooruit",
    text: [
      "Wij betalen u {bedrag} met spoed ({nummer}), omdat de gewone weg nog niet kon.",
      "Dien uw uren in zodra dat kan. Wij verrekenen dit bedrag met de eerste uren die worden goedgekeurd.",
    ],
  },
  "emergency-paid-holder": {
    title: "Wij betalen uw zorgverlener vooruit",
    text: [
      "Wij betalen uw zorgverlener {bedrag} met spoed ({nummer}), omdat de gewone weg nog niet kon.",
      "Dit gaat nog niet van uw budget af. Keurt u later uren goed, dan verrekenen wij die met dit bedrag.",
    ],
  },
  "emergency-settled": {
    title: "Wij verrekenden een spoedbetaling",
    text: [
      "U kreeg al {gegeven}. Hiervan is {verrekend} verrekend met declaratie {nummer}. Wij betalen u voor deze declaratie nog {nog}.",
      "U hoeft niets te doen.",
    ],
  },
  "emergency-settled-holder": {
    title: "Wij verrekenden een spoedbetaling",
    text: [
      "Uw zorgverlener kreeg al {gegeven}. Hiervan is {verrekend} verrekend met declaratie {nummer}. Wij betalen voor deze declaratie nog {nog}.",
      "Het hele bedrag van de declaratie gaat van uw budget af. U hoeft niets te doen.",
    ],
  },
  "emergency-ask-back": {
    title: "Betaal de spoedbetaling terug",
    text: [
      "U kreeg {gegeven} met spoed ({nummer}). Er kwamen niet genoeg uren om dit mee te verrekenen.",
      "Betaal {bedrag} terug op rekening {rekening} van de SVB, en zet {nummer} in de omschrijving. Komen er nog uren? Dien die dan nu in.",
    ],
  },
  "emergency-ask-back-holder": {
    title: "Wij vragen een spoedbetaling terug",
    text: [
      "Uw zorgverlener kreeg {gegeven} met spoed ({nummer}). Er kwamen niet genoeg uren om dit mee te verrekenen. Wij vragen de zorgverlener om {bedrag} terug te betalen.",
      "Zijn er nog uren? Keur die dan nu goed.",
    ],
  },
  "payment-letter": {
    title: "Bericht van de SVB over een betaling",
    text: ["{bericht}", "Dit gaat over {nummer}, {bedrag}."],
  },
} as const satisfies Record<string, NoticeText>;

/** The closed list of kinds of message. */
export type NoticeKind = keyof typeof noticeTexts;

/** A message as somebody reads it. */
export type NoticeContent = { title: string; paragraphs: readonly string[] };

/** The text of a message with its values filled in. Throws when a value is missing: a half message is never sent. */
export const fillNotice = (kind: NoticeKind, values: Readonly<Record<string, string>>): NoticeContent => {
  const { title, text }: NoticeText = noticeTexts[kind];
  const filled = (words: string): string =>
    words.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`a message ${kind} needs a value for ${name}`);
      return value;
    });
  return { title: filled(title), paragraphs: text.map(filled) };
};
