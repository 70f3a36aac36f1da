package io.keepwatch.cases.snooze;

import io.keepwatch.cases.http.Cursor;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Snoozes in PostgreSQL. Everything here happens inside the caller's transaction, one operation after the other. */
@ApplicationScoped
class SnoozeStore implements PanacheRepositoryBase<SnoozeEntity, UUID> {
    private static final int SUBJECTS_AT_ONCE = 64;

    /** Whose list has changed, and which state of it was claimed. */
    record Changed(String subject, long version) {}

    /** Keeps a new snooze; the caller holds the lock of its subject. */
    Uni<SnoozeEntity> keep(SnoozeEntity snooze) {
        return persistAndFlush(snooze).chain(() -> changed(snooze.subject)).replaceWith(snooze);
    }

    /** Says that a person's list is another one now. */
    Uni<Void> changed(String subject) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                        insert into snoozed_subject (subject, version) values (:subject, 1)
                        on conflict (subject) do update set version = snoozed_subject.version + 1""")
                        .setParameter("subject", subject)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The snoozes of an alert's rule and person that hold at a time. */
    Uni<List<SnoozeEntity>> holding(String subject, String rule, Instant now) {
        return find("subject = ?1 and rule = ?2 and endedAt is null and until > ?3", subject, rule, now)
                .list();
    }

    /** Claims people whose lists were not told yet; nobody else tells them until the claim ends. */
    Uni<List<Changed>> claim(Duration claim) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                        with waiting as (
                            select s.subject from snoozed_subject s
                            where s.published < s.version
                              and (s.claimed_until is null or s.claimed_until < clock_timestamp())
                            limit :subjects for update skip locked)
                        update snoozed_subject s
                        set claimed_until = clock_timestamp() + make_interval(secs => :seconds)
                        from waiting where s.subject = waiting.subject
                        returning s.subject, s.version""", Object[].class)
                        .setParameter("subjects", SUBJECTS_AT_ONCE)
                        .setParameter("seconds", (double) claim.toSeconds())
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Changed((String) row[0], ((Number) row[1]).longValue()))
                        .toList());
    }

    /** What holds, or held until not long before {@code since}, of these people. */
    Uni<List<SnoozeEntity>> of(Collection<String> subjects, Instant since) {
        return find("subject in ?1 and until > ?2 order by at, id", Set.copyOf(subjects), since)
                .list();
    }

    /** The list was told as it was at that version. */
    Uni<Void> settle(Changed told, boolean published) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                        update snoozed_subject
                        set claimed_until = null, published = greatest(published, :version)
                        where subject = :subject""")
                        .setParameter("version", published ? told.version() : 0L)
                        .setParameter("subject", told.subject())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** One page, newest first, and one row more if there is a next page. */
    Uni<List<SnoozeEntity>> page(
            @Nullable String subject,
            @Nullable String rule,
            @Nullable Instant holdingAt,
            @Nullable Cursor after,
            int limit) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        Map<String, Object> values = new HashMap<>();
        if (subject != null) {
            conditions.add("subject = :subject");
            values.put("subject", subject);
        }
        if (rule != null) {
            conditions.add("rule = :rule");
            values.put("rule", rule);
        }
        if (holdingAt != null) {
            conditions.add("endedAt is null and until > :now");
            values.put("now", holdingAt);
        }
        if (after != null) {
            conditions.add("(at, id) < (:at, :id)");
            values.put("at", Instant.parse(after.keys().get(0)));
            values.put("id", UUID.fromString(after.keys().get(1)));
        }
        String hql = "from SnoozeEntity where " + String.join(" and ", conditions) + " order by at desc, id desc";
        return getSession().chain(session -> {
            var selection = session.createSelectionQuery(hql, SnoozeEntity.class);
            values.forEach(selection::setParameter);
            return selection.setMaxResults(limit + 1).getResultList();
        });
    }
}
