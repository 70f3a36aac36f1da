package io.keepwatch.cases.risk;

import io.keepwatch.cases.http.Cursor;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where everybody stands, in PostgreSQL. Everything here happens inside the caller's transaction. */
@ApplicationScoped
public class StandingStore implements PanacheRepositoryBase<StandingEntity, String> {

    /** The lines of those of the subjects that have one; the caller holds the subjects' locks. */
    Uni<Map<String, StandingEntity>> lines(Collection<String> subjects) {
        return find("subject in ?1", Set.copyOf(subjects))
                .list()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.subject, Function.identity())));
    }

    /** Keeps what was written to lines that are there, and lines that were not. */
    Uni<Void> keep(List<StandingEntity> added) {
        return getSession().chain(session -> session.persistAll(added.toArray()).chain(session::flush));
    }

    /**
     * Whose score is to be looked at again and can be, because its model has arrived; held until the transaction ends.
     * Those that somebody else holds are left to them.
     */
    Uni<List<StandingEntity>> due(Instant now, int most) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                        select s.subject from risk_standing s
                        join risk_record r on r.seq = s.record
                        join risk_model m on m.digest = r.model
                        where s.rescore_at <= :now order by s.rescore_at, s.subject
                        limit :most for update of s skip locked""", String.class)
                        .setParameter("now", now)
                        .setParameter("most", most)
                        .getResultList())
                .chain(subjects -> subjects.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : find("subject in ?1", Set.copyOf(subjects)).list());
    }

    /**
     * A person on the list.
     *
     * @param scoredAt null where nothing changes by time alone: the score is as of any later instant
     * @param known whether the person's identity has arrived
     */
    public record Listed(
            String subject,
            double score,
            String band,
            @Nullable Instant scoredAt,
            boolean known) {
        /** The place of this person in the list. */
        public Cursor place() {
            return Cursor.after(Double.toString(score), subject);
        }
    }

    /**
     * The people with the highest scores first, and one more if there is a next page.
     *
     * @param bands none means all
     * @param visible a condition on the case {@code c}, in HQL: only people of such a case are listed; null for all
     * @param values the condition's named parameters
     */
    public Uni<List<Listed>> page(
            List<String> bands,
            @Nullable String visible,
            Map<String, Object> values,
            @Nullable Cursor after,
            int limit) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> given = new HashMap<>();
        if (!bands.isEmpty()) {
            conditions.add("s.band in :bands");
            given.put("bands", bands);
        }
        if (visible != null) {
            conditions.add("exists (select 1 from CaseEntity c where c.subject = s.subject and " + visible + ")");
            given.putAll(values);
        }
        if (after != null) {
            conditions.add("(s.score < :score or s.score = :score and s.subject > :subject)");
            given.put("score", Double.valueOf(after.keys().get(0)));
            given.put("subject", after.keys().get(1));
        }
        String hql = "select s.subject, s.score, s.band, s.scoredAt, s.rescoreAt, p.subject from StandingEntity s"
                + " left join PersonEntity p on p.subject = s.subject where " + String.join(" and ", conditions)
                + " order by s.score desc, s.subject";
        return getSession()
                .chain(session -> {
                    var selection = session.createSelectionQuery(hql, Object[].class);
                    given.forEach(selection::setParameter);
                    return selection.setMaxResults(limit + 1).getResultList();
                })
                .map(rows -> rows.stream()
                        .map(row -> new Listed(
                                (String) row[0],
                                (Double) row[1],
                                (String) row[2],
                                row[4] == null ? null : (Instant) row[3],
                                row[5] != null))
                        .toList());
    }
}
