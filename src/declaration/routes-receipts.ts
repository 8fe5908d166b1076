import { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";
import { hashOf, type Receipt } from "../law/receipt.ts";
import { receiptRow } from "../db/queries.ts";
import type { Api } from "../web/api.ts";
import { idParam } from "../web/api-schemas.ts";
import { callOf, idIn } from "../web/call.ts";
import { explanationSchema } from "./routes-receipt-schema.ts";

const receiptSchema = z
  .object({
    id: z.uuid(),
    onderwerp: z.enum(["overeenkomst", "declaratie", "anders"]),
    onderwerpId: z.uuid().describe("Ons kenmerk van de overeenkomst of declaratie."),
    hash: z.string().describe("De sha256 van de verantwoording in haar vaste vorm."),
    klopt: z.boolean().describe("Waar: de verantwoording is nog precies wat zij was."),
    verantwoording: explanationSchema,
  })
  .meta({ id: "Besluit" });

const subjects: Readonly<Record<string, z.infer<typeof receiptSchema>["onderwerp"]>> = {
  agreement: "overeenkomst",
  declaration: "declaratie",
  "declaration-lapse": "declaratie",
};

/** How a decision was made (verantwoording van het besluit), for systems of holders, representatives and funders. */
export const receiptRoutes: Api = (app, web) => {
  app.get(
    "/v1/besluiten/:id",
    {
      config: { action: "receipt.read" },
      schema: {
        operationId: "haalBesluitOp",
        summary: "Hoe een besluit tot stand kwam",
        tags: ["besluiten"],
        params: idParam,
        response: { 200: receiptSchema.describe("Het besluit met zijn verantwoording.") },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const row = await call.read((tx) => receiptRow(tx, idIn(request.params.id, "not-found")));
      if (!row?.holder_id) throw new Refusal("not-found");
      call.allow({ holder: row.holder_id, organisations: row.funder_code === null ? [] : [row.funder_code] }, "not-found");
      await call.looked(row.holder_id, "besluit lezen");
      const receipt = row.content as Receipt;
      return {
        id: row.id,
        onderwerp: subjects[row.subject_kind] ?? "anders",
        onderwerpId: row.subject_id,
        hash: row.hash,
        klopt: hashOf(receipt) === row.hash,
        verantwoording: receipt,
      };
    },
  );
};
