package io.keepwatch.bench;

import java.time.Instant;

/**
 * How much is generated. Equal workloads generate equal activities, byte for byte.
 *
 * @param name prefix of every id, account and subject, so that several workloads can share one platform
 * @param seed of everything random
 * @param people how many people
 * @param activities about how many activities, at least one a person and day
 * @param days over how many days
 * @param end when the last day ends; all activity lies before it
 */
public record Workload(String name, long seed, int people, int activities, int days, Instant end) {
    /** Days that a daily baseline needs before it claims anything, and one to spike on. */
    public static final int FEWEST_DAYS = 16;

    public Workload {
        if (people < 1 || activities < people || days < FEWEST_DAYS) {
            throw new IllegalArgumentException(
                    "a workload needs people, as many activities as people, and %d days or more: %s people, %s activities, %s days"
                            .formatted(FEWEST_DAYS, people, activities, days));
        }
    }

    @Override
    public String toString() {
        return "%s: seed %d, %,d people, %,d activities, %d days up to %s"
                .formatted(name, seed, people, activities, days, end);
    }
}
