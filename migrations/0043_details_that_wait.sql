-- Details of an entry (camt.054) for which no statement comes: how long we wait for it is agreed, and then a person asks the bank.
alter table payment.rule drop constraint rule_kind_check;
alter table payment.rule add constraint rule_kind_check check (kind in ('cut-off', 'limits', 'route', 'format', 'emergency', 'statement'));
insert into payment.rule (id, kind, from_day, value, source, set_by)
values (log.derived_id('00000000-0000-8000-8000-000000000000', 'rule', 'statement'), 'statement', '2018-01-01', '{"bankDays": 1}',
  'Eigen keuze, zonder bron: een afschrift komt aan het einde van de dag of de bankwerkdag erna', 'service:install');

alter table payment.work drop constraint work_kind_check;
alter table payment.work add constraint work_kind_check check (kind in (
  'account-refused', 'payee-died', 'regulatory', 'unspecified', 'duplicate', 'batch-stopped', 'recall', 'details', 'details-waiting', 'emergency-open'));
create index work_about_details on payment.work (details_id) where details_id is not null;
