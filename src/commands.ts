import type { z } from "zod";
import type { Action } from "./kernel/may.ts";
import type { Command } from "./db/command.ts";
import { assessAsFunder, assessAsSvb } from "./agreement/assess.ts";
import { disapproveAgreement } from "./agreement/disapprove.ts";
import { terminateAgreement } from "./agreement/end.ts";
import { followAward } from "./agreement/follow-award.ts";
import { reportRecovered, reportSick } from "./agreement/report-sick.ts";
import { lapseAgreement, reportPartyEnd } from "./agreement/report-party-end.ts";
import { shareAgreement } from "./agreement/share.ts";
import { resumePayments, suspendPayments } from "./agreement/suspend.ts";
import { declineAgreement, signAsHolder, signAsProvider, signForMoney, withdrawAgreement } from "./agreement/sign.ts";
import { importAward } from "./budget/import-award.ts";
import { tellAdulthood } from "./budget/coming-of-age.ts";
import { endMandate, registerMandate } from "./budget/register-mandate.ts";
import { seeSignal } from "./budget/see-signal.ts";
import { assessLine } from "./declaration/assess.ts";
import { freeWhatWasKept } from "./declaration/free-kept.ts";
import { lapseRepair, remindOfRepair } from "./declaration/lapse.ts";
import { reconsiderDeclaration } from "./declaration/reconsider.ts";
import { askForDecision, objectToDecision, withdrawRedress } from "./declaration/redress/ask.ts";
import { decideObjection, decideRedress, postponeObjection } from "./declaration/redress/decide.ts";
import { claimBackAsFunder, correctLines } from "./declaration/recovery/correct.ts";
import { planInstalments } from "./declaration/recovery/plan.ts";
import { approveDeclaration, prepareDeclaration, rejectDeclaration, submitDeclaration } from "./declaration/submit.ts";
import { confirmLaw } from "./party/confirm-law.ts";
import { grantMandate, revokeMandate } from "./party/represent.ts";
import { adoptPolicy, dropPolicy, proposePolicy, setRatePolicy } from "./party/policy.ts";
import { recordSvbPlace } from "./party/svb-place.ts";
import { registerPerson } from "./party/register.ts";
import { ageDetails } from "./payment/age-details.ts";
import { ageEmergencies } from "./payment/age-emergencies.ts";
import { changeAccount } from "./payment/change-account.ts";
import { decideWork, noteRecall } from "./payment/decide-work.ts";
import { explainEntry } from "./payment/explain-entry.ts";
import { freezeBatch } from "./payment/freeze-batch.ts";
import { importBankFile } from "./payment/import-bank-file.ts";
import { makeBatch } from "./payment/make-batch.ts";
import { openOwnAccount } from "./payment/open-account.ts";
import { payAgain } from "./payment/pay-again.ts";
import { payEmergency } from "./payment/pay-emergency.ts";
import { releaseBatch } from "./payment/release-batch.ts";
import { recordSent } from "./payment/send-batch.ts";
import { settleEmergency } from "./payment/settle-emergency.ts";
import { setReference } from "./payment/set-reference.ts";
import { setRule } from "./payment/set-rule.ts";
import { recordVerification, releaseAccount } from "./payment/verify-account.ts";
import { withdrawBatch } from "./payment/withdraw-batch.ts";

// Each takes its own input, which the log holds as it was given: a replay need not know its type.
type AnyCommand = Omit<Command<never, unknown>, "input"> & { input: z.ZodType };

/** Every kind of command there is. What is not here cannot be replayed, so a test holds this list to the code. */
export const commands: readonly AnyCommand[] = [
  registerPerson,
  setRatePolicy,
  proposePolicy,
  adoptPolicy,
  dropPolicy,
  recordSvbPlace,
  confirmLaw,
  grantMandate,
  revokeMandate,
  registerMandate,
  endMandate,
  tellAdulthood,
  importAward,
  seeSignal,
  shareAgreement,
  signAsProvider,
  declineAgreement,
  signAsHolder,
  signForMoney,
  withdrawAgreement,
  assessAsFunder,
  assessAsSvb,
  terminateAgreement,
  disapproveAgreement,
  suspendPayments,
  resumePayments,
  reportPartyEnd,
  lapseAgreement,
  reportSick,
  reportRecovered,
  followAward,
  prepareDeclaration,
  submitDeclaration,
  approveDeclaration,
  rejectDeclaration,
  assessLine,
  reconsiderDeclaration,
  askForDecision,
  objectToDecision,
  withdrawRedress,
  decideRedress,
  decideObjection,
  postponeObjection,
  correctLines,
  claimBackAsFunder,
  planInstalments,
  lapseRepair,
  remindOfRepair,
  freeWhatWasKept,
  openOwnAccount,
  setRule,
  makeBatch,
  freezeBatch,
  withdrawBatch,
  releaseBatch,
  recordSent,
  importBankFile,
  explainEntry,
  decideWork,
  noteRecall,
  payAgain,
  payEmergency,
  settleEmergency,
  ageEmergencies,
  ageDetails,
  setReference,
  changeAccount,
  recordVerification,
  releaseAccount,
];

/** The command of a kind as the log names it. Throws when this release has none. */
export const commandOf = (kind: Action): AnyCommand => {
  const found = commands.find((one) => one.kind === kind);
  if (!found) throw new Error(`no command ${kind} in this release`);
  return found;
};
