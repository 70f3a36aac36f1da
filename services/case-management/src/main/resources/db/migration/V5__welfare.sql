-- Whom an alert is for decides who sees it and which kind of case it belongs to. The default is for the rows that are
-- there already; alerts that did say so are found in what the evaluator wrote.
alter table alert add column route text not null default 'investigation'
    check (route in ('investigation', 'welfare'));
update alert set route = 'welfare' where document::json ->> 'route' = 'welfare';
alter table alert alter column route drop default;

drop index alert_waiting;
create index alert_waiting on alert (subject, route, at) where case_id is null and mode = 'live';
