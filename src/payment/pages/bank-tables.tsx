import { StatusBadge } from "../../web/ui/card.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { Amount, DayText } from "../../web/ui/text.tsx";
import type { StatementRow, StatusRow } from "../page-queries.ts";

/** Statements (afschriften) as they came, the newest first. */
export const StatementTable = ({ rows }: { rows: readonly StatementRow[] }) => (
  <StaffTable
    caption="Afschriften"
    captionHidden
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      { head: "Afschrift", rowHead: true, cell: ({ id, statement_id }) => <a href={`/svb/bank/afschriften/${id}`}>{statement_id}</a> },
      { head: "Volgnummer", number: true, cell: ({ sequence }) => sequence },
      { head: "Dag", cell: ({ day }) => <DayText of={day} /> },
      { head: "Beginsaldo", number: true, cell: ({ opening }) => <Amount of={opening} /> },
      { head: "Eindsaldo", number: true, cell: ({ closing }) => <Amount of={closing} /> },
      { head: "Boekingen", number: true, cell: ({ entries }) => entries },
      {
        head: "Staat",
        cell: ({ unexplained }) =>
          unexplained === 0 ? (
            <StatusBadge tone="ok">Alles verklaard</StatusBadge>
          ) : (
            <StatusBadge tone="warning">{unexplained} te verklaren</StatusBadge>
          ),
      },
    ]}
  />
);

const statusText: Readonly<Record<string, string>> = {
  ACCC: "Bijgeschreven bij de ontvanger",
  ACCP: "Aangenomen",
  ACSC: "Uitgevoerd",
  ACSP: "In uitvoering",
  ACTC: "Technisch in orde",
  ACWC: "Aangenomen met een wijziging",
  PART: "Deels aangenomen",
  PDNG: "Wacht bij de bank",
  RCVD: "Ontvangen",
  RJCT: "Geweigerd",
};

/** What the bank said of our files (statusberichten). */
export const ReportTable = ({ rows }: { rows: readonly StatusRow[] }) => (
  <StaffTable
    caption="Statusberichten"
    captionHidden
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      { head: "Bericht", rowHead: true, cell: ({ message_id }) => message_id },
      { head: "Ingelezen op", cell: ({ read_on }) => <DayText of={read_on} /> },
      {
        head: "Wat de bank zegt",
        cell: ({ status }) => (status === null ? "Alleen over losse betalingen" : `${statusText[status] ?? "Andere status"} (${status})`),
      },
      { head: "Geweigerde betalingen", number: true, cell: ({ rejected }) => rejected },
      {
        head: "Betaalbestand",
        cell: ({ batch_id, batch_message }) => <a href={`/svb/betalingen/${batch_id}`}>{batch_message ?? "Bekijken"}</a>,
      },
    ]}
  />
);
