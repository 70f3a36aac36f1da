package io.keepwatch.rules.score;

import static io.keepwatch.rules.score.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Circumstances multiply")
class ContextTest {
    private static final List<Evidence> BULK = List.of(Samples.evidence("bulk", "Collects", Strength.STRONG, NOW));

    private final WholePerson person = Samples.person();

    private double odds(String... factors) {
        double score = person.score(Samples.with(BULK, factors), NOW);
        return score / (100 - score);
    }

    private Multiplier multiplier(String factor, String... factors) {
        return person.explain(Samples.with(BULK, factors), NOW).multipliers().stream()
                .filter(one -> one.factor().equals(factor))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("S2-018: the odds, so that a score stays a probability")
    void shouldMultiplyTheOdds() {
        assertThat(odds("notice")).isCloseTo(3 * odds(), within(1e-9));
        assertThat(odds("notice", "privileged")).isCloseTo(6 * odds(), within(1e-9));
    }

    @Test
    @DisplayName("R12: correlated factors count once, by the largest")
    void shouldCountCorrelatedFactorsOnce() {
        assertThat(odds("pip", "review")).isEqualTo(odds("pip"));
        assertThat(odds("review")).isCloseTo(1.5 * odds(), within(1e-9));
        assertThat(multiplier("review", "pip", "review"))
                .returns(Multiplier.Effect.SHADOWED_BY_GROUP, Multiplier::effect)
                .returns("pip", Multiplier::other)
                .returns(1.0, Multiplier::applied)
                .returns(0.0, Multiplier::points);
    }

    @Test
    @DisplayName("R01: the product is capped")
    void shouldCapTheProduct() {
        assertThat(odds("notice", "pip", "privileged")).isCloseTo(12 * odds(), within(1e-9));
        assertThat(odds("notice", "pip", "privileged", "crown-jewels")).isEqualTo(odds("notice", "pip", "privileged"));
        assertThat(multiplier("crown-jewels", "notice", "pip", "privileged", "crown-jewels"))
                .returns(Multiplier.Effect.SHADOWED_BY_LIMIT, Multiplier::effect)
                .returns(1.0, Multiplier::applied);
    }

    @Test
    @DisplayName("R13: what counts lowers the score when it ends, what is shadowed changes nothing")
    void shouldSayOfEachFactorWhetherItsEndWouldMatter() {
        String[] names = {"notice", "pip", "privileged", "crown-jewels", "review"};
        for (ContextModel.Mode mode : ContextModel.Mode.values()) {
            WholePerson model = Samples.person(Samples.model(Samples.nodes(), Samples.context(mode), List.of()));
            for (int chosen = 0; chosen < 1 << names.length; chosen++) {
                List<String> factors = new ArrayList<>();
                for (int i = 0; i < names.length; i++) {
                    if ((chosen >> i & 1) == 1) {
                        factors.add(names[i]);
                    }
                }
                Score score = model.explain(Samples.with(BULK, factors.toArray(String[]::new)), NOW);
                for (Multiplier multiplier : score.multipliers()) {
                    String[] others = factors.stream()
                            .filter(factor -> !factor.equals(multiplier.factor()))
                            .toArray(String[]::new);
                    double without = model.score(Samples.with(BULK, others), NOW);
                    if (multiplier.effect() == Multiplier.Effect.COUNTS) {
                        assertThat(without)
                                .as("%s without %s", factors, multiplier.factor())
                                .isLessThan(score.score());
                    } else {
                        assertThat(without)
                                .as("%s without %s", factors, multiplier.factor())
                                .isCloseTo(score.score(), within(1e-12));
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("R13: a contract that ends lowers the score at that instant, and only from then on")
    void shouldHoldFromItsBeginningUntilBeforeItsEnd() {
        Instant end = NOW.plus(Duration.ofDays(14));
        ContextFact fact = new ContextFact("notice", "HR", NOW, end);
        Dossier dossier = new Dossier(List.of(), List.of(fact));

        assertThat(person.score(dossier, NOW.minusMillis(1))).isEqualTo(person.prior());
        assertThat(person.score(dossier, NOW)).isGreaterThan(person.prior());
        assertThat(person.score(dossier, end.minusMillis(1))).isGreaterThan(person.prior());
        assertThat(person.score(dossier, end)).isEqualTo(person.prior());
        assertThat(person.explain(dossier, end).multipliers()).isEmpty();
    }

    @Test
    @DisplayName("S2-025: each factor shows its source; told twice it counts once, with what holds longest")
    void shouldShowTheSourceThatHoldsLongest() {
        ContextFact brief = new ContextFact("pip", "HR, first", NOW, NOW.plus(Duration.ofDays(10)));
        ContextFact longer = new ContextFact("pip", "HR, second", NOW, NOW.plus(Duration.ofDays(90)));
        for (List<ContextFact> facts : List.of(List.of(brief, longer), List.of(longer, brief))) {
            assertThat(person.explain(new Dossier(BULK, facts), NOW).multipliers())
                    .singleElement()
                    .returns("HR, second", Multiplier::source)
                    .returns(2.0, Multiplier::applied);
        }
    }

    @Test
    void shouldLeaveOutAFactorThatTheModelDoesNotKnow() {
        assertThat(odds("horoscope")).isEqualTo(odds());
    }

    @Test
    @DisplayName("ADR 13: by the letter the score itself is multiplied, and cut off at 100")
    void shouldMultiplyTheScoreByConfiguration() {
        WholePerson literal =
                Samples.person(Samples.model(Samples.nodes(), Samples.context(ContextModel.Mode.SCORE), List.of()));
        double base = literal.score(Samples.with(BULK), NOW);
        assertThat(base).isBetween(20.0, 50.0);

        assertThat(literal.score(Samples.with(BULK, "pip"), NOW)).isCloseTo(2 * base, within(1e-9));
        Score cutOff = literal.explain(Samples.with(BULK, "notice", "pip", "privileged"), NOW);
        assertThat(cutOff.score()).isEqualTo(100);
        assertThat(cutOff.multipliers().stream().mapToDouble(Multiplier::points).sum())
                .isCloseTo(100 - base, within(1e-9));
    }

    @Test
    @DisplayName("S2-027: what HR says multiplies and is no evidence")
    void shouldNotChangeTheBase() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 50; i++) {
            Dossier dossier = Samples.anything(random, person.model(), 10);
            assertThat(person.explain(dossier, NOW).base())
                    .isEqualTo(person.explain(new Dossier(dossier.evidence(), List.of()), NOW)
                            .score());
        }
    }
}
