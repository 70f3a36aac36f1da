package io.keepwatch.hunting.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The colours, each for light and for dark paper. Series are told apart by people who see few colours, too, and stand out
 * from the paper by at least 3 to 1, text by 4.5 to 1.
 */
enum Ink {
    PAPER("#ffffff", "#16181d"),
    TEXT("#1b1f24", "#e8eaee"),
    FAINT("#59616b", "#a9b1bc"),
    GRID("#e2e5e9", "#30353d"),
    AXIS("#8a929c", "#747c87"),
    MARK("#b3261e", "#ff9d94"),
    CALM("#3d6f9e", "#7fb2e0"),
    URGENT("#b8500a", "#f3a24d"),
    FIRST("#33609c", "#7db0ea"),
    SECOND("#c25a00", "#f2a65a"),
    THIRD("#17735a", "#57c9a4"),
    FOURTH("#a03d87", "#eb9ad3"),
    FIFTH("#857000", "#e3d25f"),
    SIXTH("#2c8fa8", "#86dcf0"),
    REST("#868d96", "#868d96");

    /** For series, in their order. */
    static final List<Ink> SERIES = List.of(FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH);

    private final String light;
    private final String dark;

    Ink(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    /** Attributes that colour an area, whether or not style sheets are allowed where the plot is shown. */
    String fill() {
        return " fill=\"" + light + "\" class=\"kwf" + ordinal() + "\"";
    }

    /** Attributes that colour a line. */
    String stroke() {
        return " stroke=\"" + light + "\" class=\"kws" + ordinal() + "\"";
    }

    /** What turns everything dark where the reader's system is. */
    static String style() {
        return Arrays.stream(values())
                .map(ink -> ".kwf%1$d{fill:%2$s}.kws%1$d{stroke:%2$s}".formatted(ink.ordinal(), ink.dark))
                .collect(Collectors.joining("", "@media (prefers-color-scheme:dark){", "}"));
    }
}
