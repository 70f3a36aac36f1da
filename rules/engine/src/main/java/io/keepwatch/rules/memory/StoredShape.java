package io.keepwatch.rules.memory;

import org.jspecify.annotations.Nullable;

/**
 * A shape as a page names it.
 *
 * @param shape what of it we know; null if a newer release wrote a type that this one does not have
 * @param known which of the stored attributes we know
 */
record StoredShape(@Nullable Shape shape, boolean[] known) {

    /** Whether an entry of this shape may be written as one of the stored shape. */
    boolean isExactly(Shape other) {
        if (!other.equals(shape)) {
            return false;
        }
        return known.length == other.attributes().size();
    }
}
