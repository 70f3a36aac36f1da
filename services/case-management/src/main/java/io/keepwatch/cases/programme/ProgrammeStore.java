package io.keepwatch.cases.programme;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Counts in PostgreSQL; nobody is named. */
@ApplicationScoped
class ProgrammeStore {

    /**
     * Off-boardings whose departure has come. Withdrawn ones were none; what is not done counts from its deadline on, and
     * so does what was said to be done and turned out not to be.
     */
    Uni<Metric.Counts> accountsDisabled(Instant now) {
        return count("""
                select count(*) filter (where t.state = 'done' and t.closed_at <= t.target),
                       count(*) filter (where t.state = 'done' or t.target < least(coalesce(o.ended_at, :now), :now)),
                       count(*) filter (where t.state <> 'done' and o.ended_at is null and t.target >= :now)
                from task t join offboarding o on o.id = t.cause
                where t.kind = 'offboarding' and t.step = 'disable-accounts' and t.starts_at <= :now
                  and o.ended_reason is distinct from 'withdrawn'""", Map.of("now", now));
    }

    /**
     * The events that HR has to tell, in the SOP's list, and people whose identity was retired without a word from HR
     * that they leave.
     */
    Uni<Metric.Counts> toldByHr(Instant now, Duration departureWithin, Duration eventWithin) {
        return count(
                """
                with zones as materialized (
                    select name from pg_timezone_names
                ), standing as (
                    select e.* from hr_event e
                    where e.event in ('resignation', 'termination', 'pip', 'role_change', 'contractor_onboarding',
                                      'disciplinary', 'policy_violation')
                      and not exists (select 1 from hr_event w where w.withdraws = e.receipt)
                ), told as (
                    select e.received_at <= case when e.event = 'termination'
                               then coalesce(cast(e.effective as timestamp) at time zone coalesce(z.name, 'UTC'), e.occurred)
                               + make_interval(secs => :departure)
                               else e.occurred + make_interval(secs => :event) end as in_time
                    from standing e left join person p on p.subject = e.subject left join zones z on z.name = p.time_zone
                    union all
                    select false from person p
                    where p.retired and p.valid_from + make_interval(secs => :departure) < :now
                      and not exists (select 1 from hr_event e
                                      where e.subject = p.subject
                                        and e.event in ('resignation', 'termination', 'contract_ended')
                                        and not exists (select 1 from hr_event w where w.withdraws = e.receipt)))
                select count(*) filter (where in_time), count(*), 0 from told""",
                Map.of(
                        "now", now,
                        "departure", (double) departureWithin.toSeconds(),
                        "event", (double) eventWithin.toSeconds()));
    }

    /** HR events that begin monitoring, from when it could begin. */
    Uni<Metric.Counts> confirmed(Instant now, Duration within) {
        return count("""
                with begun as (
                    select greatest(e.received_at, e.monitoring_from) + make_interval(secs => :within) as due,
                           (select min(n.at) from monitoring_change c join notice_result n on n.about = c.id
                            where c.receipt = e.receipt and c.state = 'active'
                              and n.kind = 'confirmation' and n.result = 'delivered') as confirmed_at
                    from hr_event e
                    where e.monitoring_kind is not null and e.monitoring_from <= :now
                      and not exists (select 1 from hr_event w where w.withdraws = e.receipt))
                select count(*) filter (where confirmed_at <= due),
                       count(*) filter (where confirmed_at is not null or due < :now),
                       count(*) filter (where confirmed_at is null and due >= :now)
                from begun""", Map.of("now", now, "within", (double) within.toSeconds()));
    }

    private static Uni<Metric.Counts> count(String sql, Map<String, Object> values) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql, Object[].class);
            values.forEach(query::setParameter);
            return query.getSingleResult()
                    .map(row -> new Metric.Counts(number(row[0]), number(row[1]), number(row[2])));
        });
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
