package io.keepwatch.rules.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Bands and when they are published")
class BandTest {
    private static final Instant NOW = Samples.NOW;

    @ParameterizedTest(name = "{0} → {1}")
    @DisplayName("R14, S2-029, S2-030, S2-031: the edges")
    @CsvSource({
        "0, MONITOR",
        "49.99, MONITOR",
        "49.99999999999999, MONITOR",
        "50, INVESTIGATE",
        "80, INVESTIGATE",
        "80.00000000000001, IMMEDIATE",
        "80.01, IMMEDIATE",
        "100, IMMEDIATE"
    })
    void shouldDrawTheEdges(double score, Band band) {
        assertThat(Band.of(score)).isEqualTo(band);
    }

    @Test
    void shouldPublishUpwardsAtOnce() {
        assertThat(PublishedBand.of(Band.MONITOR).next(50, NOW)).isEqualTo(PublishedBand.of(Band.INVESTIGATE));
        assertThat(PublishedBand.of(Band.MONITOR).next(80.01, NOW)).isEqualTo(PublishedBand.of(Band.IMMEDIATE));
    }

    @Test
    void shouldHoldASlightlyLowerScoreForADay() {
        PublishedBand held = PublishedBand.of(Band.INVESTIGATE).next(49.9, NOW);
        assertThat(held).isEqualTo(new PublishedBand(Band.INVESTIGATE, NOW));
        assertThat(held.due()).isEqualTo(NOW.plus(Duration.ofHours(24)));

        PublishedBand later = held.next(48.01, NOW.plus(Duration.ofHours(24)).minusMillis(1));
        assertThat(later).isEqualTo(held);
        assertThat(later.next(48.01, NOW.plus(Duration.ofHours(24)))).isEqualTo(PublishedBand.of(Band.MONITOR));
    }

    @Test
    void shouldPublishAClearlyLowerScoreAtOnce() {
        assertThat(PublishedBand.of(Band.INVESTIGATE).next(48, NOW)).isEqualTo(PublishedBand.of(Band.MONITOR));
        assertThat(PublishedBand.of(Band.IMMEDIATE).next(78, NOW)).isEqualTo(PublishedBand.of(Band.INVESTIGATE));
        assertThat(PublishedBand.of(Band.IMMEDIATE).next(20, NOW)).isEqualTo(PublishedBand.of(Band.MONITOR));
    }

    @Test
    void shouldCountTheDayAnewOnceTheScoreWasBack() {
        PublishedBand held = PublishedBand.of(Band.INVESTIGATE).next(49, NOW);
        PublishedBand back = held.next(50, NOW.plus(Duration.ofHours(20)));
        assertThat(back).isEqualTo(PublishedBand.of(Band.INVESTIGATE));

        assertThat(back.next(49, NOW.plus(Duration.ofHours(30))).band()).isEqualTo(Band.INVESTIGATE);
    }

    @Test
    void shouldGoDownOneBandAtATimeWhereOnlyOneIsSure() {
        PublishedBand first = PublishedBand.of(Band.IMMEDIATE).next(49, NOW);
        assertThat(first).isEqualTo(new PublishedBand(Band.INVESTIGATE, NOW));
        assertThat(first.next(49, NOW.plus(Duration.ofHours(24)))).isEqualTo(PublishedBand.of(Band.MONITOR));
    }
}
