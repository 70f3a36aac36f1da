package io.keepwatch.rules.backtest;

import io.keepwatch.rules.score.Band;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as a table for a terminal. */
public final class ReportText {
    /** Kinds named that raised somebody. */
    private static final int MOST_KINDS = 5;

    private ReportText() {}

    public static String of(BacktestReport report) {
        StringBuilder text = new StringBuilder();
        int widest =
                report.rules().keySet().stream().mapToInt(String::length).max().orElse(4);
        String line = "%-" + Math.max(4, widest) + "s %8s %9s %7s %8s %8s %7s %14s %14s %8s%n";
        text.append(line.formatted(
                "rule", "live", "candidate", "added", "removed", "changed", "people", "precision", "then", "ns"));
        for (Map.Entry<String, RuleTally> entry : report.rules().entrySet()) {
            RuleTally rule = entry.getValue();
            text.append(line.formatted(
                    entry.getKey(),
                    rule.live().alerts(),
                    rule.candidate().alerts(),
                    rule.added(),
                    rule.removed(),
                    rule.changed(),
                    rule.affected(),
                    precision(rule.live()),
                    precision(rule.candidate()),
                    "%.0f".formatted(report.ruleNanos().getOrDefault(entry.getKey(), 0.0))));
        }
        text.append("%n%,d activities of %,d people in %.1f s on %d threads: %,.0f a second%n"
                .formatted(
                        report.activities(),
                        report.people(),
                        report.seconds(),
                        report.threads(),
                        report.activities() / Math.max(1e-9, report.seconds())));
        text.append("CPU an activity: live set %.0f ns, candidate %.0f ns%n"
                .formatted(report.liveNanos(), report.candidateNanos()));
        if (report.rejected() > 0) {
            text.append("%,d lines could not be read%n".formatted(report.rejected()));
        }
        if (report.outOfOrder() > 0) {
            text.append("%,d activities stood behind a later one of their person%n".formatted(report.outOfOrder()));
        }
        report.failures().forEach((what, times) -> text.append("rule failed %,d times: %s%n".formatted(times, what)));
        return text + bands(report);
    }

    /** People by band under both sets: rows are the live set's, columns the candidate's. */
    public static String bands(BacktestReport report) {
        BandReport bands = report.bands();
        StringBuilder text = new StringBuilder();
        String line = "%-24s".concat("%12s".repeat(Band.values().length)).concat("%n");
        text.append("%nPeople by band at %s, live (rows) and candidate (columns)%n".formatted(bands.at()));
        text.append(line.formatted("", Band.MONITOR.word(), Band.INVESTIGATE.word(), Band.IMMEDIATE.word()));
        for (Band band : Band.values()) {
            long[] row = bands.standing()[band.ordinal()];
            text.append(line.formatted(band.word(), grouped(row[0]), grouped(row[1]), grouped(row[2])));
        }
        text.append("%,d people would change band: %,d up, %,d down%n"
                .formatted(bands.moved().size(), bands.up(), bands.down()));
        text.append("Ever raised: %,d people under the live set%s, %,d under the candidate%s%n"
                .formatted(
                        bands.live().everRaised(),
                        by(bands.live()),
                        bands.candidate().everRaised(),
                        by(bands.candidate())));
        return text.toString();
    }

    /** By what people were raised, most often first; nothing where nobody was. */
    private static String by(BandTally tally) {
        return tally.raisedBy().isEmpty()
                ? ""
                : tally.raisedBy().entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                        .limit(MOST_KINDS)
                        .map(kind -> kind.getKey() + " " + kind.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** For example {@code 3/4 75%}; nothing where no outcome is known. */
    static String precision(RuleTally.Side side) {
        return side.known() == 0
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%d/%d %.0f%%",
                        side.confirmed(),
                        side.known(),
                        100.0 * side.confirmed() / side.known());
    }
}
