package io.keepwatch.cases.task;

import io.keepwatch.cases.outbox.Outbox;
import io.keepwatch.cases.timeline.Entry;
import io.keepwatch.cases.timeline.TimelineStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to tasks goes out and onto the timeline, in the transaction in which it happened. */
@ApplicationScoped
class Announcements {
    private final Outbox outbox;
    private final TimelineStore timeline;
    private final Event<Outbox.Filled> filled;
    private final MeterRegistry metrics;

    Announcements(Outbox outbox, TimelineStore timeline, Event<Outbox.Filled> filled, MeterRegistry metrics) {
        this.outbox = outbox;
        this.timeline = timeline;
        this.filled = filled;
        this.metrics = metrics;
    }

    /** @param by who did it, or null where nobody of this service's callers did */
    Uni<Void> make(List<Outbox.TaskStep> steps, @Nullable String by) {
        if (steps.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return outbox.addSteps(steps)
                .chain(() -> timeline.add(
                        steps.stream().map(step -> Entry.of(step.event(), by)).toList()));
    }

    Uni<Void> note(Entry entry) {
        return timeline.add(List.of(entry));
    }

    /** The transaction was committed. */
    void committed(List<Outbox.TaskStep> steps) {
        if (steps.isEmpty()) {
            return;
        }
        steps.forEach(step -> metrics.counter(
                        "keepwatch.task.events",
                        "kind",
                        step.event().kind(),
                        "event",
                        step.event().event())
                .increment());
        filled.fire(new Outbox.Filled());
    }
}
