-- A bank may spread a statement over several messages: each is a page with a balance before and after its entries.
alter table payment.statement add column page integer not null default 1 check (page > 0);
alter table payment.statement add column last boolean not null default true;
alter table payment.statement drop constraint statement_own_account_id_statement_id_key;
alter table payment.statement drop constraint statement_own_account_id_sequence_key;
alter table payment.statement add unique (own_account_id, statement_id, page);
alter table payment.statement add unique (own_account_id, sequence, page);

-- A large file is read in slices, so it is kept as it is: of what is compressed no slice can be had without all before it.
alter table vault.payload alter column content set storage external;

-- Details of an entry (boekingsmelding, camt.054): what stands behind an amount that the bank booked in one. They move no money.
create table payment.details (
  id             uuid primary key,
  own_account_id uuid not null references payment.own_account,
  notification   text not null,
  rank           integer not null,
  reference      text,                       -- the bank's own name of the entry
  amount         cents not null,             -- positive in, negative out
  booked_on      date not null,
  batch_message  text,                       -- our file, when the bank names it
  content        sha256 not null,            -- the payments that it names, in the vault
  file           sha256 not null,
  state          text not null check (state in ('waiting', 'agrees', 'contradicts', 'put-right')),
  entry_statement uuid references payment.statement,
  entry_rank     integer,
  told           text,                       -- what does not agree
  read_on        date not null,
  unique (own_account_id, notification, rank),
  check ((state in ('agrees', 'contradicts')) <= (entry_statement is not null))
);
create index details_reference on payment.details (reference) where state = 'waiting';
create index details_open on payment.details (read_on) where state in ('waiting', 'contradicts');
create index entry_reference on payment.entry (reference);

grant select, insert, update on payment.details to pgb_app;
alter table payment.details enable row level security;
create policy seen on payment.details for select to pgb_app using (log.everything());
create policy made on payment.details for insert to pgb_app with check (log.scope() = 'command');
create policy changed on payment.details for update to pgb_app using (log.scope() = 'command');
