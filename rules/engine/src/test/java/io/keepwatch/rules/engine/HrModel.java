package io.keepwatch.rules.engine;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.rules.judgement.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from everything HR ever said, by the definitions alone: each moment is asked by itself. */
final class HrModel {
    private final List<HrEvent> events;
    private final List<Identity> profiles;

    HrModel(List<HrEvent> events, List<Identity> profiles) {
        this.events = events;
        this.profiles = profiles;
    }

    Context contextAt(@Nullable Identity profile, Instant time) {
        return new Context(profile, sinceNotice(time), isMonitored(time), hasLeft(profile, time));
    }

    private @Nullable Duration sinceNotice(Instant time) {
        return events.stream()
                .filter(event -> isNotice(event) && !event.occurred().isAfter(time) && !isWithdrawn(event, time))
                .map(event -> Duration.between(event.occurred(), time))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static boolean isNotice(HrEvent event) {
        return event.event().equals(HrEvent.RESIGNATION) || event.event().equals(HrEvent.TERMINATION);
    }

    private boolean isMonitored(Instant time) {
        return events.stream().anyMatch(event -> {
            HrEvent.Monitoring period = event.monitoring();
            return period != null
                    && period.kind().equals("enhanced")
                    && !time.isBefore(period.from())
                    && (period.until() == null || time.isBefore(period.until()))
                    && !isWithdrawn(event, time);
        });
    }

    private boolean isWithdrawn(HrEvent event, Instant time) {
        return events.stream()
                .anyMatch(other -> event.receipt().equals(other.withdraws())
                        && !other.occurred().isAfter(time));
    }

    private boolean hasLeft(@Nullable Identity profile, Instant time) {
        boolean terminated = events.stream()
                .anyMatch(event -> event.event().equals(HrEvent.TERMINATION)
                        && !start(event).isAfter(time)
                        && !isWithdrawn(event, time)
                        && events.stream()
                                .noneMatch(other -> other.event().equals(HrEvent.REHIRED)
                                        && !other.occurred().isBefore(event.occurred())
                                        && !start(other).isAfter(time)));
        boolean retired = profile != null
                && profile.retired()
                && events.stream()
                        .noneMatch(other -> other.event().equals(HrEvent.REHIRED)
                                && !start(other).isBefore(profile.validFrom())
                                && !start(other).isAfter(time));
        return terminated || retired;
    }

    /** When it takes effect: the day as it begins where the person is at its midnight in UTC. */
    Instant start(HrEvent event) {
        LocalDate day = event.effective();
        if (day == null) {
            return event.occurred();
        }
        Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        Identity at = null;
        for (Identity profile : profiles) {
            if (at == null || !profile.validFrom().isAfter(midnight)) {
                at = profile;
            }
        }
        ZoneId zone = at == null || at.timeZone() == null ? ZoneOffset.UTC : ZoneId.of(at.timeZone());
        return day.atStartOfDay(zone).toInstant();
    }
}
