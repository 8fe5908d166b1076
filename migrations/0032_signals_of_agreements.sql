-- A funder also sees, well before it must act, that an agreement ended, or that a new award does not cover one that runs.
alter table budget.signal drop constraint signal_kind_check;
alter table budget.signal add constraint signal_kind_check
  check (kind in ('turning-18', 'budget-conflict', 'agreement-ended', 'agreement-short'));
