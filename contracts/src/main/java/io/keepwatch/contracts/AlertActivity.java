package io.keepwatch.contracts;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An activity as an alert names it: enough to find it again and to say whose account it was.
 *
 * @param source the feed
 * @param id its id within the feed
 * @param time when it happened
 * @param type its {@link ActivityType#wireName()}
 * @param user the account as the source knows it
 * @param host the machine
 */
public record AlertActivity(
        String source,
        String id,
        Instant time,
        String type,
        @Nullable String user,
        @Nullable String host) {

    /** By time, then by identity: the order in which an alert names its activities, whatever order they came in. */
    public static final Comparator<AlertActivity> ORDER = Comparator.comparing(AlertActivity::time)
            .thenComparing(AlertActivity::source)
            .thenComparing(AlertActivity::id);
}
