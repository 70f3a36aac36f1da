package io.keepwatch.bench.peers.byhand;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The calendar days of one zone; the day asked last is remembered, because the next moment mostly belongs to it. */
final class LocalDays {
    private final ZoneId zone;
    private long day;
    private long from;
    private long until;

    LocalDays(ZoneId zone) {
        this.zone = zone;
    }

    /** The day the moment belongs to, in days since 1970. */
    long dayOf(long second) {
        if (second < from || second >= until) {
            LocalDate date = Instant.ofEpochSecond(second).atZone(zone).toLocalDate();
            day = date.toEpochDay();
            from = date.atStartOfDay(zone).toEpochSecond();
            until = date.plusDays(1).atStartOfDay(zone).toEpochSecond();
        }
        return day;
    }
}
