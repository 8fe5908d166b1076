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
-- While one order of a declaration is under way, there is no second.
create unique index order_under_way on payment.order (declaration_id) where state in ('batched', 'sent');

-- What an order covers: the reservations that it spends, each on its own account, and the lines that it pays.
create table payment.order_claim (
  order_id    uuid not null references payment.order,
  transfer_id uuid not null references ledger.transfer,
  account_id  uuid not null references ledger.account,
  amount      cents not null check (amount > 0),
  primary key (order_id, transfer_id)
);
create index order_claim_transfer on payment.order_claim (transfer_id);

create table payment.order_line (
  order_id uuid not null references payment.order,
  line_id  uuid not null references declaration.line,
  primary key (order_id, line_id)
);

create table payment.batch (
  id              uuid primary key,
  own_account_id  uuid not null references payment.own_account,
  state           text not null check (state in ('draft', 'frozen', 'released', 'sent', 'booked', 'rejected', 'withdrawn')),
  made_by         text not null,
  made_at         instant not null,
  execution_day   date,
  count           integer,
  sum             cents,
  message_id      text unique,
  content_hash    sha256,
  file            sha256,                    -- the bytes for the bank, in the vault
  sent_at         instant,
  receipt         text,                      -- what the bank called the file when it took it
  booked_on       date,
  booking         text check (booking in ('gross', 'net', 'single')),
  check ((state in ('frozen', 'released', 'sent', 'booked', 'rejected')) <= (content_hash is not null))
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
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'batch % does not begin as a draft', new.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.state <> 'draft' and (new.content_hash, new.count, new.sum, new.message_id, new.file, new.execution_day, new.made_by, new.own_account_id)
     is distinct from (old.content_hash, old.count, old.sum, old.message_id, old.file, old.execution_day, old.made_by, old.own_account_id) then
    raise exception 'batch % is frozen: its content cannot change', old.id using errcode = 'restrict_violation';
  end if;
  if new.state in ('released', 'sent', 'booked', 'rejected') and (
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
create trigger guard before insert or update on payment.batch for each row execute function payment.guard_batch();

-- What was ordered does not change: an order gets another state, and nothing else.
create function payment.guard_order() returns trigger
  language plpgsql as $$
begin
  if (new.id, new.declaration_id, new.agreement_id, new.holder_id, new.provider_id, new.own_account_id, new.amount, new.end_to_end, new.promised_on)
     is distinct from (old.id, old.declaration_id, old.agreement_id, old.holder_id, old.provider_id, old.own_account_id, old.amount, old.end_to_end, old.promised_on) then
    raise exception 'order % cannot change', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard before update on payment.order for each row execute function payment.guard_order();

-- Orders enter a batch while it is a draft; afterwards one can only leave, when the whole batch is withdrawn.
create function payment.guard_batch_order() returns trigger
  language plpgsql as $$
begin
  if tg_op = 'INSERT' and (select state from payment.batch where id = new.batch_id) is distinct from 'draft' then
    raise exception 'batch % is frozen: its orders cannot change', new.batch_id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'UPDATE' and ((new.batch_id, new.order_id, new.bank_account_id) is distinct from (old.batch_id, old.order_id, old.bank_account_id)
     or (new.live and not old.live)
     or (old.live and not new.live and (select state from payment.batch where id = old.batch_id) is distinct from 'withdrawn')) then
    raise exception 'batch % is frozen: its orders cannot change', old.batch_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard before insert or update on payment.batch_order for each row execute function payment.guard_batch_order();

create table payment.status_report (
  id         uuid primary key,
  message_id text not null unique,
  batch_id   uuid not null references payment.batch,
  file       sha256 not null,
  status     text,
  rejected   integer not null,
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

-- What an entry of a statement means. An entry that stands for several things has several parts.
create table payment.entry (
  id           uuid primary key,
  statement_id uuid not null references payment.statement,
  rank         integer not null,
  part         integer not null,
  amount       cents not null,               -- positive in, negative out
  meaning      text not null check (meaning in ('batch', 'payment', 'return', 'funding', 'unexplained', 'explained')),
  batch_id     uuid references payment.batch,
  order_id     uuid references payment.order,
  funder_code  text references party.funder,
  reference    text,                         -- what the bank calls it
  shown        sha256,                       -- name and words of the other side, in the vault, where nobody knows yet what it is
  booked_on    date not null,
  explained_by text,
  explained_as text check (explained_as in ('funding', 'bank-costs', 'return')),
  explanation  sha256,
  unique (statement_id, rank, part)
);
create index entry_batch on payment.entry (batch_id) where batch_id is not null;
create index entry_order on payment.entry (order_id) where order_id is not null;

grant select, insert on payment.own_account, payment.order_claim, payment.order_line, payment.release, payment.status_report, payment.statement to pgb_app;
grant select, insert, update on payment.order, payment.batch, payment.batch_order, payment.entry to pgb_app;

alter table payment.order enable row level security;
create policy seen on payment.order for select to pgb_app
  using (log.everything() or holder_id = any (log.holders()) or provider_id = log.provider());
create policy made on payment.order for insert to pgb_app with check (log.scope() = 'command');
create policy changed on payment.order for update to pgb_app using (log.scope() = 'command');

do $$
declare t text;
begin
  foreach t in array array['order_claim', 'order_line', 'batch', 'batch_order', 'release', 'status_report', 'statement', 'entry'] loop
    execute format('alter table payment.%I enable row level security', t);
    execute format('create policy seen on payment.%I for select to pgb_app using (log.everything())', t);
    execute format($p$create policy made on payment.%I for insert to pgb_app with check (log.scope() = 'command')$p$, t);
    execute format($p$create policy changed on payment.%I for update to pgb_app using (log.scope() = 'command')$p$, t);
  end loop;
end $$;
