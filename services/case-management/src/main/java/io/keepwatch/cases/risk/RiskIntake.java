package io.keepwatch.cases.risk;

import io.keepwatch.cases.person.SubjectLocks;
import io.keepwatch.cases.timeline.Entry;
import io.keepwatch.cases.timeline.TimelineStore;
import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.Risk;
import io.keepwatch.contracts.ScoreModel;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the evaluator says of scores and of the models they come from: the record for good, where the person stands
 * now, and what follows from a change of the band, in one transaction. Neither waits for the other: a score whose model
 * has not arrived is listed as it was told, and explained once the model is there.
 */
@ApplicationScoped
public class RiskIntake {
    private final SubjectLocks locks;
    private final RiskStore records;
    private final StandingStore standings;
    private final ModelStore models;
    private final TimelineStore timeline;
    private final ScoreConsequences consequences;
    private final Event<ModelArrived> arrived;
    private final Clock domainClock;

    /** A model was kept: scores that waited for it can be had. Fired after the commit. */
    record ModelArrived() {}

    RiskIntake(
            SubjectLocks locks,
            RiskStore records,
            StandingStore standings,
            ModelStore models,
            TimelineStore timeline,
            ScoreConsequences consequences,
            Event<ModelArrived> arrived,
            Clock domainClock) {
        this.locks = locks;
        this.records = records;
        this.standings = standings;
        this.models = models;
        this.timeline = timeline;
        this.consequences = consequences;
        this.arrived = arrived;
        this.domainClock = domainClock;
    }

    public Uni<Void> takeModels(List<ScoreModel> told) {
        return Panache.withTransaction(() -> models.learn(told)).invoke(() -> arrived.fire(new ModelArrived()));
    }

    /** Takes records in the order of their delivery. */
    public Uni<Void> takeRisks(List<Risk> risks) {
        Set<String> subjects = risks.stream().map(Risk::subject).collect(Collectors.toSet());
        Set<String> ids = risks.stream().map(Risk::id).collect(Collectors.toSet());
        return Panache.withTransaction(() -> locks.take(subjects)
                        .chain(() -> records.known(ids))
                        .chain(known -> records.newest(subjects).map(newest -> new Batch(known, newest)))
                        .chain(batch -> {
                            risks.forEach(batch::take);
                            return batch.isEmpty() ? Uni.createFrom().item(false) : keep(batch);
                        }))
                .invoke(something -> {
                    if (something) {
                        consequences.committed();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Boolean> keep(Batch batch) {
        return records.add(batch.fresh)
                .chain(() -> records.addGone(batch.gone()))
                .chain(() -> stand(batch))
                .chain(() -> timeline.add(batch.entries))
                .chain(() -> consequences.follow(batch.news));
    }

    private Uni<Void> stand(Batch batch) {
        Map<String, RecordEntity> last = new LinkedHashMap<>();
        batch.fresh.forEach(record -> last.put(record.subject, record));
        Instant now = domainClock.instant();
        Set<String> digests = last.values().stream().map(record -> record.model).collect(Collectors.toSet());
        return models.byDigest(digests)
                .chain(byDigest -> standings.lines(last.keySet()).chain(lines -> {
                    List<StandingEntity> added = new ArrayList<>();
                    last.forEach((subject, record) -> {
                        StandingEntity line = lines.get(subject);
                        if (line == null) {
                            line = new StandingEntity(subject);
                            added.add(line);
                        }
                        line.show(record.number(), batch.newest(subject), byDigest.get(record.model), now);
                    });
                    return standings.keep(added);
                }));
    }

    /** The records of one delivery beside what is kept. Not thread-safe. */
    private static final class Batch {
        private final List<RecordEntity> fresh = new ArrayList<>();
        private final List<Scored> news = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private final Map<String, Risk> newest = new HashMap<>();
        private final Map<RecordEntity, Risk> before = new LinkedHashMap<>();
        private final Map<RecordEntity, Risk> said = new LinkedHashMap<>();
        private final Set<String> heard = new HashSet<>();
        private final Set<String> delivered = new HashSet<>();

        Batch(List<RecordEntity> known, Map<String, RecordEntity> kept) {
            known.forEach(record -> {
                heard.add(record.id);
                delivered.add(delivery(record));
            });
            kept.forEach((subject, record) -> newest.put(subject, record.toRisk()));
        }

        private static String delivery(RecordEntity record) {
            return record.recordedAt + " " + record.id;
        }

        void take(Risk risk) {
            Risk last = newest.get(risk.subject());
            String because = Because.of(last, risk);
            RecordEntity record = new RecordEntity(risk, because);
            if (!delivered.add(delivery(record))) {
                return;
            }
            fresh.add(record);
            said.put(record, risk);
            newest.put(risk.subject(), risk);
            if (last != null) {
                before.put(record, last);
            }
            // Said again later, of a history that was judged once more, it is kept and stands, and is no news.
            if (heard.add(risk.id())) {
                hear(risk, last, because);
            }
        }

        private void hear(Risk risk, @Nullable Risk last, String because) {
            String bandBefore = last == null ? Risk.BANDS.getFirst() : last.band();
            Scored scored = new Scored(
                    risk.subject(),
                    new CaseEvent.ScoreSummary(risk.id(), bandBefore, risk.band(), risk.score(), risk.at(), because));
            news.add(scored);
            if (scored.isChange()) {
                entries.add(Entry.of(risk.subject(), scored.score(), scored.isRise(), risk.recordedAt()));
            }
        }

        boolean isEmpty() {
            return fresh.isEmpty();
        }

        Risk newest(String subject) {
            return Objects.requireNonNull(newest.get(subject));
        }

        /** What the records have no more; they are kept by now. */
        List<GoneEntity> gone() {
            List<GoneEntity> gone = new ArrayList<>();
            before.forEach((record, last) -> {
                Set<String> there = Objects.requireNonNull(said.get(record)).evidence().stream()
                        .map(Risk.Finding::id)
                        .collect(Collectors.toSet());
                last.evidence().stream()
                        .filter(finding -> !there.contains(finding.id()))
                        .forEach(finding -> gone.add(new GoneEntity(record, last, finding)));
            });
            return gone;
        }
    }
}
