-- The status report by which the bank said that an order was carried out (ACSC or ACCC); what is carried out is not rejected afterwards.
alter table payment.order add column settled_by uuid references payment.status_report;
