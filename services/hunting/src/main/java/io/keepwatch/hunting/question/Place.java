package io.keepwatch.hunting.question;

import io.keepwatch.hunting.activity.Column;

/** Where in the stored columns values of a field lie. */
sealed interface Place {
    Column column();

    /** The column's value itself. */
    record Whole(Column column) implements Place {}

    /** The last part of a path, after the last slash or backslash. */
    record FileName(Column column) implements Place {}

    /**
     * Every element of a list.
     *
     * @param part of an element that is a structure, as in {@code .name}; empty for the element itself
     */
    record Elements(Column column, String part) implements Place {}
}
