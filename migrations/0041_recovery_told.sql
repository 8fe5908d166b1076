-- Who reported that the provider works again, and when: until that moment whoever stood in had reason to work.
alter table agreement.sickness
  add column recovery_reported_by text,
  add column recovery_reported_at instant,
  add check ((recovery_reported_by is null) = (recovery_reported_at is null)),
  add check (recovered_on is not null or recovery_reported_at is null);
