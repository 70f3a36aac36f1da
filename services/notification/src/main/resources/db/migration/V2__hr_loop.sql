-- Every event of HR with the period it began by itself. Periods of one kind are one to whoever monitors; which of them
-- stand is found here, so that a withdrawal takes away its own period and no other (H06, H11).
create table hr_event (
    seq          bigint generated always as identity primary key,
    receipt      text        not null unique,
    subject      text        not null,
    event        text        not null,
    effective    date,
    kind         text,
    begins       timestamptz,
    ends         timestamptz,
    withdrawn_by text,
    taken_at     timestamptz not null default now(),
    check (kind is null or begins is not null),
    check (begins < ends)
);
create index hr_event_standing on hr_event (subject, kind, ends) where kind is not null and withdrawn_by is null;
create index hr_event_leaving on hr_event (subject, seq)
    where event in ('termination', 'rehired') and withdrawn_by is null;
create index hr_event_taken_at on hr_event (taken_at);

insert into hr_event (receipt, subject, event, kind, begins, ends)
select receipt, subject, 'resignation', kind, begins, ends from monitoring_period;
drop table monitoring_period;

-- The outbox takes messages for every topic of ours.
alter table hr_outbox rename to outbox;
alter table outbox rename column receipt to id;
alter table outbox rename column occurred to at;
alter table outbox add column topic text not null default 'keepwatch.hr';
alter table outbox alter column topic drop default;
alter table outbox drop constraint hr_outbox_receipt_key;
alter table outbox add unique (topic, id);
drop index hr_outbox_line;
create index outbox_line on outbox (topic, subject, seq);

-- Notices are made of more than case events, and go to more than people.
alter table notice rename column case_id to line;
alter table notice rename column case_version to line_version;
alter table notice add column case_id text;
alter table notice add column kind text not null default 'case';
alter table notice add column subject text not null default '';
update notice set case_id = line, subject = convert_from(payload, 'UTF8')::json ->> 'subject';
alter table notice alter column kind drop default;
alter table notice alter column subject drop default;
alter table notice drop constraint notice_destination_check;
alter table notice add check (destination in ('MAIL', 'WEBHOOK', 'PAGER', 'HR'));

-- Periods in which there was suspicion: HR is told of the first, and nobody says afterwards that all was well (S2-106).
create table monitoring_suspicion (
    period  text primary key,
    told_at timestamptz not null default now()
);
create index monitoring_suspicion_told_at on monitoring_suspicion (told_at);
