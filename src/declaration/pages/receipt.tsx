import { inWords } from "../../kernel/day.ts";
import type { Finding, Receipt } from "../../law/receipt.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import { Alert } from "../../web/ui/alert.tsx";
import { Card, Details, StatusBadge, type StatusTone } from "../../web/ui/card.tsx";
import { FindingBlock, ReceiptSheet, receiptLines } from "../../web/ui/decision.tsx";
import { DataSummary } from "../../web/ui/summary.tsx";
import { Table, TwoLines } from "../../web/ui/table.tsx";
import { ActionLink, PageHeading, Section, Small, Stack, Text } from "../../web/ui/text.tsx";
import { SetOffText, type SetOff } from "./set-off.tsx";
import { toldReceipt, type PartOfSheet, type RuleRow } from "./receipt-view.ts";
import { faultTitle } from "./words.ts";

/** A receipt as it was kept, with its hash, and whether that is still the hash of what it holds. */
export type KeptReceipt = {
  id: string;
  receipt: Receipt;
  hash: string;
  whole: boolean;
  again: { href: string; label: string } | null;
  /** What holder and provider are called; null where the reader may not see them. */
  between: { holder: string; provider: string } | null;
  /** What of it had been paid ahead; null when nothing was. */
  setOff: SetOff | null;
};

const outcomeWords: Readonly<Record<Finding["outcome"] | "right", { words: string; tone: StatusTone }>> = {
  right: { words: "In orde", tone: "ok" },
  notice: { words: "Let op", tone: "info" },
  suspend: { words: "Betaling opgeschort", tone: "warning" },
  review: { words: "Naar een medewerker", tone: "info" },
  repair: { words: "Verbeteren", tone: "warning" },
  refuse: { words: "Geweigerd", tone: "error" },
};

const RuleOutcome = ({ rule, parts }: { rule: RuleRow; parts: readonly PartOfSheet[] }) => {
  const [first] = rule.wrong;
  if (!first && rule.right === 0 && rule.apart > 0) return <StatusBadge tone="info">Was hier niet van toepassing</StatusBadge>;
  if (!first) return <StatusBadge tone="ok">{rule.right > 1 ? `${String(rule.right)} keer in orde` : "In orde"}</StatusBadge>;
  const where = rule.wrong
    .map(({ about }) => parts.find((part) => part.about === about)?.title.toLowerCase())
    .filter((title) => title !== undefined);
  const { words, tone } = outcomeWords[first.outcome];
  return (
    <TwoLines
      main={<StatusBadge tone={tone}>{words}</StatusBadge>}
      sub={`${where.join(", ")}${rule.right > 0 ? `. Verder ${String(rule.right)} keer in orde.` : ""}`}
    />
  );
};

const Rules = ({ rules, parts }: { rules: readonly RuleRow[]; parts: readonly PartOfSheet[] }) => (
  <Table
    caption="De regels die wij hebben gecontroleerd, in volgorde"
    captionHidden
    rows={rules}
    rowKey={({ code }) => code}
    columns={[
      { head: "Controle", rowHead: true, cell: ({ title, code }) => <TwoLines main={title} sub={code} /> },
      { head: "Artikel", cell: ({ article }) => article },
      { head: "Uitkomst", cell: (rule) => <RuleOutcome rule={rule} parts={parts} /> },
    ]}
  />
);

const Part = ({ part, open }: { part: PartOfSheet; open: boolean }) => (
  <Details summary={`${part.title}: ${outcomeWords[part.outcome].words.toLowerCase()}`} open={open}>
    <ReceiptSheet caption={part.title} captionHidden lines={receiptLines(part.lines)} />
  </Details>
);

