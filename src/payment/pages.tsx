import type { Pages } from "../web/page.tsx";
import { mountBatch } from "./pages-batch-actions.tsx";
import { mountBatches } from "./pages-batches.tsx";
import { mountBank } from "./pages-bank.tsx";
import { mountBankWork } from "./pages-bank-work.tsx";
import { mountReconciliation } from "./pages-reconciliation.tsx";

/** Everything that the payment clerks of the SVB do: batches, the bank, reconciliation. */
export const paymentPages: Pages = (app, web) => {
  mountBatches(app, web);
  mountBatch(app, web);
  mountBank(app, web);
  mountBankWork(app, web);
  mountReconciliation(app, web);
};
