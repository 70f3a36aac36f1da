package io.keepwatch.rules.memory;

import org.jspecify.annotations.Nullable;

/** Where changed records are written to, for example a state store. */
@FunctionalInterface
public interface RecordSink {
    /** Replaces the record under this key; null deletes it. The callee may keep the array. */
    void put(String key, byte @Nullable [] value);
}
