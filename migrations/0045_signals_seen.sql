-- Somebody of the funder saw a signal: who, and when. Only for the funder that the signal is for.
alter table budget.signal
  add column state text not null default 'unseen' check (state in ('unseen', 'seen')),
  add column seen_by text,
  add column seen_for text,
  add column seen_at instant,
  add check (num_nulls(seen_by, seen_for, seen_at) = case state when 'seen' then 0 else 3 end),
  add constraint signal_seen_by_its_funder check (seen_for = funder_code);
create index signal_funder on budget.signal (funder_code, show_from, id);

-- What was signalled does not change, and what was seen stays so.
create function budget.guard_signal() returns trigger
  language plpgsql as $$
begin
  if (new.id, new.holder_id, new.funder_code, new.kind, new.about_id, new.show_from, new.due)
     is distinct from (old.id, old.holder_id, old.funder_code, old.kind, old.about_id, old.show_from, old.due)
     or old.state = 'seen' and (new.state, new.seen_by, new.seen_for, new.seen_at) is distinct from (old.state, old.seen_by, old.seen_for, old.seen_at) then
    raise exception 'signal % cannot change', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard before update on budget.signal for each row execute function budget.guard_signal();

-- Staff of a funder know their colleagues by name: who saw a signal.
create policy colleague on party.personal for select to pgb_app
  using (log.scope() = 'funder' and exists (
    select from party.staff s where s.person_id = personal.person_id and s.organisation = log.organisation()));
