import type { ReactElement } from "react";
import type { Web } from "../../web/frame.ts";
import { drafts } from "../../agreement/draft.ts";
import { agreements, toSignBy } from "../../agreement/read.ts";
import { signals } from "../../budget/read.ts";
import { expectedOf, paidRows } from "../../declaration/money-lists.ts";
import { declarations, declarationView, payments } from "../../declaration/read.ts";
import type { Tx } from "../../db/pool.ts";
import { page, type Here, type Pages } from "../../web/page.tsx";
import { holderHere, isBoth, sideFrame, sideHref, sideOf } from "../../web/side.ts";
import { ProviderHomePage, providerTasks } from "../provider/home.tsx";
import { budgetPages } from "./budget-pages.tsx";
import { budgetViews, runsOn } from "./budgets.ts";
import { beginTasks, HolderHomePage, holderTasks, type HolderHome } from "./home.tsx";
import { ChoosePage } from "./choose.tsx";
import { MorePage } from "./more.tsx";

const shownPayments = 4;

const holderHome = async (tx: Tx, here: Here): Promise<HolderHome> => {
  const holder = holderHere(here);
  const own = await declarations(tx, { holder: holder.id }, 300);
  const terms = await agreements(tx, { holder: holder.id }, 300);
  const maySign = here.may("agreement.sign-holder", { holder: holder.id }) || here.may("agreement.sign-money", { holder: holder.id });
  const mine = {
    declare: here.may("declaration.approve", { holder: holder.id }),
    toSign: maySign ? await toSignBy(tx, terms, here.actor.person, here.today) : new Set<string>(),
  };
  const adult = (await signals(tx, { holder: holder.id }, here.today)).find(({ kind }) => kind === "turning-18");
  const budgets = (await budgetViews(tx, holder.id, here.today)).filter((one) => runsOn(one, here.today) || one.conflict > 0);
  const mayMake = here.may("agreement.draft", { holder: holder.id });
  const concepts = mayMake ? await drafts(tx, holder.id) : [];
  const begin = beginTasks({ budgets: budgets.length, agreements: terms.length, drafts: concepts.length, mayMake });
  return {
    holder,
    reader: here.who.salutation,
    several: here.actor.reach.length > 1,
    tasks: [...holderTasks(own, terms, here.today, mine), ...begin],
    budgets,
    adulthood: adult === undefined ? null : { due: adult.due },
    payments: paidRows(await payments(tx, { holder: holder.id }, shownPayments), "holder", terms, (id) => `/uren/${id}`),
  };
};

const providerPage = async (web: Web, here: Here): Promise<ReactElement> => {
  const hrefs = (path: string): string => sideHref(here, "provider", path);
  const provider = here.actor.provider ?? "";
  const home = await here.read(async (tx) => {
    const own = await declarations(tx, { provider }, 300);
    const terms = await agreements(tx, { provider }, 300);
    const reasons = new Map<string, string>();
    for (const { id, state } of own) if (state === "rejected") reasons.set(id, (await declarationView(tx, id)).rejection ?? "");
    return {
      tasks: providerTasks(own, terms, reasons, here.today, hrefs),
      coming: expectedOf(own, "provider", (id) => hrefs(`/uren/${id}`)).slice(0, 6),
      payments: paidRows(await payments(tx, { provider }, shownPayments), "provider", terms, (id) => hrefs(`/uren/${id}`)),
    };
  });
  return (
    <ProviderHomePage frame={sideFrame(web, here, "provider")} home={home} reader={here.who.salutation} said={here.said} hrefs={hrefs} />
  );
};

/** Where citizens begin, and the budgets of a holder. */
export const citizenPages: Pages = (app, web) => {
  page(app, web, {
    method: "get",
    path: "/start",
    action: "declaration.read",
    handler: async (here) => {
      if (sideOf(here) === "provider") return providerPage(web, here);
      const home = await here.read((tx) => holderHome(tx, here));
      return <HolderHomePage frame={sideFrame(web, here, "holder")} home={home} today={here.today} said={here.said} />;
    },
  });
  page(app, web, {
    method: "get",
    path: "/keuze",
    action: "declaration.read",
    handler: (here) => {
      const { actor } = here;
      if (!isBoth(here)) return { to: "/start" };
      return <ChoosePage frame={sideFrame(web, here, "holder")} own={actor.reach.some(({ holder }) => holder === actor.person)} />;
    },
  });
  page(app, web, {
    method: "get",
    path: "/meer",
    action: "declaration.read",
    handler: (here) => {
      const side = sideOf(here);
      return <MorePage frame={sideFrame(web, here, side)} side={side} isBoth={isBoth(here)} hrefs={(path) => sideHref(here, side, path)} />;
    },
  });
  budgetPages(app, web);
};
