import { inWords } from "../../kernel/day.ts";
import { Alert } from "../../web/ui/alert.tsx";
import type { AgreementView } from "../read.ts";
import { suspensionGroundName } from "../suspension.ts";

/** That payments under an agreement are put off, until when and why; for parties and staff alike. */
export const Suspended = ({ of }: { of: AgreementView["suspended"] }) =>
  of === null ? null : (
    <Alert tone="warning" title={`De betaling is opgeschort tot en met ${inWords(of.until)}`}>
      <p>
        Dat vroeg de verstrekker op {inWords(of.from)}, omdat {suspensionGroundName[of.ground]}.
      </p>
      {of.reason !== null && <p className="quote">“{of.reason}”</p>}
      <p>Declareren kan gewoon. Het geld staat apart, en wij betalen zodra de opschorting voorbij is.</p>
    </Alert>
  );
