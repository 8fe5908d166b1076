-- Award messages in, return and closing messages out. The text itself lies in the vault.
create table budget.message (
  id             uuid primary key,
  kind           text not null check (kind in ('award', 'return', 'closing')),
  payload        sha256 not null,
  sender         text,
  identification text,
  answers        uuid references budget.message,
  accepted       boolean,
  codes          jsonb,
  holder_id      uuid,
  funder_code    text,
  received_at    instant not null
);
create unique index message_accepted_once on budget.message (sender, identification) where kind = 'award' and accepted;
create index message_answers on budget.message (answers);
create index message_payload on budget.message (payload);

-- A budget (budget, toekenning) as one message awarded it. A replacing award names its predecessor.
create table budget.award (
  id          uuid primary key,
  message_id  uuid not null references budget.message,
  holder_id   uuid not null references party.holder,
  funder_code text not null references party.funder,
  law         law not null,
  number      text not null,
  previous_id uuid unique references budget.award,
  awarded_on  date not null,
  from_day    date not null,
  until_day   date not null check (until_day >= from_day),
  unique (funder_code, number)
);
create index award_holder on budget.award (holder_id);

-- One line per chain of replacing awards, function and budget period: where the money of a function stands.
create table budget.line (
  id                  uuid primary key,
  chain_id            uuid not null references budget.award,
  holder_id           uuid not null references party.holder,
  funder_code         text not null references party.funder,
  law                 law not null,
  function            text not null,
  from_day            date not null,
  until_day           date not null,
  account_id          uuid not null references ledger.account,
  conflict_account_id uuid not null references ledger.account,
  unique (chain_id, function, from_day)
);
create index line_holder on budget.line (holder_id);

create table budget.function_award (
  award_id  uuid not null references budget.award,
  line_id   uuid not null references budget.line,
  amount    cents not null check (amount >= 0),
  from_day  date not null,
  until_day date not null check (until_day >= from_day),
  primary key (award_id, line_id)
);
create index function_award_line on budget.function_award (line_id);

-- Something that a person must see well before a day: a holder who turns 18, a budget in conflict.
create table budget.signal (
  id          uuid primary key,
  holder_id   uuid not null references party.holder,
  funder_code text,
  kind        text not null check (kind in ('turning-18', 'budget-conflict')),
  about_id    uuid,
  show_from   date not null,
  due         date not null
);
create index signal_holder on budget.signal (holder_id);

grant select, insert on budget.message, budget.award, budget.function_award, budget.signal to pgb_app;
grant select, insert, update on budget.line to pgb_app;

do $$
declare t text;
begin
  foreach t in array array['award', 'line', 'signal', 'message'] loop
    execute format('alter table budget.%I enable row level security', t);
    execute format($p$create policy seen on budget.%I for select to pgb_app
      using (log.everything() or holder_id = any (log.holders())
             or (log.scope() = 'funder' and funder_code = log.organisation()))$p$, t);
    execute format($p$create policy made on budget.%I for insert to pgb_app with check (log.scope() = 'command')$p$, t);
    execute format($p$create policy changed on budget.%I for update to pgb_app using (log.scope() = 'command')$p$, t);
  end loop;
end $$;
