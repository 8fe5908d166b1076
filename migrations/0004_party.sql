-- People and organisations. What identifies a person stands in party.personal and party.bank_account, nowhere else.
create table party.funder (
  code text primary key check (code ~ '^\d{4}$'),
  kind text not null check (kind in ('municipality', 'care-office')),
  name text not null,
  laws text[] not null
);

create table party.person (
  id          uuid primary key,
  kind        text not null check (kind in ('natural', 'organisation')),
  known_since date not null,
  died_on     date,
  blocked     boolean not null default false
);

create table party.personal (
  person_id     uuid primary key references party.person,
  bsn_hash      text unique,
  bsn_cipher    bytea,
  chamber       text unique,            -- KvK number of an organisation or a self-employed person
  agb           text,
  name          text not null,          -- as it stands on a letter: "A. van den Berg"
  salutation    text not null,          -- "mevrouw Van den Berg"
  family_name   text not null,
  first_names   text,
  born          date,
  address       jsonb,
  email         text,
  phone         text
);

create table party.holder (
  person_id uuid primary key references party.person,
  since     date not null
);

create table party.provider (
  person_id   uuid primary key references party.person,
  kind        text not null check (kind in ('person', 'institution')),
  formal      boolean not null,
  formal_why  text,
  since       date not null,
  ended_on    date
);

-- Dated: the account that holds is the one with the latest from_day that has come.
create table party.bank_account (
  id         uuid primary key,
  person_id  uuid not null references party.person,
  iban       text not null,
  name       text not null,
  from_day   date not null,
  changed_by text not null
);
create index bank_account_person on party.bank_account (person_id, from_day);

create table party.mandate (
  id                uuid primary key,
  holder_id         uuid not null references party.holder,
  representative_id uuid not null references party.person,
  kind              text not null,      -- code of COD472, such as 10 parent
  scopes            text[] not null,
  from_day          date not null,
  until_day         date,
  source            text not null,
  check (until_day is null or until_day >= from_day)
);
create index mandate_holder on party.mandate (holder_id);
create index mandate_representative on party.mandate (representative_id);

create table party.staff (
  person_id    uuid primary key references party.person,
  subject      text not null unique,    -- the name by which the sign-in service knows them
  organisation text not null,           -- a funder's code, or SVB
  roles        text[] not null
);

-- What a funder itself decides (beleid): dated, inserted, never changed.
create table party.policy (
  funder_code text not null references party.funder,
  law         law not null,
  name        text not null,
  from_day    date not null,
  value       jsonb not null,
  source      text not null,
  command_id  uuid not null,
  primary key (funder_code, law, name, from_day)
);

grant select on party.funder to pgb_app;
grant select, insert, update on party.person, party.personal, party.holder, party.provider, party.mandate, party.staff to pgb_app;
grant select, insert on party.bank_account, party.policy to pgb_app;
