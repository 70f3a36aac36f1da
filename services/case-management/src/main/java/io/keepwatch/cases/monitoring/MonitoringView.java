package io.keepwatch.cases.monitoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keepwatch.cases.hr.Standing;
import io.keepwatch.cases.hr.Told;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.MonitoringChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a person is monitored, as the API shows it. */
@Schema(name = "Monitoring")
record MonitoringView(
        @Schema(description = "Every period there ever was, the earliest first.")
        List<Period> periods,

        @Schema(description = "The watch over the accounts of somebody who left; null where there is none.") @Nullable
        Watch watch,

        @Schema(description = "Whether no identity of the person has arrived yet.")
        boolean unresolved) {

    /** A monitoring period. */
    @Schema(name = "MonitoringPeriod")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Period(
            @Schema(enumeration = {"enhanced", "watchlist", "assessment"})
            String kind,

            @Schema(description = "Begin, inclusive.") Instant from,

            @Schema(description = "End, exclusive; absent while only a withdrawal or a review ends it.") @Nullable
            Instant until,

            @Schema(
                    description = "accepted until the rules know of it; expired when its time is over; ended by HR.",
                    enumeration = {"accepted", "active", "expired", "ended"})
            String state,

            @Schema(description = "The HR event that began it.")
            String receipt,

            @Schema(description = "How many alerts fell into it that are a suspicion.")
            long suspicions) {}

    /** The ex-employee watch. */
    @Schema(name = "ExEmployeeWatch")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Watch(
            @Schema(description = "Activity from here on is watched.")
            Instant since,

            @Schema(description = "When the rules knew.") Instant begun,

            @Schema(description = "Between the departure and begun; absent where there is none.", format = "duration")
            @Nullable
            String gap,

            @Schema(description = "Whether the gap is longer than an hour (S1-13).")
            boolean flagged,

            @Schema(description = "The termination that began it.") @Nullable
            String receipt) {}

    /**
     * @param changes in the order of their arrival
     * @param told everything HR told, in the order of its arrival
     * @param departure of the off-boarding that goes on; null where none does
     */
    static MonitoringView of(
            List<ChangeEntity> changes,
            List<Told> told,
            @Nullable Instant departure,
            Duration longestGap,
            boolean unresolved) {
        List<Period> periods = new ArrayList<>();
        byPeriod(changes, false).values().forEach(ofOne -> periods.add(period(ofOne)));
        Standing standing = new Standing(told);
        for (Told event : standing.events()) {
            HrEvent.Monitoring monitoring = event.monitoring();
            if (monitoring != null
                    && changes.stream().noneMatch(change -> event.receipt().equals(change.receipt))) {
                periods.add(new Period(
                        monitoring.kind(), monitoring.from(), monitoring.until(), "accepted", event.receipt(), 0));
            }
        }
        periods.sort(Comparator.comparing(Period::from).thenComparing(Period::receipt));
        return new MonitoringView(periods, watch(changes, departure, longestGap), unresolved);
    }

    private static Period period(List<ChangeEntity> changes) {
        ChangeEntity newest = changes.stream()
                .filter(ChangeEntity::isLast)
                .findFirst()
                .orElseGet(() -> changes.stream()
                        .max(Comparator.comparing((ChangeEntity change) -> change.recordedAt)
                                .thenComparing(change -> change.seq))
                        .orElseThrow());
        long suspicions = changes.stream()
                .filter(change -> change.state.equals(MonitoringChange.SUSPICION))
                .count();
        String state = newest.isLast() ? newest.state : MonitoringChange.ACTIVE;
        return new Period(newest.kind, newest.from, newest.until, state, newest.period, suspicions);
    }

    private static @Nullable Watch watch(List<ChangeEntity> changes, @Nullable Instant departure, Duration longestGap) {
        Watch watch = null;
        for (List<ChangeEntity> ofOne : byPeriod(changes, true).values()) {
            ChangeEntity first = ofOne.stream()
                    .filter(change -> change.state.equals(MonitoringChange.ACTIVE))
                    .findFirst()
                    .orElse(null);
            if (first != null && ofOne.stream().noneMatch(ChangeEntity::isLast)) {
                Duration gap = Duration.between(departure == null ? first.from : departure, first.recordedAt);
                boolean none = gap.isNegative() || gap.isZero();
                watch = new Watch(
                        ofOne.getLast().from,
                        first.recordedAt,
                        none ? null : gap.toString(),
                        gap.compareTo(longestGap) > 0,
                        first.receipt);
            }
        }
        return watch;
    }

    private static Map<String, List<ChangeEntity>> byPeriod(List<ChangeEntity> changes, boolean watches) {
        Map<String, List<ChangeEntity>> byPeriod = new LinkedHashMap<>();
        for (ChangeEntity change : changes) {
            if (change.isWatch() == watches) {
                byPeriod.computeIfAbsent(change.period + '\u0000' + change.kind, _ -> new ArrayList<>())
                        .add(change);
            }
        }
        return byPeriod;
    }
}
