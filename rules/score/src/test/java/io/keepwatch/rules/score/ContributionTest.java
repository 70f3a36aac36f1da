package io.keepwatch.rules.score;

import static io.keepwatch.rules.score.Samples.NOW;
import static io.keepwatch.rules.score.Samples.evidence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A score shows its working")
class ContributionTest {
    private static final int DOSSIERS = 500;

    private final WholePerson person = Samples.person();

    private static double sum(Score score) {
        return score.prior()
                + score.contributions().stream()
                        .mapToDouble(Contribution::points)
                        .sum()
                + score.multipliers().stream().mapToDouble(Multiplier::points).sum();
    }

    @Test
    @DisplayName("Prior and points sum to the score to 1e-9, whatever the evidence and whatever is multiplied")
    void shouldSumToTheScore() {
        for (ContextModel.Mode mode : ContextModel.Mode.values()) {
            WholePerson model = Samples.person(Samples.model(Samples.nodes(), Samples.context(mode), List.of()));
            for (int seed = 0; seed < DOSSIERS; seed++) {
                Dossier dossier = Samples.anything(new SplittableRandom(seed), model.model(), 40);
                Score score = model.explain(dossier, NOW);
                assertThat(score.score()).as("seed %d", seed).isEqualTo(model.score(dossier, NOW));
                assertThat(sum(score)).as("seed %d", seed).isCloseTo(score.score(), within(1e-9));
                assertThat(score.categories().values().stream()
                                .mapToDouble(p -> p)
                                .sum())
                        .isCloseTo(score.score() / 100, within(1e-12));
            }
        }
    }

    @Test
    void shouldSumToTheScoreOfOverwhelmingEvidence() {
        List<Evidence> many = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            many.add(evidence("e" + i, i % 2 == 0 ? "Collects" : "Exfiltrates", Strength.DECISIVE, NOW));
        }
        Score score = person.explain(new Dossier(many, List.of()), NOW);

        assertThat(score.score()).isGreaterThan(99);
        assertThat(sum(score)).isCloseTo(score.score(), within(1e-9));
    }

    /** The definition of the integral, as a sum over very many small steps of all evidence together. */
    @Test
    void shouldShareOutByThePathOfAllWeightsTogether() throws Exception {
        Network network = Network.of(person.model());
        double[] weights = {0, 4.6, 2.1, -0.9, 2.0};
        double[] points = PathIntegral.pointsPerNat(network, weights);

        int steps = 20_000;
        double[] expected = new double[weights.length];
        Evaluation evaluation = Evaluation.of(network);
        for (int step = 0; step < steps; step++) {
            double at = (step + 0.5) / steps;
            for (int node = 0; node < weights.length; node++) {
                double[] more = Arrays.stream(weights).map(w -> at * w).toArray();
                more[node] += 1e-5;
                double above =
                        Multiplication.points(evaluation.solve(more.clone()).odds());
                more[node] -= 2e-5;
                double below =
                        Multiplication.points(evaluation.solve(more.clone()).odds());
                expected[node] += (above - below) / 2e-5 / steps;
            }
        }
        for (int node = 1; node < weights.length; node++) {
            assertThat(points[node]).as("node %d", node).isCloseTo(expected[node], within(1e-6));
        }
    }

    @Test
    void shouldGiveEqualFindingsEqualPointsInAnyOrder() {
        Evidence a = Samples.family("a", "Collects", Strength.STRONG, "a", NOW);
        Evidence b = Samples.family("b", "Collects", Strength.STRONG, "b", NOW);
        Evidence c = evidence("c", "Exfiltrates", Strength.MEDIUM, NOW);
        List<Contribution> one = person.explain(Samples.of(a, b, c), NOW).contributions();
        List<Contribution> other = person.explain(Samples.of(c, b, a), NOW).contributions();

        assertThat(one.get(0).points())
                .isCloseTo(one.get(1).points(), within(1e-12))
                .isPositive();
        for (int i = 0; i < 3; i++) {
            assertThat(one.get(i).points()).isCloseTo(other.get(2 - i).points(), within(1e-12));
        }
    }

    @Test
    void shouldTakePointsAwayForWhatSpeaksForThePerson() {
        Score score = person.explain(
                Samples.of(
                        evidence("odd", "Collects", Strength.STRONG, NOW),
                        Samples.negative("project", "Collects", Strength.WEAK, NOW),
                        evidence("care", "Conscientious", Strength.MEDIUM, NOW)),
                NOW);

        assertThat(score.contributions().get(0).points()).isPositive();
        assertThat(score.contributions().get(1).points()).isNegative();
        assertThat(score.contributions().get(2).points()).isNegative();
    }

    @Test
    @DisplayName("S3-36: the leading category follows the evidence")
    void shouldNameTheLeadingCategory() {
        assertThat(person.explain(Samples.of(evidence("lost", "Careless", Strength.STRONG, NOW)), NOW)
                        .leading())
                .isEqualTo("negligent");
        assertThat(person.explain(
                                Samples.of(
                                        evidence("bulk", "Collects", Strength.STRONG, NOW),
                                        evidence("usb", "Exfiltrates", Strength.STRONG, NOW)),
                                NOW)
                        .leading())
                .isEqualTo("malicious");
    }

    @Test
    void shouldExplainAPersonOfWhomNothingIsKnown() {
        Score score = person.explain(Dossier.empty(), NOW);

        assertThat(score.score())
                .isEqualTo(score.prior())
                .isEqualTo(person.prior())
                .isCloseTo(1.4, within(1e-9));
        assertThat(score.contributions()).isEmpty();
        assertThat(score.model()).isEqualTo("sample");
    }

    @Test
    @DisplayName("S3-05: every finding of a risk raises the score and the belief in its node")
    void shouldRaiseScoreAndBelief() {
        for (Model.Node node : person.model().nodes().subList(1, 5)) {
            Dossier dossier = Samples.of(evidence("x", node.name(), Strength.MEDIUM, NOW));
            double before = person.beliefs(Dossier.empty(), NOW).getOrDefault(node.name(), 0.0);
            assertThat(person.beliefs(dossier, NOW).get(node.name())).isGreaterThan(before);
            assertThat(person.score(dossier, NOW) > person.prior()).isEqualTo(!node.protective());
        }
    }

    @Test
    void shouldKeepTheSumAsTimePasses() {
        Dossier dossier = Samples.anything(new SplittableRandom(7), person.model(), 40);
        for (int day = 0; day < 300; day += 10) {
            Score score = person.explain(dossier, NOW.plus(Duration.ofDays(day)));
            assertThat(sum(score)).isCloseTo(score.score(), within(1e-9));
        }
    }
}
