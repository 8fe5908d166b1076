import type { Day } from "../kernel/day.ts";
import type { Context } from "../db/command.ts";
import type { SignalKind } from "./signal.ts";
import { insertSignal } from "./signal-queries.ts";

/** Shows a funder that something happened to an agreement on its budget (signaal); `about` is the agreement. */
export const signalFunder = async (
  context: Context,
  {
    holder,
    funder,
    kind,
    about,
    due,
  }: { holder: string; funder: string; kind: Extract<SignalKind, "agreement-ended" | "agreement-short">; about: string; due: Day },
): Promise<void> => {
  await insertSignal(context.tx, {
    id: context.mint("signal"),
    holder_id: holder,
    funder_code: funder,
    kind,
    about_id: about,
    show_from: context.today,
    due,
  });
};
