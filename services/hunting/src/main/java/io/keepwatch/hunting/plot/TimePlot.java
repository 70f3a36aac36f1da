package io.keepwatch.hunting.plot;

import io.keepwatch.hunting.plot.Svg.Anchor;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers over time, as columns: one for each stretch of time, made of a part for each series. People see at once when
 * something was much, or was at all (S1-13, S1-14).
 *
 * @param title what is to be seen
 * @param caption more about it, in small letters; may be empty
 * @param measure what the numbers are, for example {@code activities per hour}
 * @param zone whose clock the axis shows; it is named
 * @param bounds where each stretch begins, and where the last ends: one more than there are numbers in a series
 * @param series at least one; drawn upon each other in this order, with six colours and one for the rest
 * @param marks instants to point at
 */
public record TimePlot(
        String title,
        String caption,
        String measure,
        Unit unit,
        ZoneId zone,
        List<Instant> bounds,
        List<Series> series,
        List<Mark> marks) {
    private static final int WIDTH = 960;
    private static final int LEFT = 68;
    private static final int RIGHT = 44;
    private static final int PLOT = 200;
    private static final int BELOW = 44;
    private static final int ROW = 18;
    private static final int MOST_MARK_ROWS = 3;

    /**
     * Numbers that belong together.
     *
     * @param name null for everything that has no series of its own; also where there is only one
     * @param numbers one for each stretch, none negative
     */
    public record Series(@Nullable String name, List<Long> numbers) {
        public Series {
            numbers = List.copyOf(numbers);
        }
    }

    /** An instant that means something, for example when somebody left; nothing is drawn if it is not on the axis. */
    public record Mark(Instant at, String label) {}

    public TimePlot {
        bounds = List.copyOf(bounds);
        series = List.copyOf(series);
        marks = List.copyOf(marks);
        int stretches = bounds.size() - 1;
        if (stretches < 1
                || series.isEmpty()
                || series.stream().anyMatch(one -> one.numbers().size() != stretches)) {
            throw new IllegalArgumentException("every series has a number for each of " + stretches + " stretches");
        }
    }

    /** The plot as a document of its own, which may also stand in a page as it is. */
    public String svg() {
        List<Mark> shown = shownMarks();
        int legend = series.size() > 1 ? legend(null, 0) : 0;
        int markRows = Math.min(MOST_MARK_ROWS, shown.size());
        int header = 34 + (caption.isEmpty() ? 0 : ROW);
        int top = header + legend * ROW + ROW + markRows * ROW + 4;
        CountScale scale = CountScale.linear(largest());
        Svg svg = new Svg(WIDTH, top + PLOT + BELOW, title, description());
        svg.text(LEFT, 26, Anchor.START, Svg.LARGE, Ink.TEXT, Svg.shortened(title, Svg.LARGE, WIDTH - LEFT - RIGHT));
        svg.text(
                LEFT,
                26 + ROW,
                Anchor.START,
                Svg.SMALL,
                Ink.FAINT,
                Svg.shortened(caption, Svg.SMALL, WIDTH - LEFT - RIGHT));
        if (legend > 0) {
            legend(svg, header + ROW / 2);
        }
        svg.text(LEFT, header + legend * ROW + ROW / 2.0 + 4, Anchor.START, Svg.SMALL, Ink.FAINT, measure);
        svg.text(
                WIDTH - RIGHT,
                header + legend * ROW + ROW / 2.0 + 4,
                Anchor.END,
                Svg.SMALL,
                Ink.FAINT,
                TimeTicks.name(zone));
        grid(svg, scale, top);
        columns(svg, scale, top);
        svg.line(LEFT, top + PLOT, WIDTH - RIGHT, top + PLOT, 1, Ink.AXIS);
        axis(svg, top + PLOT);
        for (int i = 0; i < shown.size(); i++) {
            mark(svg, shown.get(i), top - 6 - (markRows - 1 - i % MOST_MARK_ROWS) * ROW, top + PLOT);
        }
        if (total() == 0) {
            svg.text((LEFT + WIDTH - RIGHT) / 2.0, top + PLOT / 2.0, Anchor.MIDDLE, Svg.LARGE, Ink.FAINT, "nothing");
        }
        return svg.toString();
    }

    /** In an order in which, row under row, no label crosses the line of another. */
    private List<Mark> shownMarks() {
        Comparator<Mark> byTime = Comparator.comparing(Mark::at);
        Stream<Mark> labelsRight =
                marks.stream().filter(mark -> !isLabelLeft(mark)).sorted(byTime);
        Stream<Mark> labelsLeft = marks.stream().filter(this::isLabelLeft).sorted(byTime.reversed());
        return Stream.concat(labelsRight, labelsLeft)
                .filter(mark -> !mark.at().isBefore(from()) && !mark.at().isAfter(to()))
                .toList();
    }

    private boolean isLabelLeft(Mark mark) {
        return x(mark.at()) > WIDTH * 0.7;
    }

    private String description() {
        return measure + ", " + TimeTicks.span(from(), to(), zone) + " (" + TimeTicks.name(zone) + "): "
                + unit.exact(total()) + " in all, at most " + unit.exact(largest()) + " at once";
    }

    private Instant from() {
        return bounds.getFirst();
    }

    private Instant to() {
        return bounds.getLast();
    }

    private long sum(int stretch) {
        return series.stream().mapToLong(one -> one.numbers().get(stretch)).sum();
    }

    private long largest() {
        long largest = 0;
        for (int i = 0; i < bounds.size() - 1; i++) {
            largest = Math.max(largest, sum(i));
        }
        return largest;
    }

    private long total() {
        long total = 0;
        for (int i = 0; i < bounds.size() - 1; i++) {
            total += sum(i);
        }
        return total;
    }

    private double x(Instant time) {
        double whole = seconds(from(), to());
        return LEFT + (WIDTH - LEFT - RIGHT) * seconds(from(), time) / whole;
    }

    private static double seconds(Instant from, Instant to) {
        return to.getEpochSecond() - from.getEpochSecond() + (to.getNano() - from.getNano()) / 1e9;
    }

    /** Writes the legend, or only finds out how many rows it has. */
    private int legend(@Nullable Svg svg, double y) {
        double x = LEFT;
        int row = 0;
        for (int i = 0; i < series.size(); i++) {
            String name = Svg.shortened(name(i), Svg.SMALL, 300);
            double width = Svg.width(name, Svg.SMALL) + 34;
            if (x > LEFT && x + width > WIDTH - RIGHT) {
                x = LEFT;
                row++;
            }
            if (svg != null) {
                svg.rectangle(x, y + row * ROW - 5, 11, 11, ink(i), name(i));
                svg.text(x + 16, y + row * ROW + 5, Anchor.START, Svg.SMALL, Ink.TEXT, name);
            }
            x += width;
        }
        return row + 1;
    }

    private String name(int index) {
        String name = series.get(index).name();
        return name == null ? "everything else" : name;
    }

    private Ink ink(int index) {
        return series.size() > 1 && (series.get(index).name() == null || index >= Ink.SERIES.size())
                ? Ink.REST
                : Ink.SERIES.get(index % Ink.SERIES.size());
    }

    private void grid(Svg svg, CountScale scale, int top) {
        for (long tick : scale.ticks()) {
            double y = top + PLOT * (1 - scale.share(tick));
            svg.line(LEFT, y, WIDTH - RIGHT, y, 1, Ink.GRID);
            svg.text(LEFT - 8, y + 4, Anchor.END, Svg.SMALL, Ink.FAINT, unit.format(tick));
        }
    }

    private void columns(Svg svg, CountScale scale, int top) {
        for (int i = 0; i < bounds.size() - 1; i++) {
            double left = x(bounds.get(i));
            double width = x(bounds.get(i + 1)) - left;
            double gap = width > 4 ? 1 : 0;
            String when = TimeTicks.span(bounds.get(i), bounds.get(i + 1), zone);
            double bottom = top + PLOT;
            for (int j = 0; j < series.size(); j++) {
                long number = series.get(j).numbers().get(i);
                if (number > 0) {
                    // What is there is seen, however little it is.
                    double height = Math.max(1.5, PLOT * scale.share(number));
                    String what = series.size() > 1 ? name(j) + ": " : "";
                    svg.rectangle(
                            left + gap / 2,
                            bottom - height,
                            Math.max(1, width - gap),
                            height,
                            ink(j),
                            when + ": " + what + unit.exact(number));
                    bottom -= height;
                }
            }
        }
    }

    private void axis(Svg svg, int y) {
        for (TimeTicks.Tick tick : TimeTicks.between(from(), to(), zone)) {
            double x = x(tick.at());
            svg.line(x, y, x, y + 5, 1, Ink.AXIS);
            svg.text(x, y + 19, Anchor.MIDDLE, Svg.SMALL, Ink.TEXT, tick.label());
            svg.text(x, y + 35, Anchor.MIDDLE, Svg.SMALL, Ink.FAINT, tick.below());
        }
    }

    private void mark(Svg svg, Mark mark, double y, int bottom) {
        double x = x(mark.at());
        svg.dashed(x, y - 10, x, bottom, Ink.MARK);
        boolean left = isLabelLeft(mark);
        double room = left ? x - LEFT - 6 : WIDTH - RIGHT - x - 6;
        String label = Svg.shortened(mark.label(), Svg.SMALL, room);
        svg.text(left ? x - 6 : x + 6, y, left ? Anchor.END : Anchor.START, Svg.SMALL, Ink.MARK, label);
    }
}
