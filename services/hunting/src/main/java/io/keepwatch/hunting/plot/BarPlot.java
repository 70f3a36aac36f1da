package io.keepwatch.hunting.plot;

import io.keepwatch.hunting.plot.Svg.Anchor;
import java.util.List;
import java.util.Locale;

/**
 * Numbers beside each other, as bars with their names: the rarest or the most frequent of something (S1-16, S1-17). Where
 * a few are very much larger than the others, the axis goes by powers of ten, says so, and bars become dots.
 *
 * @param title what is to be seen
 * @param caption more about it, in small letters; may be empty
 * @param measure what the numbers are, for example {@code activities}
 * @param bars from top to bottom; not too many to look at
 */
public record BarPlot(String title, String caption, String measure, Unit unit, List<Bar> bars) {
    private static final int WIDTH = 960;
    private static final int MARGIN = 24;
    private static final int LONGEST_LABEL = 330;
    private static final int LONGEST_NOTE = 200;
    private static final int NUMBER = 70;
    private static final int ROW = 24;
    private static final int THICK = 15;

    /**
     * One of them.
     *
     * @param number not negative
     * @param note why it deserves to be looked at first; such a bar has another colour. Empty for an ordinary one
     */
    public record Bar(String label, long number, String note) {}

    public BarPlot {
        bars = List.copyOf(bars);
    }

    /** The plot as a document of its own, which may also stand in a page as it is. */
    public String svg() {
        CountScale scale = CountScale.fitting(bars.stream().map(Bar::number).toList());
        int top = 48 + (caption.isEmpty() ? 0 : 18);
        int bottom = top + Math.max(1, bars.size()) * ROW + 4;
        double widest = bars.stream()
                .mapToDouble(bar -> Svg.width(bar.label(), Svg.SMALL))
                .max()
                .orElse(0);
        int left = MARGIN + (int) Math.min(LONGEST_LABEL, Math.max(60, widest)) + 10;
        double note = bars.stream()
                .mapToDouble(bar -> Svg.width(bar.note(), Svg.SMALL))
                .max()
                .orElse(0);
        int right = WIDTH - MARGIN - NUMBER - (int) Math.min(LONGEST_NOTE, note);
        Svg svg = new Svg(WIDTH, bottom + 44, title, description());
        svg.text(MARGIN, 26, Anchor.START, Svg.LARGE, Ink.TEXT, Svg.shortened(title, Svg.LARGE, WIDTH - 2.0 * MARGIN));
        svg.text(
                MARGIN,
                44,
                Anchor.START,
                Svg.SMALL,
                Ink.FAINT,
                Svg.shortened(caption, Svg.SMALL, WIDTH - 2.0 * MARGIN));
        for (long tick : scale.ticks()) {
            double x = left + (right - left) * scale.share(tick);
            svg.line(x, top, x, bottom, 1, Ink.GRID);
            svg.text(x, bottom + 17, Anchor.MIDDLE, Svg.SMALL, Ink.FAINT, unit.format(tick));
        }
        svg.text(
                left,
                bottom + 36,
                Anchor.START,
                Svg.SMALL,
                Ink.FAINT,
                measure + (scale.logarithmic() ? " (each mark ten times the one before)" : ""));
        for (int i = 0; i < bars.size(); i++) {
            bar(svg, bars.get(i), scale, left, right, top + i * ROW + ROW / 2.0);
        }
        svg.line(left, top, left, bottom, 1, Ink.AXIS);
        if (bars.isEmpty()) {
            svg.text(WIDTH / 2.0, top + ROW * 0.75, Anchor.MIDDLE, Svg.LARGE, Ink.FAINT, "nothing");
        }
        return svg.toString();
    }

    private String description() {
        return measure + " of " + String.format(Locale.ROOT, "%,d", bars.size()) + ", from top to bottom: "
                + String.join(
                        ", ",
                        bars.stream()
                                .map(bar -> bar.label() + " " + unit.exact(bar.number()))
                                .toList());
    }

    private void bar(Svg svg, Bar bar, CountScale scale, int left, int right, double y) {
        Ink ink = bar.note().isEmpty() ? Ink.CALM : Ink.URGENT;
        double length = (right - left) * scale.share(bar.number());
        String tip = bar.label() + ": " + unit.exact(bar.number()) + (bar.note().isEmpty() ? "" : ", " + bar.note());
        svg.text(
                left - 8, y + 4, Anchor.END, Svg.SMALL, Ink.TEXT, Svg.shortened(bar.label(), Svg.SMALL, LONGEST_LABEL));
        if (scale.logarithmic()) {
            svg.line(left, y, left + length, y, 2, ink);
            svg.circle(left + length, y, 5, ink, tip);
        } else {
            svg.rectangle(left, y - THICK / 2.0, Math.max(bar.number() > 0 ? 1.5 : 0, length), THICK, ink, tip);
        }
        String number = unit.format(bar.number());
        svg.text(left + length + 10, y + 4, Anchor.START, Svg.SMALL, Ink.TEXT, number);
        double noteAt = left + length + 18 + Svg.width(number, Svg.SMALL);
        String note = Svg.shortened(bar.note(), Svg.SMALL, WIDTH - MARGIN - noteAt);
        svg.text(noteAt, y + 4, Anchor.START, Svg.SMALL, Ink.URGENT, note);
    }
}
