-- What the stand-in sign-in service of the learning environment remembers for minutes while somebody signs in, so that any process of
-- the portal can answer the next step. Times are those of the real clock. In production nothing stands here.
create table ops.stand_in (
  kind      text not null,
  id        text not null,
  uid       text,
  user_code text,
  grant_id  text,
  payload   jsonb not null,
  until     timestamptz not null,
  primary key (kind, id)
);
create index stand_in_uid on ops.stand_in (kind, uid);
create index stand_in_grant on ops.stand_in (grant_id);
create index stand_in_until on ops.stand_in (until);
grant select, insert, update, delete on ops.stand_in to pgb_app;
