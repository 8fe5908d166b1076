-- Which files of the bank were fetched, by the bank's own numbering. Delivery state, outside the log: the import is the command.
create table ops.bank_inbox (
  sequence   bigint primary key,
  sha256     sha256 not null,
  imported   boolean not null,
  refusal    text,
  fetched_at instant not null
);
grant select, insert, update on ops.bank_inbox to pgb_app;
