import { StaffTable } from "../../web/ui/table.tsx";
import { Amount, DayText, Section } from "../../web/ui/text.tsx";
import type { EntryView } from "../read-bank.ts";
import { whyCandidate, type candidatesFor } from "../read-work.ts";
import { IbanText } from "./parts.tsx";

/** Payments that an entry without a reference may be the return of. The program never chooses: two may be equally likely. */
export const CandidateTable = ({ entry, candidates }: { entry: EntryView; candidates: Awaited<ReturnType<typeof candidatesFor>> }) => (
  <Section title="Betalingen die het kunnen zijn" id="kandidaten">
    <StaffTable
      caption="Betalingen met dit bedrag, of iets meer; de waarschijnlijkste eerst"
      rows={candidates}
      rowKey={({ end_to_end }) => end_to_end}
      columns={[
        { head: "Kenmerk", rowHead: true, cell: ({ end_to_end }) => end_to_end },
        {
          head: "Aan",
          wrap: true,
          cell: ({ payee, iban }) => (
            <>
              {payee} {iban !== null && <IbanText of={iban} />}
            </>
          ),
        },
        { head: "Declaratie", cell: ({ number }) => number },
        { head: "Betaald op", cell: ({ booked_on }) => <DayText of={booked_on} /> },
        { head: "Bedrag", number: true, cell: ({ amount }) => <Amount of={amount} /> },
        { head: "Waarom", wrap: true, cell: (one) => whyCandidate(one, entry) },
      ]}
    />
  </Section>
);
