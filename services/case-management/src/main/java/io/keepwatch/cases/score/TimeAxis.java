package io.keepwatch.cases.score;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where an axis of time is marked: at round times of the zone's calendar, so few that they can be read. */
final class TimeAxis {
    private static final int MOST = 9;

    private TimeAxis() {}

    record Tick(Instant at, String label) {}

    private enum Step {
        MINUTES(ChronoUnit.MINUTES, 15, "HH:mm"),
        HOUR(ChronoUnit.HOURS, 1, "HH:mm"),
        SIX_HOURS(ChronoUnit.HOURS, 6, "d MMM HH:mm"),
        DAY(ChronoUnit.DAYS, 1, "d MMM"),
        WEEK(ChronoUnit.DAYS, 7, "d MMM"),
        MONTH(ChronoUnit.MONTHS, 1, "MMM yyyy"),
        QUARTER(ChronoUnit.MONTHS, 3, "MMM yyyy"),
        YEAR(ChronoUnit.YEARS, 1, "yyyy");

        private final ChronoUnit unit;
        private final int every;
        private final DateTimeFormatter label;

        Step(ChronoUnit unit, int every, String label) {
            this.unit = unit;
            this.every = every;
            this.label = DateTimeFormatter.ofPattern(label, Locale.ENGLISH);
        }

        private long seconds() {
            return unit.getDuration().getSeconds() * every;
        }

        private LocalDateTime begin(LocalDateTime time) {
            return switch (this) {
                case MINUTES, HOUR -> time.truncatedTo(ChronoUnit.HOURS);
                case SIX_HOURS, DAY, WEEK -> time.truncatedTo(ChronoUnit.DAYS);
                case MONTH, QUARTER, YEAR -> time.toLocalDate().withDayOfYear(1).atStartOfDay();
            };
        }
    }

    static List<Tick> ticks(Instant from, Instant to, ZoneId zone) {
        long span = to.getEpochSecond() - from.getEpochSecond();
        Step step = Step.YEAR;
        for (Step one : Step.values()) {
            if (span / one.seconds() <= MOST) {
                step = one;
                break;
            }
        }
        long every = step.every * Math.max(1, span / step.seconds() / MOST);
        List<Tick> ticks = new ArrayList<>();
        LocalDateTime time = step.begin(from.atZone(zone).toLocalDateTime());
        for (Instant at = time.atZone(zone).toInstant();
                !at.isAfter(to);
                at = time.atZone(zone).toInstant()) {
            if (!at.isBefore(from)) {
                ticks.add(new Tick(at, step.label.format(time)));
            }
            time = time.plus(every, step.unit);
        }
        return ticks;
    }
}
