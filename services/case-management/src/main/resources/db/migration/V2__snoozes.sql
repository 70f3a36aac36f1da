-- What analysts do not want to hear of a person for a while, rule by rule. Rows are kept: they are the trail.
create table snooze (
    id       uuid primary key,
    alert_id text collate "C" not null references alert,
    subject  text collate "C" not null,
    rule     text collate "C" not null,
    reason   text             not null,
    by_name  text             not null,
    by_id    text             not null,
    at       timestamptz      not null, -- domain clock; activities before are reported
    until    timestamptz      not null, -- activities at or after are reported again
    ended_at timestamptz,               -- domain clock; somebody wanted to hear of it again before its time
    ended_by text,
    check (until > at),
    check ((ended_at is null) = (ended_by is null))
);
create index snooze_newest on snooze (at desc, id desc);
create index snooze_subject on snooze (subject, at desc, id desc);

-- Whose list of snoozes has changed since keepwatch.snooze was last told. The newest list is all the topic needs, so a
-- number that grows is enough; it is written in the transaction that changes the list.
create table snoozed_subject (
    subject       text collate "C" primary key,
    version       bigint not null,
    published     bigint not null default 0,
    claimed_until timestamptz,
    check (published <= version)
);
create index snoozed_subject_waiting on snoozed_subject (subject) where published < version;
