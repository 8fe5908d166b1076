-- Our own accounts at the bank: who pays.
create table payment.own_account (
  id                 uuid primary key,
  iban               text not null unique,
  bic                text,
  name               text not null,
  bank_account_id    uuid not null references ledger.account,
  transit_account_id uuid not null references ledger.account
);

-- A payment order (betaalopdracht): what the open claims of one declaration come to, for one provider.
create table payment.order (
  id              uuid primary key,
  declaration_id  uuid not null references declaration.declaration,
  agreement_id    uuid not null references agreement.agreement,
  holder_id       uuid not null references party.holder,
  provider_id     uuid not null references party.provider,
  own_account_id  uuid not null references payment.own_account,
  amount          cents not null check (amount > 0),
  end_to_end      text not null unique check (length(end_to_end) <= 35),
  state           text not null check (state in ('batched', 'sent', 'booked', 'rejected', 'returned', 'withdrawn')),
  promised_on     date not null,
  reason          text,
  changed_on      date not null
);
create index order_declaration on payment.order (declaration_id);

create table payment.batch (
  id              uuid primary key,
  own_account_id  uuid not null references payment.own_account,
  state           text not null check (state in ('draft', 'frozen', 'released', 'sent', 'booked', 'withdrawn')),
  made_by         text not null,
  made_at         instant not null,
  execution_day   date,
  count           integer,
  sum             cents,
  message_id      text unique,
  content_hash    sha256,
  file            sha256,                    -- the bytes for the bank, in the vault
  sent_at         instant,
  booked_on       date,
  check ((state in ('frozen', 'released', 'sent', 'booked')) <= (content_hash is not null))
);

create table payment.batch_order (
  batch_id        uuid not null references payment.batch,
  order_id        uuid not null references payment.order,
  bank_account_id uuid references party.bank_account,
  live            boolean not null default true,
  primary key (batch_id, order_id)
);
-- An order is in one live batch at most.
create unique index batch_order_live on payment.batch_order (order_id) where live;

create table payment.release (
  batch_id     uuid not null references payment.batch,
  person       text not null,
  content_hash sha256 not null,
  released_at  instant not null,
  primary key (batch_id, person)
);

-- Four eyes in the database: two people signed this very content, neither of them its maker
-- nor the last changer of an account number in it. What is frozen stays as it is.
create function payment.guard_batch() returns trigger
  language plpgsql as $$
begin
  if old.state <> 'draft' and (new.content_hash, new.count, new.sum, new.message_id, new.file, new.execution_day, new.made_by, new.own_account_id)
     is distinct from (old.content_hash, old.count, old.sum, old.message_id, old.file, old.execution_day, old.made_by, old.own_account_id) then
    raise exception 'batch % is frozen: its content cannot change', old.id using errcode = 'restrict_violation';
  end if;
  if new.state in ('released', 'sent', 'booked') and (
    select count(*) from payment.release r
    where r.batch_id = new.id
      and r.content_hash = new.content_hash
      and r.person <> new.made_by
      and not exists (select from payment.batch_order bo join party.bank_account b on b.id = bo.bank_account_id
                      where bo.batch_id = new.id and b.changed_by = r.person)) < 2 then
    raise exception 'batch % lacks two independent releases of its content', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard before update on payment.batch for each row execute function payment.guard_batch();

create table payment.status_report (
  id         uuid primary key,
  message_id text not null unique,
  batch_id   uuid references payment.batch,
  file       sha256 not null,
  read_on    date not null
);

create table payment.statement (
  id             uuid primary key,
  own_account_id uuid not null references payment.own_account,
  statement_id   text not null,
  sequence       integer not null,
  day            date not null,
  opening        cents not null,
  closing        cents not null,
  file           sha256 not null,
  unique (own_account_id, statement_id),
  unique (own_account_id, sequence)
);

create table payment.entry (
  id           uuid primary key,
  statement_id uuid not null references payment.statement,
  rank         integer not null,
  amount       cents not null,               -- positive in, negative out
  meaning      text not null check (meaning in ('batch', 'return', 'funding', 'unexplained', 'explained')),
  batch_id     uuid references payment.batch,
  order_id     uuid references payment.order,
  reference    text,
  booked_on    date not null,
  explained_by text,
  explanation  sha256,
  unique (statement_id, rank)
);

grant select, insert on payment.own_account, payment.release, payment.status_report, payment.statement to pgb_app;
grant select, insert, update on payment.order, payment.batch, payment.batch_order, payment.entry to pgb_app;

alter table payment.order enable row level security;
create policy seen on payment.order for select to pgb_app
  using (log.everything() or holder_id = any (log.holders()) or provider_id = log.provider());
create policy made on payment.order for insert to pgb_app with check (log.scope() = 'command');
create policy changed on payment.order for update to pgb_app using (log.scope() = 'command');

do $$
declare t text;
begin
  foreach t in array array['batch', 'batch_order', 'release', 'status_report', 'statement', 'entry'] loop
    execute format('alter table payment.%I enable row level security', t);
    execute format('create policy seen on payment.%I for select to pgb_app using (log.everything())', t);
    execute format($p$create policy made on payment.%I for insert to pgb_app with check (log.scope() = 'command')$p$, t);
    execute format($p$create policy changed on payment.%I for update to pgb_app using (log.scope() = 'command')$p$, t);
  end loop;
end $$;
