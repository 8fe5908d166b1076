-- Who holds which account, as the simulated bank answers it (naamcontrole); a null name cannot be checked.
create table bank.holder_name (
  iban text primary key,
  name text
);
grant select, insert, update on bank.holder_name to pgb_bank;
