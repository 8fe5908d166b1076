import { z } from "zod";
import { readDay, type Day } from "../kernel/day.ts";
import { cents } from "../kernel/money.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Standing } from "../law/care-rates.ts";
import type { Law } from "../law/laws.ts";
import { dropPolicy, proposePolicy } from "../party/policy.ts";
import { proposalsOf, ratesOf } from "../party/read-policy.ts";
import type { Api, ApiApp } from "../web/api.ts";
import { idParam } from "../web/api-schemas.ts";
import { callOf, idIn, type Call, type Spoken } from "../web/call.ts";
import type { Web } from "../web/frame.ts";
import { touchedByRate } from "./funder/policies.ts";

const tags = ["beleid"];
const spoken = {
  unknown: "policy-proposal-unknown",
  fields: {
    ...{ law: "wet", standing: "soort", careFunction: "zorgfunctie", from: "vanaf" },
    ...{ maximumPerHour: "uurtariefCenten", source: "bron" },
  },
} as const satisfies Spoken;

const kinds = { formal: "formeel", informal: "informeel" } as const satisfies Record<Standing, string>;
const laws = ["wmo", "jeugdwet"] as const satisfies readonly Law[];

const topic = {
  wet: z.enum(laws, "Kies wmo of jeugdwet: onder de Wlz staat het maximumtarief in de regeling."),
  soort: z.enum(kinds).describe("Voor formele of informele zorgverleners."),
  zorgfunctie: z
    .string()
    .regex(/^\d{2}$/, "Een zorgfunctie heeft een code van twee cijfers.")
    .nullable()
    .describe("Null voor alle zorgfuncties zonder eigen tarief."),
};
const body = z.strictObject({
  ...topic,
  vanaf: z
    .string()
    .refine((text) => readDay(text) !== null, "Dit is geen bestaande dag. Schrijf een dag als jjjj-mm-dd.")
    .describe("De eerste dag, vandaag of later, als jjjj-mm-dd."),
  uurtariefCenten: z.int("Vul een bedrag in hele centen in.").positive("Vul een bedrag boven nul in.").max(1_000_000),
  bron: z.string().trim().min(3, "Noem de verordening waarin dit tarief staat.").max(300),
});

const version = z.object({ vanaf: z.iso.date(), uurtariefCenten: z.int(), bron: z.string() });
const proposal = z.object({ id: z.uuid(), ...topic, ...version.shape, voorgesteldOp: z.iso.date() });
const policy = z
  .object({ tarieven: z.array(z.object({ ...topic, versies: z.array(version) })), voorstellen: z.array(proposal) })
  .describe("De hoogste uurtarieven, en wat nog op vaststellen wacht.");

const standingOf = (soort: (typeof kinds)[Standing]): Standing => (soort === "formeel" ? "formal" : "informal");
const inDutch = ({ law, standing, careFunction }: { law: Law; standing: Standing; careFunction: string | null }) => ({
  wet: law as (typeof laws)[number],
  soort: kinds[standing],
  zorgfunctie: careFunction,
});

const funderOf = ({ actor }: Call): string => {
  if (actor.organisation === null || actor.organisation === "SVB") throw new Refusal("not-allowed");
  return actor.organisation;
};

const inputOf = ({ wet, soort, zorgfunctie, vanaf, uurtariefCenten, bron }: z.infer<typeof body>) => ({
  ...{ law: wet, standing: standingOf(soort), careFunction: zorgfunctie, from: vanaf as Day },
  ...{ maximumPerHour: cents(uurtariefCenten), source: bron },
});

const reading = (app: ApiApp, web: Web): void => {
  app.get(
    "/v1/beleid",
    {
      config: { action: "policy.read" },
      schema: {
        operationId: "haalBeleidOp",
        summary: "De hoogste tarieven van de verstrekker",
        tags,
        querystring: z.strictObject({ wet: z.enum(laws).optional() }),
        response: { 200: policy },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const funder = funderOf(call);
      const { rates, open } = await call.read(async (tx) => ({ rates: await ratesOf(tx, funder), open: await proposalsOf(tx, funder) }));
      const written = ({ from, value, source }: { from: Day; value: number; source: string }) => ({
        ...{ vanaf: from, uurtariefCenten: value, bron: source },
      });
      const { wet } = request.query;
      const wanted = ({ law }: { law: Law }): boolean => wet === undefined || wet === law;
      return {
        tarieven: rates.filter(wanted).map((one) => ({ ...inDutch(one), versies: one.versions.map(written) })),
        voorstellen: open.filter(wanted).map((one) => ({ id: one.id, ...inDutch(one), ...written(one), voorgesteldOp: one.on })),
      };
    },
  );
  app.post(
    "/v1/beleidsvoorstellen/proefberekeningen",
    {
      config: { action: "policy.propose" },
      schema: {
        operationId: "berekenBeleidsvoorstel",
        summary: "Wie een tarief zou raken; er wordt niets bewaard",
        tags,
        body,
        response: {
          200: z
            .object({
              overeenkomsten: z.int().describe("Voor hoeveel overeenkomsten het zou gelden."),
              hoger: z.int().describe("Hoeveel daarvan een hoger tarief hebben."),
              metHogerTarief: z.array(z.object({ id: z.uuid(), nummer: z.string(), uurtariefCenten: z.int() })),
            })
            .describe("Van die met een hoger tarief hoogstens honderd, de hoogste eerst."),
        },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const { maximumPerHour: value, ...rate } = inputOf(request.body);
      const { all, above, rows } = await call.read((tx) => touchedByRate(tx, { ...rate, value, funder: funderOf(call) }));
      const dear = rows.map(({ id, number, rate: agreed }) => ({ id, nummer: number, uurtariefCenten: agreed }));
      return { overeenkomsten: all, hoger: above, metHogerTarief: dear };
    },
  );
};

const proposing = (app: ApiApp, web: Web): void => {
  app.post(
    "/v1/beleidsvoorstellen",
    {
      config: { action: "policy.propose", changes: true },
      schema: {
        operationId: "stelBeleidVoor",
        summary: "Een hoogste tarief voorstellen; een medewerker stelt het in het portaal vast",
        tags,
        body,
        response: { 201: z.object({ id: z.uuid() }).describe("Het voorstel staat klaar.") },
      },
    },
    async (request, reply) => {
      const call = callOf(web, request);
      const { proposal: id } = await call.command(proposePolicy, { ...inputOf(request.body), funder: funderOf(call) }, spoken);
      return reply.code(201).send({ id });
    },
  );
  app.post(
    "/v1/beleidsvoorstellen/:id/intrekkingen",
    {
      config: { action: "policy.drop", changes: true },
      schema: {
        operationId: "trekBeleidsvoorstelIn",
        summary: "Een voorstel intrekken",
        tags,
        params: idParam,
        response: { 204: z.null().describe("Het is ingetrokken.") },
      },
    },
    async (request, reply) => {
      await callOf(web, request).command(dropPolicy, { proposal: idIn(request.params.id, spoken.unknown) }, spoken);
      return reply.code(204).send(null);
    },
  );
};

/** What a funder decided for itself, for its systems. Only people adopt: that takes two pairs of eyes. */
export const policyRoutes: Api = (app, web) => {
  reading(app, web);
  proposing(app, web);
};
