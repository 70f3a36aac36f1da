package io.keepwatch.notification.hr;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import io.keepwatch.notification.Problem.Violation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The details of one event that mean something to us; what is wrong with them is added to the findings. */
final class HrDetail {
    private static final int A_DAY = "2026-02-20".length();

    private final Map<String, String> detail;
    private final Horizon horizon;
    private final List<Violation> violations;

    HrDetail(Map<String, String> detail, Horizon horizon, List<Violation> violations) {
        this.detail = detail;
        this.horizon = horizon;
        this.violations = violations;
    }

    void need(String name) {
        if (detail.getOrDefault(name, "").isBlank()) {
            wrong(name, "missing");
        }
    }

    /** A day of the calendar, or null. */
    @Nullable
    LocalDate day(String name) {
        String text = detail.get(name);
        if (text == null) {
            return null;
        }
        LocalDate day = parsed(text);
        if (day == null) {
            wrong(name, "expected a date, as in 2026-02-20");
        } else if (!horizon.holds(day)) {
            wrong(name, "expected a date " + horizon.inWords());
        }
        return day;
    }

    /** An instant, or null; a bare day is its first instant in UTC. */
    @Nullable
    Instant time(String name) {
        String text = detail.get(name);
        if (text == null) {
            return null;
        }
        if (text.length() == A_DAY) {
            LocalDate day = day(name);
            return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        try {
            Instant time = Rfc3339.parse(text, name).truncatedTo(ChronoUnit.MICROS);
            if (!horizon.holds(time)) {
                wrong(name, "expected a time " + horizon.inWords());
            }
            return time;
        } catch (MalformedMessageException e) {
            wrong(name, "expected a date or an RFC 3339 time, as in 2026-02-20 or 2026-02-20T17:00:00Z");
            return null;
        }
    }

    private static @Nullable LocalDate parsed(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private void wrong(String name, String message) {
        violations.add(new Violation("detail." + name, message));
    }
}
