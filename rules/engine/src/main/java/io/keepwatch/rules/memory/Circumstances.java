package io.keepwatch.rules.memory;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.rules.score.ContextFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What of a person multiplies the score, each with its source and its time: what HR said and did not take back, what the
 * identity directory says of the person, and what the person's own activity tells (S2-018 … S2-025).
 */
final class Circumstances {
    private static final String CROWN_JEWELS = "crown-jewels";
    private static final String DIRECTORY = "identity directory";
    private static final Comparator<ContextFact> ORDER = Comparator.comparing(ContextFact::factor)
            .thenComparing(ContextFact::from)
            .thenComparing(ContextFact::source);

    private final List<ContextFact> facts = new ArrayList<>();

    private Circumstances() {}

    static List<ContextFact> of(Notices notices, Profiles profiles, Conduct conduct) {
        Circumstances circumstances = new Circumstances();
        circumstances.say(profiles, "privileged", Identity::privileged);
        circumstances.say(profiles, CROWN_JEWELS, Identity::crownJewels);
        circumstances.say(profiles, HrEvent.Context.CONTRACTOR, Identity::contractor);
        circumstances.say(conduct, CROWN_JEWELS, Conduct.Deed.SECRET_ACCESS, "own access to secret data");
        circumstances.say(conduct, "job-sites", Conduct.Deed.JOB_SITE_VISIT, "visits to job sites");
        notices.factors().forEach(factor -> circumstances.say(notices, factor));
        circumstances.facts.sort(ORDER);
        return circumstances.facts;
    }

    private void say(Profiles profiles, String factor, Predicate<Identity> says) {
        profiles.forEach((profile, from, until) -> {
            if (says.test(profile)) {
                add(factor, DIRECTORY, from, until);
            }
        });
    }

    private void say(Conduct conduct, String factor, Conduct.Deed deed, String source) {
        conduct.of(deed).forEach(spell -> add(factor, source, spell.from(), spell.until()));
    }

    /** A factor may end and begin again: HR can withdraw that a contract is over. */
    private void say(Notices notices, Notices.Factor factor) {
        TreeSet<Instant> turns = new TreeSet<>();
        turns.add(factor.from());
        if (factor.until() != null) {
            turns.add(factor.until());
        }
        notices.endings().withdrawals().forEach(withdrawal -> turns.add(withdrawal.at()));
        notices.endings().contractEnds().forEach(end -> turns.add(end.from().at()));
        for (Instant turn : turns.tailSet(factor.from())) {
            if (notices.holds(factor, turn)) {
                add(factor.name(), "HR, receipt " + factor.receipt(), turn, turns.higher(turn));
            }
        }
    }

    /** Two times of one source that touch are one. */
    private void add(String factor, String source, Instant from, @Nullable Instant until) {
        ContextFact last = facts.isEmpty() ? null : facts.getLast();
        if (last != null && last.factor().equals(factor) && last.source().equals(source) && from.equals(last.until())) {
            facts.set(facts.size() - 1, new ContextFact(factor, source, last.from(), until));
        } else {
            facts.add(new ContextFact(factor, source, from, until));
        }
    }
}
