import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import type { Day } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import { laws } from "../law/laws.ts";
import { functionName, type BudgetLine } from "../budget/award.ts";
import { awardHistory, budgetLines, budgetsAfter, type AwardOnLine } from "../budget/read.ts";
import type { Tx } from "../db/pool.ts";
import { namesOf } from "../party/funders.ts";
import type { Api, ApiApp } from "../web/api.ts";
import { dayText, idParam, idText, partySchema } from "../web/api-schemas.ts";
import { callOf, idIn } from "../web/call.ts";
import type { Web } from "../web/frame.ts";
import { linksSchema, paged, pageQuery, placeIn } from "../web/paging.ts";
import { standings, type Standing } from "./funder/budgets.ts";

const tags = ["budgetten"];
const unknown = "budget-unknown";

const moneyShape = {
  vastgelegdCenten: z.int().describe("Apart gezet voor overeenkomsten en nog niet gedeclareerd."),
  gedeclareerdCenten: z.int().describe("Gedeclareerd en nog niet betaald."),
  betaaldCenten: z.int(),
};

const budgetSchema = z
  .object({
    id: z.uuid().describe("Ons kenmerk van de budgetregel: één zorgfunctie in één periode."),
    wet: z.enum(laws),
    verstrekker: z.string().describe("De code van de verstrekker."),
    budgethouder: partySchema,
    zorgfunctie: z.string(),
    omschrijving: z.string(),
    van: z.iso.date(),
    totEnMet: z.iso.date(),
    toegekendCenten: z.int(),
    ...moneyShape,
    vrijCenten: z.int().describe("Wat nog kan worden afgesproken of uitgegeven."),
    bestedingsconflictCenten: z.int().describe("Wat na een verlaging meer is afgesproken of uitgegeven dan er is."),
  })
  .meta({ id: "Budget" });

const viewSchema = budgetSchema
  .extend({
    overeenkomsten: z.array(z.object({ id: z.uuid(), nummer: z.string(), ...moneyShape })).describe("Wat elke overeenkomst ervan heeft."),
    toekenningen: z
      .array(z.object({ nummer: z.string(), toegekendOp: z.iso.date(), van: z.iso.date(), totEnMet: z.iso.date(), bedragCenten: z.int() }))
      .describe("De toekenningen van dit budget, de nieuwste eerst; elke vervangt de vorige."),
  })
  .meta({ id: "BudgetMetAfspraken" });

const whose = ({ reach, organisation }: Actor) => ({
  holders: reach.filter(({ scopes }) => scopes.includes("read")).map(({ holder }) => holder),
  funder: organisation,
});

type Told = { line: BudgetLine; standing: Standing; holderName: string };

const told = async (tx: Tx, lines: readonly BudgetLine[]): Promise<Told[]> => {
  const all = await standings(tx, lines);
  const names = await namesOf(
    tx,
    lines.map(({ holder }) => holder),
  );
  return lines.map((line) => {
    const standing = all.get(line.id);
    if (standing === undefined) throw new Error(`budget line ${line.id} has no standing`);
    return { line, standing, holderName: names.get(line.holder)?.name ?? "(naam verwijderd)" };
  });
};

const moneyToDutch = ({ committed, claimed, paid }: Pick<Standing, "committed" | "claimed" | "paid">) => ({
  vastgelegdCenten: committed,
  gedeclareerdCenten: claimed,
  betaaldCenten: paid,
});

const budgetToDutch = ({ line, standing, holderName }: Told): z.infer<typeof budgetSchema> => ({
  id: line.id,
  wet: line.law,
  verstrekker: line.funder,
  budgethouder: { id: line.holder, naam: holderName },
  zorgfunctie: line.function,
  omschrijving: functionName(line.law, line.function),
  van: line.from,
  totEnMet: line.until,
  toegekendCenten: line.awarded,
  ...moneyToDutch(standing),
  vrijCenten: standing.free,
  bestedingsconflictCenten: standing.conflict,
});

const viewToDutch = (one: Told, history: readonly AwardOnLine[]): z.infer<typeof viewSchema> => ({
  ...budgetToDutch(one),
  overeenkomsten: one.standing.agreements.map((money) => ({ id: money.agreement, nummer: money.number, ...moneyToDutch(money) })),
  toekenningen: history.map(({ number, awardedOn, from, until, amount }) => ({
    nummer: number,
    toegekendOp: awardedOn,
    van: from,
    totEnMet: until,
    bedragCenten: amount,
  })),
});

const narrowing = {
  budgethouder: idText.optional().describe("Alleen van deze budgethouder."),
  wet: z.enum(laws).optional(),
  geldigOp: dayText.optional().describe("Alleen wat op deze dag loopt."),
};

const listing = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/budgetten",
    {
      config: { action: "award.read" },
      schema: {
        operationId: "haalBudgettenOp",
        summary: "Budgetten per zorgfunctie en periode, met wat er nog vrij is; de nieuwste periode eerst",
        tags,
        querystring: z.strictObject({ ...pageQuery, ...narrowing }),
        response: { 200: z.object({ budgetten: z.array(budgetSchema), _links: linksSchema }).describe("Een bladzijde.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const { aantal, cursor, budgethouder, wet, geldigOp } = request.query;
      const after = placeIn(cursor, z.tuple([z.iso.date(), z.uuid()]));
      const wanted = { holder: budgethouder, law: wet, on: geldigOp as Day | undefined };
      return call.read(async (tx) => {
        const found = await budgetsAfter(tx, whose(call.actor), wanted, after, aantal + 1);
        const { rows, links } = paged(request, found, aantal, ({ begun, id }) => [begun, id]);
        return { budgetten: (await told(tx, rows)).map(budgetToDutch), _links: links };
      });
    },
  );
};

const readingOne = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/budgetten/:id",
    {
      config: { action: "award.read" },
      schema: {
        operationId: "haalBudgetOp",
        summary: "Een budget met zijn overeenkomsten en toekenningen",
        tags,
        params: idParam,
        response: { 200: viewSchema.describe("Het budget.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const id = idIn(request.params.id, unknown);
      const read = await call.read(async (tx) => {
        const [line] = await budgetLines(tx, { ids: [id] });
        if (line === undefined) throw new Refusal(unknown);
        call.allow({ holder: line.holder, organisations: [line.funder] }, unknown);
        const [one] = await told(tx, [line]);
        return one && { one, history: await awardHistory(tx, id) };
      });
      if (read === undefined) throw new Error(`budget ${id} was read and lost`);
      await call.looked(read.one.line.holder, "budget bekijken");
      return viewToDutch(read.one, read.history);
    },
  );
};

/** Budgets with their room, for systems of holders, representatives and funders. */
export const budgetRoutes: Api = (app, web) => {
  listing(app, web);
  readingOne(app, web);
};
