package io.keepwatch.cases.audit;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A look at persons.
 *
 * @param operation what was called, for example {@code cases.read}
 * @param asked the subject or id that was asked for; null where the question named none
 * @param subjects the persons whose data the answer shows, sorted
 * @param given false if there was nothing this reader may see
 */
public record Look(String operation, @Nullable String asked, Set<String> subjects, boolean given) {

    /** What a caller may have typed is kept only this far. */
    private static final int LONGEST_ASKED = 600;

    public Look {
        subjects = java.util.Collections.unmodifiableSet(new TreeSet<>(subjects));
        asked = asked == null || asked.length() <= LONGEST_ASKED ? asked : asked.substring(0, LONGEST_ASKED);
    }

    /** A list was read: it may be empty, and still says something about whoever was asked for. */
    public static Look list(String operation, @Nullable String asked, Collection<String> subjects) {
        return new Look(operation, asked, Set.copyOf(subjects), true);
    }

    public static Look at(String operation, String asked, String subject) {
        return new Look(operation, asked, Set.of(subject), true);
    }

    /** There was no such thing, or not for this reader; the attempt is kept. */
    public static Look inVain(String operation, String asked) {
        return new Look(operation, asked, Set.of(), false);
    }
}
