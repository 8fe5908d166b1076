import { z } from "zod";
import { roles } from "../kernel/actor.ts";
import { readBsn } from "../kernel/bsn.ts";
import { readDay } from "../kernel/day.ts";
import { readIban } from "../kernel/iban.ts";
import { isId } from "../kernel/id.ts";
import { capital } from "../kernel/words.ts";

/** Where somebody lives or a letter goes (adres). */
export type Address = { street: string; house: string; postcode: string; city: string; country: string };

const shortText = z.string().trim().min(1).max(200);

export const addressSchema = z.strictObject({
  street: shortText,
  house: z.string().trim().min(1).max(20),
  postcode: z.string().trim().min(4).max(10),
  city: shortText,
  country: z.string().length(2),
});

/** The opaque id of something, as a command takes it (kenmerk). */
export const idField = z.string().refine(isId, "Dit is geen bestaand kenmerk.");

/** A BSN, IBAN or day as a door takes it: read leniently, kept in one spelling. */
export const bsnField = z.string().transform((text, context) => {
  const read = readBsn(text);
  if (read === null) context.addIssue({ code: "custom", message: "Dit burgerservicenummer klopt niet (elfproef)." });
  return read ?? z.NEVER;
});
export const ibanField = z.string().transform((text, context) => {
  const read = readIban(text);
  if (read === null) context.addIssue({ code: "custom", message: "Dit rekeningnummer (IBAN) klopt niet." });
  return read ?? z.NEVER;
});
export const dayField = z.string().transform((text, context) => {
  const read = readDay(text);
  if (read === null) context.addIssue({ code: "custom", message: "Dit is geen bestaande dag. Schrijf een dag als jjjj-mm-dd." });
  return read ?? z.NEVER;
});

/** What identifies a person (persoonsgegevens). Kept in the vault and in `party.personal`; nowhere else. */
export const personalSchema = z.strictObject({
  name: shortText,
  salutation: shortText,
  familyName: shortText,
  firstNames: shortText.nullable(),
  born: dayField.nullable(),
  bsn: bsnField.nullable(),
  chamber: z
    .string()
    .regex(/^\d{8}$/, "Een KvK-nummer heeft acht cijfers.")
    .nullable(),
  agb: z
    .string()
    .regex(/^\d{8}$/, "Een AGB-code heeft acht cijfers.")
    .nullable(),
  address: addressSchema.nullable(),
  email: z.email().nullable(),
  phone: z.string().max(20).nullable(),
  iban: ibanField.nullable(),
});
export type Personal = z.infer<typeof personalSchema>;

/** As what somebody is registered: any of provider and staff, besides being a person. */
export const registrationSchema = z.strictObject({
  kind: z.enum(["natural", "organisation"]),
  provider: z
    .strictObject({ kind: z.enum(["person", "institution"]), formal: z.boolean(), formalWhy: z.string().max(200).nullable() })
    .nullable(),
  staff: z.strictObject({ subject: shortText, organisation: shortText, roles: z.array(z.enum(roles)).min(1) }).nullable(),
  personal: personalSchema,
});
export type Registration = z.infer<typeof registrationSchema>;

type NameParts = { family: string; prefix: string | null; given: string | null; initials: string | null };

/** A name as it stands on a letter: "A. van den Berg". Initials "AB" become "A.B.". */
export const letterName = ({ family, prefix, given, initials }: NameParts): string => {
  const letters = initials ?? given?.charAt(0) ?? "";
  const dotted = letters.replace(/[^\p{L}]/gu, "").replace(/./gu, "$&.");
  return [dotted, prefix, family].filter((part) => part !== null && part !== "").join(" ");
};

/** How somebody is addressed: "mevrouw Van den Berg", "meneer Özdemir-Jansen"; by first and family name where the sex is unknown. */
export const salutationOf = (name: NameParts, sex: "unknown" | "male" | "female"): string => {
  const family = [name.prefix, name.family].filter((part) => part !== null && part !== "").join(" ");
  if (sex === "unknown") return [name.given ?? name.initials, family].filter((part) => part !== null && part !== "").join(" ");
  return `${sex === "male" ? "meneer" : "mevrouw"} ${capital(family)}`;
};
