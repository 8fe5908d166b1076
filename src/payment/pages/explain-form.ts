import { z } from "zod";
import { Refusal } from "../../kernel/refusal.ts";
import { wholePage, type Fields } from "../../web/form.ts";
import type { FieldError } from "../../web/ui/alert.tsx";

const kinds = ["verstrekker", "kosten", "terug", "spoed", "terugvordering"] as const;

/** What a clerk fills in to explain an entry. */
export const explainForm = z
  .object({
    soort: z.enum(kinds, "Kies wat deze boeking is."),
    verstrekker: z.string().optional(),
    kenmerk: z.string().trim().max(35, "Een kenmerk heeft hooguit 35 tekens.").optional(),
    reden: z.string("Schrijf in een zin waarom.").trim().min(5, "Schrijf in een zin waarom.").max(1000, "Schrijf een kortere tekst."),
  })
  .superRefine(({ soort, verstrekker, kenmerk }, context) => {
    if (soort === "verstrekker" && !/^\d{4}$/.test(verstrekker ?? ""))
      context.addIssue({ code: "custom", path: ["verstrekker"], message: "Kies van welke verstrekker dit geld is." });
    if (soort === "terug" && (kenmerk ?? "") === "")
      context.addIssue({ code: "custom", path: ["kenmerk"], message: "Vul het kenmerk van de betaling in." });
    if (soort === "spoed" && !/^SP-/i.test(kenmerk ?? ""))
      context.addIssue({ code: "custom", path: ["kenmerk"], message: "Vul het nummer van de spoedbetaling in. Het begint met SP." });
    if (soort === "terugvordering" && !/^T-/i.test(kenmerk ?? ""))
      context.addIssue({ code: "custom", path: ["kenmerk"], message: "Vul het nummer van de terugvordering in. Het begint met T." });
  });

type Explained = z.infer<typeof explainForm>;

/** The same as the command takes it. */
export const asOf = ({ soort, verstrekker, kenmerk }: Explained) =>
  soort === "verstrekker"
    ? { kind: "funding", funder: verstrekker ?? "" }
    : soort === "terug"
      ? { kind: "return", endToEnd: kenmerk ?? "" }
      : soort === "spoed" || soort === "terugvordering"
        ? { kind: soort === "spoed" ? "emergency" : "recovery", number: (kenmerk ?? "").toUpperCase() }
        : { kind: "bank-costs" };

// The command speaks of the explanation as a whole; the form has one field for each kind of it.
export const onField = (error: unknown, { soort }: Explained): unknown =>
  error instanceof Refusal
    ? new Refusal(
        error.code,
        error.faults.map((fault) => ({
          ...fault,
          field: fault.field.startsWith("personal")
            ? "reden"
            : soort === "terug" || soort === "spoed" || soort === "terugvordering"
              ? "kenmerk"
              : soort === "verstrekker"
                ? "verstrekker"
                : "soort",
        })),
      )
    : error;

// A choice that was not made is not sent, and would stand nowhere.
export const onKind = (errors: readonly FieldError[], fields: Fields): FieldError[] =>
  errors.map((error) => (error.field === wholePage && !("soort" in fields) ? { ...error, field: "soort" } : error));

/** What an entry may be, as the clerk chooses it. */
export const kindOptions = [
  { value: "verstrekker", label: "Geld van een verstrekker", description: "Kies hieronder welke." },
  { value: "kosten", label: "Bankkosten of rente" },
  {
    value: "terug",
    label: "Een betaling die terugkwam zonder kenmerk",
    description: "Vul hieronder het kenmerk van de betaling in.",
  },
  {
    value: "spoed",
    label: "Een spoedbetaling die de zorgverlener terugstort",
    description: "Vul hieronder het nummer van de spoedbetaling in.",
  },
  {
    value: "terugvordering",
    label: "Een betaling op een terugvordering",
    description: "Vul hieronder het nummer van de terugvordering in.",
  },
];
