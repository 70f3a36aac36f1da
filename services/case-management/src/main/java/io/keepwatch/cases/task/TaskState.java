package io.keepwatch.cases.task;

import java.util.Locale;

/** Where a task stands. */
enum TaskState {
    /** Its time has not begun: the departure lies ahead. */
    SCHEDULED,
    OPEN,
    DONE,
    /** What began it counts no more. */
    ENDED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TaskState ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
