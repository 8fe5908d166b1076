import { dayOf } from "../../kernel/day.ts";
import type { TimelineStep } from "../../web/ui/progress.tsx";
import type { State } from "../agreement.ts";
import type { Consent } from "../change.ts";
import { isNetwork } from "../kinds.ts";
import type { AgreementView } from "../read.ts";

const signed = (view: AgreementView, party: "provider" | "holder") => view.signatures.find((one) => one.party === party);

const signStep = (view: AgreementView, party: "provider" | "holder", now: State): TimelineStep => {
  const name = party === "provider" ? view.providerName.name : view.holderName.name;
  const found = signed(view, party);
  if (found) return { what: `Ondertekend door ${name}`, state: "done", on: dayOf(found.signedAt) };
  if (party === "provider" && view.declined !== null) {
    const { reason, declinedAt } = view.declined;
    const detail = reason === null ? {} : { detail: `Reden: ${reason}` };
    return { what: `${name} gaat niet akkoord`, state: "stopped", on: dayOf(declinedAt), ...detail };
  }
  return { what: `${name} tekent`, state: view.state === "withdrawn" ? "stopped" : view.state === now ? "now" : "later" };
};

const assessStep = (view: AgreementView, body: string, name: string, now: State): TimelineStep => {
  const found = view.assessments.find((one) => one.body === body);
  if (!found) {
    const stopped = view.state === "withdrawn" || view.state === "rejected";
    return {
      what: `${name.charAt(0).toUpperCase()}${name.slice(1)} beoordeelt`,
      state: stopped ? "stopped" : view.state === now ? "now" : "later",
    };
  }
  const approved = found.outcome === "approved";
  return {
    what: `${approved ? "Goedgekeurd" : "Afgekeurd"} door ${name}`,
    state: approved ? "done" : "stopped",
    on: dayOf(found.assessedAt),
    ...(found.reason === null ? {} : { detail: `Reden: ${found.reason}` }),
  };
};

/** The way of an agreement from sharing to approval. */
export const agreementTimeline = (view: AgreementView, funder: string): TimelineStep[] => {
  const approved = view.state === "approved" || view.state === "ended";
  const bySvb = view.assessments.some(({ body }) => body === "SVB");
  const asks = (consent: Consent): boolean => view.needs.includes(consent);
  const forBoth = asks("svb") && !bySvb && (approved || (view.svbPlace && view.state !== "funder-approved"));
  const steps: TimelineStep[] = [
    { what: "Gedeeld", state: "done", on: dayOf(view.sharedAt) },
    ...(asks("provider") ? [signStep(view, "provider", "shared")] : []),
    signStep(view, "holder", asks("provider") ? "provider-signed" : "shared"),
    ...(asks("funder") ? [assessStep(view, view.funder, funder, "signed")] : []),
    ...(isNetwork(view) || forBoth || !asks("svb") ? [] : [assessStep(view, "SVB", "de SVB", "funder-approved")]),
  ];
  if (forBoth)
    steps.push({ what: `De SVB hoeft niet te beoordelen: ${funder} doet dat in haar plaats`, state: approved ? "done" : "later" });
  // After the step where it stopped nothing comes any more.
  const end = steps.findIndex(({ state }) => state === "stopped");
  const shown = end === -1 ? steps : steps.slice(0, view.state === "withdrawn" ? end : end + 1);
  return view.state === "withdrawn" ? [...shown, { what: "Ingetrokken door de budgethouder", state: "stopped" }] : shown;
};