const Proof = ({ kept }: { kept: KeptReceipt }) => (
  <Section title="Is hier later iets aan veranderd?">
    <Card>
      <Text>
        <p>
          {kept.whole
            ? "Nee. Het controlegetal hoort precies bij deze uitleg. Als iemand er één letter aan verandert, klopt het getal niet meer."
            : "Ja, het controlegetal past niet bij wat hier staat. Neem contact op met de SVB."}
        </p>
      </Text>
      <DataSummary
        lines={[
          { label: "Controlegetal", value: <code className="hash">{kept.hash.replace(/(.{8})/g, "$1 ").trim()}</code> },
          { label: "Kenmerk", value: <code className="hash">{kept.id}</code> },
          { label: "Versie van het programma", value: kept.receipt.release },
        ]}
      />
    </Card>
  </Section>
);

const Wrong = ({ findings }: { findings: ReturnType<typeof toldReceipt>["findings"] }) => (
  <Section title="Wat niet klopte">
    <Stack>
      {findings.map(({ title, finding }) => (
        <FindingBlock
          key={`${finding.about} ${finding.code}`}
          level={3}
          tone={finding.outcome === "review" ? "info" : "warning"}
          title={`${title}: ${(faultTitle[finding.code] ?? "hier klopt iets niet").toLowerCase()}`}
          facts={finding.text}
          remedy={finding.remedy}
          ground={`Controle ${finding.code}, ${finding.article}`}
        />
      ))}
    </Stack>
  </Section>
);

const Disagree = () => (
  <Section title="Bent u het er niet mee eens?">
    <Card>
      <Text>
        <p>
          Vraag de SVB dan om een betalingsbesluit. Doe dat binnen 8 weken na de laatste dag waarop wij moesten betalen. Bent u het ook niet
          eens met dat besluit? Dan kunt u binnen 6 weken bezwaar maken.
        </p>
      </Text>
      <Small>Deze termijnen komen uit oudere uitleg van de SVB. Vraag de SVB of zij nu nog zo zijn.</Small>
    </Card>
  </Section>
);

type Props = { frame: Frame; kept: KeptReceipt; all: boolean; crumbs: readonly { label: string; href?: string }[] };

/** How a decision was made, on one page that can be printed. */
export const ReceiptPage = ({ frame, kept, all, crumbs }: Props) => {
  const { receipt } = kept;
  const told = toldReceipt(receipt);
  const provisional = receipt.sheet.some(({ settled }) => !settled);
  const open = all || told.parts.length === 1;
  return (
    <Page {...frame} title="Hoe wij dit besloten" crumbs={crumbs}>
      <PageHeading title="Hoe wij dit besloten" lead={told.sentence} />
      <Stack>
        <Card>
          <DataSummary
            lines={[
              { label: "Waarover", value: told.what },
              ...(kept.between === null
                ? []
                : [
                    { label: "Budgethouder", value: kept.between.holder },
                    { label: "Zorgverlener", value: kept.between.provider },
                  ]),
              { label: "Besloten volgens het recht van", value: inWords(receipt.legalDay) },
              { label: "Hoeveel regels", value: `${String(told.rules.length)} controles` },
            ]}
          />
          <SetOffText of={kept.setOff} side={null} />
          {kept.again && <ActionLink href={kept.again.href}>{kept.again.label}</ActionLink>}
        </Card>
        {provisional && (
          <Alert tone="warning" title="Er zit een voorlopig bedrag in">
            <p>
              Een bedrag of termijn is nog niet definitief gepubliceerd. Wij rekenen het zo nodig later opnieuw uit. U herkent het aan
              “Voorlopig bedrag”.
            </p>
          </Alert>
        )}
      </Stack>
      {told.findings.length > 0 && <Wrong findings={told.findings} />}
      <Section title="Wat wij controleerden">
        <Rules rules={told.rules} parts={told.parts} />
      </Section>
      <Section
        title="De berekening"
        action={open ? undefined : <a href={`/besluiten/${kept.id}?alles=ja`}>Alles openen, om af te drukken</a>}
      >
        <Card>
          {told.parts.map((part) => (
            <Part key={part.about} part={part} open={open || (part.outcome !== "right" && part.outcome !== "notice")} />
          ))}
        </Card>
        <Small>Bij elke regel staat waar het bedrag vandaan komt en welk artikel erover gaat.</Small>
      </Section>
      {told.payment && <Disagree />}
      <Proof kept={kept} />
    </Page>
  );
};
