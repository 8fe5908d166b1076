import { describe, expect, test } from "vitest";
import { service } from "../kernel/actor.ts";
import { cents } from "../kernel/money.ts";
import { command, keepUpload } from "../db/command.ts";
import type { Bank } from "../payment/bank.ts";
import { explainEntry } from "../payment/explain-entry.ts";
import { fetchBank } from "../payment/fetch.ts";
import { maker, ownIban, releasedBatch, releasers, seedClaims } from "../payment/fixtures.ts";
import { importBankFile, takeBankFile } from "../payment/import-bank-file.ts";
import { releaseBatch } from "../payment/release-batch.ts";
import { account, asClerk, ask, bank, batchState, closeDays, closes, door, ordersNow, send, useHouseAndBank } from "./payment-for-tests.ts";

useHouseAndBank();

describe("files of the bank", () => {
  test("the same file twice has no effect the second time, by whatever door", async () => {
    await send([1_000]);
    await closeDays("2026-11-05");
    for (const { sequence } of await bank.outgoing(0)) {
      const bytes = await bank.outgoingFile(sequence);
      const first = await takeBankFile(door, bytes, service("test"));
      expect(await takeBankFile(door, bytes, service("test"))).toEqual(first);
      const upload = await keepUpload(door, bytes, "application/xml");
      expect(await command(door, importBankFile, { upload }, { actor: maker })).toEqual(first);
    }
    await closes();
  });

  test("out of order, they are taken in as soon as they fit", async () => {
    await send([1_000]);
    await closeDays("2026-11-05");
    const all = (await bank.outgoing(0)).length;
    const reversed: Bank = {
      ...bank,
      outgoing: async (after) =>
        (await bank.outgoing(0))
          .map(({ sequence, sha256 }) => ({ sequence: all + 1 - sequence, sha256 }))
          .filter(({ sequence }) => sequence > after),
      outgoingFile: (sequence) => bank.outgoingFile(all + 1 - sequence),
    };
    const { imported, refused } = await fetchBank(door, reversed);
    expect(imported).toBe(all);
    expect(refused).toBe(0);
    expect(await ordersNow()).toEqual(["booked"]);
    await closes();
  });

  test("a statement with a changed cent, another name or another account is refused whole", async () => {
    await closeDays("2026-11-04");
    const [first, second] = await bank.outgoing(0);
    const bytes = (await bank.outgoingFile(first!.sequence)).toString("utf8");
    const refusedWith = async (text: string) =>
      expect(takeBankFile(door, Buffer.from(text), service("test"))).rejects.toThrow("bank-file-refused");
    await refusedWith(bytes.replaceAll("10000.00", "10000.01").replace("0.00", "0.01"));
    await refusedWith(bytes.replaceAll(ownIban, "NL91ABNA0417164300"));
    await refusedWith(bytes.slice(0, -40));
    await refusedWith(bytes.replace("<Document", '<!DOCTYPE x [<!ENTITY y "z">]><Document'));
    await refusedWith(bytes.replace("camt.053.001.08", "camt.053.001.02"));
    await takeBankFile(door, Buffer.from(bytes), service("test"));
    await refusedWith(bytes.replace("</BkToCstmrStmt>", "<!-- other --></BkToCstmrStmt>"));
    if (second)
      await refusedWith((await bank.outgoingFile(second.sequence)).toString("utf8").replace(/<ElctrncSeqNb>\d+/, "<ElctrncSeqNb>9"));
    expect(await asClerk((tx) => tx.selectFrom("payment.statement").select("sequence").execute())).toEqual([{ sequence: 1 }]);
  });

  test("money from nobody known blocks the next release by its last cent", async () => {
    await ask("POST", "/storting", { iban: ownIban, amountCents: 1, remittance: "?", day: "2026-11-02", key: "cent" });
    await closeDays("2026-11-03");
    await fetchBank(door, bank);
    const [seeded] = await seedClaims(door, [{ number: 7, amount: cents(500) }]);
    await expect(releasedBatch(door, account, [seeded!.declaration])).rejects.toThrow("payment-differences");
    const entry = await asClerk((tx) =>
      tx.selectFrom("payment.entry").select("id").where("meaning", "=", "unexplained").executeTakeFirstOrThrow(),
    );
    const explain = { entry: entry.id, as: { kind: "bank-costs" }, personal: { reason: "Rente van de bank" } };
    await command(door, explainEntry, explain, { actor: maker });
    await expect(command(door, explainEntry, explain, { actor: maker })).rejects.toThrow("entry-not-open");
    await closes();
    const batch = await asClerk((tx) => tx.selectFrom("payment.batch").select(["id", "content_hash"]).executeTakeFirstOrThrow());
    for (const actor of releasers) await command(door, releaseBatch, { batch: batch.id, contentHash: batch.content_hash }, { actor });
    expect(await batchState()).toEqual({ state: "released", booking: null });
  });
});
