package io.keepwatch.hunting.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Files are merged when the writer has time, and at the latest after a while")
class MergingTest {
    private static final Instant OPENED = Instant.parse("2026-03-02T10:00:00Z");

    private final Merging merging = new Merging(OPENED);

    @Test
    @DisplayName("a writer that keeps up leaves time for merging; one that is behind does not")
    void shouldWaitWhileTheWriterIsBehind() {
        assertThat(merging.isDue(0, OPENED)).isTrue();
        assertThat(merging.isDue(Merging.BEHIND - 1, OPENED.plusSeconds(10))).isTrue();
        assertThat(merging.isDue(Merging.BEHIND, OPENED.plusSeconds(20))).isFalse();
        assertThat(merging.isDue(0, OPENED.plusSeconds(30))).isTrue();
    }

    @Test
    @DisplayName(
            "a writer that stays behind does not keep files small for ever; the time counts from when it last kept up")
    void shouldNotWaitForEver() {
        Instant kept = OPENED.plusSeconds(60);
        assertThat(merging.isDue(10, kept)).isTrue();
        Duration almost = Merging.AT_LATEST.minusSeconds(1);
        assertThat(merging.isDue(5_000_000, kept.plus(almost))).isFalse();
        assertThat(merging.isDue(5_000_000, kept.plus(Merging.AT_LATEST))).isTrue();
        assertThat(merging.isDue(5_000_000, kept.plus(Merging.AT_LATEST).plusSeconds(10)))
                .isTrue();
    }
}
