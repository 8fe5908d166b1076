import { agreementNoticeTexts } from "./agreement-notice-texts.ts";
import { declarationNoticeTexts } from "./declaration-notice-texts.ts";

/** A kind of message: its subject, and its paragraphs with names in braces for what is filled in. */
export type NoticeText = { title: string; text: readonly string[] };

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
  "budget-conflict": {
    title: "Uw budget is verlaagd: er is meer afgesproken dan er is",
    text: [
      "Uw budget {nummer} is verlaagd. Er is {bedrag} meer vastgelegd of betaald dan er nu is. Wat al is afgesproken, blijft gelden en wordt betaald.",
      "U kunt uit dit budget nu geen nieuwe afspraken maken. Overleg met uw verstrekker, of beëindig of wijzig een overeenkomst.",
    ],
  },
  "award-followed": {
    title: "Uw zorgovereenkomst past in uw nieuwe budget",
    text: [
      "Uw verstrekker stuurde ons een nieuwe toekenning. Wij pasten aan wat apart staat voor zorgovereenkomst {nummer} met {zorgverlener}: {apart} erbij, {vrij} eraf.",
      "U hoeft niets te doen.",
    ],
  },
  "award-short": {
    title: "Uw nieuwe budget is niet genoeg voor een zorgovereenkomst",
    text: [
      "Uw verstrekker stuurde ons een nieuwe toekenning. Voor zorgovereenkomst {nummer} met {zorgverlener} zetten wij {apart} apart. Er is {tekort} te weinig.",
      "Wat al apart stond, blijft staan. Vraag uw verstrekker om meer budget, of wijzig de overeenkomst.",
    ],
  },
  "award-short-provider": {
    title: "Het budget is misschien niet genoeg voor uw zorgovereenkomst",
    text: [
      "De budgethouder {budgethouder} kreeg een nieuwe toekenning. Zorgovereenkomst {nummer} past daar niet helemaal in.",
      "Wat al is vastgelegd, blijft gelden. Overleg met de budgethouder hoe u verdergaat.",
    ],
  },
  "signature-wanted": {
    title: "Uw handtekening is nog nodig",
    text: [
      "Iemand anders tekende al voor de budgethouder de overeenkomst {nummer}, die ingaat op {vanaf}. Ook u moet tekenen.",
      "Log in en ga naar “Overeenkomsten”. Lees de overeenkomst en teken, of overleg eerst met de ander.",
    ],
  },
  "adult-soon": {
    title: "U wordt 18 jaar",
    text: [
      "Op {dag} wordt u 18. Vanaf die dag regelt u uw pgb zelf: u tekent en u keurt de uren goed. Wie dat nu voor u doet, mag het dan niet meer.",
      "Wilt u dat iemand u helpt? Dan kunt u vanaf {dag} iemand machtigen bij “Vertegenwoordiging”. Vraag uw gemeente nu al of uw budget doorloopt: de Jeugdwet stopt meestal als u 18 wordt.",
    ],
  },
  "adult-soon-other": {
    title: "{naam} wordt 18 jaar",
    text: [
      "Op {dag} wordt {naam} 18. Tot en met de dag ervoor regelt u het pgb. Daarna kunt u er niet meer bij.",
      "Bespreek samen wie het pgb daarna regelt. {naam} kan u vanaf {dag} machtigen, of een rechter kan iemand aanwijzen. Vraag de gemeente nu al of het budget doorloopt.",
    ],
  },
  "adult-now": {
    title: "U bent 18 jaar",
    text: [
      "Sinds {dag} regelt u uw pgb zelf. Uw ouder of voogd kan er niet meer bij.",
      "Log in met uw eigen DigiD. Wilt u dat iemand u helpt? Voeg die persoon toe bij “Vertegenwoordiging”.",
    ],
  },
  "adult-now-other": {
    title: "{naam} is 18 jaar",
    text: [
      "{naam} is 18 sinds {dag}. U regelt het pgb daarom niet meer.",
      "Wilt u blijven helpen? Vraag {naam} om u te machtigen bij “Vertegenwoordiging”.",
    ],
  },
  ...declarationNoticeTexts,
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
  "provider-sick": {
    title: "{zorgverlener} is ziek gemeld",
    text: [
      "{zorgverlener} is ziek gemeld vanaf {dag}, voor zorgovereenkomst {nummer}. {gevolg}",
      "Is er zolang andere hulp nodig? Dan kan de budgethouder een overeenkomst voor vervanging maken. Geef het door zodra er weer gewerkt wordt.",
    ],
  },
  "provider-recovered": {
    title: "{zorgverlener} is weer beter",
    text: [
      "{zorgverlener} werkt weer vanaf {dag}, voor zorgovereenkomst {nummer}. Was er vervanging? Die overeenkomst eindigt.",
      "U hoeft niets te doen. Klopt dit niet? Bel de SVB.",
    ],
  },
  "stand-in-not-needed": {
    title: "De vervanging gaat niet door",
    text: [
      "Overeenkomst {nummer} met {ander}, vanaf {vanaf}, was voor vervanging bij ziekte. De zorgverlener die ziek was, werkt weer. Daarom gaat deze overeenkomst niet door.",
      "Is er toch hulp nodig? Maak dan samen een gewone overeenkomst.",
    ],
  },
  "agreement-ended": {
    title: "De zorgovereenkomst met {zorgverlener} eindigt",
    text: [
      "De zorgovereenkomst {nummer} met {zorgverlener} is {grond}. De laatste dag is {dag}.",
      "Zorg tot en met die dag kan nog worden gedeclareerd. Daarvoor blijft {apart} apart staan. Op het budget komt {vrij} vrij.",
      "Klopt dit niet? Bel de SVB. Is er nog zorg nodig? Maak dan een nieuwe zorgovereenkomst.",
    ],
  },
  "agreement-freed": {
    title: "Er komt {vrij} vrij op uw budget",
    text: [
      "Voor de zorgovereenkomst {nummer} met {zorgverlener} stond nog {vrij} apart. Zorg van toen kon worden gedeclareerd tot en met {dag}. Er wacht niets meer.",
      "Het bedrag staat nu weer vrij op uw budget. U hoeft niets te doen.",
      "Krijgt u toch nog uren van {zorgverlener}? Dan kijken wij of er genoeg budget over is.",
    ],
  },
  "agreement-freed-late": {
    title: "Voor {zorgverlener} staat niets meer apart",
    text: [
      "Voor de zorgovereenkomst {nummer} met {zorgverlener} stond nog {vrij} apart. Zorg van toen kon worden gedeclareerd tot en met {dag}. Er wacht niets meer.",
      "Het budget was voor een tijd die voorbij is. Van dit bedrag kunt u dus geen nieuwe zorg betalen. Wat over is, blijft van de verstrekker.",
      "U hoeft niets te doen.",
    ],
  },
  "agreement-ended-provider": {
    title: "De zorgovereenkomst met {budgethouder} eindigt",
    text: [
      "De zorgovereenkomst {nummer} met {budgethouder} is {grond}. De laatste dag is {dag}. Zorg daarna betalen wij niet.",
      "Zorg tot en met die dag kunt u nog declareren. Doe dat binnen {weken} weken na de maand waarin u de zorg gaf.",
    ],
  },
  "account-changed": {
    title: "Uw rekeningnummer is gewijzigd",
    text: [
      "U gaf een nieuw rekeningnummer door, dat eindigt op {einde}. Wij betalen daarop vanaf {vanaf}, als de bank de naam goed vindt. Tot dan betalen wij u niet.",
      "Hebt u dit niet zelf gedaan? Bel dan meteen de SVB.",
    ],
  },
  "account-fits": {
    title: "De naam bij uw rekeningnummer klopt",
    text: ["De bank controleerde op {dag} de naam bij uw rekeningnummer dat eindigt op {einde}. De naam klopt.", "U hoeft niets te doen."],
  },
  "account-almost-fits": {
    title: "De naam bij uw rekeningnummer klopt bijna",
    text: [
      "De bank controleerde op {dag} de naam bij uw rekeningnummer dat eindigt op {einde}. Bij de bank staat het net anders. Wij betalen nog niet op deze rekening.",
      "Ga naar “Rekeningnummer”. Daar ziet u de naam bij de bank, en kunt u die overnemen of een ander nummer doorgeven.",
    ],
  },
  "account-unfit": {
    title: "De naam bij uw rekeningnummer klopt niet",
    text: [
      "De bank zegt op {dag}: de rekening die eindigt op {einde} staat op een andere naam. Wij betalen niet op deze rekening.",
      "Ga naar “Rekeningnummer” en verbeter de naam of het nummer. Klopt alles wel? Bel dan de SVB.",
    ],
  },
  "account-unchecked": {
    title: "De bank kon uw rekeningnummer niet controleren",
    text: [
      "De bank kon op {dag} niet zien op welke naam de rekening staat die eindigt op {einde}. Wij betalen nog niet op deze rekening.",
      "Een medewerker van de SVB kijkt ernaar. U kunt ook een ander rekeningnummer doorgeven bij “Rekeningnummer”.",
    ],
  },
  "account-released": {
    title: "Uw rekeningnummer is goedgekeurd",
    text: ["Een medewerker van de SVB keurde op {dag} uw rekeningnummer goed dat eindigt op {einde}.", "U hoeft niets te doen."],
  },
  ...agreementNoticeTexts,
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
