package io.keepwatch.rules.docs;

import io.keepwatch.rules.calibration.Calibration;
import io.keepwatch.rules.score.Contribution;
import io.keepwatch.rules.score.Multiplier;
import io.keepwatch.rules.score.Score;
import io.keepwatch.rules.score.WholePerson;
import io.keepwatch.rules.score.Words;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The scenarios and what the model makes of them, in Markdown: scores, how far from wrong they are, and their working. */
public final class CalibrationDocument {
    /** Findings of a reading that are told one by one. */
    private static final int MOST = 8;

    private final StringBuilder text = new StringBuilder();
    private final Words words;

    private CalibrationDocument(Words words) {
        this.words = words;
    }

    /** @param rulesPath the rules directory as seen from where the document will lie, for links */
    public static String of(List<Calibration.Result> results, WholePerson model, String rulesPath) {
        return new CalibrationDocument(new Words(model.model(), ZoneOffset.UTC)).write(results, rulesPath);
    }

    private String write(List<Calibration.Result> results, String rulesPath) {
        line("<!-- Written by `make docs` from " + rulesPath + "/calibration and the model; do not edit. -->");
        line("# Calibration");
        line("");
        line("What the rules and [the model](" + rulesPath + "/model/whole-person.yaml) make of the people of");
        line("[the scenarios](" + rulesPath
                + "/calibration): played through the engine, scored from 0 to 100. *Room* is the");
        line(
                "distance from the nearest limit, in points. `make rules` proves the same; `make whatif MODEL=dir` shows how many");
        line("people of a history another model would move.");
        line("");
        line("| scenario | what happens | value | band | must be | room |");
        line("|---|---|---:|---|---|---:|");
        for (Calibration.Result result : results) {
            line("| [" + result.name() + "](#" + anchor(result) + ") | " + result.story() + " | " + value(result)
                    + " | "
                    + result.band().word() + " | " + String.join(", ", result.must()) + " | "
                    + (result.room() == null ? "" : number(result.room()))
                    + (result.failure() == null ? "" : " **missed**") + " |");
        }
        results.forEach(this::working);
        return text.toString();
    }

    private static String anchor(Calibration.Result result) {
        return result.name().toLowerCase(Locale.ROOT).replace(' ', '-').replaceAll("[^a-z0-9-]", "");
    }

    private static String value(Calibration.Result result) {
        return result.node() == null ? number(result.value()) : result.node() + " " + number(result.value()) + " %";
    }

    private void working(Calibration.Result result) {
        Score score = result.score();
        line("");
        line("### " + result.name());
        line(result.story() + " " + words.of(score));
        line("");
        line("- " + number(score.prior()) + " points: where nothing is known.");
        score.contributions().stream()
                .sorted(Comparator.comparingDouble((Contribution one) -> -Math.abs(one.points())))
                .limit(MOST)
                .forEach(one -> line("- " + number(one.points()) + " points, "
                        + one.evidence().node() + ", " + weight(one.weight()) + " nats: " + words.of(one)));
        if (score.contributions().size() > MOST) {
            line("- and " + (score.contributions().size() - MOST) + " findings more.");
        }
        for (Multiplier multiplier : score.multipliers()) {
            line("- " + number(multiplier.points()) + " points: " + words.of(multiplier));
        }
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number).replace("-0.0", "0.0");
    }

    private static String weight(double nats) {
        return String.format(Locale.ROOT, "%.2f", nats);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
