package io.keepwatch.hunting.review;

import io.keepwatch.hunting.review.DepartureReview.Day;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** Activity per day, with both windows shaded. Places are shares of the width, so that letters keep their size. */
final class DaysPlot {
    private static final int TOP = 22;
    private static final int HEIGHT = 130;
    private static final int FOOT = 20;
    private static final int TICK_DAYS = 14;
    /** In percent; where a tick would run out of the picture, or into the word at the line. */
    private static final double LAST_TICK = 95;

    private final DepartureReview review;
    private final Shown shown;
    private final Html html;
    private final ZoneId zone;
    private final Instant from;
    private final double seconds;

    DaysPlot(DepartureReview review, Shown shown, Html html) {
        this.review = review;
        this.shown = shown;
        this.html = html;
        zone = ZoneId.of(review.zone());
        List<Day> days = review.days();
        from = start(days.getFirst().day());
        seconds =
                Duration.between(from, start(days.getLast().day().plusDays(1))).toSeconds();
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    void draw() {
        long most = Math.max(
                1, review.days().stream().mapToLong(Day::activities).max().orElse(0));
        html.open(
                "svg",
                "class",
                "plot",
                "width",
                "100%",
                "height",
                Integer.toString(TOP + HEIGHT + FOOT),
                "role",
                "img",
                "aria-label",
                "Activities per day, at most " + Words.number(most) + " a day");
        shade(review.before().window(), "before");
        shade(review.after().window(), "after");
        for (Day day : review.days()) {
            bar(day, most);
        }
        line("0%", "100%", TOP + HEIGHT, TOP + HEIGHT, "axis");
        ticks();
        double left = percent(review.left());
        line(share(left), share(left), 4, TOP + HEIGHT, "left");
        html.text("text", "left ", "x", share(left), "y", "14", "dx", "-5", "class", "end strong");
        html.text("text", "most on a day: " + Words.number(most), "x", "0", "y", "14");
        html.close();
    }

    private void shade(Window window, String kind) {
        double start = percent(window.from());
        double width = Math.min(100, percent(window.until())) - start;
        if (width > 0) {
            html.text(
                    "rect",
                    "",
                    "x",
                    share(start),
                    "width",
                    share(width),
                    "y",
                    Integer.toString(TOP),
                    "height",
                    Integer.toString(HEIGHT),
                    "class",
                    "shade " + kind);
        }
    }

    private void bar(Day day, long most) {
        if (day.activities() == 0) {
            return;
        }
        double start = percent(start(day.day()));
        double width = percent(start(day.day().plusDays(1))) - start;
        double height = Math.max(1.5, (double) HEIGHT * day.activities() / most);
        html.open("a", "href", shown.address(day.question()));
        html.open(
                        "rect",
                        "x",
                        share(start + width * 0.1),
                        "width",
                        share(width * 0.8),
                        "y",
                        number(TOP + HEIGHT - height),
                        "height",
                        number(height),
                        "class",
                        "bar")
                .text("title", day.day() + ": " + Words.count(day.activities(), "activity", "activities"))
                .close();
        html.close();
    }

    private void ticks() {
        List<Day> days = review.days();
        for (int i = 0; i < days.size(); i += TICK_DAYS) {
            double at = percent(start(days.get(i).day()));
            if (at < LAST_TICK) {
                String label = days.get(i).day().toString().substring(5);
                html.text("text", label, "x", share(at), "y", Integer.toString(TOP + HEIGHT + 15));
            }
        }
    }

    private void line(String x1, String x2, int y1, int y2, String kind) {
        html.text(
                "line", "", "x1", x1, "x2", x2, "y1", Integer.toString(y1), "y2", Integer.toString(y2), "class", kind);
    }

    private double percent(Instant time) {
        return 100.0 * Duration.between(from, time).toSeconds() / seconds;
    }

    private static String share(double percent) {
        return number(percent) + "%";
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }
}
