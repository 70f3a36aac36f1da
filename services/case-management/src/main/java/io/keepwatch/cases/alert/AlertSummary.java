package io.keepwatch.cases.alert;

import io.keepwatch.cases.http.QueryReader;
import io.keepwatch.contracts.Alert;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How much rules say, day by day: what decides whether a shadow rule is ready, and nothing about any person. */
@Schema(name = "AlertSummary", description = "Alerts by rule and day of UTC, the newest day first.")
record AlertSummary(Instant from, Instant to, List<Day> items) {

    /**
     * One rule on one day.
     *
     * @param alerts alerts whose condition was first met that day
     * @param people how many persons they are about
     * @param count how often the condition held, in all of them
     */
    @Schema(name = "AlertSummaryDay")
    record Day(String rule, LocalDate day, long alerts, long people, long count) {}

    /**
     * What {@code GET /v1/alerts/summary} was asked.
     *
     * @param from first instant of {@code at}, included
     * @param to end of {@code at}, not included
     */
    record Question(Alert.Mode mode, @Nullable String rule, Instant from, Instant to) {
        static final Set<String> PARAMETERS = Set.of("mode", "rule", "from", "to");

        private static final Duration USUAL = Duration.ofDays(30);
        private static final Duration LONGEST = Duration.ofDays(366);

        static Question read(QueryReader reader, Instant now) {
            Alert.Mode mode = reader.word("mode", List.of(Alert.Mode.values()), AlertEntity::wireName, Alert.Mode.LIVE);
            String rule = reader.text("rule");
            Instant to = reader.time("to");
            Instant end = to == null ? now : to;
            Instant from = reader.time("from");
            Instant begin = from == null ? end.minus(USUAL) : from;
            if (!begin.isBefore(end) || Duration.between(begin, end).compareTo(LONGEST) > 0) {
                reader.violate("from", "expected a time before to, at most " + LONGEST.toDays() + " days");
            }
            reader.verify();
            return new Question(mode, rule, begin, end);
        }
    }
}
