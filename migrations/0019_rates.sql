-- An agreement has one rate or more (tarieven), each with a unit, a price in cents, what it is for, and when it holds; the first is
-- the base rate. They are read and written as a whole and never looked for, so they are one value.
alter table agreement.agreement add column rates jsonb;
update agreement.agreement
set rates = jsonb_build_array(jsonb_build_object('unit', unit, 'cents', rate, 'label', '', 'window', null));
alter table agreement.agreement
  alter column rates set not null,
  add check (jsonb_typeof(rates) = 'array' and jsonb_array_length(rates) between 1 and 40),
  add column quantity_per_week integer check (quantity_per_week > 0),
  drop column unit,
  drop column rate;

-- A line says which of the rates it uses, and how many of what is counted.
alter table declaration.line
  drop constraint line_unit_check,
  add check (unit in ('hour', 'daypart', 'day', 'month', 'piece')),
  add column rate_at integer not null default 0 check (rate_at >= 0),
  add column quantity integer not null default 1 check (quantity >= 0);

-- The same day, or month, is paid once at each rate.
drop index declaration.line_claimed_once;
create unique index line_claimed_once on declaration.line (agreement_id, day, rate_at)
  where state in ('approved', 'ordered', 'paid', 'returned') and not reviewed;
