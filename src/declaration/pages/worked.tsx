import { capital } from "../../kernel/words.ts";
import { HourSheet, type WeekFinding } from "../../web/ui/hours.tsx";
import { Stack } from "../../web/ui/text.tsx";
import { oneRateInWords, rateWord } from "../../agreement/rate-words.ts";
import type { DeclarationView } from "../read.ts";
import { workedOn } from "./words.ts";

/** What was worked or counted per day, to read: one sheet, and where lines are at several rates one for each of those. */
export const WorkedSheets = ({ view, findings }: { view: DeclarationView; findings: readonly WeekFinding[] }) => {
  const { rates, kind } = view.terms;
  const used = rates.flatMap((rate, at) => {
    const lines = view.lines.filter(({ rateAt, state }) => rateAt === at && state !== "credited");
    return lines.length === 0 ? [] : [{ rate, at, lines }];
  });
  const sheets = used.map(({ rate, at, lines }, place) => ({
    title: `${capital(rate.label === "" ? "basistarief" : rate.label)}: ${oneRateInWords({ ...rate, label: "" })}`,
    sheet: (
      <HourSheet key={at} month={view.month} worked={workedOn(lines)} word={rateWord(rate, kind)} findings={place === 0 ? findings : []} />
    ),
  }));
  if (rates.length === 1 || sheets.length === 0) return <>{sheets.map(({ sheet }) => sheet)}</>;
  return (
    <Stack>
      {sheets.map(({ title, sheet }) => (
        <div key={title}>
          <h3>{title}</h3>
          {sheet}
        </div>
      ))}
    </Stack>
  );
};
