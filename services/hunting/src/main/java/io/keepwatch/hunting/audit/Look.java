package io.keepwatch.hunting.audit;

import io.keepwatch.contracts.AuditEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A look at persons.
 *
 * @param operation what was called, for example {@code hunt.stats}
 * @param asked the question as it was put, with its times
 * @param subjects the persons whose data the answer shows, sorted; of many the first
 * @param people how many these are in all
 * @param given false if nothing was shown
 */
public record Look(String operation, String asked, List<String> subjects, long people, boolean given) {
    /** In characters, so that an entry fits into a record whatever the keys are like: a quarter of what a broker takes. */
    private static final int MOST_TEXT = 40_000;

    public Look {
        subjects = List.copyOf(subjects);
    }

    /** An answer that shows these persons, or says that there is nothing about whoever was asked for. */
    public static Look at(String operation, String asked, Collection<String> subjects) {
        TreeSet<String> sorted = new TreeSet<>(subjects);
        return at(operation, asked, List.copyOf(sorted), sorted.size());
    }

    /**
     * As {@link #at(String, String, Collection)}, of more persons than there are keys at hand.
     *
     * @param sorted the first of them
     * @param people how many they are
     */
    public static Look at(String operation, String asked, List<String> sorted, long people) {
        return new Look(operation, asked, first(sorted), people, true);
    }

    /** There was nothing to be seen of this person; the attempt is kept. */
    public static Look inVain(String operation, String asked, String subject) {
        return new Look(operation, asked, List.of(subject), 1, false);
    }

    private static List<String> first(List<String> sorted) {
        List<String> first = new ArrayList<>();
        int text = 0;
        for (String subject : sorted) {
            text += subject.length();
            if (first.size() == AuditEntry.MOST_SUBJECTS || text > MOST_TEXT) {
                break;
            }
            first.add(subject);
        }
        return first;
    }
}
