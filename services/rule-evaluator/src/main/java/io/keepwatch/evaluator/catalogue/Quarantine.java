package io.keepwatch.evaluator.catalogue;

import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.judgement.RuleFailure;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches off, on this instance and until another set judges, a rule that keeps throwing: it finds nothing and costs
 * every event. One odd event is no reason, and one person is none either, because a person could send what makes a rule
 * throw and so switch it off for everybody.
 */
@Singleton
public class Quarantine {
    /** So many activities on which a rule threw … */
    static final int FAILURES = 50;
    /** … of so many people … */
    static final int PEOPLE = 5;
    /** … within this time. */
    static final Duration WITHIN = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final LoadedRules rules;
    private final RuleMetrics metrics;
    private final Clock clock;
    private final Map<String, Spell> spells = new HashMap<>();
    private String digest = "";

    /** What a rule did since {@code begin}. */
    private static final class Spell {
        private final Instant begin;
        private final Set<String> people = new HashSet<>();
        private int failures;

        private Spell(Instant begin) {
            this.begin = begin;
        }

        private boolean isOver(Instant now) {
            return !now.isBefore(begin.plus(WITHIN));
        }
    }

    Quarantine(LoadedRules rules, RuleMetrics metrics, Clock clock) {
        this.rules = rules;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** A rule failed on an activity of this person. */
    public synchronized void consider(String subject, RuleFailure failure) {
        RuleBook book = rules.book();
        if (!failure.threw() || book == null || rules.isQuarantined(failure.rule())) {
            return;
        }
        if (!book.digest().equals(digest)) {
            digest = book.digest();
            spells.clear();
        }
        Instant now = clock.instant();
        Spell spell = spells.compute(
                failure.rule(), (rule, before) -> before == null || before.isOver(now) ? new Spell(now) : before);
        spell.failures++;
        if (spell.people.size() < PEOPLE) {
            spell.people.add(subject);
        }
        if (spell.failures >= FAILURES
                && spell.people.size() >= PEOPLE
                && book.rules().stream().map(Rule::id).anyMatch(failure.rule()::equals)) {
            spells.remove(failure.rule());
            rules.quarantine(new LoadedRules.Quarantined(failure.rule(), now, failure.reason()));
            metrics.quarantined(rules.quarantined());
            LOG.error(
                    "rule {} judges no more on this instance until another set does: it threw on {} activities within {}: {}",
                    failure.rule(),
                    FAILURES,
                    WITHIN,
                    failure.reason());
        }
    }
}
