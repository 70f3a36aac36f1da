package io.keepwatch.rules.score;

import java.util.Locale;

/** What a score asks for (S2-029, S2-030, S2-031). Lowest first. */
public enum Band {
    /** Below 50: passive. */
    MONITOR(0),
    /** From 50 to 80, both included: a formal investigation. */
    INVESTIGATE(50),
    /** Above 80: containment. */
    IMMEDIATE(80);

    private final double edge;

    Band(double edge) {
        this.edge = edge;
    }

    /** The band of a score from 0 to 100; a plain function, without memory. */
    public static Band of(double score) {
        if (score > IMMEDIATE.edge) {
            return IMMEDIATE;
        }
        return score >= INVESTIGATE.edge ? INVESTIGATE : MONITOR;
    }

    /** As it is written in files and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The score at which it begins, coming from below. */
    public double edge() {
        return edge;
    }
}
