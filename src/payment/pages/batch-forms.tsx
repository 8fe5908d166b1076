import { inEuros } from "../../kernel/money.ts";
import type { Fault } from "../../kernel/refusal.ts";
import type { Here } from "../../web/page.tsx";
import { Alert } from "../../web/ui/alert.tsx";
import { Card, Details } from "../../web/ui/card.tsx";
import { Button, ButtonRow, Form } from "../../web/ui/form.tsx";
import { ActionLink, DayText, Stack, Text } from "../../web/ui/text.tsx";
import { batchNeeds, HeadNeeded, lackingInWords, shortHash } from "./parts.tsx";
import { lacking, mandateFor, whyNotSign, type Mandate } from "../batch.ts";
import type { BatchView } from "../read.ts";

type Props = { here: Here; batch: BatchView; differences: readonly Fault[] };

const FreezeForm = ({ here, batch }: { here: Here; batch: BatchView }) => (
  <Form action={`/svb/betalingen/${batch.id}/vastzetten`} csrf={here.frame.csrf}>
    <Text>
      <p>Controleer de betalingen. Na het vastzetten kan niemand er nog iets aan veranderen.</p>
    </Text>
    <HeadNeeded reasons={batch.head} />
    <ButtonRow>
      <Button>Vastzetten</Button>
    </ButtonRow>
  </Form>
);

const Differences = ({ differences }: { differences: readonly Fault[] }) => (
  <Alert tone="error" title="Vrijgeven kan nu niet: de boeken sluiten niet" level={3}>
    <ul>
      {differences.map(({ field, problem, remedy }) => (
        <li key={`${field} ${problem}`}>
          {problem} {remedy}
        </li>
      ))}
    </ul>
    <ActionLink href="/svb/aansluiting">Naar de aansluiting</ActionLink>
  </Alert>
);

const ReleaseForm = ({ here, batch, mandate, last }: { here: Here; batch: BatchView; mandate: Mandate; last: boolean }) => (
  <Form action={`/svb/betalingen/${batch.id}/vrijgeven`} csrf={here.frame.csrf}>
    <input type="hidden" name="inhoud" value={batch.contentHash ?? ""} />
    <Text>
      <p>
        U tekent voor {batch.count.toLocaleString("nl-NL")} betalingen, samen {inEuros(batch.sum)}
        {batch.executionDay !== null && (
          <>
            , uit te voeren op <DayText of={batch.executionDay} />
          </>
        )}
        . Uw handtekening geldt voor deze inhoud en geen andere: hash {shortHash(batch.contentHash ?? "")}.
      </p>
      <p>
        {mandate === "head" && "U tekent met een hoger mandaat. "}
        {last
          ? "Na uw handtekening gaat het bestand naar de bank."
          : "Na u geeft nog iemand anders vrij. Daarna gaat het bestand naar de bank."}
      </p>
    </Text>
    <ButtonRow>
      <Button>Vrijgeven</Button>
    </ButtonRow>
  </Form>
);

const Release = ({ here, batch, differences }: Props) => {
  const why = whyNotSign(here.actor.person, {
    maker: batch.makerId,
    signed: batch.signatures.map(({ person }) => person),
    changers: batch.changers,
  });
  if (why !== null) {
    return (
      <Alert title="U kunt dit bestand niet vrijgeven" level={3}>
        <p>{why} Laat een andere medewerker vrijgeven.</p>
      </Alert>
    );
  }
  const left = lacking(batch.signatures, batch.head.length > 0);
  const mandate = mandateFor(here.actor.roles, left);
  if (mandate === null) return <p>Uw handtekening is hier nu niet nodig.</p>;
  if (differences.length > 0) return <Differences differences={differences} />;
  return <ReleaseForm here={here} batch={batch} mandate={mandate} last={left.releasers + (left.head ? 1 : 0) === 1} />;
};

const WithdrawForm = ({ here, batch }: { here: Here; batch: BatchView }) => (
  <Details summary="Intrekken">
    <Form action={`/svb/betalingen/${batch.id}/intrekken`} csrf={here.frame.csrf}>
      <Text>
        <p>De betalingen gaan niet door. De declaraties wachten daarna weer op betaling. Dit kunt u niet terugdraaien.</p>
      </Text>
      <ButtonRow>
        <Button variant="danger">Dit betaalbestand intrekken</Button>
      </ButtonRow>
    </Form>
  </Details>
);

/** What this reader can do now with a batch: freeze it, release it or read why not, withdraw it. */
export const BatchForms = ({ here, batch, differences }: Props) => {
  const left = lacking(batch.signatures, batch.head.length > 0);
  return (
    <Card title="Wat nu" level={2}>
      <Stack>
        <p>{batchNeeds[batch.state]}.</p>
        {batch.state === "draft" && here.may("payment.freeze-batch", {}) && <FreezeForm here={here} batch={batch} />}
        {batch.state === "frozen" && (
          <>
            <HeadNeeded reasons={batch.head} />
            <p>
              {batch.signatures.length === 0 ? "Nog niemand gaf dit bestand vrij. " : ""}
              {lackingInWords(left)}
            </p>
            {here.may("payment.release-batch", {}) && <Release here={here} batch={batch} differences={differences} />}
          </>
        )}
        {(batch.state === "draft" || batch.state === "frozen") && here.may("payment.withdraw-batch", {}) && (
          <WithdrawForm here={here} batch={batch} />
        )}
      </Stack>
    </Card>
  );
};
