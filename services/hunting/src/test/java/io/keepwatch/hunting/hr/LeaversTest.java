package io.keepwatch.hunting.hr;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.hunting.review.MonitoringState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LeaversTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant TOLD = Instant.parse("2026-02-15T09:00:04Z");

    private final Leavers leavers = new Leavers();

    private static HrEvent event(String receipt, String event, @Nullable LocalDate effective) {
        return new HrEvent(
                receipt,
                event,
                "kara",
                effective,
                TOLD.minusSeconds(4),
                TOLD,
                Map.of(),
                new HrEvent.Monitoring("enhanced", TOLD, TOLD.plus(Duration.ofDays(14))),
                null,
                null);
    }

    @Test
    @DisplayName(
            "S1-13: who leaves at a day leaves when it begins for them; the watch begins when we are told, if later")
    void shouldSayWhenSomebodyLeft() {
        leavers.take(event("hr-1", "termination", LocalDate.parse("2026-02-15")));

        Instant midnight = Instant.parse("2026-02-14T23:00:00Z");
        assertThat(leavers.left("kara", BERLIN)).contains(new Leavers.Left(midnight, TOLD));
        assertThat(leavers.left("novak", BERLIN)).isEmpty();

        leavers.take(event("hr-1", "termination", LocalDate.parse("2026-02-20")));
        Instant later = Instant.parse("2026-02-19T23:00:00Z");
        assertThat(leavers.left("kara", BERLIN)).contains(new Leavers.Left(later, later));
    }

    @Test
    @DisplayName("S1-28: periods as they stand; watched from the departure on")
    void shouldSayHowSomebodyIsMonitored() {
        leavers.take(event("hr-1", "resignation", LocalDate.parse("2026-02-28")));
        assertThat(state(TOLD.minusNanos(1)).periods().getFirst().state()).isEqualTo("to come");
        assertThat(state(TOLD).periods().getFirst().state()).isEqualTo("active");
        assertThat(state(TOLD.plus(Duration.ofDays(14))).periods().getFirst().state())
                .isEqualTo("expired");
        assertThat(state(TOLD.plus(Duration.ofDays(400))).watch()).isFalse();

        leavers.take(event("hr-2", "termination", LocalDate.parse("2026-02-20")));
        assertThat(state(Instant.parse("2026-02-19T22:59:59Z")).watch()).isFalse();
        assertThat(state(Instant.parse("2026-02-19T23:00:00Z")).watch()).isTrue();
        assertThat(leavers.monitoring("novak", BERLIN, TOLD)).isNull();
    }

    private MonitoringState state(Instant now) {
        return Objects.requireNonNull(leavers.monitoring("kara", BERLIN, now));
    }
}
