import type { Bsn } from "../../kernel/bsn.ts";
import type { Day } from "../../kernel/day.ts";
import type { Cents } from "../../kernel/money.ts";
import type { Law } from "../../law/laws.ts";
import { messageCodes, messageNamespace, messagePrefix, payingAgency, sharedNamespace } from "./award-message.ts";
import { documentOf, tag } from "./xml-writer.ts";

/** Why a closing message goes out (RedenAfgifte, OP522): yearly for a budget that runs on, or because the budget ended. */
export type ClosingReason = "Administratief" | "Einde";

/** What became of one function budget, in eurocents: awarded, paid, and still reserved (toegekend, besteed, gereserveerd). */
export type ClosingFunction = { code: string; awarded: Cents; paid: Cents; committed: Cents };

/** A closing message (budgetafsluitbericht, BAB) about one budget, to the funder that awarded it. */
export type ClosingMessage = {
  law: Law;
  receiver: string;
  identification: string;
  dated: Day;
  bsn: Bsn;
  budget: string;
  period: { from: Day; until: Day };
  reason: ClosingReason;
  functions: readonly ClosingFunction[];
};

/** Writes a closing message (WLZ507, WMO507, JW507). The same fields give the same bytes. Its layout is assumed, see docs/messages.md. */
export function closingMessageXml({
  law,
  receiver,
  identification,
  dated,
  bsn,
  budget,
  period,
  reason,
  functions,
}: ClosingMessage): string {
  const prefix = `${messagePrefix[law]}507`;
  const own = (name: string): string => `${prefix}:${name}`;
  return documentOf(own("Bericht"), { ipgb: sharedNamespace, [prefix]: messageNamespace(prefix) }, [
    tag(own("Header"), [
      tag(own("BerichtCode"), messageCodes.closing),
      tag(own("BerichtVersie"), "2"),
      tag(own("BerichtSubversie"), "0"),
      tag(own("Afzender"), payingAgency),
      tag(own("Ontvanger"), receiver),
      tag(own("BerichtIdentificatie"), [tag("ipgb:Identificatie", identification), tag("ipgb:Dagtekening", dated)]),
      tag(own("XsdVersie"), [tag("ipgb:BasisschemaXsdVersie", "1.0.0"), tag("ipgb:BerichtXsdVersie", "1.0.0")]),
    ]),
    tag(own("Client"), [
      tag(own("Bsn"), bsn),
      tag(own("Budget"), [
        tag(own("BudgetNummer"), budget),
        tag(own("BudgetPeriode"), [tag("ipgb:Begindatum", period.from), tag("ipgb:Einddatum", period.until)]),
        tag(own("RedenAfgifte"), reason),
        ...functions.map((each) =>
          tag(own("FunctieBudget"), [
            tag(own("Zorgfunctie"), each.code),
            tag(own("BedragToegekend"), each.awarded),
            tag(own("BedragBesteed"), each.paid),
            tag(own("BedragGereserveerd"), each.committed),
          ]),
        ),
      ]),
    ]),
  ]);
}
