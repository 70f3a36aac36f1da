package io.keepwatch.rules.backtest;

import io.keepwatch.rules.score.Band;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The report as one HTML page that needs nothing else: the days as a plot, the rules as a table. */
public final class ReportPage {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 220;
    private static final int LEFT = 50;
    private static final int BOTTOM = 30;
    private static final String LIVE_COLOUR = "#4472c4";
    private static final String CANDIDATE_COLOUR = "#ed7d31";

    private final BacktestReport report;
    private final StringBuilder page = new StringBuilder();

    private ReportPage(BacktestReport report) {
        this.report = report;
    }

    public static String of(BacktestReport report) {
        return new ReportPage(report).write();
    }

    private String write() {
        page.append("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Backtest</title><style>
                body{font:15px/1.5 system-ui,sans-serif;max-width:960px;margin:2em auto;padding:0 1em;color:#222}
                table{border-collapse:collapse;width:100%}th,td{padding:.25em .6em;text-align:right;border-bottom:1px solid #ddd}
                th:first-child,td:first-child{text-align:left}tr.same td{color:#888}.key{display:inline-block;width:1em;height:1em;vertical-align:-.15em}
                code{background:#f3f3f3;padding:0 .2em}
                </style></head><body><h1>Backtest</h1>
                """);
        page.append(String.format(
                Locale.ROOT,
                "<p>%,d activities of %,d people. Live set <code>%s</code>, candidate <code>%s</code>. "
                        + "%,d alerts differ. CPU an activity: %.0f ns live, %.0f ns candidate.</p>%n",
                report.activities(),
                report.people(),
                shortened(report.live()),
                shortened(report.candidate()),
                report.differences(),
                report.liveNanos(),
                report.candidateNanos()));
        days();
        bands();
        rules();
        return page.append("</body></html>\n").toString();
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(12, digest.length()));
    }

    /** Alerts a day, all rules together. */
    private void days() {
        TreeSet<LocalDate> met = new TreeSet<>();
        report.rules().values().forEach(rule -> {
            met.addAll(rule.live().byDay().keySet());
            met.addAll(rule.candidate().byDay().keySet());
        });
        if (met.isEmpty()) {
            page.append("<p>No alert was raised.</p>\n");
            return;
        }
        List<LocalDate> days =
                new ArrayList<>(met.first().datesUntil(met.last().plusDays(1)).toList());
        long most = days.stream()
                .mapToLong(day -> Math.max(total(day, true), total(day, false)))
                .max()
                .orElse(1);
        page.append("<h2>Alerts a day</h2><p><span class=\"key\" style=\"background:" + LIVE_COLOUR
                + "\"></span> live <span class=\"key\" style=\"background:" + CANDIDATE_COLOUR
                + "\"></span> candidate</p>\n<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" role=\"img\" aria-label=\"Alerts a day under both sets\">\n");
        double step = (double) (WIDTH - LEFT) / days.size();
        for (int i = 0; i < days.size(); i++) {
            bar(days.get(i), LEFT + i * step, step * 0.4, total(days.get(i), true), most, LIVE_COLOUR);
            bar(days.get(i), LEFT + (i + 0.45) * step, step * 0.4, total(days.get(i), false), most, CANDIDATE_COLOUR);
        }
        label(0, HEIGHT - BOTTOM, "0");
        label(0, 12, String.valueOf(most));
        label(LEFT, HEIGHT - 8, met.first().toString());
        label(WIDTH - 80, HEIGHT - 8, met.last().toString());
        page.append("</svg>\n");
    }

    private long total(LocalDate day, boolean live) {
        return report.rules().values().stream()
                .map(rule -> live ? rule.live() : rule.candidate())
                .mapToLong(side -> side.byDay().getOrDefault(day, 0L))
                .sum();
    }

    private void bar(LocalDate day, double x, double width, long alerts, long most, String colour) {
        double height = (double) (HEIGHT - BOTTOM - 12) * alerts / most;
        page.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s: %d</title></rect>%n",
                x,
                HEIGHT - BOTTOM - height,
                width,
                height,
                colour,
                day,
                alerts));
    }

    private void label(int x, int y, String text) {
        page.append("<text x=\"" + x + "\" y=\"" + y + "\" font-size=\"12\">" + text + "</text>\n");
    }

    private void bands() {
        BandReport bands = report.bands();
        page.append(String.format(
                Locale.ROOT,
                "<h2>People by band</h2><p>As of %s; rows are the live set's, columns the candidate's. %,d would change band:"
                        + " %,d up, %,d down.</p>%n<table><tr><th></th>",
                bands.at(),
                bands.moved().size(),
                bands.up(),
                bands.down()));
        for (Band band : Band.values()) {
            page.append("<th>").append(band.word()).append("</th>");
        }
        page.append("</tr>\n");
        for (Band live : Band.values()) {
            page.append("<tr><td>").append(live.word()).append("</td>");
            for (long people : bands.standing()[live.ordinal()]) {
                page.append(String.format(Locale.ROOT, "<td>%,d</td>", people));
            }
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }

    private void rules() {
        page.append(
                "<h2>Rules</h2>\n<table><tr><th>rule</th><th>live</th><th>candidate</th><th>added</th><th>removed</th>"
                        + "<th>changed</th><th>people</th><th>precision</th><th>then</th><th>ns an activity</th></tr>\n");
        for (Map.Entry<String, RuleTally> entry : report.rules().entrySet()) {
            RuleTally rule = entry.getValue();
            boolean same = rule.added() + rule.removed() + rule.changed() == 0;
            page.append(String.format(
                    Locale.ROOT,
                    "<tr%s><td>%s</td><td>%,d</td><td>%,d</td><td>%,d</td><td>%,d</td><td>%,d</td><td>%,d</td>"
                            + "<td>%s</td><td>%s</td><td>%.0f</td></tr>%n",
                    same ? " class=\"same\"" : "",
                    entry.getKey(),
                    rule.live().alerts(),
                    rule.candidate().alerts(),
                    rule.added(),
                    rule.removed(),
                    rule.changed(),
                    rule.affected(),
                    ReportText.precision(rule.live()),
                    ReportText.precision(rule.candidate()),
                    report.ruleNanos().getOrDefault(entry.getKey(), 0.0)));
        }
        page.append("</table>\n");
    }
}
