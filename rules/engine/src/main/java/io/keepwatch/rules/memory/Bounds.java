package io.keepwatch.rules.memory;

import java.util.List;

/** How much is kept of what HR says of one person, however much that is. */
final class Bounds {
    /** Most of each kind - notices, claims, factors, endings, periods told - before the oldest give way. */
    static final int MOST = 32;

    private Bounds() {}

    static void trim(List<?> oldestFirst) {
        while (oldestFirst.size() > MOST) {
            oldestFirst.removeFirst();
        }
    }
}
