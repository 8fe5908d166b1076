import { dayOf } from "../../kernel/day.ts";
import { capital } from "../../kernel/words.ts";
import type { TimelineStep } from "../../web/ui/progress.tsx";
import { reasonInWords } from "../../party/signatures.ts";
import { orInWords } from "../../party/who-signs.ts";
import type { State } from "../agreement.ts";
import type { Consent } from "../change.ts";
import { isNetwork } from "../kinds.ts";
import type { AgreementView } from "../read.ts";

type Signature = AgreementView["signatures"][number];

const doneStep = (view: AgreementView, found: Signature): TimelineStep => {
  const party = found.party === "provider" ? view.providerName : view.holderName;
  const by = found.person === party.id ? party.name : `${found.name ?? "een vertegenwoordiger"} namens ${party.name}`;
  return { what: `Ondertekend door ${by}`, state: "done", on: dayOf(found.signedAt) };
};

const providerStep = (view: AgreementView): TimelineStep => {
  const { name } = view.providerName;
  const found = view.signatures.find(({ party }) => party === "provider");
  if (found) return doneStep(view, found);
  if (view.declined !== null) {
    const { reason, declinedAt } = view.declined;
    const detail = reason === null ? {} : { detail: `Reden: ${reason}` };
    return { what: `${name} gaat niet akkoord`, state: "stopped", on: dayOf(declinedAt), ...detail };
  }
  return { what: `${name} tekent`, state: view.state === "withdrawn" ? "stopped" : view.state === "shared" ? "now" : "later" };
};

// A reader who may not know who represents the holder reads only whose turn it is.
const wantedOf = (view: AgreementView): string[] =>
  view.wanted.length === 0
    ? [`${view.holderName.name} tekent`]
    : view.wanted.map(({ why, names }) =>
        why === "holder" && names.length > 1 ? `${orInWords(names)} tekent` : `${orInWords(names)} tekent ${reasonInWords[why]}`,
      );

const holderSteps = (view: AgreementView, turn: State): TimelineStep[] => {
  const given = view.signatures.filter(({ party }) => party === "holder");
  const isOpen = view.state === "shared" || view.state === "provider-signed";
  const stopped = view.state === "withdrawn" && given.length === 0;
  const still = isOpen || stopped || (given.length === 0 && view.state === "rejected") ? wantedOf(view) : [];
  return [
    ...given.map((one) => doneStep(view, one)),
    ...still.map((what): TimelineStep => ({ what, state: stopped ? "stopped" : view.state === turn ? "now" : "later" })),
  ];
};

const assessStep = (view: AgreementView, body: string, name: string, now: State): TimelineStep => {
  const found = view.assessments.find((one) => one.body === body);
  if (!found) {
    const stopped = view.state === "withdrawn" || view.state === "rejected";
    return {
      what: `${capital(name)} beoordeelt`,
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
    ...(asks("provider") ? [providerStep(view)] : []),
    ...holderSteps(view, asks("provider") ? "provider-signed" : "shared"),
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
