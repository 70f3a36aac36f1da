package io.keepwatch.rules.memory;

/**
 * What an alert's matches are counted under: a period and, within it, the values of some fields.
 *
 * @param period for example {@code 2026-02-15}
 * @param fields for example {@code /device=USB-1}; empty where the period is all
 * @param until the first second that no longer belongs to the period; {@link Long#MAX_VALUE} where it has no end
 */
public record Anchor(String period, String fields, long until) {
    /** Stands for all values that have no alert of their own because there are too many. */
    static final String REST = "/*";

    /** What the alert shows, for example {@code 2026-02-15/device=USB-1}. */
    public String name() {
        return period + fields;
    }

    boolean isWholePeriod() {
        return fields.isEmpty();
    }

    Anchor rest() {
        return new Anchor(period, REST, until);
    }
}
