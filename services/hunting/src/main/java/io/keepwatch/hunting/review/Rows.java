package io.keepwatch.hunting.review;

import java.util.List;

/**
 * The first rows of a section.
 *
 * @param more how many there are besides
 * @param question finds the activities of all of them
 */
public record Rows<T>(List<T> items, long more, String question) {
    public Rows {
        items = List.copyOf(items);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    long total() {
        return items.size() + more;
    }
}
