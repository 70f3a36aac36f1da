package io.keepwatch.ingestion.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one feed. Its usual gap is the longest between two arrivals of the last day: with a mean, every feed
 * that comes in bursts, or rests at night, would be called silent again and again. A silence teaches no more than
 * patience for one twice as long, so that an outage does not hide the next one. Thread-safe.
 */
final class Feed {
    private static final int HOURS = 24;
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final int RATE_BUCKETS = 6;
    private static final long BUCKET_MILLIS = Duration.ofMinutes(1).toMillis() / RATE_BUCKETS;

    private final long shortestSilence;
    private final Buckets longestGaps = new Buckets(HOURS, HOUR_MILLIS);
    private final Buckets rate = new Buckets(RATE_BUCKETS, BUCKET_MILLIS);
    private boolean learned;
    private @Nullable Instant lastEvent;
    private @Nullable Instant lastArrival;
    private long accepted;
    private long rejected;

    /** @param shortestSilence what comes after less is never called silent before */
    Feed(Duration shortestSilence) {
        this.shortestSilence = shortestSilence.toMillis();
    }

    /** Numbers by time, of a span that ends now. */
    private static final class Buckets {
        private final long[] values;
        private final long width;
        private long newest;

        Buckets(int count, long width) {
            values = new long[count];
            this.width = width;
        }

        /** Empties what is older than the span that ends now. */
        void advance(Instant now) {
            long bucket = now.toEpochMilli() / width;
            long first = Math.max(newest + 1, bucket - values.length + 1);
            for (long b = first; b <= bucket; b++) {
                values[(int) (b % values.length)] = 0;
            }
            newest = Math.max(newest, bucket);
        }

        /** The place of an instant within the span. */
        int at(Instant now) {
            advance(now);
            return (int) (now.toEpochMilli() / width % values.length);
        }
    }

    /** A part of a request arrived. */
    synchronized void arrived(Instant now, @Nullable Instant newestEvent, long acceptedLines, long rejectedLines) {
        accepted += acceptedLines;
        rejected += rejectedLines;
        if (acceptedLines > 0) {
            seen(now, newestEvent);
            rate.values[rate.at(now)] += acceptedLines;
        }
    }

    /** An activity of an earlier life of this service was read back. */
    synchronized void recalled(Instant arrival, Instant event) {
        seen(arrival, event);
    }

    /** The feed as of now. */
    synchronized FeedView view(String source, Instant now) {
        rate.advance(now);
        return new FeedView(
                source,
                lastEvent,
                lastArrival,
                Arrays.stream(rate.values).sum(),
                accepted,
                rejected,
                learned ? Duration.ofMillis(usualGap()).toString() : null,
                isSilent(now));
    }

    private void seen(Instant arrival, @Nullable Instant event) {
        if (lastArrival == null) {
            lastArrival = arrival;
        } else if (arrival.isAfter(lastArrival)) {
            long gap = Math.min(Duration.between(lastArrival, arrival).toMillis(), bearable());
            int hour = longestGaps.at(arrival);
            longestGaps.values[hour] = Math.max(longestGaps.values[hour], gap);
            lastArrival = arrival;
            learned = true;
        }
        if (event != null && (lastEvent == null || event.isAfter(lastEvent))) {
            lastEvent = event;
        }
    }

    private long usualGap() {
        return Arrays.stream(longestGaps.values).max().orElse(0);
    }

    private long bearable() {
        return Math.max(2 * usualGap(), shortestSilence);
    }

    private boolean isSilent(Instant now) {
        return learned
                && lastArrival != null
                && Duration.between(lastArrival, now).toMillis() > bearable();
    }
}
