package io.keepwatch.notification.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
    private final RandomGenerator random = new Random(7);

    @Test
    @DisplayName("pauses double up to the longest and lose at most half by chance")
    void shouldDoubleUpToTheLongest() {
        IntStream.rangeClosed(1, 1_000).forEach(attempts -> {
            long full = attempts > 9 ? 300_000 : 1_000L << (attempts - 1);
            assertThat(backoff.after(attempts, random).toMillis()).isBetween(full / 2, full);
        });
    }

    @Test
    @DisplayName("what failed together does not come back together")
    void shouldSpreadOut() {
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> backoff.after(10, random))
                        .distinct()
                        .count())
                .isGreaterThan(90);
    }
}
