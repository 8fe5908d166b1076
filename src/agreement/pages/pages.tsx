import type { ReactElement } from "react";
import { z } from "zod";
import { Refusal } from "../../kernel/refusal.ts";
import { foundProvider } from "../../party/find-provider.ts";
import { makersFor } from "../../party/who-signs.ts";
import type { Command } from "../../db/command.ts";
import { dryRun } from "../../db/dry-run.ts";
import { textOf, wholePage } from "../../web/form.ts";
import type { Web } from "../../web/frame.ts";
import { page, type Answer, type Here, type Pages } from "../../web/page.tsx";
import type { FieldError } from "../../web/ui/alert.tsx";
import { moved } from "../agreement.ts";
import { drafts, type Draft } from "../draft.ts";
import { tryAssessment } from "../assess.ts";
import { namesOf } from "../../party/funders.ts";
import { tryOutlook } from "../try-outlook.ts";
import type { Ahead } from "./outlook.tsx";
import { changePages } from "./change.tsx";
import { concernOf, freeOn } from "../load.ts";
import { deskEndPages } from "./desk-end.tsx";
import { deskSuspendPages } from "./desk-suspend.tsx";
import { endPages } from "./end.tsx";
import { sickPages } from "./sick.tsx";
import { assessPages } from "./assess.tsx";
import { AgreementsPage, type ListView } from "./list.tsx";
import { moneyOf } from "./money-lines.ts";
import { newPages } from "./new.tsx";
import { AgreementPage, SharedPage, type Doable } from "./view.tsx";
import { agreements, agreementView, type AgreementView } from "../read.ts";
import { nextSigner } from "../next-signer.ts";
import { declineAgreement, signAsHolder, signAsProvider, signForMoney, withdrawAgreement } from "../sign.ts";

/** Where staff read agreements: each in their own pages, where it is noted that they looked. */
const staffPath = ({ actor }: Here): string | null =>
  actor.organisation === null ? null : actor.organisation === "SVB" ? "/svb/overeenkomsten" : "/verstrekker/overeenkomsten";

const withProvider = async (web: Web, draft: Draft) => {
  const provider = draft.fields.zorgverlener;
  const found = typeof provider === "string" ? await foundProvider(web.door.db, provider) : null;
  return { ...draft, providerName: found?.name ?? null };
};

const listView = async (web: Web, here: Here): Promise<ListView> => {
  const { actor, holder } = here;
  const mayMake = holder !== null && here.may("agreement.draft", { holder: holder.id });
  const read = await here.read(async (tx) => ({
    asHolder: holder === null ? null : await agreements(tx, { holder: holder.id }),
    asProvider: actor.provider === null ? null : await agreements(tx, { provider: actor.provider }),
    drafts: holder !== null && mayMake ? await drafts(tx, holder.id) : [],
    makers: holder === null || mayMake ? null : await makersFor(tx, holder.id, here.today),
  }));
  return { ...read, today: here.today, drafts: await Promise.all(read.drafts.map((draft) => withProvider(web, draft))) };
};

const signer = (here: Here, view: AgreementView): Doable["signAs"] => {
  const next = nextSigner(view)?.party;
  if (next === "provider" && here.may("agreement.sign-provider", { provider: view.provider })) return "provider";
  if (next !== "holder" || !view.wanted.some(({ people }) => people.includes(here.actor.person))) return null;
  if (here.may("agreement.sign-holder", { holder: view.holder })) return "holder";
  return here.may("agreement.sign-money", { holder: view.holder }) ? "money" : null;
};

const readView = async (here: Here): Promise<AgreementView> => {
  const knows = here.actor.reach.map(({ holder }) => holder);
  const view = await here.read(async (tx) => {
    const { holder } = await concernOf(tx, here.id("id"));
    return agreementView(tx, here.id("id"), here.today, knows.includes(holder));
  });
  here.allow({ holder: view.holder, provider: view.provider, organisations: [view.funder] }, "agreement.read");
  return view;
};

