-- Who is signed in, and which programs may call. Outside the log and outside the state: nothing is decided here.
create schema web;
grant usage on schema web to pgb_app;

-- The cookie holds a random id; only its hash stands here. Times are those of the real clock, also where the house has its own.
create table web.session (
  id_hash       sha256 primary key,
  person_id     uuid not null,
  staff_subject text,                 -- set for staff: the name by which the sign-in service knows them
  acting_for    uuid,                 -- the holder whom a representative chose
  csrf          text not null,
  said          text,                 -- what the next page tells: "Uw uren zijn verstuurd."
  id_token      bytea,                -- sealed; the sign-in service asks for it at sign-out
  created_at    timestamptz not null default clock_timestamp(),
  seen_at       timestamptz not null default clock_timestamp()
);
create index session_seen on web.session (seen_at);

-- A program of an organisation that calls the API (systeemkoppeling), by a token of which only the hash stands here.
create table web.machine_client (
  id           uuid primary key,
  organisation text not null,
  name         text not null,
  token_hash   sha256 not null unique,
  created_at   timestamptz not null default clock_timestamp()
);

grant select, insert, update, delete on web.session to pgb_app;
grant select, insert, delete on web.machine_client to pgb_app;
