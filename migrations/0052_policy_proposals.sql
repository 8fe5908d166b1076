-- What somebody of a funder proposes as its policy (beleidsvoorstel). It counts for nothing until somebody else adopts it.
create table party.policy_proposal (
  id          uuid primary key,
  funder_code text not null references party.funder,
  law         law not null,
  name        text not null,
  from_day    date not null,
  value       jsonb not null,
  source      text not null,
  state       text not null check (state in ('proposed', 'adopted', 'dropped')),
  proposed_by text not null,
  proposed_on date not null,
  decided_by  text,
  decided_on  date,
  check (num_nulls(decided_by, decided_on) in (0, 2)),
  check ((state = 'proposed') = (decided_on is null)),
  -- Two pairs of eyes: who proposed it does not adopt it.
  check (state <> 'adopted' or decided_by <> proposed_by)
);
-- One proposal at a time for a figure.
create unique index policy_proposal_open on party.policy_proposal (funder_code, law, name) where state = 'proposed';

grant select, insert, update on party.policy_proposal to pgb_app;
alter table party.policy_proposal enable row level security;
create policy seen on party.policy_proposal for select to pgb_app
  using (log.everything() or (log.scope() = 'funder' and funder_code = log.organisation()));
create policy made on party.policy_proposal for insert to pgb_app with check (log.scope() = 'command');
create policy changed on party.policy_proposal for update to pgb_app using (log.scope() = 'command');
