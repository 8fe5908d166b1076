import { capital } from "../../kernel/words.ts";
import type { Side } from "../../web/side.ts";
import { Alert } from "../../web/ui/alert.tsx";
import type { DeclarationView } from "../read.ts";
import { dayInWords } from "./words.ts";

const Returned = ({ side }: { side: Side }) => (
  <Alert tone="warning" title="De bank stuurde de betaling terug">
    {side === "holder" ? (
      <p>Het geld staat weer op het budget. Vaak klopt dan het rekeningnummer van de zorgverlener niet meer.</p>
    ) : (
      <p>U hebt dit geld dus nog niet. Vaak klopt dan uw rekeningnummer niet meer.</p>
    )}
    <p>
      <strong>Wat kunt u doen?</strong>{" "}
      {side === "holder" ? (
        "Vraag uw zorgverlener om het rekeningnummer te controleren. Dat kan in dit portaal."
      ) : (
        <>
          <a href="/rekeningnummer">Controleer uw rekeningnummer</a>. Geeft u een ander nummer door, dan betalen wij daarna vanzelf opnieuw.
        </>
      )}
    </p>
  </Alert>
);

/** What people wrote about a declaration, and that money came back. */
export const Words = ({ view, side }: { view: DeclarationView; side: Side }) => (
  <>
    {view.rejection !== null && view.state === "rejected" && (
      <Alert
        tone="warning"
        title={side === "provider" ? `${capital(view.holder.salutation)} stuurde de uren terug` : "U stuurde deze uren terug"}
      >
        <p className="quote">“{view.rejection}”</p>
        {side === "holder" && <p>{view.provider.salutation} kan de uren nu verbeteren. U hoeft niets te doen.</p>}
      </Alert>
    )}
    {view.lines.flatMap(({ id, note, day, unit }) =>
      note === null
        ? []
        : [
            <Alert
              key={id}
              title={unit === "month" ? "Een medewerker keek naar dit bedrag" : `Een medewerker keek naar ${dayInWords(day)}`}
            >
              <p>“{note}”</p>
            </Alert>,
          ],
    )}
    {view.lines.some(({ state }) => state === "returned") && <Returned side={side} />}
  </>
);
