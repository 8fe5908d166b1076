-- When each worker last said that it lives. Outside the log: it tells nothing about anybody.
create schema if not exists ops;

create table ops.heartbeat (
  worker text primary key,
  beat_at timestamptz not null
);

grant usage on schema ops to pgb_app;
grant select on ops.migration to pgb_app;
grant select, insert, update, delete on ops.heartbeat to pgb_app;
