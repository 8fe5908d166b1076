-- Takes the keys of a command as before; a provider who is also among the holders is taken out of an array once, since under a plan
-- made for any arrays PostgreSQL compared each of ten thousand providers with each of ten thousand holders.
create or replace function log.take_keys(changes_reference boolean, named text[], holders uuid[], providers uuid[]) returns void
  language plpgsql as $$
begin
  if changes_reference then
    perform pg_advisory_xact_lock(2, 0);
  else
    perform pg_advisory_xact_lock_shared(2, 0);
  end if;
  perform pg_advisory_xact_lock(3, h) from (select distinct hashtext(n) as h from unnest(named) n order by h) sorted;
  perform from party.person p where p.id = any (holders) order by p.id for update;
  perform from party.person p where p.id = any (array(select unnest(providers) except select unnest(holders))) order by p.id for share;
end $$;
