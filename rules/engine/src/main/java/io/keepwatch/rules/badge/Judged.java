package io.keepwatch.rules.badge;

import io.keepwatch.rules.habit.Habit;
import java.util.List;

/**
 * What a swipe was found to be, and the habit that knows of it.
 *
 * @param findings general ones before specific ones; the model lets the most specific count
 * @param habit after the swipe
 * @param repeated whether it is a repetition of the reader's: then there is nothing to find and nothing to learn
 */
public record Judged(List<BadgeFinding> findings, Habit habit, boolean repeated) {
    public Judged {
        findings = List.copyOf(findings);
    }
}
