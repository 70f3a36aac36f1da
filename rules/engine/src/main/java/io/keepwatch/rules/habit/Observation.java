package io.keepwatch.rules.habit;

import java.time.LocalDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a habit learns of one activity.
 *
 * @param local when, on the person's own clock
 * @param rhythm which kind of presence it shows, null if none
 * @param values what was used
 * @param amounts what it adds to the day; 0 says that the day counts
 */
public record Observation(
        LocalDateTime local, @Nullable Rhythm rhythm, Map<Trait, String> values, Map<Volume, Long> amounts) {
    public Observation {
        values = Map.copyOf(values);
        amounts = Map.copyOf(amounts);
    }

    /** The day of the person's calendar, from 1970. */
    long day() {
        return local.toLocalDate().toEpochDay();
    }
}
