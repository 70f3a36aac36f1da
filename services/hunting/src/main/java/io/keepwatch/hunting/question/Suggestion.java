package io.keepwatch.hunting.question;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what was meant. */
final class Suggestion {
    private static final int MOST_EDITS = 3;

    private Suggestion() {}

    /**
     * The candidate with the fewest edits (a letter more, less, another, or two swapped; case is none), or null if every
     * one would be mostly edits.
     */
    static @Nullable String nearest(String wrong, Collection<String> candidates) {
        String nearest = null;
        int fewest = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int allowed = Math.clamp(candidate.length() / 3, 1, MOST_EDITS);
            if (Math.abs(candidate.length() - wrong.length()) <= allowed) {
                int edits = edits(wrong.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
                if (edits <= allowed && edits < candidate.length() && edits < fewest) {
                    nearest = candidate;
                    fewest = edits;
                }
            }
        }
        return nearest;
    }

    private static int edits(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[from.length()][to.length()];
    }
}
