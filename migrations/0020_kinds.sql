-- All models, the transport agreement and the network declaration (verklaring sociaal netwerk). An employment contract has terms of
-- its own; an agreement that stands in for a sick provider names the one in whose place it comes.
alter table agreement.agreement
  drop constraint agreement_kind_check,
  add check (kind in ('assignment', 'institution', 'family', 'employment', 'transport', 'network')),
  add column employment jsonb,
  add check ((kind = 'employment') = (employment is not null)),
  add column stand_in_for uuid references agreement.agreement;
