package io.keepwatch.rules.score;

import io.keepwatch.contracts.Severity;
import java.util.Locale;

/** How much a finding says while it is fresh; the model gives each a likelihood ratio. Weakest first. */
public enum Strength {
    WEAK,
    MEDIUM,
    STRONG,
    DECISIVE;

    /** What a finding of this severity says where its rule does not say otherwise. */
    public static Strength of(Severity severity) {
        return switch (severity) {
            case P1 -> DECISIVE;
            case P2 -> STRONG;
            case P3 -> MEDIUM;
            case P4 -> WEAK;
        };
    }

    /** As it is written in files and sentences. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
