package io.keepwatch.ingestion.feed;

import io.keepwatch.ingestion.IngestionConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All feeds of this instance. Thread-safe. */
@Singleton
public final class Feeds {
    /** What comes under further names is accepted all the same, and shown under none. */
    private static final int MOST_FEEDS = 10_000;

    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration shortestSilence;

    Feeds(Clock clock, IngestionConfig config) {
        this.clock = clock;
        shortestSilence = config.shortestSilence();
    }

    /**
     * A part of a request arrived.
     *
     * @param newestEvent the newest time any of its accepted activities tells
     */
    public void arrived(String source, @Nullable Instant newestEvent, long accepted, long rejected) {
        Feed feed = feed(source);
        if (feed != null) {
            feed.arrived(clock.instant(), newestEvent, accepted, rejected);
        }
    }

    /** An activity of an earlier life of this service was read back. */
    public void recall(String source, Instant event, Instant arrival) {
        Feed feed = feed(source);
        if (feed != null) {
            feed.recalled(arrival, event);
        }
    }

    /** All of them as of now, by name. */
    public List<FeedView> view() {
        Instant now = clock.instant();
        return feeds.entrySet().stream()
                .map(entry -> entry.getValue().view(entry.getKey(), now))
                .sorted(Comparator.comparing(FeedView::source))
                .toList();
    }

    private @Nullable Feed feed(String source) {
        Feed feed = feeds.get(source);
        if (feed != null || feeds.size() >= MOST_FEEDS) {
            return feed;
        }
        return feeds.computeIfAbsent(source, unknown -> new Feed(shortestSilence));
    }
}
