-- A bank may book one of our batches in two debits, and tell apart which payments a batch is made of (camt.054).
alter table bank.account
  add column splits boolean not null default false,
  add column batch_details boolean not null default false;
