package io.keepwatch.evaluator.catalogue;

import io.keepwatch.rules.judgement.RuleFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rules that could not judge an activity: counted, shown, and said in the log once a minute per rule. */
@Singleton
public class RuleFailures {
    private static final Logger LOG = LoggerFactory.getLogger(RuleFailures.class);
    private static final Duration SAID_EVERY = Duration.ofMinutes(1);

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Failing> failing = new ConcurrentHashMap<>();

    /**
     * A rule that failed since this instance started.
     *
     * @param rule its id
     * @param count how often
     * @param lastAt domain time of the last failure
     * @param reason what went wrong then, without the activity's values
     */
    public record Failed(String rule, long count, Instant lastAt, String reason) {}

    private record Failing(
            Failed failed, Counter counter, @Nullable Instant saidAt) {}

    RuleFailures(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    public void add(RuleFailure failure) {
        failing.compute(failure.rule(), (rule, before) -> after(failure, before))
                .counter()
                .increment();
    }

    /** By rule. */
    public List<Failed> list() {
        return failing.values().stream()
                .map(Failing::failed)
                .sorted(Comparator.comparing(Failed::rule))
                .toList();
    }

    private Failing after(RuleFailure failure, @Nullable Failing before) {
        Instant now = clock.instant();
        long count = before == null ? 1 : before.failed().count() + 1;
        Counter counter = before == null
                ? Counter.builder("keepwatch.rule.failures")
                        .description("Activities a rule could not judge")
                        .tag("rule", failure.rule())
                        .register(meters)
                : before.counter();
        Instant saidAt = before == null ? null : before.saidAt();
        if (saidAt == null || !now.isBefore(saidAt.plus(SAID_EVERY))) {
            LOG.error("rule {} could not judge an activity ({} so far): {}", failure.rule(), count, failure.reason());
            saidAt = now;
        }
        return new Failing(new Failed(failure.rule(), count, now, failure.reason()), counter, saidAt);
    }
}
