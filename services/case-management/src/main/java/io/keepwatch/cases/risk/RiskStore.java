package io.keepwatch.cases.risk;

import io.keepwatch.contracts.Risk;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The records of scores in PostgreSQL. Everything here happens inside the caller's transaction. */
@ApplicationScoped
public class RiskStore implements PanacheRepositoryBase<RecordEntity, Long> {

    /** The newest record of each of the subjects that have one. */
    Uni<Map<String, RecordEntity>> newest(Collection<String> subjects) {
        return find("seq in (select s.record from StandingEntity s where s.subject in ?1)", Set.copyOf(subjects))
                .list()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.subject, Function.identity())));
    }

    /** What was kept of these ids before: of one id there are several where it was said again later. */
    Uni<List<RecordEntity>> known(Collection<String> ids) {
        return find("id in ?1", Set.copyOf(ids)).list();
    }

    /** Adds records in their order, which is from now on their order for good. */
    Uni<Void> add(List<RecordEntity> records) {
        return getSession()
                .chain(session -> Multi.createFrom()
                        .iterable(records)
                        .onItem()
                        .transformToUniAndConcatenate(session::persist)
                        .onItem()
                        .ignoreAsUni()
                        .chain(session::flush));
    }

    Uni<Void> addGone(List<GoneEntity> gone) {
        return getSession().chain(session -> session.persistAll(gone.toArray()).chain(session::flush));
    }

    /** The bands and scores that were last published of those of the subjects of whom there are any. */
    public Uni<Map<String, PublishedScore>> published(Collection<String> subjects) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "select r.subject, r.band, r.score from RecordEntity r where r.seq in"
                                        + " (select s.record from StandingEntity s where s.subject in :subjects)",
                                Object[].class)
                        .setParameter("subjects", Set.copyOf(subjects))
                        .getResultList())
                .map(rows -> {
                    Map<String, PublishedScore> published = new HashMap<>();
                    rows.forEach(row ->
                            published.put((String) row[0], new PublishedScore((String) row[1], (Double) row[2])));
                    return published;
                });
    }

    /** What the evaluator last said of a person: the band that everybody acts on, and the score it came with. */
    public record PublishedScore(String band, double score) {}

    /**
     * What was known of a person.
     *
     * @param at the earliest instant that is asked about; null for the record's own. What is gone is looked for as far as it
     *     matters to it
     * @param known as of when, by the time of recording; null for everything there is
     */
    public Uni<Optional<Knowledge>> knowledge(String subject, @Nullable Instant at, @Nullable Instant known) {
        return base(subject, at, known).chain(base -> {
            if (base == null) {
                return Uni.createFrom().item(Optional.empty());
            }
            Risk record = base.toRisk();
            if (at == null || !at.isBefore(record.at())) {
                return Uni.createFrom().item(Optional.of(new Knowledge(record, List.of())));
            }
            return gone(subject, base.number(), at).map(gone -> Optional.of(new Knowledge(record, gone)));
        });
    }

    /**
     * The newest record that was known; of those recorded at the very instant, the one of the instant that is asked about,
     * so that a record's own {@code at} and {@code recordedAt} always name it.
     */
    private Uni<@Nullable RecordEntity> base(String subject, @Nullable Instant at, @Nullable Instant known) {
        if (known == null) {
            return newest(Set.of(subject)).map(newest -> newest.get(subject));
        }
        Instant about = at == null ? known : at;
        return getSession()
                .chain(session -> session.createSelectionQuery("""
                        from RecordEntity r where r.subject = :subject
                        and (r.recordedAt < :known or r.recordedAt = :known and r.recordedNanos <= :knownNanos)
                        order by case when r.recordedAt = :known and r.recordedNanos = :knownNanos
                                       and r.at = :at and r.atNanos = :atNanos then 0 else 1 end, r.seq desc""", RecordEntity.class)
                        .setParameter("subject", subject)
                        .setParameter("known", RecordEntity.micros(known))
                        .setParameter("knownNanos", RecordEntity.rest(known))
                        .setParameter("at", RecordEntity.micros(about))
                        .setParameter("atNanos", RecordEntity.rest(about))
                        .setMaxResults(1)
                        .getSingleResultOrNull());
    }

    /** Findings that were known and are missing in this record, though an instant is scored with them; newest first. */
    private Uni<List<Knowledge.Gone>> gone(String subject, long record, Instant at) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "from GoneEntity g where g.subject = :subject and g.key.seq <= :record"
                                        + " and g.goneAt > :at order by g.key.seq desc, g.key.finding",
                                GoneEntity.class)
                        .setParameter("subject", subject)
                        .setParameter("record", record)
                        .setParameter("at", RecordEntity.micros(at))
                        .getResultList())
                .map(rows -> rows.stream().map(GoneEntity::toGone).toList());
    }

    /**
     * A record as the history shows it.
     *
     * @param supersededAt when the record that stands in its place was recorded; null of the one that stands
     */
    public record Line(
            long number,
            String id,
            Instant at,
            Instant recordedAt,
            double score,
            String band,
            String reason,
            String because,
            String model,
            @Nullable Instant supersededAt) {}

    /**
     * A person's records, newest first.
     *
     * @param before the number of the last one shown; null from the newest on
     * @param most how many, and one more if there is one
     */
    public Uni<List<Line>> history(String subject, @Nullable Long before, int most) {
        // One more at the beginning, if there is one: it is what superseded the first that is shown.
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "from RecordEntity r where r.subject = :subject and r.seq <= :before"
                                        + " order by r.seq desc",
                                RecordEntity.class)
                        .setParameter("subject", subject)
                        .setParameter("before", before == null ? Long.MAX_VALUE : before)
                        .setMaxResults(most + (before == null ? 1 : 2))
                        .getResultList())
                .map(rows -> lines(rows, before != null));
    }

    private static List<Line> lines(List<RecordEntity> rows, boolean later) {
        Instant superseded = later && !rows.isEmpty() ? rows.getFirst().exactRecordedAt() : null;
        List<Line> lines = new ArrayList<>();
        for (RecordEntity row : later && !rows.isEmpty() ? rows.subList(1, rows.size()) : rows) {
            lines.add(new Line(
                    row.number(),
                    row.id,
                    row.exactAt(),
                    row.exactRecordedAt(),
                    row.score,
                    row.band,
                    row.reason,
                    row.because,
                    row.model,
                    superseded));
            superseded = row.exactRecordedAt();
        }
        return lines;
    }
}
