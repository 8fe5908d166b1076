-- What a party can do against the outcome of a declaration: ask for a decision on its payment (betalingsbesluit), and object to that
-- (bezwaar). One row holds one such course, from the request to the last decision. Words are in the vault.
create table declaration.redress (
  id              uuid primary key,
  number          text not null unique,
  declaration_id  uuid not null references declaration.declaration,
  state           text not null check (state in ('asked', 'decided', 'objected', 'closed', 'withdrawn')),
  asked_for       text not null check (asked_for in ('holder', 'provider')),
  asked_by        text not null,
  asked_on        date not null,
  request         sha256 not null,
  decide_by       date not null,
  outcome         text check (outcome in ('stands', 'revised')),
  decided_by      text,
  decided_on      date,
  reasons         sha256,
  object_by       date,
  objected_for    text check (objected_for in ('holder', 'provider')),
  objected_by     text,
  objected_on     date,
  objection       sha256,
  settle_by       date,
  postponed_on    date,
  verdict         text check (verdict in ('unfounded', 'founded', 'inadmissible')),
  closed_by       text,
  closed_on       date,
  closing_reasons sha256,
  check (num_nulls(outcome, decided_by, decided_on, reasons, object_by) in (0, 5)),
  check (num_nulls(objected_for, objected_by, objected_on, objection, settle_by) in (0, 5)),
  check (num_nulls(verdict, closed_by, closed_on, closing_reasons) in (0, 4)),
  check (objected_on is null or decided_on is not null),
  check ((state = 'closed') = (closed_on is not null)),
  -- Who took the decision does not decide on the objection to it (Awb 10:3 lid 3).
  check (closed_by <> decided_by)
);
-- One course at a time for a declaration.
create unique index redress_open on declaration.redress (declaration_id) where state in ('asked', 'objected');
create index redress_declaration on declaration.redress (declaration_id, asked_on);
create index redress_waiting on declaration.redress (state, decide_by, settle_by) where state in ('asked', 'objected');

grant select, insert, update on declaration.redress to pgb_app;
alter table declaration.redress enable row level security;
create policy seen on declaration.redress for select to pgb_app
  using (log.everything() or exists (
    select from declaration.declaration d
    where d.id = declaration_id and (d.holder_id = any (log.holders()) or d.provider_id = log.provider())));
create policy made on declaration.redress for insert to pgb_app with check (log.scope() = 'command');
create policy changed on declaration.redress for update to pgb_app using (log.scope() = 'command');
