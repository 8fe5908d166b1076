-- A bank may book what came back in a day as one amount, and tell apart what it was (camt.054).
alter table bank.account add column details_apart boolean not null default false;
alter table bank.file_out drop constraint file_out_kind_check;
alter table bank.file_out add constraint file_out_kind_check
  check (kind ~ '^(pain\.002\.001\.(10|03)|camt\.05[34]\.001\.(08|02))$');
