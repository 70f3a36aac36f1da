-- Receipts that HR has a confirmation of: what one event begins may be several things, and is confirmed once (S2-103).
create table monitoring_confirmation (
    receipt text primary key,
    told_at timestamptz not null default now()
);
create index monitoring_confirmation_told_at on monitoring_confirmation (told_at);
