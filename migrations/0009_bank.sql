-- The simulated bank of the learning environment: an independent bank with its own books, under a role of its own.
-- Nothing here refers to another schema, and nothing outside it refers to this one: the two only exchange files.

create schema bank;

do $$
begin
  if not exists (select from pg_roles where rolname = 'pgb_bank') then
    create role pgb_bank nologin;
  end if;
  execute format('grant pgb_bank to %I', current_user);
end $$;

-- How far the bank has closed its days. One row.
create table bank.calendar (
  single         boolean primary key default true check (single),
  closed_through date
);
insert into bank.calendar default values;

create table bank.account (
  iban      text primary key,
  name      text not null,
  opened_on date not null
);

-- Files that came in. A message identification is accepted once; what was refused may come again, corrected.
create table bank.file_in (
  sha256      text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  receipt     text not null unique,
  name        text not null,
  message_id  text not null,
  status      text not null check (status in ('accepted', 'rejected')),
  reason      text check ((status = 'rejected') = (reason is not null)),
  count       integer not null,
  sum         bigint not null,
  received_on date not null,
  bytes       bytea not null
);
create unique index file_in_once on bank.file_in (message_id) where status = 'accepted';
create index file_in_message on bank.file_in (message_id);

-- A batch (PmtInf) of an accepted file.
create table bank.batch (
  id             bigint primary key,
  sha256         text not null references bank.file_in,
  payment_info   text not null,
  iban           text not null references bank.account,
  execution_day  date not null,
  batch_booking  boolean not null,
  count          integer not null,
  sum            bigint not null check (sum > 0),
  state          text not null check (state in ('waiting', 'executed', 'rejected')),
  executed_on    date
);
create index batch_waiting on bank.batch (execution_day) where state = 'waiting';

create table bank.payment (
  id             bigint primary key,
  batch_id       bigint not null references bank.batch,
  end_to_end     text not null,
  amount         bigint not null check (amount > 0),
  creditor_name  text not null,
  creditor_iban  text not null,
  remittance     text,
  state          text not null check (state in ('waiting', 'settled', 'rejected', 'returning', 'returned')),
  reason         text,
  return_on      date check ((state = 'returning') <= (return_on is not null)),
  charges        bigint not null default 0 check (charges between 0 and amount),
  anonymous      boolean not null default false
);
create index payment_batch on bank.payment (batch_id);
create index payment_returning on bank.payment (return_on) where state = 'returning';

-- How the bank of a creditor behaves. No row: it accepts.
create table bank.behaviour (
  iban      text primary key,
  outcome   text not null check (outcome in ('accept', 'reject', 'return')),
  reason    text check ((outcome <> 'accept') = (reason is not null)),
  booking   text not null default 'gross' check (booking in ('gross', 'net')),   -- a rejection: debit and credit back, or neither
  days      integer not null default 1 check (days between 0 and 250),           -- a return: so many bank days later
  charges   bigint not null default 0 check (charges >= 0),                      -- kept back from a return
  anonymous boolean not null default false                                       -- a return that does not say what it is of
);

-- The books: every movement on an account, append-only. Negative is money out.
create table bank.entry (
  id           bigint primary key,
  iban         text not null references bank.account,
  booked_on    date not null,
  value_on     date not null,
  amount       bigint not null check (amount <> 0),
  kind         text not null check (kind in ('deposit', 'batch', 'payment', 'rejection', 'return')),
  reference    text not null unique,
  batch_id     bigint references bank.batch,
  payment_id   bigint references bank.payment,
  count        integer,
  party_name   text,
  party_iban   text,
  remittance   text,
  deposit_key  text unique
);
create index entry_day on bank.entry (iban, booked_on);

create table bank.statement (
  iban     text not null references bank.account,
  sequence integer not null check (sequence > 0),
  day      date not null,
  opening  bigint not null,
  closing  bigint not null,
  count    integer not null,
  primary key (iban, sequence),
  unique (iban, day)
);

-- Files that go out, in one sequence without gaps.
create table bank.file_out (
  sequence bigint primary key,
  kind     text not null check (kind in ('pain.002.001.10', 'camt.053.001.08')),
  name     text not null unique,
  day      date not null,
  sha256   text not null,
  bytes    bytea not null
);

create function bank.refuse_change() returns trigger
  language plpgsql as $$
begin
  raise exception 'bank.% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

do $$
declare t text;
begin
  foreach t in array array['file_in', 'entry', 'statement', 'file_out'] loop
    execute format('create trigger append_only before update or delete or truncate on bank.%I for each statement execute function bank.refuse_change()', t);
  end loop;
end $$;

grant usage on schema bank to pgb_bank;
grant select, insert on bank.file_in, bank.entry, bank.statement, bank.file_out to pgb_bank;
grant select, insert, update on bank.calendar, bank.account, bank.batch, bank.payment, bank.behaviour to pgb_bank;
