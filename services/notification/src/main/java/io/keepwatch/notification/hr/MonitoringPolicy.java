package io.keepwatch.notification.hr;

import io.keepwatch.contracts.HrEvent.Context;
import io.keepwatch.contracts.HrEvent.Monitoring;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an HR event begins: kind, factor and dates are decided here and nowhere else (S2-094 … S2-099, S2-104). Periods
 * are half-open; of periods of one kind the later end stands, so that nothing shortens one (H06).
 */
final class MonitoringPolicy {
    private static final String SETTING = "keepwatch.hr.policy.";
    private static final Set<String> KINDS = Set.of(Monitoring.ENHANCED, Monitoring.WATCHLIST, Monitoring.ASSESSMENT);
    private static final Set<String> FACTORS = Set.of("notice", "pip", "negative-review", Context.CONTRACTOR);

    private final Map<HrEventName, Rule> rules;

    /**
     * What one event begins.
     *
     * @param kind of monitoring, or null for none
     * @param length of monitoring from when the event occurred, or null for an open end
     * @param factor of the context, or null for none
     */
    record Rule(
            @Nullable String kind,
            @Nullable Duration length,
            @Nullable String factor) {}

    MonitoringPolicy(Map<HrEventName, Rule> rules) {
        this.rules = new EnumMap<>(HrEventName.class);
        this.rules.putAll(rules);
    }

    /** @throws IllegalStateException naming the setting that means nothing */
    static MonitoringPolicy from(HrConfig config) {
        Map<HrEventName, Rule> rules = new EnumMap<>(HrEventName.class);
        config.policy().forEach((name, begins) -> {
            String setting = SETTING + name;
            HrEventName event = HrEventName.of(name)
                    .orElseThrow(() -> new IllegalStateException(setting + ": no event of this name"));
            String kind = known(begins.monitoring().orElse(null), KINDS, setting + ".monitoring");
            String factor = known(begins.context().orElse(null), FACTORS, setting + ".context");
            Duration length = begins.length().orElse(null);
            if (length != null && !length.isPositive()) {
                throw new IllegalStateException(setting + ".length must be longer than nothing");
            }
            rules.put(event, new Rule(kind, length, factor));
        });
        return new MonitoringPolicy(rules);
    }

    private static @Nullable String known(@Nullable String word, Set<String> words, String setting) {
        if (word != null && !words.contains(word)) {
            throw new IllegalStateException(setting + " must be one of "
                    + String.join(", ", words.stream().sorted().toList()));
        }
        return word;
    }

    /** The period that the event begins by itself, or null for none. */
    @Nullable
    Monitoring period(HrNotice notice) {
        Rule rule = rules.get(notice.event());
        if (rule == null || rule.kind() == null) {
            return null;
        }
        Instant from = notice.occurred();
        if (notice.until() != null) {
            return new Monitoring(rule.kind(), from, notice.until());
        }
        return new Monitoring(rule.kind(), from, rule.length() == null ? null : from.plus(rule.length()));
    }

    /** The factor that the event puts into effect, or null for none. */
    @Nullable
    Context context(HrNotice notice) {
        Rule rule = rules.get(notice.event());
        return rule == null || rule.factor() == null
                ? null
                : new Context(rule.factor(), notice.occurred(), notice.until());
    }

    /** True if nothing is left of a period with this end at {@code now}. */
    static boolean isOver(@Nullable Instant until, Instant now) {
        return until != null && !until.isAfter(now);
    }

    /** A period without an end is the later one. */
    static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other == null ? null : one.isAfter(other) ? one : other;
    }
}
