import type { Pages } from "../../web/page.tsx";
import { mountAccountRelease } from "./account-release.tsx";
import { mountBatch } from "./batch-actions.tsx";
import { mountBatches } from "./batches.tsx";
import { mountBank } from "./bank.tsx";
import { mountBankWork } from "./bank-work.tsx";
import { mountEmergencies } from "./emergencies.tsx";
import { mountOwnAccount } from "./own-account.tsx";
import { mountReconciliation } from "./reconciliation.tsx";
import { mountReferences } from "./references.tsx";
import { mountRules } from "./rules.tsx";
import { mountWork } from "./work.tsx";

/** Everything that the payment clerks of the SVB do: batches, the bank, reconciliation, accounts; and the account of a provider himself. */
export const paymentPages: Pages = (app, web) => {
  mountBatches(app, web);
  mountRules(app, web);
  mountReferences(app, web);
  mountEmergencies(app, web);
  mountBatch(app, web);
  mountBank(app, web);
  mountBankWork(app, web);
  mountWork(app, web);
  mountReconciliation(app, web);
  mountAccountRelease(app, web);
  mountOwnAccount(app, web);
};
