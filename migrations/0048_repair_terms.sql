-- What came back to be mended has a term: since when, until which day, and whether the last week of it was told. A line that was in
-- repair before there were terms has none, and waits for its parties without one.
alter table declaration.line
  add column repair_from date,
  add column repair_until date,
  add column repair_told boolean not null default false,
  -- refused by the calendar, not by a person: on request a person looks at it
  add column lapsed boolean not null default false,
  add check (num_nulls(repair_from, repair_until) in (0, 2)),
  add check (repair_until >= repair_from),
  add check (not lapsed or state = 'refused');
create index line_in_repair on declaration.line (repair_until) where state = 'repair';
-- Why lines were no longer waited for, the last time.
alter table declaration.declaration add column lapse_receipt_id uuid;
