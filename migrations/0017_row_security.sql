-- The second lock is on every table of the state: unset sees nothing, and only a command writes.
-- Tables with opaque ids alone are seen by whoever acts in some scope; what is personal has policies of its own.
do $$
declare
  t text;
begin
  foreach t in array array[
    'log.confirmation', 'party.person', 'party.holder', 'party.provider', 'party.staff', 'party.policy',
    'budget.function_award', 'agreement.allocation', 'agreement.signature', 'agreement.assessment'] loop
    execute format('alter table %s enable row level security', t);
    execute format($p$create policy seen on %s for select to pgb_app using (log.scope() <> 'nobody')$p$, t);
    execute format($p$create policy made on %s for insert to pgb_app with check (log.scope() = 'command')$p$, t);
    execute format($p$create policy changed on %s for update to pgb_app using (log.scope() = 'command')$p$, t);
  end loop;

  -- The log and our own accounts are for the SVB and for commands.
  foreach t in array array['log.command', 'payment.own_account'] loop
    execute format('alter table %s enable row level security', t);
    execute format('create policy seen on %s for select to pgb_app using (log.everything())', t);
    execute format($p$create policy made on %s for insert to pgb_app with check (log.scope() = 'command')$p$, t);
  end loop;
end $$;
