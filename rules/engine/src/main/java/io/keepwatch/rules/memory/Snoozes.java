package io.keepwatch.rules.memory;

import io.keepwatch.contracts.Snooze;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What analysts do not want to hear of a person for a while, rule by rule. */
final class Snoozes {
    /** Most kept of a person; those that end first give way. */
    static final int MOST = 32;

    private final List<Entry> entries = new ArrayList<>();

    /** Activities in [from, until) of a rule are not reported. */
    record Entry(String id, String rule, Instant from, Instant until) {}

    List<Entry> entries() {
        return entries;
    }

    /** Whether this is all that is known already. */
    boolean are(List<Snooze> snoozes) {
        return entries.equals(kept(snoozes));
    }

    /** The person's snoozes are now these, and no others. */
    void put(List<Snooze> snoozes) {
        restore(kept(snoozes));
    }

    void restore(List<Entry> stored) {
        entries.clear();
        entries.addAll(stored);
    }

    private static List<Entry> kept(List<Snooze> snoozes) {
        return snoozes.stream()
                .map(snooze -> new Entry(snooze.id(), snooze.rule(), snooze.at(), snooze.until()))
                .sorted(Comparator.comparing(Entry::until).reversed().thenComparing(Entry::id))
                .limit(MOST)
                .toList();
    }

    /** The snooze that holds a match of a rule, or null. */
    @Nullable
    String holding(String rule, Remembered match) {
        if (entries.isEmpty()) {
            return null;
        }
        Instant time = match.time();
        for (Entry entry : entries) {
            if (entry.rule().equals(rule) && !time.isBefore(entry.from()) && time.isBefore(entry.until())) {
                return entry.id();
            }
        }
        return null;
    }
}
