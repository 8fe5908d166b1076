// Generated from the migrated database by `npm run pgb -- generate`. Do not edit.
import type { ColumnType, Generated } from "kysely";
import type { Day, Instant, Month } from "../kernel/day.ts";
import type { Law } from "../law/laws.ts";
import type { Cents, Minutes } from "../kernel/money.ts";

/** JSON goes in as text and comes out as a value that the reader must judge. */
type Json = ColumnType<unknown, string, string>;

/** Every table of the database. */
export type Database = {
  "agreement.adjustment": {
    id: string;
    agreement_id: string;
    command_id: string;
    award_id: string | null;
    cause: string;
    committed: Cents;
    freed: Cents;
    short: Cents;
    adjusted_at: Instant;
    receipt_id: string;
  };
  "agreement.agreement": {
    id: string;
    number: string;
    holder_id: string;
    provider_id: string;
    funder_code: string;
    law: Law;
    kind: string;
    standing: string;
    model: string;
    code_list: string;
    function: string;
    schedule: string;
    minutes_per_week: Minutes | null;
    set_aside: Cents | null;
    beyond_commitment: boolean;
    accepted: string[];
    family: boolean;
    from_day: Day;
    until_day: Day | null;
    ended_on: Day | null;
    care: string | null;
    content_hash: string;
    state: string;
    shared_at: Instant;
    rates: Json;
    quantity_per_week: number | null;
    employment: Json | null;
    stand_in_for: string | null;
    version: Generated<number>;
    replaces: string | null;
    needs: Generated<string[]>;
  };
  "agreement.allocation": {
    agreement_id: string;
    line_id: string;
    rank: number;
    account_id: string;
  };
  "agreement.assessment": {
    agreement_id: string;
    body: string;
    outcome: string;
    reason: string | null;
    person: string;
    assessed_at: Instant;
    receipt_id: string;
  };
  "agreement.decline": {
    agreement_id: string;
    reason: string;
    person: string;
    declined_at: Instant;
  };
  "agreement.draft": {
    id: string;
    holder_id: string;
    made_by: string;
    steps: Json;
    changed_at: Instant;
  };
  "agreement.ending": {
    agreement_id: string;
    ground: string;
    last_day: Day;
    cause: string | null;
    freed: Cents;
    kept: Cents;
    person: string;
    ended_at: Instant;
    receipt_id: string;
    rank: number;
  };
  "agreement.sickness": {
    id: string;
    agreement_id: string;
    from_day: Day;
    recovered_on: Day | null;
    reported_by: string;
    reported_at: Instant;
    recovery_reported_by: string | null;
    recovery_reported_at: Instant | null;
  };
  "agreement.signature": {
    agreement_id: string;
    party: string;
    person: string;
    content_hash: string;
    signed_at: Instant;
  };
  "agreement.suspension": {
    id: string;
    agreement_id: string;
    ground: string;
    from_day: Day;
    until_day: Day;
    lifted_on: Day | null;
    asked_by: string;
    lifted_by: string | null;
    words: string;
    receipt_id: string;
  };
  "budget.award": {
    id: string;
    message_id: string;
    holder_id: string;
    funder_code: string;
    law: Law;
    number: string;
    previous_id: string | null;
    awarded_on: Day;
    from_day: Day;
    until_day: Day;
  };
  "budget.function_award": {
    award_id: string;
    line_id: string;
    amount: Cents;
    from_day: Day;
    until_day: Day;
  };
  "budget.line": {
    id: string;
    chain_id: string;
    holder_id: string;
    funder_code: string;
    law: Law;
    function: string;
    from_day: Day;
    until_day: Day;
    account_id: string;
    conflict_account_id: string;
  };
  "budget.message": {
    id: string;
    kind: string;
    payload: string;
    sender: string | null;
    identification: string | null;
    answers: string | null;
    accepted: boolean | null;
    codes: Json | null;
    holder_id: string | null;
    funder_code: string | null;
    received_at: Instant;
  };
  "budget.signal": {
    id: string;
    holder_id: string;
    funder_code: string | null;
    kind: string;
    about_id: string | null;
    show_from: Day;
    due: Day;
    told_ahead: Day | null;
    told_on_day: Day | null;
    state: Generated<string>;
    seen_by: string | null;
    seen_for: string | null;
    seen_at: Instant | null;
  };
  "declaration.claim": {
    transfer_id: string;
    declaration_id: string;
    account_id: string;
    amount: Cents;
    state: string;
  };
  "declaration.correction": {
    line_id: string;
    recovery_id: string;
    amount: Cents;
  };
  "declaration.credit": {
    transfer_id: string;
    recovery_id: string;
    declaration_id: string;
    account_id: string;
    amount: Cents;
  };
  "declaration.declaration": {
    id: string;
    number: string;
    agreement_id: string;
    holder_id: string;
    provider_id: string;
    month: Month;
    supplement: number;
    supplement_to: string | null;
    prepared_by: string;
    prepared_at: Instant;
    submitted_at: Instant | null;
    promised_on: Day | null;
    receipt_id: string | null;
    rejection: string | null;
    lapse_receipt_id: string | null;
  };
  "declaration.draft": {
    agreement_id: string;
    month: Month;
    made_by: string;
    fields: Json;
    changed_at: Instant;
  };
  "declaration.event": {
    declaration_id: string;
    rank: number;
    what: string;
    at: Instant;
    amount: Cents | null;
    of_amount: Cents | null;
  };
  "declaration.instalment": {
    recovery_id: string;
    rank: number;
    due_on: Day;
    amount: Cents;
  };
  "declaration.line": {
    id: string;
    declaration_id: string;
    agreement_id: string;
    rank: number;
    day: Day;
    unit: string;
    minutes: Minutes;
    claimed_rate: Cents | null;
    claimed_amount: Cents | null;
    amount: Cents;
    state: string;
    findings: Generated<Json>;
    reviewed: Generated<boolean>;
    rate_at: Generated<number>;
    quantity: Generated<number>;
    repair_from: Day | null;
    repair_until: Day | null;
    repair_told: Generated<boolean>;
    lapsed: Generated<boolean>;
  };
  "declaration.recovery": {
    id: string;
    number: string;
    agreement_id: string;
    holder_id: string;
    provider_id: string;
    account_id: string;
    ground: string;
    debtor: string;
    state: string;
    amount: Cents;
    claimed_by: string;
    claimed_on: Day;
    due_by: Day;
    decided_on: Day | null;
    reasons: string;
    receipt_id: string;
  };
  "declaration.redress": {
    id: string;
    number: string;
    declaration_id: string;
    state: string;
    asked_for: string;
    asked_by: string;
    asked_on: Day;
    request: string;
    decide_by: Day;
    outcome: string | null;
    decided_by: string | null;
    decided_on: Day | null;
    reasons: string | null;
    object_by: Day | null;
    objected_for: string | null;
    objected_by: string | null;
    objected_on: Day | null;
    objection: string | null;
    settle_by: Day | null;
    postponed_on: Day | null;
    verdict: string | null;
    closed_by: string | null;
    closed_on: Day | null;
    closing_reasons: string | null;
  };
  "declaration.repayment": {
    id: string;
    recovery_id: string;
    entry_id: string | null;
    amount: Cents;
    paid_on: Day;
  };
  "ledger.account": {
    id: string;
    kind: string;
    owner: string;
    holder_id: string | null;
    debits_pending: Generated<Cents>;
    debits_posted: Generated<Cents>;
    credits_pending: Generated<Cents>;
    credits_posted: Generated<Cents>;
  };
  "ledger.transfer": {
    id: string;
    command_id: string;
    debit_id: string;
    credit_id: string;
    amount: Cents;
    phase: string;
    pending_id: string | null;
    code: string;
    day: Day;
    reference: string | null;
  };
  "log.access": {
    at: Instant;
    person: string;
    organisation: string | null;
    holder_id: string;
    purpose: string;
  };
  "log.clock": {
    single: Generated<boolean>;
    real_at: Instant;
    here_at: Instant;
  };
  "log.command": {
    sequence: Generated<number>;
    id: string;
    kind: string;
    actor: Json;
    key: string;
    instant: Instant;
    input: Json;
    input_hash: string;
    outcome: string;
    answer: Json | null;
    refusal: Json | null;
    release: string;
  };
  "log.confirmation": {
    value_name: string;
    from_day: Day;
    confirmed_by: string;
    confirmed_at: Instant;
  };
  "log.receipt": {
    id: string;
    command_id: string;
    subject_kind: string;
    subject_id: string;
    holder_id: string | null;
    funder_code: string | null;
    content: Json;
    hash: string;
  };
  "ops.bank_inbox": {
    sequence: number;
    sha256: string;
    imported: boolean;
    refusal: string | null;
    fetched_at: Instant;
  };
  "ops.heartbeat": {
    worker: string;
    beat_at: Instant;
  };
  "ops.migration": {
    name: string;
    sha256: string;
    applied_at: Generated<Instant>;
  };
  "ops.notice_delivered": {
    notice_id: string;
    delivered_at: Instant;
  };
  "ops.stand_in": {
    kind: string;
    id: string;
    uid: string | null;
    user_code: string | null;
    grant_id: string | null;
    payload: Json;
    until: Instant;
  };
  "party.account_check": {
    account_id: string;
    asked_at: Instant;
    name_sent: string;
    result: string | null;
    answered_on: Day | null;
    real_name: string | null;
    released_by: string | null;
    released_on: Day | null;
    why: string | null;
  };
  "party.bank_account": {
    id: string;
    person_id: string;
    iban: string;
    name: string;
    from_day: Day;
    changed_by: string;
    version: Generated<number>;
  };
  "party.funder": {
    code: string;
    kind: string;
    name: string;
    laws: string[];
  };
  "party.holder": {
    person_id: string;
    since: Day;
  };
  "party.mandate": {
    id: string;
    holder_id: string;
    representative_id: string;
    kind: string;
    scopes: string[];
    from_day: Day;
    until_day: Day | null;
    source: string;
    revoked: Generated<boolean>;
    document: string | null;
    ended_by: string | null;
  };
  "party.notice": {
    id: string;
    person_id: string;
    kind: string;
    about_kind: string;
    about_id: string | null;
    sent_at: Instant;
    content: string;
  };
  "party.notice_delivery": {
    notice_id: string;
    channel: string;
    address: string;
  };
  "party.person": {
    id: string;
    kind: string;
    known_since: Day;
    died_on: Day | null;
    blocked: Generated<boolean>;
  };
  "party.personal": {
    person_id: string;
    bsn_hash: string | null;
    bsn_cipher: Buffer | null;
    chamber: string | null;
    agb: string | null;
    name: string;
    salutation: string;
    family_name: string;
    first_names: string | null;
    born: Day | null;
    address: Json | null;
    email: string | null;
    phone: string | null;
  };
  "party.policy": {
    funder_code: string;
    law: Law;
    name: string;
    from_day: Day;
    value: Json;
    source: string;
    command_id: string;
  };
  "party.policy_proposal": {
    id: string;
    funder_code: string;
    law: Law;
    name: string;
    from_day: Day;
    value: Json;
    source: string;
    state: string;
    proposed_by: string;
    proposed_on: Day;
    decided_by: string | null;
    decided_on: Day | null;
  };
  "party.provider": {
    person_id: string;
    kind: string;
    formal: boolean;
    formal_why: string | null;
    since: Day;
    ended_on: Day | null;
  };
  "party.staff": {
    person_id: string;
    subject: string;
    organisation: string;
    roles: string[];
  };
  "payment.account_block": {
    bank_account_id: string;
    order_id: string;
    reason: string;
    blocked_on: Day;
    lifted_on: Day | null;
  };
  "payment.batch": {
    id: string;
    own_account_id: string;
    state: string;
    made_by: string;
    made_at: Instant;
    execution_day: Day | null;
    count: number | null;
    sum: Cents | null;
    message_id: string | null;
    content_hash: string | null;
    file: string | null;
    sent_at: Instant | null;
    receipt: string | null;
    booked_on: Day | null;
    booking: string | null;
    needs_head: Generated<string[]>;
    frozen_on: Day | null;
    instant: Generated<boolean>;
  };
  "payment.batch_order": {
    batch_id: string;
    order_id: string;
    bank_account_id: string | null;
    live: Generated<boolean>;
  };
  "payment.details": {
    id: string;
    own_account_id: string;
    notification: string;
    rank: number;
    reference: string | null;
    amount: Cents;
    booked_on: Day;
    batch_message: string | null;
    content: string;
    file: string;
    state: string;
    entry_statement: string | null;
    entry_rank: number | null;
    told: string | null;
    read_on: Day;
  };
  "payment.emergency": {
    id: string;
    number: string;
    agreement_id: string;
    holder_id: string;
    provider_id: string;
    account_id: string;
    amount: Cents;
    state: string;
    reason: string;
    rule_id: string;
    receipt_id: string;
    made_by: string;
    made_on: Day;
    changed_on: Day;
    looked_on: Day | null;
  };
  "payment.entry": {
    id: string;
    statement_id: string;
    rank: number;
    part: number;
    amount: Cents;
    meaning: string;
    batch_id: string | null;
    order_id: string | null;
    funder_code: string | null;
    reference: string | null;
    shown: string | null;
    booked_on: Day;
    explained_by: string | null;
    explained_as: string | null;
    explanation: string | null;
  };
  "payment.order": {
    id: string;
    declaration_id: string | null;
    agreement_id: string;
    holder_id: string;
    provider_id: string;
    own_account_id: string;
    amount: Cents;
    end_to_end: string;
    state: string;
    promised_on: Day;
    reason: string | null;
    changed_on: Day;
    settled_by: string | null;
    retries: string | null;
    emergency_id: string | null;
    settled: Generated<Cents>;
  };
  "payment.order_claim": {
    order_id: string;
    transfer_id: string;
    account_id: string;
    amount: Cents;
  };
  "payment.order_line": {
    order_id: string;
    line_id: string;
  };
  "payment.own_account": {
    id: string;
    iban: string;
    bic: string | null;
    name: string;
    bank_account_id: string;
    transit_account_id: string;
  };
  "payment.payee_reference": {
    id: string;
    provider_id: string;
    reference: string | null;
    set_by: string;
    set_at: Instant;
  };
  "payment.release": {
    batch_id: string;
    person: string;
    content_hash: string;
    released_at: Instant;
    mandate: Generated<string>;
  };
  "payment.rule": {
    id: string;
    kind: string;
    own_account_id: string | null;
    funder_code: string | null;
    law: string | null;
    from_day: Day;
    value: Json;
    source: string;
    set_by: string;
  };
  "payment.settlement": {
    id: string;
    emergency_id: string;
    declaration_id: string | null;
    order_id: string | null;
    entry_id: string | null;
    amount: Cents;
    settled_on: Day;
    live: Generated<boolean>;
  };
  "payment.statement": {
    id: string;
    own_account_id: string;
    statement_id: string;
    sequence: number;
    day: Day;
    opening: Cents;
    closing: Cents;
    file: string;
    page: Generated<number>;
    last: Generated<boolean>;
  };
  "payment.status_report": {
    id: string;
    message_id: string;
    batch_id: string;
    file: string;
    status: string | null;
    rejected: number;
    read_on: Day;
  };
  "payment.work": {
    id: string;
    kind: string;
    state: string;
    order_id: string | null;
    batch_id: string | null;
    details_id: string | null;
    reason: string | null;
    opened_on: Day;
    decision: string | null;
    decided_by: string | null;
    decided_on: Day | null;
    why: string | null;
  };
  "sim.post": {
    id: string;
    channel: string;
    recipient: string;
    subject: string;
    content: string;
    sent_at: Instant;
  };
  "vault.payload": {
    hash: string;
    person_id: string | null;
    media: string;
    content: Buffer | null;
    removed_at: Instant | null;
  };
  "web.notice_read": {
    notice_id: string;
    reader_id: string;
    read_at: Instant;
  };
  "web.session": {
    id_hash: string;
    person_id: string;
    staff_subject: string | null;
    acting_for: string | null;
    csrf: string;
    said: string | null;
    id_token: Buffer | null;
    created_at: Generated<Instant>;
    seen_at: Generated<Instant>;
  };
};
