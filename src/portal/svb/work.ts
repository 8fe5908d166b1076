import { daysBetween, dayOf, inWords, type Day } from "../../kernel/day.ts";
import { inEuros, total } from "../../kernel/money.ts";
import type { Fault } from "../../kernel/refusal.ts";
import type { Tx } from "../../db/pool.ts";
import { waitingAgreements } from "../../agreement/read.ts";
import { unusableAccounts } from "../../party/bank-accounts.ts";
import { waitingRedress } from "../../declaration/redress/read.ts";
import { declarationsWith } from "../../declaration/read.ts";
import type { BatchState } from "../../payment/batch.ts";
import { batchesByState, waitingPayments, type Waiting } from "../../payment/read.ts";
import { differencesInWords, lastFromBank } from "../../payment/read-bank.ts";
import type { Task } from "../../web/ui/card.tsx";

/** What waits for the assessors: agreements, and lines of declarations that a person must judge. */
export type AssessorWork = {
  agreements: number;
  oldest: Day | null;
  lines: number;
  declarations: number;
  more: boolean;
  redress: readonly { due: Day }[];
};

/** What waits for those who pay, and how the books stand. */
export type PaymentWork = {
  waiting: Pick<Waiting, "payable" | "full"> & { held: number };
  batches: ReadonlyMap<BatchState, number>;
  differences: readonly Fault[];
  /** Accounts that are not paid because of their name and that a person may release. */
  unfit: number;
  last: Awaited<ReturnType<typeof lastFromBank>>;
};

// Each is read with its lines; who has so many sees the list.
const most = 100;

export const assessorWork = async (tx: Tx): Promise<AssessorWork> => {
  const { count, oldest } = await waitingAgreements(tx, "SVB");
  const found = await declarationsWith(tx, "review", most);
  const lines = found.reduce((sum, one) => sum + one.lines.filter(({ state }) => state === "review").length, 0);
  return {
    agreements: count,
    oldest: oldest === null ? null : dayOf(oldest),
    lines,
    declarations: found.length,
    more: found.length === most,
    redress: await waitingRedress(tx, most),
  };
};

export const paymentWork = async (tx: Tx, today: Day): Promise<PaymentWork> => {
  const waiting = await waitingPayments(tx, today);
  const payable = {
    count: waiting.reduce((count, one) => count + one.payable.count, 0),
    sum: total(waiting.map((one) => one.payable.sum)),
    earliest: waiting.flatMap((one) => one.payable.earliest ?? []).sort()[0] ?? null,
  };
  const held = waiting.reduce((count, { claims }) => count + claims.length, 0) - payable.count;
  return {
    waiting: { payable, full: waiting.some(({ full }) => full), held },
    batches: await batchesByState(tx),
    differences: await differencesInWords(tx, today),
    unfit: (await unusableAccounts(tx, most)).filter(({ result }) => result !== null).length,
    last: await lastFromBank(tx, today),
  };
};

const many = (count: number, one: string, more: string): string => (count === 1 ? `1 ${one}` : `${count.toLocaleString("nl-NL")} ${more}`);

/** What waits for an assessor, as sentences. */
export const assessorTasks = ({ agreements, oldest, lines, declarations, more, redress }: AssessorWork, today: Day): Task[] => [
  ...(agreements === 0
    ? []
    : [
        {
          href: "/svb/overeenkomsten",
          sentence: `Beoordeel ${many(agreements, "overeenkomst", "overeenkomsten")}`,
          detail: oldest === null ? "" : `De oudste wacht sinds ${inWords(oldest)}.`,
          icon: "agreement" as const,
        },
      ]),
  ...(lines === 0
    ? []
    : [
        {
          href: "/svb/declaraties",
          sentence: `Beoordeel ${more ? "meer dan " : ""}${many(lines, "regel van een declaratie", "regels van declaraties")}`,
          detail: `In ${more ? "meer dan " : ""}${many(declarations, "declaratie", "declaraties")}. De wet vraagt hier het oordeel van een persoon.`,
          icon: "scales" as const,
        },
      ]),
  ...redress.slice(0, 1).map(({ due }) => ({
    href: "/svb/bezwaren",
    sentence: `Besluit over ${many(redress.length, "betalingsbesluit of bezwaar", "betalingsbesluiten en bezwaren")}`,
    detail: `Het eerste moet uiterlijk ${inWords(due)}.`,
    icon: "letter" as const,
    daysLeft: daysBetween(today, due),
  })),
];

