package io.keepwatch.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeathsTest {
    private static final Instant START = Instant.parse("2026-02-15T09:00:00Z");

    private final Deaths deaths = new Deaths();

    @Test
    @DisplayName("a single death costs no pause, however often it happens in a day")
    void shouldNotPauseAfterRareDeaths() {
        List<Duration> pauses = IntStream.range(0, 10)
                .mapToObj(hour -> deaths.pauseAfter(START.plus(Duration.ofHours(hour))))
                .toList();

        assertThat(pauses).containsOnly(Duration.ZERO);
        assertThat(deaths.inSeries()).isFalse();
    }

    @Test
    @DisplayName("the fifth death within a minute begins a series with growing pauses, a minute at most")
    void shouldGrowItsPatienceInASeries() {
        for (int death = 1; death < Deaths.MANY; death++) {
            assertThat(deaths.pauseAfter(START.plusSeconds(death))).isLessThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(deaths.inSeries()).isFalse();
        }

        List<Duration> pauses = IntStream.range(5, 12)
                .mapToObj(second -> deaths.pauseAfter(START.plusSeconds(second)))
                .toList();

        assertThat(deaths.inSeries()).isTrue();
        assertThat(pauses).isSorted().last().isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    @DisplayName("after a few quiet minutes a series is over")
    void shouldForgetASeries() {
        IntStream.range(0, 8).forEach(second -> deaths.pauseAfter(START.plusSeconds(second)));

        assertThat(deaths.pauseAfter(START.plus(Duration.ofMinutes(10)))).isZero();
        assertThat(deaths.inSeries()).isFalse();
    }
}
