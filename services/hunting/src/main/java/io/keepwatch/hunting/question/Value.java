package io.keepwatch.hunting.question;

import java.time.Instant;

/** What a field is compared with. */
sealed interface Value {
    record Text(String text) implements Value {}

    record Number(long number) implements Value {}

    record Flag(boolean flag) implements Value {}

    /** @param time of a year from 0000 to 9999, so that it can be written down */
    record Time(Instant time) implements Value {}
}
