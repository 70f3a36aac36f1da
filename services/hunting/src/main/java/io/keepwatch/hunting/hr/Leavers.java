package io.keepwatch.hunting.hr;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.hunting.review.MonitoringState;
import io.keepwatch.hunting.review.MonitoringState.Period;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What HR said of each person, by receipt: everything is worked out from all of it at each question, so that neither a
 * repeat nor the order of arrival changes anything. Thread-safe.
 *
 * <p>What HR withdrew never happened, so neither its period nor, of a termination, the departure counts; what was
 * withdrawn stays so. A departure is over once the person is rehired, from the day of that on.
 */
@Singleton
public final class Leavers {
    /** Of {@code rehired}: the first day. */
    private static final String FROM = "from";

    private static final Comparator<HrEvent> LATEST = Comparator.comparing(HrEvent::occurred)
            .thenComparing(HrEvent::receivedAt)
            .thenComparing(HrEvent::receipt);

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

    /** The last departure that HR told of this person and that is not over: they were not rehired since. */
    public Optional<Left> left(String subject, ZoneId zone, Instant now) {
        return departures(subject)
                .filter(departure -> rehired(subject, zone)
                        .noneMatch(from -> !from.isAfter(now) && !from.isBefore(begin(departure, zone))))
                .max(LATEST)
                .map(departure -> told(departure, zone));
    }

    /** The departure that HR told of this person and that took effect just then, over or not. */
    public Optional<Left> leftAt(String subject, ZoneId zone, Instant left) {
        return departures(subject)
                .filter(departure -> begin(departure, zone).equals(left))
                .max(LATEST)
                .map(departure -> told(departure, zone));
    }

    private Stream<HrEvent> departures(String subject) {
        return standing(subject).stream().filter(event -> event.event().equals(HrEvent.TERMINATION));
    }

    /** When each of their new beginnings is. */
    private Stream<Instant> rehired(String subject, ZoneId zone) {
        return standing(subject).stream()
                .filter(event -> event.event().equals(HrEvent.REHIRED))
                .map(event -> {
                    LocalDate from = day(event.detail().get(FROM));
                    return from == null
                            ? begin(event, zone)
                            : from.atStartOfDay(zone).toInstant();
                });
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException _) {
            // What nobody can read was not said; the event itself still has a day or an instant.
            return null;
        }
    }

    /** The beginning of the day it takes effect; without one, when it happened. */
    private static Instant begin(HrEvent event, ZoneId zone) {
        LocalDate effective = event.effective();
        return effective == null
                ? event.occurred()
                : effective.atStartOfDay(zone).toInstant();
    }

    private static Left told(HrEvent termination, ZoneId zone) {
        Instant left = begin(termination, zone);
        Instant told = termination.receivedAt();
        return new Left(left, told.isAfter(left) ? told : left);
    }

    /** How the person is monitored; null if HR never said anything of them. */
    public @Nullable MonitoringState monitoring(String subject, ZoneId zone, Instant now) {
        if (!bySubject.containsKey(subject)) {
            return null;
        }
        boolean watch = left(subject, zone, now)
                .filter(left -> !left.watchBegan().isAfter(now))
                .isPresent();
        List<Period> periods = new ArrayList<>();
        for (HrEvent event : standing(subject)) {
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

    /** What was said and not withdrawn. */
    private List<HrEvent> standing(String subject) {
        Collection<HrEvent> all = bySubject.getOrDefault(subject, Map.of()).values();
        Set<String> withdrawn = all.stream()
                .flatMap(event -> Stream.ofNullable(event.withdraws()))
                .collect(Collectors.toSet());
        return all.stream()
                .filter(event -> !withdrawn.contains(event.receipt()))
                .toList();
    }
}