const promise = (earliest: Day | null, today: Day): { detail: string; daysLeft?: number } =>
  earliest === null
    ? { detail: "" }
    : { detail: `De eerste betaling is toegezegd voor uiterlijk ${inWords(earliest)}.`, daysLeft: daysBetween(today, earliest) };

type Mine = { makes: boolean; releases: boolean };

const fromBank = ({ last }: PaymentWork, { makes }: Mine): (Task | false)[] => [
  last.unexplained > 0 &&
    makes && {
      href: "/svb/bank#verklaren",
      sentence: `Verklaar ${many(last.unexplained, "boeking", "boekingen")} van de bank`,
      detail: "Tot dan kan niemand betalingen vrijgeven.",
      icon: "bank",
    },
  last.work > 0 && {
    href: "/svb/bank/werk",
    sentence: `Besluit over ${many(last.work, "geval van de bank", "gevallen van de bank")}`,
    detail: "De bank weigerde iets, gaf iets terug, of stuurde een afschrift dat niet klopt of niet kwam.",
    icon: "tray",
  },
  last.refused > 0 && {
    href: "/svb/bank",
    sentence: `Bekijk ${many(last.refused, "bestand", "bestanden")} van de bank`,
    detail: "Wij konden dit niet inlezen.",
    icon: "warning",
  },
];

const unfitTask = ({ unfit }: PaymentWork, { releases }: Mine): Task | false =>
  unfit > 0 &&
  releases && {
    href: "/svb/rekeningnummers",
    sentence: `Bekijk ${many(unfit, "rekeningnummer", "rekeningnummers")} waarvan de naam niet klopt`,
    detail: "De bank vond de naam niet goed. Tot een besluit betalen wij daarop niet.",
    icon: "bank",
  };

const batchTasks = ({ batches }: PaymentWork, { makes, releases }: Mine): { open: (Task | false)[]; rejected: Task | false } => {
  const of = (state: BatchState): number => batches.get(state) ?? 0;
  const inState = (state: BatchState): string => `/svb/betalingen?staat=${state}#bestanden`;
  return {
    open: [
      of("frozen") > 0 &&
        releases && {
          href: inState("frozen"),
          sentence: `Geef ${many(of("frozen"), "betaalbestand", "betaalbestanden")} vrij`,
          detail: "Twee medewerkers tekenen, niet de maker.",
          icon: "check-circle",
        },
      of("draft") > 0 &&
        makes && {
          href: inState("draft"),
          sentence: `Zet ${many(of("draft"), "betaalbestand", "betaalbestanden")} vast`,
          detail: "Controleer eerst de betalingen.",
          icon: "document",
        },
    ],
    rejected: of("rejected") > 0 && {
      href: inState("rejected"),
      sentence: `Zoek uit waarom de bank ${many(of("rejected"), "betaalbestand", "betaalbestanden")} weigerde`,
      detail: "De declaraties wachten weer op betaling.",
      icon: "error",
    },
  };
};

const waitingTasks = ({ waiting: { payable, full, held } }: PaymentWork, today: Day, { makes }: Mine): (Task | false)[] => [
  payable.count > 0 &&
    makes && {
      href: "/svb/betalingen",
      sentence: `Betaal ${full ? "ten minste " : ""}${many(payable.count, "declaratie", "declaraties")}, samen ${inEuros(payable.sum)}`,
      icon: "budget",
      ...promise(payable.earliest, today),
    },
  held > 0 &&
    makes && {
      href: "/svb/betalingen#wacht",
      sentence: `Bekijk waarom ${many(held, "declaratie moet", "declaraties moeten")} wachten`,
      detail: "Bij elke declaratie staat de reden.",
      icon: "info",
    },
];

const cameBackTask = ({ last }: PaymentWork): Task | false =>
  last.cameBack > 0 && {
    href: "/svb/aansluiting#terug",
    sentence: `Bekijk ${many(last.cameBack, "betaling die terugkwam", "betalingen die terugkwamen")}`,
    detail: "Er is een goed rekeningnummer nodig, of iemand moet bellen.",
    icon: "person",
  };

/** What waits for those who pay, as sentences, the most urgent first; `mine` says which of them this person does. */
export const paymentTasks = (work: PaymentWork, today: Day, mine: Mine): Task[] => {
  const { open, rejected } = batchTasks(work, mine);
  const tasks = [...fromBank(work, mine), ...open, ...waitingTasks(work, today, mine), unfitTask(work, mine), cameBackTask(work), rejected];
  return tasks.filter((task) => task !== false);
};
