-- A funder sees what stands on its own budget lines and on what was set aside from them; of other budgets it sees nothing.
create policy seen_by_funder on ledger.account for select to pgb_app
  using (log.scope() = 'funder'
    and (id in (select l.account_id from budget.line l where l.funder_code = log.organisation())
      or id in (select l.conflict_account_id from budget.line l where l.funder_code = log.organisation())
      or id in (select al.account_id
                from agreement.allocation al
                join budget.line l on l.id = al.line_id
                where l.funder_code = log.organisation())));
