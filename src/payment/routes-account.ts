import { z } from "zod";
import { dayOf } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import { hereNow } from "../db/queries.ts";
import { accountsOn, mayBeUsed } from "../party/bank-accounts.ts";
import type { Api, ApiApp } from "../web/api.ts";
import { callOf, type Call } from "../web/call.ts";
import type { Web } from "../web/frame.ts";
import { accountNameField, changeAccount, ibanField, usedFrom } from "./change-account.ts";

const tags = ["rekeningnummer"];

const checks = {
  none: "niet-gevraagd",
  asked: "gevraagd",
  match: "klopt",
  "close-match": "lijkt-erop",
  "no-match": "klopt-niet",
  "not-possible": "niet-mogelijk",
  released: "vrijgegeven",
} as const;

const accountSchema = z
  .object({
    iban: z.string(),
    naam: z.string().describe("De naam waarop de rekening staat, zoals zij is opgegeven."),
    bekendSinds: z.iso.date(),
    naamcontrole: z.enum(checks).describe("Wat de bank van de naam zei."),
    betalingVanaf: z.iso.date().nullable().describe("Vanaf welke dag wij erop betalen; null zolang de naam niet in orde is."),
  })
  .meta({ id: "Rekeningnummer" });

const body = z
  .strictObject({
    iban: ibanField.meta({ type: "string", description: "Een rekeningnummer in het SEPA-gebied." }),
    naam: accountNameField.describe("Precies zoals bij de bank."),
  })
  .describe("Waarop de zorgverlener voortaan betaald wil worden.");

const provider = ({ actor }: Call): string => {
  if (actor.provider === null) throw new Refusal("account-unknown");
  return actor.provider;
};

/** A provider's own account number (rekeningnummer) for programs: never in an address, only in bodies. */
export const accountRoutes: Api = (app: ApiApp, web: Web) => {
  app.get(
    "/v1/rekeningnummer",
    {
      config: { action: "party.change-account" },
      schema: {
        operationId: "haalRekeningnummerOp",
        summary: "Op welke rekening wij de zorgverlener betalen",
        tags,
        response: { 200: accountSchema },
      },
    },
    async (request) => {
      const call = callOf(web, request);
      const mine = provider(call);
      const today = dayOf(await hereNow(web.door.db));
      const account = (await call.read((tx) => accountsOn(tx, [mine], today))).get(mine);
      if (account === undefined) throw new Refusal("account-unknown");
      return {
        iban: account.iban,
        naam: account.name,
        bekendSinds: account.from,
        naamcontrole: checks[account.check],
        betalingVanaf: mayBeUsed(account.check) ? usedFrom(account) : null,
      };
    },
  );

  app.post(
    "/v1/rekeningnummer/wijzigingen",
    {
      config: { action: "party.change-account", changes: true },
      schema: {
        operationId: "wijzigRekeningnummer",
        summary: "Een ander rekeningnummer doorgeven",
        description:
          "De bank controleert de naam. Na een wijziging wachten wij een volle dag met betalen, en de zorgverlener krijgt bericht.",
        tags,
        body,
        response: {
          201: z.object({ id: z.uuid(), betalingVanaf: z.iso.date().describe("Als de naam klopt.") }).describe("Het nummer is genoteerd."),
        },
      },
    },
    async (request, reply) => {
      const call = callOf(web, request);
      const { iban, naam } = request.body;
      const changed = await call.command(
        changeAccount,
        { provider: provider(call), personal: { iban, name: naam } },
        { unknown: "account-unknown", fields: { iban: "iban", name: "naam" } },
      );
      return reply.code(201).send({ id: changed.account, betalingVanaf: changed.usedFrom });
    },
  );
};
