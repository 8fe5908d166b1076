-- What of the bank asks for a person (bankwerk): about an order, a batch or details of an entry, with what was decided and why.
create table payment.work (
  id         uuid primary key,
  kind       text not null check (kind in ('account-refused', 'payee-died', 'regulatory', 'unspecified', 'duplicate', 'batch-stopped', 'recall', 'details')),
  state      text not null check (state in ('open', 'done')),
  order_id   uuid references payment.order,
  batch_id   uuid references payment.batch,
  details_id uuid references payment.details,
  reason     text,                           -- the code of the bank
  opened_on  date not null,
  decision   text,
  decided_by text,
  decided_on date,
  why        sha256,                         -- the words of who decided, in the vault
  check (num_nonnulls(order_id, batch_id, details_id) = 1),
  check ((state = 'done') = (decision is not null))
);
create unique index work_order on payment.work (order_id, kind) where state = 'open';
create unique index work_batch on payment.work (batch_id, kind) where state = 'open';
create unique index work_details on payment.work (details_id) where state = 'open';
create index work_open on payment.work (opened_on) where state = 'open';

-- An account number that a bank refused: nothing is paid to it until its owner gives another, or a person lifts the block.
create table payment.account_block (
  bank_account_id uuid not null references party.bank_account,
  order_id        uuid not null references payment.order,
  reason          text not null,
  blocked_on      date not null,
  lifted_on       date,
  primary key (bank_account_id, order_id)
);
create index account_block_live on payment.account_block (bank_account_id) where lifted_on is null;

-- What the bank rejected because of the day or the money is offered again under the same reference: the new order names the old one.
alter table payment.order add column retries uuid references payment.order;
alter table payment.order drop constraint order_end_to_end_key;
create unique index order_end_to_end on payment.order (end_to_end) where retries is null;
create unique index order_retried_once on payment.order (retries) where state <> 'withdrawn';
create index order_reference on payment.order (end_to_end);

grant select, insert, update on payment.work, payment.account_block to pgb_app;
do $$
declare t text;
begin
  foreach t in array array['work', 'account_block'] loop
    execute format('alter table payment.%I enable row level security', t);
    execute format('create policy seen on payment.%I for select to pgb_app using (log.everything())', t);
    execute format($p$create policy made on payment.%I for insert to pgb_app with check (log.scope() = 'command')$p$, t);
    execute format($p$create policy changed on payment.%I for update to pgb_app using (log.scope() = 'command')$p$, t);
  end loop;
end $$;
