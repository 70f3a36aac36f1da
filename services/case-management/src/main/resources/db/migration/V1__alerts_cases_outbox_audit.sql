-- Case management's own schema. Times are instants; words are those of the public contract.

-- What is known of a person that orders alerts: what the person could reach.
create table person (
    subject    text collate "C" primary key,
    exposure   smallint    not null check (exposure between 0 and 2), -- 2 crown jewels, 1 privileged, 0 the rest
    valid_from timestamptz not null                                   -- an older record never replaces a newer one
);

create table case_file (
    id        uuid primary key,
    kind      text             not null check (kind in ('investigation', 'welfare')),
    subject   text collate "C" not null,
    state     text             not null check (state in
        ('initial-assessment', 'watchlist', 'formal-investigation', 'containment', 'evidence-collection', 'timeline',
         'interviews', 'follow-up', 'lessons-learned', 'closed')),
    outcome   text check (outcome in ('malicious', 'negligent', 'compromised', 'colluding', 'not-confirmed')),
    band      text check (band in ('monitor', 'investigate', 'immediate')),
    score     double precision check (score between 0 and 100),
    assignee  text collate "C",
    opened_at timestamptz      not null,
    closed_at timestamptz,
    version   bigint           not null check (version >= 1),
    check ((state = 'closed') = (closed_at is not null))
);

-- At most one open case per person and kind, whatever the code above believes.
create unique index case_file_one_open on case_file (subject, kind) where closed_at is null;
create index case_file_newest on case_file (opened_at desc, id desc);
create index case_file_subject on case_file (subject, opened_at desc, id desc);
create index case_file_assignee on case_file (assignee) where assignee is not null;

-- Who else works on a case, and which offices it has asked something of: both may see it.
create table case_participant (
    case_id uuid             not null references case_file,
    account text collate "C" not null,
    primary key (case_id, account)
);
create table case_asked (
    case_id uuid not null references case_file,
    role    text not null check (role in ('hr', 'legal', 'ciso')),
    primary key (case_id, role)
);

-- The checklist that a new case of a kind begins with: data, so that a company can add its own items.
create table checklist_template (
    kind        text     not null,
    position    smallint not null,
    item        text     not null,
    requirement text     not null,
    primary key (kind, position),
    unique (kind, item)
);
insert into checklist_template (kind, position, item, requirement)
values ('investigation', 1, 'initial-assessment', 'S2-054'),
       ('investigation', 2, 'identity-verification', 'S2-055'),
       ('investigation', 3, 'hr-notification', 'S2-056'),
       ('investigation', 4, 'legal-consultation', 'S2-057'),
       ('investigation', 5, 'covert-preservation', 'S2-058'),
       ('investigation', 6, 'access-review', 'S2-059'),
       ('investigation', 7, 'timeline', 'S2-060'),
       ('investigation', 8, 'exposure-assessment', 'S2-061'),
       ('investigation', 9, 'interviews', 'S2-062'),
       ('investigation', 10, 'documentation', 'S2-063'),
       ('investigation', 11, 'remediation', 'S2-064'),
       ('investigation', 12, 'lessons-learned', 'S2-065');

create table checklist_item (
    case_id  uuid     not null references case_file,
    position smallint not null,
    item     text     not null,
    state    text     not null check (state in ('open', 'done', 'not-applicable')),
    done_by  text,
    done_at  timestamptz,
    evidence text,
    primary key (case_id, position),
    unique (case_id, item)
);

create table alert (
    id        text collate "C" primary key,
    subject   text collate "C" not null,
    rule      text collate "C" not null,
    urgency   smallint         not null check (urgency between 1 and 4),  -- P1 is 4, P4 is 1
    exposure  smallint         not null check (exposure between 0 and 2), -- the person's, kept here to be indexed
    mode      text             not null check (mode in ('live', 'shadow')),
    status    text             not null check (status in ('open', 'acknowledged', 'remediated', 'dismissed')),
    at        timestamptz      not null,
    raised_at timestamptz      not null, -- the earliest publication seen
    stated_at timestamptz      not null, -- publication of the state that stands here
    count     bigint           not null check (count >= 0),
    document  text             not null check (document is json object),  -- the alert as the evaluator wrote it
    case_id   uuid references case_file
);
create index alert_newest on alert (mode, at desc, id desc);
create index alert_most_urgent on alert (mode, urgency desc, at desc, id desc);
create index alert_most_exposed on alert (mode, exposure desc, at desc, id desc);
create index alert_subject on alert (subject, at desc, id desc);
create index alert_rule on alert (rule, at desc, id desc);
create index alert_case on alert (case_id, at, id) where case_id is not null;
create index alert_waiting on alert (subject, at) where case_id is null and mode = 'live';

-- What happened to cases, on its way to keepwatch.case-event; written in the transaction that made it happen.
create table outbox (
    id            bigint generated always as identity primary key,
    event_id      text             not null unique,
    case_id       uuid             not null,
    case_version  bigint           not null,
    subject       text collate "C" not null,
    event_at      timestamptz      not null,
    payload       bytea            not null,
    claimed_until timestamptz,
    sent_at       timestamptz,
    unique (case_id, case_version)
);
create index outbox_waiting on outbox (case_id, case_version) where sent_at is null;
create index outbox_sent on outbox (sent_at) where sent_at is not null;

-- Who looked at whom. Entries are added, never changed and never taken away.
create table audit_entry (
    id          bigint generated always as identity primary key,
    at          timestamptz not null,                             -- domain clock
    recorded_at timestamptz not null default clock_timestamp(),   -- the database's own clock
    actor       text        not null,
    actor_id    text        not null,
    operation   text        not null,
    asked       text,                                             -- the subject or id that was asked for
    subjects    text[]      not null,                             -- the persons the answer shows
    given       boolean     not null                              -- false: there was nothing this reader may see
);
create index audit_entry_subjects on audit_entry using gin (subjects);
create index audit_entry_actor on audit_entry (actor_id, recorded_at);

create function audit_entry_is_append_only() returns trigger language plpgsql as
$$
begin
    raise exception 'audit entries are added, never changed and never taken away';
end
$$;
create trigger audit_entry_no_change before update or delete on audit_entry
    for each row execute function audit_entry_is_append_only();
create trigger audit_entry_no_truncate before truncate on audit_entry
    for each statement execute function audit_entry_is_append_only();