/** What who signs now should know first: whether it may be so, and what it does to the budget. */
const aheadFor = async (web: Web, here: Here, view: AgreementView, as: Doable["signAs"]): Promise<Ahead | null> => {
  if (as === null) return null;
  const found = await dryRun(web.door, here.actor, {
    action: "agreement.read",
    concern: (tx) => concernOf(tx, view.id),
    ask: (context) => tryOutlook(context, view.id),
  });
  const own = as !== "provider";
  const others = own
    ? await here.read((tx) =>
        namesOf(
          tx,
          found.outlook.others.map(({ provider }) => provider),
        ),
      )
    : new Map();
  return { ...found, own, names: new Map([...others].map(([id, { name }]) => [id, name])) };
};

// What an agreement leaves of a budget is not for the provider to see; what it costs is.
const moneyFor = async (web: Web, here: Here, view: AgreementView) => {
  if (moved(view.state, "withdraw") === null) return null;
  const verdict = await dryRun(web.door, here.actor, {
    action: "agreement.read",
    concern: (tx) => concernOf(tx, view.id),
    ask: (context) => tryAssessment(context, view.id),
  });
  const own = here.actor.reach.some(({ holder }) => holder === view.holder);
  return moneyOf(verdict, own ? await here.read((tx) => freeOn(tx, view.budgetLines)) : null);
};

const viewPage = async (web: Web, here: Here, errors: readonly FieldError[] = []): Promise<ReactElement> => {
  const view = await readView(here);
  const withdraw = moved(view.state, "withdraw") !== null && here.may("agreement.withdraw", { holder: view.holder });
  const end = moved(view.state, "end") !== null && here.may("agreement.end", { holder: view.holder, provider: view.provider });
  const change = moved(view.state, "end") !== null && view.openChange === null && here.may("agreement.draft", { holder: view.holder });
  const sick = view.maySick && here.may("agreement.report-sick", { holder: view.holder, provider: view.provider });
  const signAs = signer(here, view);
  const doable = { signAs, withdraw, end, change, sick };
  return (
    <AgreementPage
      frame={here.frame}
      said={here.said}
      view={view}
      funder={web.portal.organisation(view.funder)}
      doable={doable}
      money={await moneyFor(web, here, view)}
      ahead={await aheadFor(web, here, view, signAs)}
      reader={here.actor.person}
      reason={textOf(here.fields, "reden")}
      errors={errors}
      today={here.today}
    />
  );
};

const hashField = z.object({ hash: z.string("Laad de overeenkomst opnieuw.").regex(/^[0-9a-f]{64}$/, "Laad de overeenkomst opnieuw.") });

// Who signs once more from another tab has signed: there is nothing to mend.
const signedBefore = async (here: Here, party: "provider" | "holder", error: unknown): Promise<boolean> =>
  error instanceof Refusal &&
  (error.code === "agreement-not-now" || error.code === "signature-not-needed") &&
  (await readView(here)).signatures.some((one) => one.party === party && one.person === here.actor.person);

const signPage = (
  web: Web,
  spec: Command<{ agreement: string; contentHash: string }, null>,
  said: string,
): ((here: Here) => Promise<Answer>) => {
  return (here) => {
    const agreement = here.id("id");
    return here.form(
      hashField,
      async ({ hash }) => {
        const to = `/overeenkomsten/${agreement}`;
        try {
          await here.command(spec, { agreement, contentHash: hash });
        } catch (error) {
          if (!(await signedBefore(here, spec === signAsProvider ? "provider" : "holder", error))) throw error;
          return { to, said: "U hebt al ondertekend. U hoeft niets meer te doen." };
        }
        return { to, said };
      },
      // What went wrong is about the agreement, not about a field that somebody sees.
      ({ errors }) =>
        viewPage(
          web,
          here,
          errors.map(({ message }) => ({ field: wholePage, message })),
        ),
    );
  };
};

