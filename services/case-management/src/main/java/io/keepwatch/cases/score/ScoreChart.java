package io.keepwatch.cases.score;

import io.keepwatch.cases.score.Svg.Anchor;
import io.keepwatch.cases.score.Svg.Ink;
import io.keepwatch.rules.score.Band;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Draws a person's score over time: the curve on the bands it goes through, and on it what happened (S3-35, S3-37).
 *
 * @param zone whose days the axis shows; it is named
 */
record ScoreChart(String subject, ScoreCurve curve, ZoneId zone) {
    private static final int WIDTH = 960;
    private static final int LEFT = 56;
    private static final int RIGHT = 24;
    private static final int TOP = 64;
    private static final int PLOT = 260;
    private static final int BELOW = 56;
    private static final double HIGHEST = 100;

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    /** The chart as a document of its own. */
    String svg() {
        Svg svg = new Svg(WIDTH, TOP + PLOT + BELOW, "Score of " + subject, description());
        svg.text(LEFT, 26, Anchor.START, Svg.LARGE, Ink.TEXT, "Score of " + shortened(subject));
        svg.text(LEFT, 46, Anchor.START, Svg.SMALL, Ink.FAINT, span());
        band(svg, Band.INVESTIGATE, Band.IMMEDIATE.edge(), Ink.INVESTIGATE);
        band(svg, Band.IMMEDIATE, HIGHEST, Ink.IMMEDIATE);
        grid(svg);
        svg.line(LEFT, y(0), WIDTH - RIGHT, y(0), Ink.AXIS);
        axis(svg);
        List<ScoreCurve.Point> points = curve.points();
        svg.polyline(
                points.stream().mapToDouble(point -> x(point.at())).toArray(),
                points.stream().mapToDouble(point -> y(point.score())).toArray(),
                Ink.CURVE);
        curve.events().forEach(event -> event(svg, event));
        legend(svg);
        return svg.toString();
    }

    private String description() {
        return String.format(
                Locale.ROOT,
                "%s: at most %.1f, at the end %.1f (%s), %d events",
                span(),
                curve.highest(),
                curve.points().getLast().score(),
                curve.band().word(),
                curve.events().size());
    }

    private String span() {
        return day(curve.from()) + " to " + day(curve.to()) + " (" + zone.getId() + ")";
    }

    private String day(Instant at) {
        return MINUTE.format(at.atZone(zone));
    }

    private static String shortened(String subject) {
        return subject.length() <= 60 ? subject : subject.substring(0, 59) + "…";
    }

    private void band(Svg svg, Band band, double top, Ink ink) {
        double y = y(top);
        svg.rectangle(LEFT, y, WIDTH - LEFT - RIGHT, y(band.edge()) - y, ink, band.word());
        svg.text(WIDTH - RIGHT - 6, y + 16, Anchor.END, Svg.SMALL, Ink.FAINT, band.word());
    }

    private void grid(Svg svg) {
        for (int tick : new int[] {0, 20, (int) Band.INVESTIGATE.edge(), (int) Band.IMMEDIATE.edge(), 100}) {
            svg.line(LEFT, y(tick), WIDTH - RIGHT, y(tick), Ink.GRID);
            svg.text(LEFT - 8, y(tick) + 4, Anchor.END, Svg.SMALL, Ink.FAINT, Integer.toString(tick));
        }
    }

    private void axis(Svg svg) {
        for (TimeAxis.Tick tick : TimeAxis.ticks(curve.from(), curve.to(), zone)) {
            double x = x(tick.at());
            svg.line(x, y(0), x, y(0) + 5, Ink.AXIS);
            svg.text(x, y(0) + 19, Anchor.MIDDLE, Svg.SMALL, Ink.TEXT, tick.label());
        }
    }

    private void event(Svg svg, ScoreCurve.Event event) {
        double x = x(event.at());
        String tip = day(event.at()) + ": " + event.says();
        if (event.circumstance()) {
            svg.rectangle(x - 4, y(0) - 9, 8, 8, Ink.CIRCUMSTANCE, tip);
        } else {
            svg.circle(x, y(curve.scoreAt(event.at())), 4, Ink.FINDING, tip);
        }
    }

    private static void legend(Svg svg) {
        double y = TOP + PLOT + BELOW - 14;
        svg.circle(LEFT + 4, y - 4, 4, Ink.FINDING, "");
        svg.text(LEFT + 14, y, Anchor.START, Svg.SMALL, Ink.TEXT, "finding");
        svg.rectangle(LEFT + 84, y - 8, 8, 8, Ink.CIRCUMSTANCE, "");
        svg.text(LEFT + 98, y, Anchor.START, Svg.SMALL, Ink.TEXT, "circumstance begins or ends");
    }

    private double x(Instant at) {
        double whole = seconds(curve.from(), curve.to());
        return LEFT + (WIDTH - LEFT - RIGHT) * (whole == 0 ? 1 : seconds(curve.from(), at) / whole);
    }

    private static double y(double score) {
        return TOP + PLOT * (1 - score / HIGHEST);
    }

    private static double seconds(Instant from, Instant to) {
        return to.getEpochSecond() - from.getEpochSecond() + (to.getNano() - from.getNano()) / 1e9;
    }
}
