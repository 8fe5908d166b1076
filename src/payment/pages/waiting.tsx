import { inEuros } from "../../kernel/money.ts";
import type { Here } from "../../web/page.tsx";
import { Alert } from "../../web/ui/alert.tsx";
import { EmptyState } from "../../web/ui/card.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { StaffTable } from "../../web/ui/table.tsx";
import { ActionLink, Amount, DayText, Section, Small, Stack } from "../../web/ui/text.tsx";
import type { Waiting, WaitingClaim } from "../read.ts";
import { HeadNeeded, IbanText, perPage } from "./parts.tsx";

const WaitingTable = ({ caption, claims }: { caption: string; claims: readonly WaitingClaim[] }) => (
  <StaffTable
    caption={caption}
    captionHidden
    rows={claims.slice(0, perPage)}
    rowKey={({ declaration }) => declaration}
    columns={[
      { head: "Declaratie", rowHead: true, cell: ({ number }) => number },
      { head: "Zorgverlener", cell: ({ payee }) => payee },
      { head: "Betalen uiterlijk", cell: ({ promisedOn }) => <DayText of={promisedOn} /> },
      { head: "Bedrag", number: true, cell: ({ amount }) => <Amount of={amount} /> },
      {
        head: "Vandaag te betalen",
        wrap: true,
        cell: ({ why, settles }) => why ?? (settles > 0 ? `Ja, min ${inEuros(settles)} die al met spoed is betaald` : "Ja"),
      },
    ]}
  />
);

const MakeForm = ({ here, waiting: { payable, list, account, head }, above }: { here: Here; waiting: Waiting; above: boolean }) =>
  payable.count === 0 || account === null || !here.may("payment.make-batch", {}) ? null : (
    <Form action="/svb/betalingen" csrf={here.frame.csrf}>
      <input type="hidden" name="lijst" value={list} />
      <input type="hidden" name="boven" value={above ? "ja" : "nee"} />
      <HeadNeeded reasons={head} />
      <ButtonRow>
        <Button icon="bank">Betaalbestand maken</Button>
      </ButtonRow>
      <Small>U maakt een concept van {inEuros(payable.sum)}. Er wordt nog niets betaald.</Small>
    </Form>
  );

const Wages = ({ of }: { of: Waiting["wages"] }) =>
  of.count === 0 ? null : (
    <Alert title={`${String(of.count)} ${of.count === 1 ? "declaratie wacht" : "declaraties wachten"} op de salarisadministratie`}>
      <p>
        Samen {inEuros(of.sum)} bruto loon. Dit staat niet in de lijst hieronder en gaat niet mee in een betaalbestand: eerst gaan de
        belasting en premies eraf.
      </p>
    </Alert>
  );

const AboveLink = ({ waiting, above }: { waiting: Waiting; above: boolean }) =>
  above ? (
    <ActionLink href={"/svb/betalingen#wacht"}>Alleen wat binnen de grenzen past</ActionLink>
  ) : waiting.beyond ? (
    <ActionLink href="?boven=ja#wacht">Alles in één bestand, met een derde handtekening</ActionLink>
  ) : null;

type WaitingProps = { here: Here; waiting: Waiting; above: boolean; only: boolean; first: boolean };

/** What waits for payment from one account of ours, why some of it cannot be paid today, and the making of a batch of the rest. */
export const WaitingSection = ({ here, waiting, above, only, first }: WaitingProps) => {
  const { claims, own } = waiting;
  // What cannot be paid is what somebody must look at, so it comes first.
  const shown = [...claims.filter(({ why }) => why !== null), ...claims.filter(({ why }) => why === null)];
  return (
    <Section
      title={only || own === null ? "Wacht op betaling" : `Wacht op betaling van ${own.name}`}
      id={first ? "wacht" : `wacht-${waiting.account ?? ""}`}
    >
      <Stack>
        {first && <Wages of={waiting.wages} />}
        {!only && own !== null && (
          <p>
            Van rekening <IbanText of={own.iban} />.
          </p>
        )}
        {waiting.account === null && (
          <EmptyState title="Er is nog geen rekening van de SVB" icon="bank">
            <p>Vraag de beheerder om de rekening te openen. Daarna kunt u betalen.</p>
          </EmptyState>
        )}
        {claims.length === 0 ? (
          <EmptyState title="Er wacht niets op betaling" icon="check-circle">
            <p>Goedgekeurde declaraties komen hier vanzelf te staan.</p>
          </EmptyState>
        ) : (
          <>
            <MakeForm here={here} waiting={waiting} above={above} />
            <AboveLink waiting={waiting} above={above} />
            <WaitingTable caption="Declaraties die op betaling wachten" claims={shown} />
            {shown.length > perPage && (
              <Small>
                U ziet de eerste {perPage} van {waiting.full ? "meer dan " : ""}
                {shown.length.toLocaleString("nl-NL")} declaraties.
              </Small>
            )}
          </>
        )}
      </Stack>
    </Section>
  );
};
