-- An account number that is given again on the same day: the last one holds.
alter table party.bank_account add column version int not null default 1;

-- Whether the bank knows an account under the name that we have (naamcontrole). What was asked and answered stands in the vault.
-- An account without a row was registered before this check, and is paid as before.
create table party.account_check (
  account_id  uuid primary key references party.bank_account,
  asked_at    instant not null,
  name_sent   sha256 not null,
  result      text check (result in ('match', 'close-match', 'no-match', 'not-possible')),
  answered_on date,
  real_name   sha256,
  released_by text,
  released_on date,
  why         sha256,
  check ((result is null) = (answered_on is null)),
  check ((result is not distinct from 'close-match') = (real_name is not null)),
  check (num_nulls(released_by, released_on, why) in (0, 3)),
  check (released_on is null or result in ('no-match', 'not-possible', 'close-match'))
);
create index account_check_waiting on party.account_check (asked_at) where result is null;

alter table party.account_check enable row level security;
create policy seen on party.account_check for select to pgb_app
  using (log.everything()
    or exists (select from party.bank_account a where a.id = account_id and a.person_id = log.provider()));
create policy made on party.account_check for insert to pgb_app with check (log.scope() = 'command');
create policy changed on party.account_check for update to pgb_app using (log.scope() = 'command');
grant select, insert, update on party.account_check to pgb_app;
