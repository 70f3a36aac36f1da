package io.keepwatch.ingestion.activity;

import io.keepwatch.ingestion.feed.Feeds;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts a request's lines and tells feeds and metrics in one go: told line by line, they would cost more than it. */
final class Tally {
    /** After so many lines feeds and metrics are told, so that a long request is seen while it runs. */
    private static final int TELL_AFTER = 1_000;

    private final Feeds feeds;
    private final MeterRegistry meters;
    private final long[] rejected = new long[Reason.values().length];
    private long accepted;
    private @Nullable Instant newest;

    /** Classes of rejection, few enough to be a label. */
    enum Reason {
        /** Not of the format. */
        UNREADABLE,
        /** Of the format, and a field is wrong. */
        INVALID,
        /** In the future, or before anything is recorded. */
        TIME,
        /** Too long, or cut off. */
        FAULTY
    }

    Tally(Feeds feeds, MeterRegistry meters) {
        this.feeds = feeds;
        this.meters = meters;
    }

    /** Counts an accepted line; true if it is time to {@link #tell}. */
    boolean accepted(Instant time) {
        if (newest == null || time.isAfter(newest)) {
            newest = time;
        }
        return ++accepted >= TELL_AFTER;
    }

    /** Counts a rejected line; true if it is time to {@link #tell}. */
    boolean rejected(Reason reason) {
        return ++rejected[reason.ordinal()] >= TELL_AFTER;
    }

    void tell(String source) {
        long allRejected = 0;
        for (Reason reason : Reason.values()) {
            long count = rejected[reason.ordinal()];
            if (count > 0) {
                meters.counter(
                                "keepwatch.activities.rejected",
                                "reason",
                                reason.name().toLowerCase(Locale.ROOT))
                        .increment(count);
                allRejected += count;
                rejected[reason.ordinal()] = 0;
            }
        }
        if (accepted > 0 || allRejected > 0) {
            meters.counter("keepwatch.activities.accepted").increment(accepted);
            feeds.arrived(source, newest, accepted, allRejected);
        }
        accepted = 0;
        newest = null;
    }
}
