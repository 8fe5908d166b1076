import { z } from "zod";
import type { FastifyInstance } from "fastify";
import { inWords } from "../../kernel/day.ts";
import type { Action } from "../../kernel/may.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { lookedAll } from "../../db/access.ts";
import { errorsOf } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { page, type Answer, type Here } from "../../web/page.tsx";
import { freezeBatch } from "../freeze-batch.ts";
import { BatchPage, type BatchPageView } from "./batch.tsx";
import { lackingInWords, pageIn, sliceOf } from "./parts.tsx";
import { batchFile, batchView } from "../read.ts";
import { differencesInWords } from "../read-bank.ts";
import { releaseBatch } from "../release-batch.ts";
import { withdrawBatch } from "../withdraw-batch.ts";

const path = "/svb/betalingen/:id";

const readView = (here: Here): Promise<BatchPageView> =>
  here.read(async (tx) => {
    const now = pageIn(here.query);
    const batch = await batchView(tx, here.id("id"), sliceOf(now));
    return { batch, differences: batch.state === "frozen" ? await differencesInWords(tx, here.today) : [], now };
  });

type Step<T> = { verb: string; action: Action; form: z.ZodType<T>; act: (here: Here, batch: string, input: T) => Promise<string> };

// A no to this very person is shown on the page of the batch as well: it says who may.
const mountStep = <T,>(app: FastifyInstance, web: Web, { verb, action, form, act }: Step<T>): void => {
  page(app, web, {
    method: "post",
    path: `${path}/${verb}`,
    action,
    handler: (here) => {
      const id = here.id("id");
      return here.form(
        form,
        async (input): Promise<Answer> => {
          try {
            return { to: `/svb/betalingen/${id}`, said: await act(here, id, input) };
          } catch (error) {
            if (!(error instanceof Refusal && error.code === "release-not-independent")) throw error;
            return {
              page: <BatchPage here={here} view={await readView(here)} errors={errorsOf(error, here.fields)} />,
              status: error.status,
            };
          }
        },
        async ({ errors }) => <BatchPage here={here} view={await readView(here)} errors={errors} />,
      );
    },
  });
};

const nothing = z.object({});

const freeze: Step<object> = {
  verb: "vastzetten",
  action: "payment.freeze-batch",
  form: nothing,
  act: async (here, batch) => {
    const { executionDay, needsHead } = await here.command(freezeBatch, { batch });
    const who = needsHead.length === 0 ? "twee medewerkers" : "twee medewerkers en iemand met een hoger mandaat";
    return `Het betaalbestand staat vast. De bank voert het uit op ${inWords(executionDay)}, als ${who} het vrijgeven.`;
  },
};

const release: Step<{ inhoud: string }> = {
  verb: "vrijgeven",
  action: "payment.release-batch",
  form: z.object({
    inhoud: z.string("Laad de pagina opnieuw.").regex(/^[0-9a-f]{64}$/, "Dit is geen inhoudshash. Laad de pagina opnieuw."),
  }),
  act: async (here, batch, { inhoud }) => {
    const { lacking } = await here.command(releaseBatch, { batch, contentHash: inhoud });
    return lacking.releasers === 0 && !lacking.head
      ? "U hebt vrijgegeven als laatste. Het bestand gaat nu naar de bank."
      : `U hebt vrijgegeven. ${lackingInWords(lacking)}`;
  },
};

const withdraw: Step<object> = {
  verb: "intrekken",
  action: "payment.withdraw-batch",
  form: nothing,
  act: async (here, batch) => {
    const { orders } = await here.command(withdrawBatch, { batch });
    return `Het betaalbestand is ingetrokken. ${orders === 1 ? "1 declaratie wacht" : `${String(orders)} declaraties wachten`} weer op betaling.`;
  },
};

/** The page of one batch, what can be done to it, and its file. */
export const mountBatch = (app: FastifyInstance, web: Web): void => {
  page(app, web, {
    method: "get",
    path,
    action: "payment.read",
    handler: async (here) => <BatchPage here={here} view={await readView(here)} errors={[]} />,
  });
  mountStep(app, web, freeze);
  mountStep(app, web, release);
  mountStep(app, web, withdraw);
  page(app, web, {
    method: "get",
    path: `${path}/bestand`,
    action: "payment.read",
    handler: async (here) => {
      const id = here.id("id");
      const { name, bytes, holders } = await here.read((tx) => batchFile(tx, id));
      // Written down before it is handed over: nobody has this file without a trace.
      await lookedAll(web.door.db, here.actor, holders, "betaalbestand ophalen");
      web.log.info({ person: here.actor.person, batch: id }, "payment file downloaded");
      return { bytes, media: "application/xml", name };
    },
  });
};
