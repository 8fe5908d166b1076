-- When each worker last said that it lives. Outside the log: it tells nothing about anybody.
create schema if not exists ops;

create table ops.heartbeat (
  worker text primary key,
  process_id integer not null,
  beat_at timestamptz not null
);
