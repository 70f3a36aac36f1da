package io.keepwatch.evaluator.catalogue;

import io.keepwatch.rules.book.RuleBook;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which rules judge here, and how the last attempt to change them went, as metrics. */
@Singleton
class RuleMetrics {
    private final MultiGauge info;
    private final MultiGauge quarantined;
    private volatile LoadedRules.@Nullable Attempt last;

    RuleMetrics(MeterRegistry meters) {
        info = MultiGauge.builder("keepwatch.rules.info")
                .description("The set that judges, by digest and commit; always 1")
                .register(meters);
        quarantined = MultiGauge.builder("keepwatch.rule.quarantined")
                .description("Rules switched off on this instance because they kept throwing")
                .register(meters);
        meters.gauge("keepwatch.rules.last.reload.successful", this, metrics -> {
            LoadedRules.Attempt attempt = metrics.last;
            return attempt != null && attempt.ok() ? 1 : 0;
        });
        meters.gauge("keepwatch.rules.last.reload.timestamp.seconds", this, metrics -> {
            LoadedRules.Attempt attempt = metrics.last;
            return attempt == null ? 0 : attempt.at().getEpochSecond();
        });
    }

    void show(LoadedRules.@Nullable Attempt attempt) {
        last = attempt;
    }

    void judgingWith(RuleBook book) {
        Tags tags = Tags.of("digest", book.digest(), "commit", Objects.requireNonNullElse(book.commit(), ""));
        info.register(List.of(MultiGauge.Row.of(tags, 1)), true);
        quarantined(List.of());
    }

    void quarantined(List<LoadedRules.Quarantined> rules) {
        quarantined.register(
                rules.stream()
                        .map(rule -> MultiGauge.Row.of(Tags.of("rule", rule.rule()), 1))
                        .toList(),
                true);
    }
}
