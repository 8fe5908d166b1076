import { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";
import type { Command } from "../db/command.ts";
import { idField } from "../party/person.ts";
import { signalAfter } from "./signal.ts";
import { setSeen, signalRow } from "./signal-queries.ts";

const inputSchema = z.strictObject({ signal: idField });

/**
 * Somebody of the funder saw a signal (gezien): it leaves the list of what is new, with who saw it and when.
 * Throws `signal-unknown`, and `signal-seen` when a colleague was first.
 */
export const seeSignal: Command<z.infer<typeof inputSchema>, { seen: true }> = {
  kind: "signal.see",
  input: inputSchema,
  concern: async (tx, { signal }) => {
    const row = await signalRow(tx, signal);
    if (!row) throw new Refusal("signal-unknown");
    return { holder: row.holder_id, organisations: row.funder_code === null ? [] : [row.funder_code] };
  },
  handle: async ({ tx, actor, at, today }, { signal }) => {
    const row = await signalRow(tx, signal);
    if (!row || row.show_from > today) throw new Refusal("signal-unknown");
    const to = signalAfter(row.state, "see");
    if (to === null) throw new Refusal("signal-seen");
    await setSeen(tx, signal, { state: to, seen_by: actor.person, seen_for: actor.organisation, seen_at: at });
    return { seen: true };
  },
};
