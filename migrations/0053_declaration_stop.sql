-- A funder may also stop payments because of a budget that was lowered below what was promised (declaratiestop), until that is settled.
alter table agreement.suspension drop constraint suspension_ground_check;
alter table agreement.suspension add constraint suspension_ground_check
  check (ground in ('wrong-data', 'conditions', 'other-purpose', 'budget-conflict'));
