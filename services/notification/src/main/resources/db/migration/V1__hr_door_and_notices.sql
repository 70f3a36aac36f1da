-- The HR door. One row per accepted delivery: it makes a repeat harmless, also across a restart (S2-107).
create table hr_delivery (
    webhook_id           text primary key,
    body_sha256          bytea       not null,
    receipt              text        not null unique,
    monitoring_kind      text,
    monitoring_until     timestamptz,
    no_monitoring_reason text,
    stored_at            timestamptz not null default now()
);
create index hr_delivery_stored_at on hr_delivery (stored_at);

-- The newest period of each kind of a person; a later notice may lengthen it, nothing shortens it.
create table monitoring_period (
    subject text        not null,
    kind    text        not null,
    begins  timestamptz not null,
    ends    timestamptz not null,
    receipt text        not null,
    primary key (subject, kind),
    check (begins < ends)
);

-- What is still to be published to keepwatch.hr; a row goes when the broker has it.
create table hr_outbox (
    seq           bigint generated always as identity primary key,
    receipt       text        not null unique,
    subject       text        not null,
    occurred      timestamptz not null,
    payload       bytea       not null,
    created_at    timestamptz not null default now(),
    claimed_until timestamptz not null default '-infinity'
);
create index hr_outbox_line on hr_outbox (subject, seq);

-- Case events that were read; written in one statement with their notices, so that a replay adds nothing.
create table handled_event (
    event_id   text primary key,
    handled_at timestamptz not null default now()
);
create index handled_event_handled_at on handled_event (handled_at);

-- One row per case event and destination: the outbox of notices.
create table notice (
    seq             bigint generated always as identity primary key,
    id              text        not null unique,
    event_id        text        not null,
    case_id         text        not null,
    case_version    bigint      not null,
    destination     text        not null check (destination in ('MAIL', 'WEBHOOK')),
    payload         bytea       not null,
    status          text        not null default 'PENDING' check (status in ('PENDING', 'DELIVERED', 'DEAD')),
    attempts        int         not null default 0,
    reason          text,
    created_at      timestamptz not null default now(),
    next_attempt_at timestamptz not null default now(),
    claimed_until   timestamptz not null default '-infinity',
    settled_at      timestamptz,
    unique (event_id, destination)
);
create index notice_due on notice (destination, next_attempt_at) where status = 'PENDING';
create index notice_line on notice (case_id, destination, case_version, seq) where status = 'PENDING';
create index notice_dead on notice (destination) where status = 'DEAD';
create index notice_settled on notice (settled_at) where status = 'DELIVERED';