const noReason = "Schrijf in minstens tien tekens waarom u niet akkoord gaat. De budgethouder leest dit.";

const deciding: Pages = (app, web) => {
  page(app, web, {
    method: "post",
    path: "/overeenkomsten/:id/ondertekenen/zorgverlener",
    action: "agreement.sign-provider",
    handler: signPage(web, signAsProvider, "U hebt de overeenkomst ondertekend. Nu tekent de budgethouder."),
  });
  page(app, web, {
    method: "post",
    path: "/overeenkomsten/:id/ondertekenen/budgethouder",
    action: "agreement.sign-holder",
    handler: signPage(web, signAsHolder, "U hebt ondertekend. Hieronder ziet u wie nu iets moet doen."),
  });
  page(app, web, {
    method: "post",
    path: "/overeenkomsten/:id/ondertekenen/geldzaken",
    action: "agreement.sign-money",
    handler: signPage(web, signForMoney, "U hebt ondertekend. Hieronder ziet u wie nu iets moet doen."),
  });
  page(app, web, {
    method: "post",
    path: "/overeenkomsten/:id/weigeren",
    action: "agreement.decline",
    handler: (here) => {
      const agreement = here.id("id");
      return here.form(
        z.object({ reden: z.string(noReason).trim().min(10, noReason).max(2_000, "Maak de reden korter: hoogstens 2.000 tekens.") }),
        async ({ reden }) => {
          await here.command(declineAgreement, { agreement, personal: { reason: reden } });
          return { to: `/overeenkomsten/${agreement}`, said: "U bent niet akkoord gegaan. De budgethouder krijgt bericht." };
        },
        ({ errors }) => viewPage(web, here, errors),
      );
    },
  });
  page(app, web, {
    method: "post",
    path: "/overeenkomsten/:id/intrekken",
    action: "agreement.withdraw",
    handler: (here) => {
      const agreement = here.id("id");
      return here.form(
        z.object({}),
        async () => {
          const to = `/overeenkomsten/${agreement}`;
          try {
            await here.command(withdrawAgreement, { agreement });
          } catch (error) {
            // Who takes it back once more, from another tab, finds it done.
            const done = error instanceof Refusal && error.code === "agreement-not-now" && (await readView(here)).state === "withdrawn";
            if (!done) throw error;
            return { to, said: "Dit was al ingetrokken. U hoeft niets meer te doen." };
          }
          return { to, said: "U hebt dit ingetrokken." };
        },
        ({ errors }) => viewPage(web, here, errors),
      );
    },
  });
};

/** Agreements for holders and providers: the list, one agreement, signing and withdrawing; and with it making and assessing one. */
export const agreementPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: "/overeenkomsten",
    action: "agreement.read",
    handler: async (here) => {
      const staff = staffPath(here);
      if (staff !== null) return { to: staff };
      return <AgreementsPage frame={here.frame} said={here.said} view={await listView(web, here)} />;
    },
  });
  page(app, web, {
    method: "get",
    path: "/overeenkomsten/:id",
    action: "agreement.read",
    handler: (here) => {
      const staff = staffPath(here);
      return staff === null ? viewPage(web, here) : { to: `${staff}/${here.id("id")}` };
    },
  });
  page(app, web, {
    method: "get",
    path: "/overeenkomsten/:id/gedeeld",
    action: "agreement.share",
    handler: async (here) => {
      const view = await readView(here);
      if (!here.may("agreement.share", { holder: view.holder })) throw new Refusal("not-allowed");
      return <SharedPage frame={here.frame} view={view} funder={web.portal.organisation(view.funder)} reader={here.actor.person} />;
    },
  });
  deciding(app, web);
  newPages(app, web);
  changePages(app, web);
  endPages(app, web);
  sickPages(app, web);
  assessPages(app, web);
  deskEndPages(app, web);
  deskSuspendPages(app, web);
};
