-- A mandate that the holder took back holds no more from that moment, whatever its last day: the calendar is too coarse for it.
alter table party.mandate add column revoked boolean not null default false;
