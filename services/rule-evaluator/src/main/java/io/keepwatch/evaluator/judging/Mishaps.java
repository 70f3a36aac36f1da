package io.keepwatch.evaluator.judging;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The records on which the engine itself failed in the midst of changes not yet written. Such a failure may leave a person
 * half changed, so it ends the task, which then comes back from its last commit. To come back for ever would be a crash
 * loop: a record on which the engine fails twice is given up to the dead-letter topic. Known to this process only; one
 * process more costs two failures more.
 */
public final class Mishaps {
    private static final int ATTEMPTS = 2;
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<Place, Integer> failures = new LinkedHashMap<>();

    private record Place(String topic, int partition, long offset) {
        static Place of(RecordMetadata place) {
            return new Place(place.topic(), place.partition(), place.offset());
        }
    }

    /** Whether the record has had its chances. */
    synchronized boolean givenUp(RecordMetadata place) {
        return !failures.isEmpty() && failures.getOrDefault(Place.of(place), 0) >= ATTEMPTS;
    }

    synchronized void remember(RecordMetadata place) {
        failures.merge(Place.of(place), 1, Integer::sum);
        if (failures.size() > MOST_REMEMBERED) {
            failures.remove(failures.keySet().iterator().next());
        }
    }
}
