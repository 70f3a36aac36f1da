package io.keepwatch.hunting.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeStepTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<Instant> bounds(TimeStep step, String from, String to, ZoneId zone) {
        return step.bounds(Instant.parse(from), Instant.parse(to), zone);
    }

    private static List<Long> hours(List<Instant> bounds) {
        return IntStream.range(1, bounds.size())
                .mapToObj(
                        i -> Duration.between(bounds.get(i - 1), bounds.get(i)).toHours())
                .toList();
    }

    @Test
    @DisplayName("The day the clock is put forward has 23 hours, the one it is put back 25")
    void shouldFollowTheClockInDays() {
        assertThat(hours(bounds(TimeStep.DAY, "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", BERLIN)))
                .containsExactly(24L, 23L, 24L);
        assertThat(hours(bounds(TimeStep.DAY, "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", BERLIN)))
                .containsExactly(24L, 25L, 24L);
    }

    @Test
    @DisplayName("Six hours stay at midnight, six, noon and eighteen of the clock")
    void shouldFollowTheClockInHours() {
        assertThat(hours(bounds(TimeStep.SIX_HOURS, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", BERLIN)))
                .containsExactly(5L, 6L, 6L, 6L);
        assertThat(hours(bounds(TimeStep.SIX_HOURS, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", BERLIN)))
                .containsExactly(7L, 6L, 6L, 6L);
    }

    @Test
    @DisplayName("The hour that comes twice is two steps, the one that is left out none")
    void shouldCountHoursAsTheyPass() {
        assertThat(bounds(TimeStep.HOUR, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", BERLIN))
                .hasSize(26);
        assertThat(bounds(TimeStep.HOUR, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", BERLIN))
                .hasSize(24);
    }

    @Test
    void shouldBeginWhereClockAndCalendarDo() {
        assertThat(bounds(TimeStep.WEEK, "2026-02-15T12:00:00Z", "2026-02-16T12:00:00Z", ZoneOffset.UTC))
                .containsExactly(
                        Instant.parse("2026-02-09T00:00:00Z"),
                        Instant.parse("2026-02-16T00:00:00Z"),
                        Instant.parse("2026-02-23T00:00:00Z"));
        assertThat(bounds(TimeStep.QUARTER, "2026-02-15T12:00:00Z", "2026-04-01T00:00:00Z", ZoneOffset.UTC))
                .containsExactly(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));
        assertThat(bounds(TimeStep.HOUR, "2026-02-15T12:10:00Z", "2026-02-15T12:20:00Z", ZoneId.of("Asia/Kolkata")))
                .containsExactly(Instant.parse("2026-02-15T11:30:00Z"), Instant.parse("2026-02-15T12:30:00Z"));
        assertThat(bounds(TimeStep.DECADE, "2026-02-15T12:00:00Z", "2026-02-15T12:00:01Z", ZoneOffset.UTC))
                .containsExactly(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Whatever the zone, steps follow each other without gaps and hold what they are for")
    void shouldHoldEverything(TimeStep step) {
        for (String zone : List.of(
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "America/Sao_Paulo",
                "Asia/Kathmandu",
                "Pacific/Apia",
                "Africa/Casablanca")) {
            for (String start : List.of(
                    "2011-12-29T03:17:29.000000001Z",
                    "2018-11-03T23:59:59.999999999Z",
                    "2026-03-29T00:30:00Z",
                    "2026-10-25T00:30:00Z",
                    "1883-11-18T12:00:00Z")) {
                Instant from = Instant.parse(start);
                Instant to = from.plus(step.about().multipliedBy(150));

                List<Instant> bounds = step.bounds(from, to, ZoneId.of(zone));

                assertThat(bounds).as(zone).isSorted().doesNotHaveDuplicates();
                assertThat(bounds.getFirst()).as(zone).isBeforeOrEqualTo(from);
                assertThat(bounds.get(1)).as(zone).isAfter(from);
                assertThat(bounds.getLast()).as(zone).isAfterOrEqualTo(to);
                assertThat(bounds.get(bounds.size() - 2)).as(zone).isBefore(to);
                assertThat(bounds).as(zone).hasSizeBetween(120, 180);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT31S", "PT5M", "PT1H", "PT25H", "P7D", "P31D", "P190D", "P400D", "P4000D", "P70000D"})
    void shouldCutEveryLengthInAboutThirtyToTwoHundred(Duration length) {
        TimeStep step = TimeStep.within(length, 200);

        assertThat(length.dividedBy(step.about())).isBetween(27L, 200L);
    }

    @Test
    void shouldBeFoundByItsName() {
        for (TimeStep step : TimeStep.values()) {
            assertThat(TimeStep.ofWireName(step.wireName())).isEqualTo(step);
        }
        assertThat(TimeStep.ofWireName("2h")).isNull();
    }
}
