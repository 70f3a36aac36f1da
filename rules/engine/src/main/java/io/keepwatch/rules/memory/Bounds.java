package io.keepwatch.rules.memory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much is kept of what HR says of one person, however much that is. */
final class Bounds {
    /** Most of each kind - notices, claims, factors, endings, periods told - before the oldest give way. */
    static final int MOST = 32;

    private Bounds() {}

    /** The sooner of two moments, either of which may never come. */
    static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    static void trim(List<?> oldestFirst) {
        while (oldestFirst.size() > MOST) {
            oldestFirst.removeFirst();
        }
    }
}
