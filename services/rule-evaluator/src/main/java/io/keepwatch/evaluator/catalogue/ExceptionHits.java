package io.keepwatch.evaluator.catalogue;

import io.keepwatch.rules.engine.Excepted;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How often exceptions and snoozes held something back since this instance started: a decision that is seen to work. */
@Singleton
public class ExceptionHits {
    /** Most decisions told apart; what comes beyond them is counted by rule and kind alone. */
    private static final int MOST = 10_000;

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<Excepted, Hit> hits = new ConcurrentHashMap<>();

    /**
     * What one decision held back.
     *
     * @param count how often
     * @param lastAt domain time of the last time
     */
    public record Hit(long count, Instant lastAt) {}

    ExceptionHits(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** Counts one. */
    public void add(Excepted excepted) {
        meters.counter(
                        "keepwatch.rule.excepted",
                        "rule",
                        excepted.rule(),
                        "kind",
                        excepted.kind().name().toLowerCase(Locale.ROOT))
                .increment();
        if (hits.size() < MOST || hits.containsKey(excepted)) {
            Instant now = clock.instant();
            hits.merge(excepted, new Hit(1, now), (before, _) -> new Hit(before.count() + 1, now));
        }
    }

    /** What a decision held back, or null for nothing yet. */
    public @Nullable Hit of(Excepted excepted) {
        return hits.get(excepted);
    }

    /** The snoozes that held anything back. */
    public List<Map.Entry<Excepted, Hit>> snoozes() {
        return hits.entrySet().stream()
                .filter(hit -> hit.getKey().kind() == Excepted.Kind.SNOOZE)
                .toList();
    }
}
