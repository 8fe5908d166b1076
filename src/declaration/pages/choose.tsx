import { monthInWords, type Month } from "../../kernel/day.ts";
import { capital } from "../../kernel/words.ts";
import { functionName } from "../../budget/award.ts";
import type { AgreementSummary } from "../../agreement/read.ts";
import { baseRate, unitName } from "../../agreement/rate.ts";
import { Page, type Frame } from "../../web/layout.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { EmptyState, StatusBadge } from "../../web/ui/card.tsx";
import { Table, TwoLines } from "../../web/ui/table.tsx";
import { PageHeading, Stack } from "../../web/ui/text.tsx";
import type { Side } from "../../web/side.ts";
import { declarationStateName, type DeclarationState } from "../declaration.ts";
import { stateTone } from "./words.ts";

type Place = { start: string; list: string };

/** Which agreement to write hours for. */
export const ChooseAgreementPage = ({
  frame,
  side,
  agreements,
  hrefOf,
  place,
}: {
  frame: Frame;
  side: Side;
  agreements: readonly AgreementSummary[];
  hrefOf: (id: string) => string;
  place: Place;
}) => (
  <Page
    {...frame}
    title="Kies een overeenkomst"
    current={place.list}
    crumbs={[{ label: "Start", href: place.start }, { label: "Uren", href: place.list }, { label: "Kies een overeenkomst" }]}
  >
    <PageHeading
      title="Voor welke overeenkomst?"
      lead={side === "holder" ? "Kies de zorgverlener van wie u uren wilt invullen." : "Kies voor wie u uren wilt invullen."}
    />
    {agreements.length === 0 ? (
      <EmptyState title="Er is nog geen goedgekeurde overeenkomst" icon="agreement">
        <p>Zodra een overeenkomst is goedgekeurd, vult u hier de uren in.</p>
      </EmptyState>
    ) : (
      <Table
        caption="Uw overeenkomsten"
        captionHidden
        kind="pairs"
        rows={agreements}
        rowKey={({ id }) => id}
        columns={[
          {
            head: side === "holder" ? "Zorgverlener" : "Budgethouder",
            rowHead: true,
            cell: (one) => (
              <TwoLines
                main={<a href={hrefOf(one.id)}>{capital(side === "holder" ? one.providerName.salutation : one.holderName.salutation)}</a>}
                sub={functionName(one.law, one.careFunction.code)}
              />
            ),
          },
          { head: "Hoe u declareert", number: true, cell: (one) => unitName[baseRate(one).unit] },
        ]}
      />
    )}
  </Page>
);

/** A month that can be chosen, with what was declared for it. */
export type MonthChoice = { month: Month; state: DeclarationState | null; supplement: boolean; href: string };

/** Which month to write hours for. */
export const ChooseMonthPage = ({
  frame,
  who,
  months,
  errors,
  place,
}: {
  frame: Frame;
  who: string;
  months: readonly MonthChoice[];
  errors: readonly FieldError[];
  place: Place;
}) => (
  <Page
    {...frame}
    title="Kies een maand"
    current={place.list}
    errors={errors}
    crumbs={[{ label: "Start", href: place.start }, { label: "Uren", href: place.list }, { label: capital(who) }]}
  >
    <PageHeading title="Voor welke maand?" lead={`U kunt kiezen uit de maanden van de overeenkomst met ${who}.`} />
    <Stack>
      {months.length === 0 ? (
        <EmptyState title="U kunt nu geen uren invullen" icon="clock">
          <p>Dat kan als de overeenkomst is goedgekeurd en is begonnen.</p>
        </EmptyState>
      ) : (
        <Table
          caption="Maanden"
          captionHidden
          kind="pairs"
          rows={months}
          rowKey={({ month }) => month}
          columns={[
            {
              head: "Maand",
              rowHead: true,
              cell: ({ month, href, supplement }) => (
                <TwoLines
                  main={<a href={href}>{capital(monthInWords(month))}</a>}
                  sub={supplement ? "U kunt een aanvulling maken" : "Nog in te vullen"}
                />
              ),
            },
            {
              head: "Hoe staat het ervoor?",
              number: true,
              cell: ({ state }) =>
                state === null ? (
                  <StatusBadge tone="neutral">Nog niets</StatusBadge>
                ) : (
                  <StatusBadge tone={stateTone[state]}>{declarationStateName[state]}</StatusBadge>
                ),
            },
          ]}
        />
      )}
    </Stack>
  </Page>
);
