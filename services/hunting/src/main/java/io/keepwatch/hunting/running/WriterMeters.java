package io.keepwatch.hunting.running;

import io.keepwatch.hunting.writing.PartitionCounts;
import io.keepwatch.hunting.writing.WriterState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToLongFunction;

/** What became of every record read (G8): stored, a repeat, unreadable, of another kind, or still waiting. */
@Singleton
final class WriterMeters {
    private final Activities activities;
    private final MeterRegistry meters;

    WriterMeters(Activities activities, MeterRegistry meters) {
        this.activities = activities;
        this.meters = meters;
    }

    void onStart(@Observes StartupEvent event) {
        Gauge.builder("keepwatch.hunting.lag", activities, a -> of(a, WriterState::lag))
                .description("Records in the topic that were not taken yet")
                .register(meters);
        Gauge.builder("keepwatch.hunting.files.damaged", activities, WriterMeters::damaged)
                .description("Files that cannot be read now; answers about their hours are without them")
                .register(meters);
        Gauge.builder("keepwatch.hunting.writing", activities, a -> of(a, state -> state.running() ? 1 : 0))
                .register(meters);
        FunctionCounter.builder("keepwatch.hunting.write.failures", activities, a -> of(a, WriterState::failures))
                .description("Tries to read, write or commit activities that went wrong, as with a full disk")
                .register(meters);
        count("stored", PartitionCounts::stored);
        count("repeated", PartitionCounts::repeated);
        count("other", PartitionCounts::others);
        count("dead", PartitionCounts::dead);
        count("handed-back", PartitionCounts::dropped);
        Gauge.builder(
                        "keepwatch.hunting.waiting",
                        activities,
                        a -> of(a, state -> state.total().waiting()))
                .description("Records taken and not written yet")
                .register(meters);
    }

    /** 0 while the store is being opened. */
    private static long of(Activities activities, ToLongFunction<WriterState> figure) {
        WriterState state = activities.writer();
        return state == null ? 0 : figure.applyAsLong(state);
    }

    private static int damaged(Activities activities) {
        Integer damaged = activities.damaged();
        return damaged == null ? 0 : damaged;
    }

    private void count(String fate, ToLongFunction<PartitionCounts> count) {
        FunctionCounter.builder(
                        "keepwatch.hunting.records", activities, a -> of(a, state -> count.applyAsLong(state.total())))
                .tag("fate", fate)
                .register(meters);
    }
}
