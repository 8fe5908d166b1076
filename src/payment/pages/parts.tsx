import { total } from "../../kernel/money.ts";
import { ibanInGroups, type Iban } from "../../kernel/iban.ts";
import type { Fields } from "../../web/form.ts";
import { textOf, wholePage } from "../../web/form.ts";
import { Alert, type FieldError } from "../../web/ui/alert.tsx";
import { StatusBadge, type StatusTone } from "../../web/ui/card.tsx";
import { Nowrap } from "../../web/ui/text.tsx";
import { batchStateName, type BatchState } from "../batch.ts";
import { orderStateName, type OrderState } from "../order.ts";
import type { Waiting } from "../read.ts";
import { headReasonText, type HeadReason } from "../rule.ts";

/** Rows on one page of a list. */
export const perPage = 25;

/** Which page of a list an address asks for, from 1; anything odd is the first. */
export const pageIn = (query: Fields): number => {
  const text = textOf(query, "bladzijde");
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
};

export const sliceOf = (page: number) => ({ skip: (page - 1) * perPage, most: perPage });
export const pagesFor = (count: number): number => Math.max(1, Math.ceil(count / perPage));

const batchTone: Record<BatchState, StatusTone> = {
  draft: "warning",
  frozen: "warning",
  released: "info",
  sent: "info",
  booked: "ok",
  rejected: "error",
  withdrawn: "neutral",
};

export const BatchBadge = ({ state }: { state: BatchState }) => <StatusBadge tone={batchTone[state]}>{batchStateName[state]}</StatusBadge>;

const orderTone: Record<OrderState, StatusTone> = {
  batched: "info",
  sent: "info",
  booked: "ok",
  rejected: "error",
  returned: "error",
  withdrawn: "neutral",
};

export const OrderBadge = ({ state }: { state: OrderState }) => <StatusBadge tone={orderTone[state]}>{orderStateName[state]}</StatusBadge>;

/** What a batch in this state waits for, in the words of the clerks. */
export const batchNeeds: Readonly<Record<BatchState, string>> = {
  draft: "Controleren en vastzetten",
  frozen: "Vrijgeven door twee medewerkers",
  released: "Het systeem verstuurt dit naar de bank",
  sent: "Wachten op het afschrift van de bank",
  booked: "Klaar",
  rejected: "Uitzoeken waarom de bank dit weigerde",
  withdrawn: "Klaar",
};

export const IbanText = ({ of }: { of: string }) => <Nowrap>{ibanInGroups(of as Iban)}</Nowrap>;

/** How long something waits, in words. */
export const ageInWords = (days: number): string =>
  days === 0 ? "vandaag" : days === 1 ? "1 dag" : `${days.toLocaleString("nl-NL")} dagen`;

/** Whose signatures a frozen batch still lacks, in words. */
export const lackingInWords = ({ releasers, head }: { releasers: number; head: boolean }): string =>
  [
    releasers > 1 && "Nog twee medewerkers moeten vrijgeven.",
    releasers === 1 && "Nu moet nog iemand anders vrijgeven.",
    head && "Ook iemand met een hoger mandaat moet vrijgeven.",
  ]
    .filter((sentence) => sentence !== false)
    .join(" ");

/** Says before and after the freezing that a third signature is needed, and why; nothing when it is not. */
export const HeadNeeded = ({ reasons }: { reasons: readonly HeadReason[] }) =>
  reasons.length === 0 ? null : (
    <Alert tone="warning" title="Hiervoor is een derde handtekening nodig" level={3}>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{headReasonText[reason]}</li>
        ))}
      </ul>
      <p>Na twee medewerkers moet ook iemand met een hoger mandaat vrijgeven.</p>
    </Alert>
  );

/** What can be paid today from all accounts together. */
export const payableOf = (waiting: readonly Pick<Waiting, "payable">[]): Waiting["payable"] => ({
  count: waiting.reduce((count, one) => count + one.payable.count, 0),
  sum: total(waiting.map((one) => one.payable.sum)),
  earliest: waiting.flatMap((one) => one.payable.earliest ?? []).sort()[0] ?? null,
});

/** What the previous page wanted told. */
export const Said = ({ said }: { said: string | null }) =>
  said === null ? null : (
    <Alert tone="ok" title="Gelukt">
      <p>{said}</p>
    </Alert>
  );

/** Messages about no field that can be seen: they belong to the page as a whole, each once. */
export const pageErrors = (errors: readonly FieldError[]): FieldError[] =>
  [...new Set(errors.map(({ message }) => message))].map((message) => ({ field: wholePage, message }));

/** The beginning of a hash, in groups: enough for two people to compare aloud. */
export const shortHash = (hash: string): string => hash.slice(0, 12).replace(/(.{4})(?=.)/g, "$1 ");
