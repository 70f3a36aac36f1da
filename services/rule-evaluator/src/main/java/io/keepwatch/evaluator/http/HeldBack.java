package io.keepwatch.evaluator.http;

import io.keepwatch.evaluator.catalogue.ExceptionHits;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleException;
import io.keepwatch.rules.engine.Excepted;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided not to be reported, and how often that held something back here since the instance started.
 *
 * @param id of the exception or snooze
 * @param rule the rule it is about
 * @param reason why; null for a snooze, whose trail is in case management
 * @param by who decided; null for a snooze
 * @param from activities before are reported; null for a snooze
 * @param until activities at or after are reported; null for a snooze
 * @param held how often
 * @param lastAt domain time of the last time; null for never
 */
public record HeldBack(
        String id,
        String rule,
        @Nullable String reason,
        @Nullable String by,
        @Nullable Instant from,
        @Nullable Instant until,
        long held,
        @Nullable Instant lastAt) {

    /** Every exception of the set, also one that has ended or never held anything back. */
    static List<HeldBack> exceptions(@Nullable RuleBook book, ExceptionHits hits) {
        return book == null
                ? List.of()
                : book.rules().stream()
                        .flatMap(rule -> rule.exceptions().stream())
                        .sorted(Comparator.comparing(RuleException::id))
                        .map(exception -> of(exception, hits))
                        .toList();
    }

    private static HeldBack of(RuleException exception, ExceptionHits hits) {
        ExceptionHits.Hit hit = hits.of(new Excepted(exception.rule(), exception.id(), Excepted.Kind.EXCEPTION));
        return new HeldBack(
                exception.id(),
                exception.rule(),
                exception.reason(),
                exception.by(),
                exception.from(),
                exception.until(),
                hit == null ? 0 : hit.count(),
                hit == null ? null : hit.lastAt());
    }

    /** The snoozes that held anything back. */
    static List<HeldBack> snoozes(ExceptionHits hits) {
        return hits.snoozes().stream()
                .map(hit -> new HeldBack(
                        hit.getKey().by(),
                        hit.getKey().rule(),
                        null,
                        null,
                        null,
                        null,
                        hit.getValue().count(),
                        hit.getValue().lastAt()))
                .sorted(Comparator.comparing(HeldBack::id))
                .toList();
    }
}
