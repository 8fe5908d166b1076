-- Double entry in integer cents. Four counters per account; transfers are never changed and never removed.
create table ledger.account (
  id              uuid primary key,
  kind            text not null check (kind in (
                    'budget-line', 'commitment', 'conflict', 'funder', 'bank', 'transit',
                    'returns', 'suspense', 'costs', 'tax', 'recovery')),
  owner           text not null,
  holder_id       uuid,
  debits_pending  cents not null default 0 check (debits_pending >= 0),
  debits_posted   cents not null default 0 check (debits_posted >= 0),
  credits_pending cents not null default 0 check (credits_pending >= 0),
  credits_posted  cents not null default 0 check (credits_posted >= 0),
  unique (kind, owner),
  -- Money of a budget can be promised or spent once: the database itself refuses more.
  constraint no_overspending check (
    kind not in ('budget-line', 'commitment') or debits_posted + debits_pending <= credits_posted),
  -- Accounts that everybody shares keep no live counter, so that nobody waits for them.
  constraint shared_accounts_are_not_counted check (
    kind in ('budget-line', 'commitment', 'conflict')
    or (debits_pending = 0 and debits_posted = 0 and credits_pending = 0 and credits_posted = 0))
);
create index account_holder on ledger.account (holder_id);

create table ledger.transfer (
  id          uuid primary key,
  command_id  uuid not null,
  debit_id    uuid not null references ledger.account,
  credit_id   uuid not null references ledger.account,
  amount      cents not null check (amount > 0),
  phase       text not null check (phase in ('posted', 'pending', 'post', 'void')),
  pending_id  uuid references ledger.transfer,
  code        text not null,
  day         date not null,
  reference   uuid,
  check (debit_id <> credit_id),
  check ((phase in ('post', 'void')) = (pending_id is not null))
);
-- What is pending is resolved once: by one post or one void.
create unique index transfer_resolved_once on ledger.transfer (pending_id) where pending_id is not null;
create index transfer_debit on ledger.transfer (debit_id);
create index transfer_credit on ledger.transfer (credit_id);
create index transfer_reference on ledger.transfer (reference) where reference is not null;

create trigger append_only before update or delete or truncate on ledger.transfer
  for each statement execute function log.refuse_change();
create trigger never_deleted before delete or truncate on ledger.account
  for each statement execute function log.refuse_change();

grant select, insert, update on ledger.account to pgb_app;
grant select, insert on ledger.transfer to pgb_app;

alter table ledger.account enable row level security;
create policy seen on ledger.account for select to pgb_app
  using (log.everything() or holder_id = any (log.holders()));
create policy made on ledger.account for insert to pgb_app with check (log.scope() = 'command');
create policy counted on ledger.account for update to pgb_app using (log.scope() = 'command');

alter table ledger.transfer enable row level security;
create policy seen on ledger.transfer for select to pgb_app
  using (log.everything() or exists (
    select from ledger.account a where a.id in (debit_id, credit_id) and a.holder_id = any (log.holders())));
create policy made on ledger.transfer for insert to pgb_app with check (log.scope() = 'command');
