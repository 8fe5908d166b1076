-- The simulated bank can also behave as other banks do: older versions of its messages, statements in pages, files twice or in
-- another order, and a payee's bank that sends back once, or only a part.

alter table bank.behaviour add column part bigint check (part > 0);              -- of a return: at most so much comes back; null is all
alter table bank.behaviour add column once boolean not null default false;       -- only the next payment

alter table bank.account add column status_version text not null default '10' check (status_version in ('10', '03'));
alter table bank.account add column statement_version text not null default '08' check (statement_version in ('08', '02'));
alter table bank.account add column page_entries integer check (page_entries > 0);   -- null: a statement is one message
alter table bank.account add column twice boolean not null default false;
alter table bank.account add column reordered boolean not null default false;

alter table bank.file_out drop constraint file_out_kind_check;
alter table bank.file_out add check (kind ~ '^(pain\.002\.001\.(10|03)|camt\.053\.001\.(08|02))$');
