package io.keepwatch.hunting.hr;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.hunting.review.MonitoringState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeaversTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant TOLD = Instant.parse("2026-02-15T09:00:04Z");

    private final Leavers leavers = new Leavers();

    private static final Instant MIDNIGHT = Instant.parse("2026-02-14T23:00:00Z");
    private static final HrEvent TERMINATION = event("hr-1", "termination", LocalDate.parse("2026-02-15"));
    private static final HrEvent WITHDRAWN = plain("hr-2", "withdrawn", null, Map.of("receipt", "hr-1"));

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

    /** One that begins no period. */
    private static HrEvent plain(
            String receipt, String event, @Nullable LocalDate effective, Map<String, String> detail) {
        return new HrEvent(
                receipt,
                event,
                "kara",
                effective,
                TOLD,
                TOLD.plusSeconds(4),
                detail,
                null,
                null,
                detail.get("receipt"));
    }

    @Test
    @DisplayName(
            "S1-13: who leaves at a day leaves when it begins for them; the watch begins when we are told, if later")
    void shouldSayWhenSomebodyLeft() {
        leavers.take(event("hr-1", "termination", LocalDate.parse("2026-02-15")));

        assertThat(leavers.left("kara", BERLIN, TOLD)).contains(new Leavers.Left(MIDNIGHT, TOLD));
        assertThat(leavers.left("novak", BERLIN, TOLD)).isEmpty();

        leavers.take(event("hr-1", "termination", LocalDate.parse("2026-02-20")));
        Instant later = Instant.parse("2026-02-19T23:00:00Z");
        assertThat(leavers.left("kara", BERLIN, TOLD)).contains(new Leavers.Left(later, later));
    }

    static Stream<List<HrEvent>> withdrawals() {
        return Stream.of(
                List.of(TERMINATION, WITHDRAWN),
                List.of(WITHDRAWN, TERMINATION),
                List.of(WITHDRAWN, TERMINATION, WITHDRAWN, TERMINATION));
    }

    @ParameterizedTest
    @MethodSource("withdrawals")
    @DisplayName("S1-13, S1-28: what HR withdrew never was, neither departure nor period, in whatever order we hear it")
    void shouldForgetWhatWasWithdrawn(List<HrEvent> heard) {
        leavers.take(event("hr-0", "resignation", LocalDate.parse("2026-02-28")));
        heard.forEach(leavers::take);

        assertThat(leavers.left("kara", BERLIN, TOLD)).isEmpty();
        assertThat(leavers.leftAt("kara", BERLIN, MIDNIGHT)).isEmpty();
        assertThat(state(TOLD).watch()).isFalse();
        assertThat(state(TOLD).periods())
                .extracting(MonitoringState.Period::kind)
                .containsExactly("resignation");
    }

    @Test
    void shouldKeepWhatNobodyWithdrew() {
        leavers.take(TERMINATION);
        leavers.take(plain("hr-2", "withdrawn", null, Map.of("receipt", "hr-9")));
        leavers.take(plain("hr-3", "withdrawn", null, Map.of()));
        leavers.take(plain("hr-4", "withdrawn", null, Map.of("receipt", "hr-2")));

        assertThat(leavers.left("kara", BERLIN, TOLD)).contains(new Leavers.Left(MIDNIGHT, TOLD));
    }

    static Stream<HrEvent> rehired() {
        return Stream.of(
                plain("hr-2", "rehired", LocalDate.parse("2026-01-01"), Map.of("from", "2026-03-01")),
                plain("hr-2", "rehired", LocalDate.parse("2026-03-01"), Map.of()),
                plain("hr-2", "rehired", LocalDate.parse("2026-03-01"), Map.of("from", "soon")));
    }

    @ParameterizedTest
    @MethodSource("rehired")
    @DisplayName("S1-13, S1-28: a departure is over from the day of the rehiring on; it can still be asked for")
    void shouldEndADepartureWithTheRehiring(HrEvent rehired) {
        leavers.take(rehired);
        leavers.take(TERMINATION);
        leavers.take(rehired);
        Instant back = Instant.parse("2026-02-28T23:00:00Z");

        assertThat(leavers.left("kara", BERLIN, back.minusNanos(1))).isPresent();
        assertThat(state(back.minusNanos(1)).watch()).isTrue();
        assertThat(leavers.left("kara", BERLIN, back)).isEmpty();
        assertThat(state(back).watch()).isFalse();
        assertThat(leavers.leftAt("kara", BERLIN, MIDNIGHT)).contains(new Leavers.Left(MIDNIGHT, TOLD));
        assertThat(leavers.leftAt("kara", BERLIN, MIDNIGHT.plusNanos(1))).isEmpty();
    }

    @Test
    @DisplayName(
            "S1-13: rehired before they left, they have left; so has who leaves again, and whose rehiring was withdrawn")
    void shouldKnowALaterDeparture() {
        Instant now = Instant.parse("2027-01-01T00:00:00Z");
        leavers.take(TERMINATION);
        leavers.take(plain("hr-2", "rehired", null, Map.of("from", "2026-02-14")));
        assertThat(leavers.left("kara", BERLIN, now)).contains(new Leavers.Left(MIDNIGHT, TOLD));

        leavers.take(plain("hr-3", "rehired", null, Map.of("from", "2026-02-15")));
        assertThat(leavers.left("kara", BERLIN, now)).as("on the very day").isEmpty();

        leavers.take(plain("hr-4", "termination", LocalDate.parse("2026-06-01"), Map.of()));
        Instant again = Instant.parse("2026-05-31T22:00:00Z");
        assertThat(leavers.left("kara", BERLIN, now)).contains(new Leavers.Left(again, again));

        leavers.take(plain("hr-5", "withdrawn", null, Map.of("receipt", "hr-3")));
        leavers.take(plain("hr-6", "withdrawn", null, Map.of("receipt", "hr-4")));
        assertThat(leavers.left("kara", BERLIN, now)).contains(new Leavers.Left(MIDNIGHT, TOLD));
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
