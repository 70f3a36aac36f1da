package io.keepwatch.cases.task;

import java.util.Locale;

/** What a task belongs to. */
enum TaskKind {
    OFFBOARDING,
    ACCESS_VERIFICATION;

    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
