-- What HR said, what became of monitoring periods and notices, and the tasks that follow from it.

-- What deadlines need of a person. People who are known already are read again from the compacted topic.
alter table person
    add column time_zone text,
    add column site      text,
    add column manager   text collate "C",
    add column retired   boolean not null default false;

-- The outbox carries what happened to tasks too: case_id and case_version then name the task and its version.
alter table outbox add column type text not null default 'case-event' check (type in ('case-event', 'task-event'));

create table hr_event (
    receipt          text collate "C" primary key,
    seq              bigint generated always as identity, -- order of arrival: for one person, HR's own
    subject          text collate "C" not null,
    event            text             not null,
    effective        date,
    occurred         timestamptz      not null,
    received_at      timestamptz      not null,
    monitoring_kind  text,
    monitoring_from  timestamptz,
    monitoring_until timestamptz,
    withdraws        text collate "C"
);
create index hr_event_subject on hr_event (subject, seq);
create index hr_event_withdraws on hr_event (withdraws) where withdraws is not null;

create table monitoring_change (
    id            text collate "C" primary key,
    seq           bigint generated always as identity,
    subject       text collate "C" not null,
    period        text collate "C" not null,
    kind          text             not null,
    state         text             not null check (state in ('active', 'suspicion', 'expired', 'ended')),
    period_from   timestamptz      not null,
    period_until  timestamptz,
    at            timestamptz      not null,
    recorded_at   timestamptz      not null,
    receipt       text collate "C"
);
create index monitoring_change_subject on monitoring_change (subject, seq);
create index monitoring_change_receipt on monitoring_change (receipt) where receipt is not null;

create table notice_result (
    id      text collate "C" primary key,
    subject text collate "C" not null,
    kind    text             not null,
    channel text             not null,
    result  text             not null,
    at      timestamptz      not null,
    about   text collate "C" not null
);
create index notice_result_about on notice_result (about);

-- One line per person: everything of the HR loop in the order in which it happened, whatever order it was heard in.
create table timeline_entry (
    id      text collate "C" primary key, -- derived from what is said, so that nothing is told twice
    subject text collate "C" not null,
    at      timestamptz      not null,
    rank    smallint         not null,    -- at one instant: what HR said, then what followed from it
    kind    text             not null,
    event   text             not null,
    case_id uuid references case_file,    -- seen by whoever may see the case
    details text             not null check (details is json object)
);
create index timeline_entry_subject on timeline_entry (subject, at, rank, id);

insert into timeline_entry (id, subject, at, rank, kind, event, case_id, details)
select 'case:' || id || '-1', subject, opened_at, 2, 'case', 'opened', id,
       json_build_object('case', id::text, 'kind', kind)::text
from case_file;

-- One departure of a person: it begins with a termination and ends where that is withdrawn or the person comes back.
create table offboarding (
    id           text collate "C" primary key, -- the receipt that began it
    subject      text collate "C" not null,
    receipt      text collate "C" not null,    -- the termination that counts now: the earliest that stands
    departure    timestamptz      not null,
    zone         text             not null,
    zone_known   boolean          not null,    -- false: UTC until the person's identity arrives
    ended_at     timestamptz,
    ended_by     text collate "C",
    ended_reason text check (ended_reason in ('withdrawn', 'rehired')),
    check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_reason is null))
);
create unique index offboarding_one_open on offboarding (subject) where ended_at is null;

create table task (
    id           uuid primary key,
    kind         text             not null check (kind in ('offboarding', 'access-verification')),
    step         text collate "C" not null,
    subject      text collate "C" not null,
    cause        text collate "C" not null, -- the receipt that began it; of a step, the off-boarding's id
    receipt      text collate "C" not null, -- the HR event that counts now
    owner        text collate "C" not null,
    state        text             not null check (state in ('scheduled', 'open', 'done', 'ended')),
    created_at   timestamptz      not null,
    starts_at    timestamptz      not null,
    target       timestamptz      not null, -- the deadline counted from the start; reopening does not move it
    deadline     timestamptz      not null,
    escalate_at  timestamptz      not null,
    next_at      timestamptz,               -- when the clock has to look at it again
    opened_at    timestamptz,
    overdue_at   timestamptz,               -- told to the owner
    escalated_at timestamptz,               -- told to the SOC lead
    outcome      text check (outcome in ('verified', 'adjusted', 'revoked')),
    evidence     text,
    closed_at    timestamptz,
    closed_by    text collate "C",
    reopened_at  timestamptz,
    alert_id     text collate "C",          -- the alert that contradicted what was claimed
    version      bigint           not null check (version >= 1),
    unique (kind, cause, step),
    check (next_at is null or state in ('scheduled', 'open'))
);
create index task_due on task (next_at, id) where next_at is not null;
create index task_by_deadline on task (kind, deadline, id);
create index task_subject on task (subject, deadline, id);
create index task_unfinished on task (subject) where state in ('scheduled', 'open');

-- Requests that came with an Idempotency-Key, so that the same again changes nothing.
create table request_key (
    id     uuid primary key,
    digest text        not null,
    at     timestamptz not null default clock_timestamp()
);

-- When and by whom an alert was last said to be what it is, and how often activity after it was closed opened it again.
alter table alert
    add column status_at  timestamptz,
    add column status_by  text collate "C",
    add column reopenings integer not null default 0;
