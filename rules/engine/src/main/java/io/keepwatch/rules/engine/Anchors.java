package io.keepwatch.rules.engine;

import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.memory.AlertGroup;
import io.keepwatch.rules.memory.Anchor;
import io.keepwatch.rules.memory.LocalDay;
import io.keepwatch.rules.memory.Remembered;
import io.keepwatch.rules.memory.SubjectState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** What a rule's matches are counted under. It follows from the match and the person alone, never from what came first. */
final class Anchors {
    private static final Duration HALF_A_DAY = Duration.ofHours(12);
    private static final int LONGEST_VALUE = 120;

    private Anchors() {}

    static Anchor of(Rule rule, Remembered match, SubjectState state) {
        return switch (rule.grouping().period()) {
            case DAY -> {
                LocalDay day = state.dayAt(match.second(), state.person().zoneAt(match));
                yield new Anchor(day.date().toString(), fields(rule, match), day.until());
            }
            case NIGHT -> night(rule, match, state.person().zoneAt(match));
            case MONITORING -> {
                Instant begin = state.person().monitoringAt(match.time());
                yield new Anchor(begin == null ? "unmonitored" : begin.toString(), fields(rule, match), Long.MAX_VALUE);
            }
            case OPEN -> new Anchor("open", fields(rule, match), Long.MAX_VALUE);
        };
    }

    /** Noon to noon by the wall clock, named by the day on which it began. */
    private static Anchor night(Rule rule, Remembered match, ZoneId zone) {
        LocalDate night =
                match.time().atZone(zone).toLocalDateTime().minus(HALF_A_DAY).toLocalDate();
        long until = night.plusDays(1).atTime(LocalTime.NOON).atZone(zone).toEpochSecond();
        return new Anchor(night.toString(), fields(rule, match), until);
    }

    private static String fields(Rule rule, Remembered match) {
        if (rule.grouping().by().isEmpty()) {
            return "";
        }
        StringBuilder fields = new StringBuilder();
        for (String field : rule.grouping().by()) {
            String value = match.text(field);
            fields.append('/').append(field).append('=').append(value == null ? "" : readable(value));
        }
        return fields.toString();
    }

    /** Keeps two different values two, and an anchor short enough to be read and stored. */
    private static String readable(String value) {
        String escaped = value.replace("%", "%25").replace("/", "%2F").replace("*", "%2A");
        if (escaped.length() <= LONGEST_VALUE) {
            return escaped;
        }
        return escaped.substring(0, LONGEST_VALUE) + '~' + AlertGroup.idOf(value);
    }
}
