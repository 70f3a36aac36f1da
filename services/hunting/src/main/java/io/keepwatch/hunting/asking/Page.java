package io.keepwatch.hunting.asking;

import io.keepwatch.contracts.Activity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Activities that answer a question, newest first.
 *
 * @param complete whether the page has as many as it may, or everything there is; false if the time limit was over
 *     before, so that earlier activities may be missing from it
 * @param searchedBackTo everything from this instant on was looked at, but for what pages before this one have; null if
 *     nothing earlier is left
 * @param cursor gives the next page, of what is earlier; null if nothing is left
 */
public record Page(
        List<Activity> activities,
        boolean complete,
        @Nullable Instant searchedBackTo,
        @Nullable String cursor) {
    public Page {
        activities = List.copyOf(activities);
    }
}
