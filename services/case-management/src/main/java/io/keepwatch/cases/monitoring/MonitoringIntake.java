package io.keepwatch.cases.monitoring;

import io.keepwatch.cases.person.SubjectLocks;
import io.keepwatch.cases.timeline.Entry;
import io.keepwatch.cases.timeline.TimelineStore;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.NoticeResult;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/** Takes what became of periods and notices; whatever is delivered again changes nothing. */
@ApplicationScoped
public class MonitoringIntake {
    private final SubjectLocks locks;
    private final MonitoringStore store;
    private final TimelineStore timeline;

    MonitoringIntake(SubjectLocks locks, MonitoringStore store, TimelineStore timeline) {
        this.locks = locks;
        this.store = store;
        this.timeline = timeline;
    }

    public Uni<Void> takeChanges(List<MonitoringChange> changes) {
        return Panache.withTransaction(() -> locks.take(
                        changes.stream().map(MonitoringChange::subject).collect(Collectors.toSet()))
                .chain(() -> store.keepChanges(changes))
                .chain(() -> timeline.add(changes.stream().map(Entry::of).toList())));
    }

    public Uni<Void> takeResults(List<NoticeResult> results) {
        return Panache.withTransaction(() -> locks.take(
                        results.stream().map(NoticeResult::subject).collect(Collectors.toSet()))
                .chain(() -> store.keepResults(results))
                .chain(() -> timeline.add(results.stream().map(Entry::of).toList())));
    }
}
