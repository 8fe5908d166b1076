import { Page, type Frame } from "../../web/layout.tsx";
import { TaskList, type Task } from "../../web/ui/card.tsx";
import { PageHeading } from "../../web/ui/text.tsx";

const entries = (own: boolean): Task[] => [
  {
    href: "/start",
    sentence: own ? "Mijn pgb" : "Het pgb dat ik regel",
    detail: "Uren goedkeuren, het budget en de zorgovereenkomsten.",
    icon: "budget",
  },
  {
    href: "/start?als=zorgverlener",
    sentence: "Mijn werk",
    detail: "Uren schrijven als zorgverlener, en zien wat u is betaald.",
    icon: "person",
  },
];

/** Where somebody begins who has or arranges a budget and is a provider too: he says for which of the two he came. `own`: a budget of his own. */
export const ChoosePage = ({ frame, own }: { frame: Frame; own: boolean }) => (
  <Page {...frame} title="Waarvoor bent u hier?">
    <PageHeading
      title="Waarvoor bent u hier?"
      lead={`U ${own ? "hebt zelf een pgb" : "regelt een pgb"}, en u bent ook zorgverlener. In het menu wisselt u later weer.`}
    />
    <TaskList tasks={entries(own)} />
  </Page>
);
