import { FindingBlock } from "../../web/ui/decision.tsx";
import type { WeekFinding } from "../../web/ui/hours.tsx";
import type { Day } from "../../kernel/day.ts";
import { enumerated } from "../../kernel/words.ts";
import { dayInWords, type FaultGroup } from "./words.ts";

const lower = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;

const titleOf = ({ week, said }: FaultGroup): string => (week === null ? said.title : `Week ${String(week)}: ${lower(said.title)}`);

/** "woensdag 7 oktober, vrijdag 9 oktober en zaterdag 10 oktober". */
export const daysInWords = (days: readonly Day[]): string => enumerated([...new Set(days)].map(dayInWords));

const outcomeText = ({ said, week }: FaultGroup): string => {
  const what = week === null ? "deze declaratie" : "deze uren";
  if (said.outcome === "review") return `Een medewerker kijkt eerst naar ${what}. Daarna betalen wij.`;
  return `Voor ${what} betalen wij nu niet.${week === null ? "" : " De andere uren gaan gewoon door."}`;
};

/** What is the matter, per week, with what the reader can do about it. */
export const Faults = ({ groups }: { groups: readonly FaultGroup[] }) =>
  groups.map((group) => (
    <FindingBlock
      key={group.key}
      tone={group.said.outcome === "review" ? "info" : "warning"}
      title={titleOf(group)}
      facts={group.days.length === 0 ? group.texts.join(" ") : `Het gaat om ${daysInWords(group.days)}. ${group.texts.join(" ")}`}
      outcome={outcomeText(group)}
      remedy={group.remedies.join(" ")}
      ground={`Controle ${group.said.code}, ${group.said.article}`}
    />
  ));

/** The weeks to tint on the sheet, each with the first thing that is the matter there. */
export const weekFindings = (groups: readonly FaultGroup[]): WeekFinding[] =>
  groups.flatMap(({ week, said }) => (week === null ? [] : [{ week, text: `${said.title}.` }]));
