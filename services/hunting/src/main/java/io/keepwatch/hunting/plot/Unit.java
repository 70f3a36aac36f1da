package io.keepwatch.hunting.plot;

import java.util.Locale;

/** What numbers of a plot are, and so how they are written. */
public enum Unit {
    /** Things that are counted: {@code 1,234}, {@code 12 k}, {@code 1.5 M}. */
    COUNT(" ", new String[] {"", "k", "M", "G", "T", "P", "E"}),
    /** Bytes by thousands: {@code 1.5 GB}. */
    BYTES(" ", new String[] {"B", "kB", "MB", "GB", "TB", "PB", "EB"});

    private static final double THOUSAND = 1000;
    private static final long WRITTEN_OUT = 10_000;

    private final String space;
    private final String[] scales;

    Unit(String space, String[] scales) {
        this.space = space;
        this.scales = scales;
    }

    /** A number, at three digits or more, as short as people say it. */
    public String format(long number) {
        if (this == COUNT && number < WRITTEN_OUT) {
            return String.format(Locale.ROOT, "%,d", number);
        }
        double scaled = number;
        int scale = 0;
        while (scaled >= THOUSAND - 0.5 && scale < scales.length - 1) {
            scaled /= THOUSAND;
            scale++;
        }
        boolean whole = scale == 0 || scaled >= 99.95 || Math.abs(scaled - Math.rint(scaled)) < 0.05;
        return String.format(Locale.ROOT, whole ? "%.0f" : "%.1f", scaled) + space + scales[scale];
    }

    /** Every digit of it, for who points at it. */
    String exact(long number) {
        return String.format(Locale.ROOT, "%,d", number) + (this == BYTES ? " bytes" : "");
    }
}
