-- A version that runs until another takes over can still end sooner, when all of the agreement ends: the last of its endings holds.
alter table agreement.ending add column rank integer not null default 1 check (rank >= 1);
alter table agreement.ending alter column rank drop default;
alter table agreement.ending drop constraint ending_pkey, add primary key (agreement_id, rank);

-- A report of sickness by mistake is taken back by working on its first day.
alter table agreement.sickness drop constraint sickness_check, add check (recovered_on >= from_day);
