import { Refusal } from "../../kernel/refusal.ts";
import { hashOf, type Receipt } from "../../law/receipt.ts";
import { looked } from "../../db/access.ts";
import type { Day } from "../../kernel/day.ts";
import type { Tx } from "../../db/pool.ts";
import { receiptRow } from "../../db/queries.ts";
import { agreementView } from "../../agreement/read.ts";
import { textOf } from "../../web/form.ts";
import { page, type Here, type Pages } from "../../web/page.tsx";
import { declarationEvents, declarations } from "../read.ts";
import { setOffOf } from "./set-off.tsx";
import { ReceiptPage, type KeptReceipt } from "./receipt.tsx";

type Row = NonNullable<Awaited<ReturnType<typeof receiptRow>>>;

const isOfDeclaration = (kind: string): boolean => kind === "declaration" || kind === "declaration-lapse";

const backTo = (here: Here, { subject_kind, subject_id }: Row): KeptReceipt["again"] => {
  const staff = here.actor.organisation !== null;
  if (isOfDeclaration(subject_kind) && !staff) return { href: `/uren/${subject_id}`, label: "Naar de uren" };
  if (isOfDeclaration(subject_kind) && here.actor.organisation === "SVB")
    return { href: `/svb/declaraties/${subject_id}`, label: "Naar de declaratie" };
  if (subject_kind === "agreement" && !staff) return { href: `/overeenkomsten/${subject_id}`, label: "Naar de overeenkomst" };
  return null;
};

const betweenOf = async (tx: Tx, { subject_kind, subject_id }: Row, today: Day): Promise<KeptReceipt["between"]> => {
  if (isOfDeclaration(subject_kind)) {
    const [found] = await declarations(tx, { ids: [subject_id] }, 1);
    return found === undefined ? null : { holder: found.holder.name, provider: found.provider.name };
  }
  if (subject_kind !== "agreement") return null;
  const { holderName, providerName } = await agreementView(tx, subject_id, today);
  return { holder: holderName.name, provider: providerName.name };
};

const setOffIn = async (tx: Tx, { subject_kind, subject_id }: Row): Promise<KeptReceipt["setOff"]> =>
  subject_kind === "declaration" ? setOffOf(await declarationEvents(tx, subject_id)) : null;

const keptOf = (here: Here, row: Row, known: Pick<KeptReceipt, "between" | "setOff">): KeptReceipt => {
  const receipt = row.content as Receipt;
  return { id: row.id, receipt, hash: row.hash, whole: hashOf(receipt) === row.hash, again: backTo(here, row), ...known };
};

/** How a decision was made, for the holder, and for the funder and SVB. */
export const receiptPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: "/besluiten/:id",
    action: "receipt.read",
    handler: async (here) => {
      const row = await here.read((tx) => receiptRow(tx, here.id("id")));
      // What is about no holder is nobody's to read here.
      if (!row?.holder_id) throw new Refusal("not-found");
      here.allow({ holder: row.holder_id, organisations: row.funder_code === null ? [] : [row.funder_code] });
      await looked(web.door.db, here.actor, row.holder_id, "besluit lezen");
      // The names, once it is certain and noted that he may look; the sight of the reader leaves out what is not his.
      const known = await here.read(async (tx) => ({ between: await betweenOf(tx, row, here.today), setOff: await setOffIn(tx, row) }));
      const staff = here.actor.organisation !== null;
      const start = staff ? [{ label: "Werk", href: "/" }] : [{ label: "Start", href: "/start" }];
      return (
        <ReceiptPage
          frame={here.frame}
          kept={keptOf(here, row, known)}
          all={textOf(here.query, "alles") === "ja"}
          crumbs={[...start, { label: "Besluit" }]}
        />
      );
    },
  });
};
