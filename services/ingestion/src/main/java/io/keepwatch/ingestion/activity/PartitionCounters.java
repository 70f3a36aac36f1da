package io.keepwatch.ingestion.activity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;

/** One counter for each partition: accepted must equal judged, dead-lettered and in flight, partition by partition. */
final class PartitionCounters {
    private final String name;
    private final MeterRegistry meters;
    private final ConcurrentHashMap<Integer, Counter> counters = new ConcurrentHashMap<>();

    PartitionCounters(String name, MeterRegistry meters) {
        this.name = name;
        this.meters = meters;
    }

    void increment(int partition) {
        counters.computeIfAbsent(partition, p -> meters.counter(name, "partition", String.valueOf(p)))
                .increment();
    }
}
