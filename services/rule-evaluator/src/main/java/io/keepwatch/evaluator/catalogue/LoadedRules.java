package io.keepwatch.evaluator.catalogue;

import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleProblem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The rule set this instance judges with, and how the last attempt to load one went. */
@Singleton
public class LoadedRules {
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile @Nullable RuleBook book;
    private volatile @Nullable Attempt last;
    private volatile Map<String, Quarantined> quarantined = Map.of();

    /**
     * An attempt to load a rule set.
     *
     * @param at domain time
     * @param content names the files that were looked at, or null where they could not be read
     * @param digest of the set that judges since, or null where the attempt failed
     * @param problems why the set was refused; empty if it was not
     */
    public record Attempt(
            Instant at, @Nullable String content, @Nullable String digest, List<RuleProblem> problems) {
        public Attempt {
            problems = List.copyOf(problems);
        }

        public boolean ok() {
            return problems.isEmpty();
        }
    }

    /**
     * A rule that is switched off here until another set judges.
     *
     * @param since domain time
     * @param reason what it threw last
     */
    public record Quarantined(String rule, Instant since, String reason) {}

    /** The set that judges, or null while there is none; never null again once there was one. */
    public @Nullable RuleBook book() {
        return book;
    }

    /** How the last attempt to load a set went, or null before the first. */
    public @Nullable Attempt last() {
        return last;
    }

    /** Waits for the first set. @return whether there is one */
    public boolean await(Duration atMost) throws InterruptedException {
        return first.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Rules of the set that are switched off here, by id. */
    public List<Quarantined> quarantined() {
        return quarantined.values().stream()
                .sorted(Comparator.comparing(Quarantined::rule))
                .toList();
    }

    boolean isQuarantined(String rule) {
        return quarantined.containsKey(rule);
    }

    /** Every set begins with all of its rules. */
    synchronized void judgeWith(RuleBook loaded) {
        quarantined = Map.of();
        book = loaded;
        first.countDown();
    }

    /** The tasks see another book, as if another set had come, and go over to it between two events. */
    synchronized void quarantine(Quarantined rule) {
        RuleBook judging = book;
        if (judging != null) {
            Map<String, Quarantined> more = new HashMap<>(quarantined);
            more.put(rule.rule(), rule);
            quarantined = Map.copyOf(more);
            book = judging.without(quarantined.keySet());
        }
    }

    Attempt tried(Instant at, @Nullable String content, List<RuleProblem> problems) {
        RuleBook judging = book;
        String digest = judging == null || !problems.isEmpty() ? null : judging.digest();
        Attempt attempt = new Attempt(at, content, digest, problems);
        last = attempt;
        return attempt;
    }
}
