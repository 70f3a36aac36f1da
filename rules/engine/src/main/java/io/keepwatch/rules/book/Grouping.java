package io.keepwatch.rules.book;

import java.util.List;

/**
 * What repeats of a rule are counted under: a period on the person's calendar and, within it, the values of some fields.
 *
 * @param period the period
 * @param by further fields that tell alerts apart, by JSON name: {@code host}, {@code device}, {@code agent}, …
 */
public record Grouping(Period period, List<String> by) {

    public Grouping {
        by = List.copyOf(by);
    }

    /** The part of the anchor that time decides. */
    public enum Period {
        /** The person's calendar day. */
        DAY,
        /** The person's night, named by the day it began on: noon to noon. */
        NIGHT,
        /** The monitoring period the activity falls into. */
        MONITORING,
        /** One alert until it is remediated. */
        OPEN
    }
}
