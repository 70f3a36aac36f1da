package io.keepwatch.rules.engine;

import io.keepwatch.rules.memory.AlertGroup;
import io.keepwatch.rules.memory.Remembered;
import io.keepwatch.rules.memory.RiskMemory;
import io.keepwatch.rules.memory.Trace;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.Model;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a habit says of one activity, of a kind that the model weighs. What is found of a kind on one day of the person's
 * calendar is one finding, however often it is found.
 *
 * @param words what it rests on
 * @param at when the activity happened
 * @param activities those it rests on
 */
record HabitEvidence(Model.Kind kind, String words, LocalDate day, Instant at, List<Remembered> activities) {
    private static final int LONGEST_WORDS = 400;

    HabitEvidence {
        activities = List.copyOf(activities);
    }

    /** That it was found in this activity. */
    Trace trace(String subject, Remembered activity) {
        List<String> nodes = kind.evidence().stream().map(Model.Effect::node).toList();
        return new Trace(kind.name(), id(subject), nodes, false, activity.named());
    }

    private String id(String subject) {
        return AlertGroup.idOf(kind.name(), subject, day.toString());
    }

    /** Adds it to what is known of the person; returns whether that is more than before. */
    boolean remember(String subject, RiskMemory risk) {
        String id = id(subject);
        boolean more = false;
        for (Model.Effect effect : kind.evidence()) {
            more |= risk.put(joined(id + '-' + effect.node(), effect, risk));
        }
        return more;
    }

    private Evidence joined(String id, Model.Effect effect, RiskMemory risk) {
        Evidence known = risk.finding(id);
        Evidence earlier = known != null && !at.isBefore(known.at()) ? known : null;
        return new Evidence(
                id,
                kind.name(),
                earlier == null ? says() : earlier.says(),
                effect.node(),
                effect.strength(),
                effect.negative(),
                1,
                effect.halfLife(),
                effect.family(),
                earlier == null ? at : earlier.at(),
                names(known),
                List.of());
    }

    private String says() {
        String rests = words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
        String cut = rests.length() <= LONGEST_WORDS ? rests : rests.substring(0, LONGEST_WORDS) + '…';
        return kind.says() + " (" + cut + ")";
    }

    /** In an order that does not depend on that of delivery; of very many those that were found first. */
    private List<String> names(@Nullable Evidence known) {
        TreeSet<String> names = new TreeSet<>(known == null ? List.of() : known.activities());
        for (Remembered activity : activities) {
            if (names.size() < Scoring.MOST_ACTIVITIES) {
                names.add(Scoring.named(activity.named()));
            }
        }
        return List.copyOf(names);
    }
}
