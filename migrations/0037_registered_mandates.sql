-- The document on which a mandate rests (order of a judge, form of a care office), and that on which it ended.
alter table party.mandate add column document sha256, add column ended_by sha256;

-- Messages about coming of age: when they went out before the day, and on it.
alter table budget.signal add column told_ahead date, add column told_on_day date;
grant update on budget.signal to pgb_app;
