package io.keepwatch.rules.habit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("How likely counts are")
class ChanceTest {
    @Test
    @DisplayName("One a month, known from a month: the numbers of a geometric distribution")
    void shouldAgreeWithTheGeometricDistribution() {
        double more = 14.0 / 44;
        for (int count = 0; count < 10; count++) {
            assertThat(Chance.atLeast(count, 14, 1 / 30.0, 30)).isCloseTo(Math.pow(more, count), within(1e-12));
        }
    }

    @Test
    @DisplayName("A rate known from very many days: the numbers of a Poisson distribution")
    void shouldApproachPoisson() {
        double below = Math.exp(-2) * (1 + 2 + 2);
        assertThat(Chance.atLeast(3, 10, 0.2, 1e7)).isCloseTo(1 - below, within(1e-5));
    }

    @Test
    @DisplayName("Very many attempts are as good as impossible, and never a number that is none")
    void shouldStayAProbability() {
        assertThat(Chance.atLeast(16_383, 1, 1e-6, 60)).isBetween(0.0, 1e-9);
        assertThat(Chance.atLeast(0, 1, 1e-6, 60)).isEqualTo(1);
    }
}
