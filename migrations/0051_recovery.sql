-- What was paid and should not have been (correctie, terugvordering). A line that is corrected is credited whole and once; what it took
-- goes back to the accounts that it came from, and whoever owes it has a receivable of his own on an account of kind 'recovery'.
create table declaration.recovery (
  id            uuid primary key,
  number        text not null unique,
  agreement_id  uuid not null references agreement.agreement,
  holder_id     uuid not null references party.person,
  provider_id   uuid not null references party.person,
  account_id    uuid not null unique references ledger.account,
  ground        text not null check (ground in ('own-correction', 'paid-in-error', 'wrong-data', 'attributable-act')),
  debtor        text not null check (debtor in ('holder', 'provider')),
  state         text not null check (state in ('open', 'settled')),
  amount        cents not null check (amount > 0),
  claimed_by    text not null,
  claimed_on    date not null,
  due_by        date not null,
  decided_on    date,                                   -- of the funder: when it revised or withdrew the award
  reasons       sha256 not null,
  receipt_id    uuid not null,
  check ((debtor = 'holder') = (ground = 'wrong-data')),
  check ((decided_on is not null) = (ground in ('wrong-data', 'attributable-act'))),
  check (due_by >= claimed_on)
);
create index recovery_agreement on declaration.recovery (agreement_id);
create index recovery_open on declaration.recovery (due_by) where state = 'open';

-- One credit for one debit: the key is the line.
create table declaration.correction (
  line_id     uuid primary key references declaration.line,
  recovery_id uuid not null references declaration.recovery,
  amount      cents not null check (amount > 0)
);
create index correction_recovery on declaration.correction (recovery_id);

-- Where the money of a declaration went back to. Below zero when the payment itself came back later, so that nothing was owed.
create table declaration.credit (
  transfer_id    uuid primary key references ledger.transfer,
  recovery_id    uuid not null references declaration.recovery,
  declaration_id uuid not null references declaration.declaration,
  account_id     uuid not null references ledger.account,
  amount         cents not null check (amount <> 0)
);
create index credit_declaration on declaration.credit (declaration_id);

create table declaration.instalment (
  recovery_id uuid not null references declaration.recovery,
  rank        integer not null check (rank > 0),
  due_on      date not null,
  amount      cents not null check (amount > 0),
  primary key (recovery_id, rank)
);

-- What came in of it: booked by the bank, or a payment that came back after its line was corrected.
create table declaration.repayment (
  id          uuid primary key,
  recovery_id uuid not null references declaration.recovery,
  entry_id    uuid unique references payment.entry,     -- none where the payment itself came back
  amount      cents not null check (amount > 0),
  paid_on     date not null
);
create index repayment_recovery on declaration.repayment (recovery_id);

alter table payment.entry drop constraint entry_explained_as_check;
alter table payment.entry add constraint entry_explained_as_check
  check (explained_as in ('funding', 'bank-costs', 'return', 'emergency', 'recovery'));

grant select, insert on declaration.correction, declaration.credit, declaration.repayment to pgb_app;
grant select, insert, update on declaration.recovery to pgb_app;
grant select, insert, delete on declaration.instalment to pgb_app;

do $$
declare t text;
begin
  foreach t in array array['recovery', 'correction', 'credit', 'instalment', 'repayment'] loop
    execute format('alter table declaration.%I enable row level security', t);
    execute format('create policy made on declaration.%I for insert to pgb_app with check (log.scope() = ''command'')', t);
  end loop;
end $$;
-- Each party reads what it owes or what touches its budget; the funder reads what concerns its own agreements.
create policy seen on declaration.recovery for select to pgb_app
  using (exists (select from agreement.agreement a where a.id = agreement_id));
create policy changed on declaration.recovery for update to pgb_app using (log.scope() = 'command');
create policy seen on declaration.correction for select to pgb_app
  using (exists (select from declaration.recovery r where r.id = recovery_id));
-- From where a budget paid is not for the provider: who sees the account sees what went back to it.
create policy seen on declaration.credit for select to pgb_app
  using (exists (select from ledger.account a where a.id = account_id));
create policy seen on declaration.instalment for select to pgb_app
  using (exists (select from declaration.recovery r where r.id = recovery_id));
create policy dropped on declaration.instalment for delete to pgb_app using (log.scope() = 'command');
create policy seen on declaration.repayment for select to pgb_app
  using (exists (select from declaration.recovery r where r.id = recovery_id));

-- Of a recovery only the state, the term and the plan move on.
create function declaration.guard_recovery() returns trigger
  language plpgsql as $$
begin
  if (old.id, old.number, old.agreement_id, old.holder_id, old.provider_id, old.account_id, old.ground, old.debtor, old.amount, old.claimed_on)
    is distinct from
    (new.id, new.number, new.agreement_id, new.holder_id, new.provider_id, new.account_id, new.ground, new.debtor, new.amount, new.claimed_on) then
    raise exception 'recovery % cannot change', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard before update on declaration.recovery for each row execute function declaration.guard_recovery();
