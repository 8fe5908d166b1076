import { z } from "zod";

/** What the bank says of a file that it has: its own name for it, and the hash of the bytes as it received them. */
export type BankReceipt = { messageId: string; receipt: string; sha256: string };

/** A file that the bank has for us, by its own numbering. */
export type OutgoingFile = { sequence: number; sha256: string };

/** What we ask of a bank (koppeling met de bank), whichever bank and connection it is. Each may throw: then it may be asked again. */
export type Bank = {
  /** The receipt of our file with this identification, or null when the bank never had it. */
  receiptOf(messageId: string): Promise<BankReceipt | null>;
  /** Hands over a file. The same bytes again give the same receipt. */
  put(name: string, bytes: Buffer): Promise<BankReceipt>;
  /** The files after this number, in order. */
  outgoing(after: number): Promise<OutgoingFile[]>;
  outgoingFile(sequence: number): Promise<Buffer>;
};

const receiptSchema = z.object({ messageId: z.string(), receipt: z.string().min(1).max(100), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const listSchema = z.object({ files: z.array(z.object({ sequence: z.int().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) })) });

const patience = 60_000;

/** A bank that is reached over HTTP, as the simulated bank is. */
export const bankAt = (address: string): Bank => {
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(new URL(path, address), { ...init, signal: AbortSignal.timeout(patience) });
    if (response.ok || response.status === 404) return response;
    throw new Error(
      `the bank answers ${init.method ?? "GET"} ${path} with ${String(response.status)}: ${(await response.text()).slice(0, 500)}`,
    );
  };
  const found = async (path: string, init?: RequestInit): Promise<Response> => {
    const response = await ask(path, init);
    if (response.status === 404) throw new Error(`the bank does not know ${path}`);
    return response;
  };
  return {
    receiptOf: async (messageId) => {
      const response = await ask(`/bestanden/${encodeURIComponent(messageId)}`);
      return response.status === 404 ? null : receiptSchema.parse(await response.json());
    },
    put: async (name, bytes) =>
      receiptSchema.parse(
        await (
          await found(`/bestanden/${encodeURIComponent(name)}`, {
            method: "PUT",
            body: new Uint8Array(bytes),
            headers: { "content-type": "application/xml" },
          })
        ).json(),
      ),
    outgoing: async (after) => listSchema.parse(await (await found(`/uitgaand?na=${String(after)}`)).json()).files,
    outgoingFile: async (sequence) => Buffer.from(await (await found(`/uitgaand/${String(sequence)}`)).arrayBuffer()),
  };
};
