-- What each funder owes for the budgets it awarded. Shared, so without live counters; its id follows from the funder's code.
insert into ledger.account (id, kind, owner)
select log.derived_id('00000000-0000-8000-8000-000000000000', 'funder', code), 'funder', code
from party.funder;
