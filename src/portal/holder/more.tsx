import { Page, type Frame } from "../../web/layout.tsx";
import type { Side } from "../../web/side.ts";
import { TaskList, type Task } from "../../web/ui/card.tsx";
import { PageHeading } from "../../web/ui/text.tsx";

/** What stands on the page behind "Meer" for a side. */
const entries = (side: Side, isBoth: boolean): Task[] => {
  const holder = side === "holder";
  return [
    {
      href: "/overeenkomsten",
      sentence: "Overeenkomsten",
      detail: holder ? "Wat u afsprak met uw zorgverleners." : "Wat u afsprak met budgethouders.",
      icon: "agreement",
    },
    ...(holder
      ? [{ href: "/betalingen", sentence: "Betalingen", detail: "Wat wij betaalden uit uw budget.", icon: "bank" } as const]
      : [{ href: "/rekeningnummer", sentence: "Rekeningnummer", detail: "Waarop wij u betalen.", icon: "bank" } as const]),
    { href: "/berichten", sentence: "Berichten", detail: "Wat wij u stuurden.", icon: "letter" },
    ...(holder
      ? [{ href: "/vertegenwoordiging", sentence: "Vertegenwoordiging", detail: "Wie dingen voor u regelt.", icon: "people" } as const]
      : []),
    ...(isBoth
      ? [
          holder
            ? ({
                href: "/start?als=zorgverlener",
                sentence: "Mijn werk",
                detail: "Als zorgverlener: uren en betalingen.",
                icon: "person",
              } as const)
            : ({ href: "/start", sentence: "Budgethouder", detail: "Als budgethouder: uren en budget.", icon: "person" } as const),
        ]
      : []),
  ];
};

/** Everything for which the menu on a phone has no room ("Meer"). */
export const MorePage = ({
  frame,
  side,
  isBoth,
  hrefs,
}: {
  frame: Frame;
  side: Side;
  isBoth: boolean;
  hrefs: (path: string) => string;
}) => (
  <Page {...frame} title="Meer" current={hrefs("/meer")} crumbs={[{ label: "Start", href: hrefs("/start") }, { label: "Meer" }]}>
    <PageHeading title="Meer" lead="Alles wat niet in het menu past." />
    <TaskList tasks={entries(side, isBoth)} />
  </Page>
);
