package io.keepwatch.cases.task;

import java.util.Locale;

/** What an access verification came to. */
enum Outcome {
    /** The access is what the work needs. */
    VERIFIED,
    /** It was not, and is now. */
    ADJUSTED,
    /** It was taken away. */
    REVOKED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
