package io.keepwatch.hunting.hr;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.hunting.review.MonitoringState;
import io.keepwatch.hunting.review.MonitoringState.Period;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What HR said of each person, by receipt, so that a repeat changes nothing. Thread-safe. */
@Singleton
public final class Leavers {
    private final Map<String, Map<String, HrEvent>> bySubject = new ConcurrentHashMap<>();

    /**
     * A departure, as HR told it.
     *
     * @param left when it takes effect
     * @param watchBegan when the ex-employee watch began: with the departure, or when we were told of it, if that was later
     */
    public record Left(Instant left, Instant watchBegan) {}

    void take(HrEvent event) {
        bySubject
                .computeIfAbsent(event.subject(), subject -> new ConcurrentHashMap<>())
                .put(event.receipt(), event);
    }

    /** The last departure that HR told of this person. */
    public Optional<Left> left(String subject, ZoneId zone) {
        return events(subject).stream()
                .filter(event -> event.event().equals(HrEvent.TERMINATION))
                .max(Comparator.comparing(HrEvent::occurred))
                .map(event -> left(event, zone));
    }

    private static Left left(HrEvent termination, ZoneId zone) {
        LocalDate effective = termination.effective();
        Instant left = effective == null
                ? termination.occurred()
                : effective.atStartOfDay(zone).toInstant();
        Instant told = termination.receivedAt();
        return new Left(left, told.isAfter(left) ? told : left);
    }

    /** How the person is monitored; null if HR never said anything of them. */
    public @Nullable MonitoringState monitoring(String subject, ZoneId zone, Instant now) {
        List<HrEvent> events = events(subject);
        if (events.isEmpty()) {
            return null;
        }
        boolean watch = left(subject, zone)
                .filter(left -> !left.watchBegan().isAfter(now))
                .isPresent();
        List<Period> periods = new ArrayList<>();
        for (HrEvent event : events) {
            HrEvent.Monitoring monitoring = event.monitoring();
            if (monitoring != null) {
                periods.add(period(event, monitoring, now));
            }
        }
        periods.sort(Comparator.comparing(Period::from));
        return new MonitoringState(watch, periods);
    }

    private static Period period(HrEvent event, HrEvent.Monitoring monitoring, Instant now) {
        String state = "active";
        if (now.isBefore(monitoring.from())) {
            state = "to come";
        } else if (monitoring.until() != null && !now.isBefore(monitoring.until())) {
            state = "expired";
        }
        return new Period(event.event(), state, monitoring.from(), monitoring.until());
    }

    private List<HrEvent> events(String subject) {
        return List.copyOf(bySubject.getOrDefault(subject, Map.of()).values());
    }
}
