package io.keepwatch.hunting.review;

import java.time.Instant;

/**
 * Which activity.
 *
 * @param question finds it
 */
public record ActivityKey(String source, String id, Instant time, String question) {
    static ActivityKey of(String source, String id, Instant time) {
        return new ActivityKey(
                source,
                id,
                time,
                Asked.about(new Window(time, time.plusNanos(1)))
                        .withText("source", source)
                        .withText("id", id)
                        .toString());
    }
}
