package io.keepwatch.rules.score;

import static io.keepwatch.rules.score.Samples.NOW;
import static io.keepwatch.rules.score.Samples.evidence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What time alone will do")
class OutlookTest {
    private final WholePerson person = Samples.person();

    private final Dossier high = Samples.of(
            evidence("bulk", "Collects", Strength.STRONG, NOW), evidence("usb", "Exfiltrates", Strength.STRONG, NOW));

    @Test
    @DisplayName("R17: the instant at which the curve crosses an edge")
    void shouldFindTheCrossingToTheMillisecond() {
        Crossing first = Objects.requireNonNull(person.nextCrossing(high, NOW));
        assertThat(first.from()).isEqualTo(Band.IMMEDIATE);
        assertThat(first.to()).isEqualTo(Band.INVESTIGATE);
        assertThat(person.score(high, first.at())).isLessThanOrEqualTo(80);
        assertThat(person.score(high, first.at().minusMillis(2))).isGreaterThan(80);

        Crossing second = Objects.requireNonNull(person.nextCrossing(high, first.at()));
        assertThat(second.to()).isEqualTo(Band.MONITOR);
        assertThat(person.score(high, second.at())).isLessThan(50);
        assertThat(person.score(high, second.at().minusMillis(2))).isGreaterThanOrEqualTo(50);
        assertThat(person.nextCrossing(high, second.at())).isNull();
    }

    @Test
    @DisplayName("R17: looking no further than asked finds the same crossing, or none where it lies beyond")
    void shouldLookNoFurtherThanAsked() {
        Instant crossed = Objects.requireNonNull(person.nextCrossing(high, NOW)).at();

        assertThat(person.nextCrossing(high, NOW, crossed.minusMillis(2))).isNull();
        Crossing near = Objects.requireNonNull(person.nextCrossing(high, NOW, crossed.plus(Duration.ofDays(1))));
        assertThat(Duration.between(crossed, near.at()).abs()).isLessThan(Duration.ofMillis(2));
        assertThat(near.to()).isEqualTo(Band.INVESTIGATE);
    }

    @Test
    void shouldFindTheEndOfACircumstance() {
        Instant end = NOW.plus(Duration.ofDays(3));
        Dossier dossier = new Dossier(
                List.of(evidence("bulk", "Collects", Strength.STRONG, NOW)),
                List.of(new ContextFact("notice", "HR", NOW, end)));

        assertThat(person.nextCrossing(dossier, NOW)).isEqualTo(new Crossing(end, Band.INVESTIGATE, Band.MONITOR));
    }

    @Test
    void shouldFindARiseThatComesByTimeAlone() {
        Evidence excuse = new Evidence(
                "excuse",
                "excuse",
                "x",
                "Collects",
                Strength.STRONG,
                true,
                1,
                Duration.ofDays(1),
                null,
                NOW,
                List.of(),
                List.of());
        Dossier dossier = Samples.of(
                evidence("bulk", "Collects", Strength.STRONG, NOW),
                evidence("usb", "Exfiltrates", Strength.STRONG, NOW),
                excuse);

        assertThat(Band.of(person.score(dossier, NOW))).isEqualTo(Band.MONITOR);
        assertThat(person.nextCrossing(dossier, NOW)).isNotNull().returns(Band.INVESTIGATE, Crossing::to);
    }

    @Test
    void shouldSeeNothingAheadWhereNothingIsKnown() {
        assertThat(person.nextCrossing(Dossier.empty(), NOW)).isNull();
        assertThat(person.changesAhead(Dossier.empty(), NOW, 10)).isEmpty();
    }

    @Test
    void shouldAgreeWithTheScoreFromHourToHour() {
        for (int seed = 0; seed < 30; seed++) {
            Dossier dossier = Samples.anything(new SplittableRandom(seed), person.model(), 8);
            Instant at = NOW;
            Band band = Band.of(person.score(dossier, at));
            while (Band.of(person.score(dossier, at)) == band && at.isBefore(NOW.plus(Duration.ofDays(900)))) {
                at = at.plus(Duration.ofHours(1));
            }
            Crossing crossing = person.nextCrossing(dossier, NOW);
            if (at.isBefore(NOW.plus(Duration.ofDays(900)))) {
                assertThat(Objects.requireNonNull(crossing).at())
                        .as("seed %d", seed)
                        .isBetween(at.minus(Duration.ofHours(1)), at);
            } else {
                assertThat(crossing).as("seed %d", seed).isNull();
            }
        }
    }

    @Test
    @DisplayName("What would change it: fading and the end of circumstances, earliest first")
    void shouldListWhatIsAhead() {
        Instant end = NOW.plus(Duration.ofDays(14));
        Dossier dossier = new Dossier(high.evidence(), List.of(new ContextFact("notice", "HR", NOW, end)));

        List<Change> changes = person.changesAhead(dossier, NOW, 3);
        assertThat(changes)
                .extracting(Change::cause, Change::name)
                .containsExactly(
                        tuple(Change.Cause.FACTOR_ENDS, "notice"),
                        tuple(Change.Cause.EVIDENCE_HALVED, "bulk"),
                        tuple(Change.Cause.EVIDENCE_HALVED, "usb"));
        assertThat(changes.getFirst().at()).isEqualTo(end);
        assertThat(changes.getFirst().score()).isEqualTo(person.score(dossier, end));
    }
}
