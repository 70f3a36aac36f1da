package io.keepwatch.rules.memory;

import org.jspecify.annotations.Nullable;

/** Where stored records are read from, for example a state store. */
@FunctionalInterface
public interface RecordSource {
    /** Nothing is stored: everyone is new. */
    RecordSource EMPTY = key -> null;

    /** The record under this key, or null if there is none. The caller does not change the array. */
    byte @Nullable [] get(String key);
}
