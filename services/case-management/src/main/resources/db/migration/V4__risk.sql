-- Scores: the models they come from, everything that was said of a person's score, and where everybody stands.

create table risk_model (
    digest     text collate "C" primary key,
    live_since timestamptz not null,
    document   text        not null check (document is json object)
);

-- Every record of keepwatch.risk, for good: what was known when. Nothing in it is ever changed.
create table risk_record (
    seq            bigint generated always as identity primary key, -- order of arrival: for one person, the evaluator's own
    id             text collate "C" not null,                       -- follows from what it says
    subject        text collate "C" not null,
    at             timestamptz      not null,
    at_nanos       smallint         not null check (at_nanos between 0 and 999),          -- what timestamptz cannot hold
    recorded_at    timestamptz      not null,
    recorded_nanos smallint         not null check (recorded_nanos between 0 and 999),
    score          double precision not null check (score between 0 and 100),
    band           text             not null check (band in ('monitor', 'investigate', 'immediate')),
    reason         text             not null check (reason in ('evidence', 'circumstances', 'time')),
    because        text             not null,                       -- what is new against the record before, in sentences
    model          text collate "C" not null,
    document       text             not null check (document is json object),             -- as the evaluator wrote it
    unique (id, recorded_at)                                        -- delivered again, it is the same record
);
create index risk_record_subject on risk_record (subject, seq);
create index risk_record_known on risk_record (subject, recorded_at, seq);

-- Findings that a record has no more although the one before had them: they faded, or gave way. The past is scored with
-- them (until gone_at), the present without.
create table risk_gone (
    subject  text collate "C" not null,
    seq      bigint           not null references risk_record, -- the first record without it
    finding  text collate "C" not null,
    gone_at  timestamptz      not null,
    document text             not null check (document is json object), -- the record before, with this finding alone
    primary key (seq, finding)
);
create index risk_gone_subject on risk_gone (subject, gone_at);

-- One line per person: the newest record, and what the score is by now.
create table risk_standing (
    subject    text collate "C" primary key,
    record     bigint           not null references risk_record,
    score      double precision not null check (score between 0 and 100),
    band       text             not null check (band in ('monitor', 'investigate', 'immediate')),
    scored_at  timestamptz      not null,
    rescore_at timestamptz                              -- null: time alone changes nothing any more
);
create index risk_standing_highest on risk_standing (score desc, subject);
create index risk_standing_due on risk_standing (rescore_at) where rescore_at is not null;
