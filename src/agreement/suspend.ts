import { z } from "zod";
import { inWords } from "../kernel/day.ts";
import { Refusal } from "../kernel/refusal.ts";
import { total } from "../kernel/money.ts";
import type { Finding } from "../law/receipt.ts";
import { linesWithRoom } from "../budget/read.ts";
import type { Command, Context } from "../db/command.ts";
import { namesOf } from "../party/funders.ts";
import { notify } from "../party/notice.ts";
import { dayField, idField } from "../party/person.ts";
import { explain } from "./explain.ts";
import { agreementById, concernOf, type StoredAgreement } from "./load.ts";
import { faultsFrom } from "./share.ts";
import { insertSuspension, payableAgreements, setLifted, suspensionsOf } from "./suspension-queries.ts";
import { judgeSuspension, suspensionGroundName, suspensionGrounds, suspensionOn, type SuspensionFacts } from "./suspension.ts";

const schema = z.strictObject({
  agreement: idField,
  until: dayField,
  ground: z.enum(suspensionGrounds),
  /** Every agreement that the holder has from this funder, not this one alone. */
  whole: z.boolean(),
  personal: z.strictObject({
    reason: z
      .string("Schrijf op waarom u de betaling laat opschorten.")
      .trim()
      .min(20, "Schrijf op waarom: minstens twintig tekens. De budgethouder en de zorgverlener lezen dit.")
      .max(2_000, "Schrijf hoogstens 2000 tekens."),
  }),
});
type Given = z.infer<typeof schema>;

const tell = async (
  context: Context,
  agreement: StoredAgreement,
  kind: "payment-suspended" | "payment-resumed",
  values: Readonly<Record<string, string>>,
): Promise<void> => {
  const names = await namesOf(context.tx, [agreement.holder, agreement.provider]);
  const nameOf = (person: string): string => names.get(person)?.name ?? "(naam verwijderd)";
  for (const [person, other] of [
    [agreement.holder, agreement.provider],
    [agreement.provider, agreement.holder],
  ] as const)
    await notify(context, {
      person,
      kind,
      about: { kind: "agreement", id: agreement.id },
      values: { ...values, nummer: agreement.number, ander: nameOf(other) },
    });
};

const judged = async (context: Context, agreement: StoredAgreement, asked: SuspensionFacts["asked"]) =>
  judgeSuspension({
    today: context.today,
    release: context.release,
    agreement: { id: agreement.id, law: agreement.law, state: agreement.state },
    asked,
    known: (await suspensionsOf(context.tx, [agreement.id])).map(({ from, until, liftedOn, ground }) => ({
      from,
      until,
      liftedOn,
      ground,
    })),
    conflict: total((await linesWithRoom(context.tx, agreement.budgetLines)).map(({ room }) => room.conflict)),
    confirmed: [...(await context.confirmed())].sort(),
  });

const isAgainst = ({ outcome }: Finding): boolean => outcome !== "notice";

const suspendOne = async (context: Context, agreement: StoredAgreement, { until, ground, personal }: Given): Promise<void> => {
  const { receipt } = await judged(context, agreement, { until, ground });
  await insertSuspension(context.tx, {
    id: context.mint("suspension"),
    agreement_id: agreement.id,
    ground,
    from_day: context.today,
    until_day: until,
    asked_by: context.actor.person,
    words: await context.keep(Buffer.from(personal.reason), "text/plain", agreement.holder),
    receipt_id: explain(context, agreement, receipt),
  });
  await tell(context, agreement, "payment-suspended", {
    dag: inWords(until),
    grond: suspensionGroundName[ground],
    reden: personal.reason.replace(/[.!?…]+$/, ""),
  });
};

/** The others of the same holder and funder that can be put off too; what is put off already stays as it is. */
const othersOf = async (context: Context, { id, holder, funder }: StoredAgreement): Promise<StoredAgreement[]> => {
  const found = (await payableAgreements(context.tx, holder, funder)).filter((one) => one !== id);
  const known = await suspensionsOf(context.tx, found);
  const free = found.filter(
    (one) =>
      suspensionOn(
        known.filter(({ agreement }) => agreement === one),
        context.today,
      ) === null,
  );
  return Promise.all(free.map((one) => agreementById(context.tx, one)));
};

/**
 * A funder has payments under an agreement, or under all that the holder has from it, put off (opschorten): declarations are judged and
 * their money stays set aside, and nothing is paid until it ends or is lifted. Answers how many agreements that is.
 */
export const suspendPayments: Command<Given, { agreements: number }> = {
  kind: "agreement.suspend",
  input: schema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, given) => {
    const agreement = await agreementById(context.tx, given.agreement);
    const { findings } = await judged(context, agreement, given);
    const against = findings.filter(isAgainst);
    if (against.length > 0) throw new Refusal("agreement-needs-repair", faultsFrom(against));
    let agreements = 0;
    for (const one of [agreement, ...(given.whole ? await othersOf(context, agreement) : [])]) {
      const own = one === agreement ? [] : (await judged(context, one, given)).findings.filter(isAgainst);
      // A budget of the same holder that is not in conflict is not stopped with the one that is.
      if (own.some(({ code }) => code === "S105")) continue;
      if (own.length > 0) throw new Refusal("agreement-needs-repair", faultsFrom(own));
      await suspendOne(context, one, given);
      agreements += 1;
    }
    return { agreements };
  },
};

const liftSchema = z.strictObject({ agreement: idField });

/** The funder lifts it (opheffen): what waited is paid from now on. */
export const resumePayments: Command<z.infer<typeof liftSchema>, null> = {
  kind: "agreement.resume",
  input: liftSchema,
  concern: (tx, { agreement }) => concernOf(tx, agreement),
  handle: async (context, { agreement: id }) => {
    const agreement = await agreementById(context.tx, id);
    const open = suspensionOn(await suspensionsOf(context.tx, [id]), context.today);
    if (open === null) throw new Refusal("agreement-not-now");
    await setLifted(context.tx, open.id, { on: context.today, by: context.actor.person });
    await tell(context, agreement, "payment-resumed", {});
    return null;
  },
};
