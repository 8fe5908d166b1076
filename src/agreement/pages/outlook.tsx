import { inWords } from "../../kernel/day.ts";
import { inEuros } from "../../kernel/money.ts";
import { Alert } from "../../web/ui/alert.tsx";
import { Card } from "../../web/ui/card.tsx";
import { Section, Stack, Text } from "../../web/ui/text.tsx";
import type { Effect, Outlook } from "../outlook.ts";
import { budgetChecks, type PreSign } from "../try-outlook.ts";
import { Findings } from "./parts.tsx";

/** What the one who signs reads before it; `names` are those of the providers of the other agreements. */
export type Ahead = PreSign & { names: ReadonlyMap<string, string>; own: boolean };

const lasts = ({ runsOut, until, short }: Outlook) => {
  if (short > 0) return <p>Er is {inEuros(short)} te weinig. Deze overeenkomst past zo niet in uw budget.</p>;
  if (runsOut !== null)
    return (
      <p>
        Met deze overeenkomst erbij is uw budget op <strong>{inWords(runsOut)}</strong> op, als alles loopt zoals is afgesproken.
      </p>
    );
  return until === null ? null : <p>Uw budget is genoeg voor alles wat is afgesproken, tot en met {inWords(until)}.</p>;
};

const effectInWords = ({ left, need, uncovered }: Effect): string => {
  if (need === null) return `Er staat ${inEuros(left)} apart. Hoeveel nodig is, weten wij niet: de uren wisselen.`;
  if (uncovered > 0) return `Er staat ${inEuros(left)} apart. Naar verwachting is ${inEuros(uncovered)} meer nodig.`;
  return `Er staat ${inEuros(left)} apart. Dat is genoeg en het verandert niet.`;
};

const Others = ({ outlook: { others, othersCovered, left }, names }: Ahead) =>
  others.length === 0 ? (
    <p>U hebt geen andere overeenkomsten die uit dit budget worden betaald.</p>
  ) : (
    <>
      <p>Uw andere overeenkomsten uit dit budget:</p>
      <ul>
        {others.map((one) => (
          <li key={one.id}>
            <strong>{names.get(one.provider) ?? "(naam verwijderd)"}</strong>. {effectInWords(one)}
          </li>
        ))}
      </ul>
      {!othersCovered && <p>Wat vrij blijft ({inEuros(left)}) is niet genoeg voor wat de andere overeenkomsten meer nodig hebben.</p>}
    </>
  );

const warns = ({ short, runsOut, othersCovered }: Outlook): boolean => short > 0 || runsOut !== null || !othersCovered;

const ForHolder = (ahead: Ahead) => {
  const { outlook } = ahead;
  return (
    <Card level={3} title={warns(outlook) ? "Let op uw budget" : "Dit past in uw budget"}>
      <Text>
        {lasts(outlook)}
        {outlook.short === 0 && <p>Daarna blijft {inEuros(outlook.left)} vrij.</p>}
        <Others {...ahead} />
      </Text>
    </Card>
  );
};

/** Before a signature: may it be so and why, and what it does to the budget; who may not read the budget reads whether it fits. */
export const BeforeSigning = (ahead: Ahead) => {
  const { verdict, own, fits } = ahead;
  const shown = own ? verdict.findings : verdict.findings.filter(({ code }) => !budgetChecks.has(code));
  const stops = verdict.outcome === "repair";
  return (
    <Section title="Voor u tekent">
      <Stack>
        {shown.length === 0 && !stops && (
          <Alert tone="ok" title="Deze overeenkomst mag zo" level={3}>
            <p>Wij controleerden {verdict.receipt.rules.length} regels. Alles is in orde.</p>
          </Alert>
        )}
        {stops && (
          <Alert tone="warning" title="Zo kan deze overeenkomst niet worden goedgekeurd" level={3}>
            <p>U kunt tekenen, maar beter is het om eerst te veranderen wat niet klopt.</p>
          </Alert>
        )}
        <Findings findings={shown} />
        {own ? (
          <ForHolder {...ahead} />
        ) : (
          <Alert tone={fits ? "ok" : "warning"} title={fits ? "Dit past in het budget" : "Dit past niet in het budget"} level={3}>
            <p>{fits ? "Er is geld voor de hele afgesproken tijd." : "Overleg met de budgethouder voordat u tekent."}</p>
          </Alert>
        )}
      </Stack>
    </Section>
  );
};
