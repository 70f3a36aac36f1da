package io.keepwatch.rules.score;

import static io.keepwatch.rules.score.Samples.NOW;
import static io.keepwatch.rules.score.Samples.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A score in words that a lawyer of HR understands")
class WordsTest {
    private final WholePerson person = Samples.person();
    private final Words words = new Words(person.model(), ZoneId.of("Europe/Berlin"));

    private String sentence(Evidence... evidence) {
        return words.of(
                person.explain(Samples.of(evidence), NOW).contributions().getLast());
    }

    @Test
    void shouldSayWhatWasFoundAndWhatItMeans() {
        assertThat(sentence(evidence("it", "Collects", Strength.STRONG, NOW.minus(Duration.ofDays(30)))))
                .isEqualTo(
                        "Did it on 2026-01-31: a strong sign that this person shows Collects; time has left 50 % of it; adds 5.1 points.");
    }

    @Test
    void shouldSayWhatSpeaksForThePerson() {
        assertThat(sentence(Samples.negative("help", "Collects", Strength.WEAK, NOW)))
                .startsWith(
                        "Did help on 2026-03-02: a weak sign against the assumption that this person shows Collects; ")
                .contains("takes away 0.");
    }

    @Test
    void shouldSayWhyAFindingCountsLessOrNothing() {
        Evidence strong = evidence("a", "Collects", Strength.STRONG, NOW, "x");
        assertThat(sentence(strong, evidence("b", "Collects", Strength.WEAK, NOW, "x")))
                .isEqualTo(
                        "Did b on 2026-03-02: counts nothing, because a stronger finding rests on the same activities.");
        assertThat(sentence(
                        Samples.family("a", "Collects", Strength.STRONG, "f", NOW),
                        Samples.family("b", "Collects", Strength.STRONG, "f", NOW)))
                .contains("is number 2 of its kind and counts 35 %");
        assertThat(sentence(evidence("a", "Collects", Strength.STRONG, NOW.minus(Duration.ofDays(900)))))
                .endsWith("is too long ago to count.");
    }

    @Test
    void shouldTellTheDayInTheGivenZone() {
        assertThat(sentence(evidence("it", "Collects", Strength.STRONG, Instant.parse("2026-03-01T23:30:00Z"))))
                .startsWith("Did it on 2026-03-02: ");
    }

    @Test
    void shouldSayWhatACircumstanceDoes() {
        List<Multiplier> multipliers = person.explain(
                        Samples.with(
                                List.of(evidence("it", "Collects", Strength.STRONG, NOW)),
                                "notice",
                                "pip",
                                "privileged",
                                "crown-jewels",
                                "review"),
                        NOW)
                .multipliers();

        assertThat(words.of(multipliers.getFirst()))
                .matches(
                        "Has given notice \\(HR, since 2026-03-01\\): multiplies the odds by 3 and adds [0-9.]+ points\\.");
        assertThat(words.of(multipliers.get(1)))
                .startsWith(
                        "Is on a performance plan (HR, since 2026-03-01): the limit for circumstances is reached without it");
        assertThat(words.of(multipliers.getLast()))
                .endsWith("counts nothing beside \"Is on a performance plan\", because both tell of the same thing.");
    }

    @Test
    void shouldSayWhatWouldChangeIt() {
        Dossier dossier = Samples.of(evidence("it", "Collects", Strength.STRONG, NOW));
        assertThat(words.of(person.changesAhead(dossier, NOW, 1).getFirst(), Map.of("it", "Did it")))
                .matches(
                        "On 2026-04-01 \"Did it\" will have faded by another half; the score is then [0-9.]+ \\(monitor\\), if nothing else happens\\.");
    }

    @Test
    void shouldSumTheScoreUp() {
        assertThat(words.of(person.explain(Dossier.empty(), NOW)))
                .isEqualTo(
                        "The score is 1.4 of 100 (monitor). Somebody of whom nothing is known has 1.4. The likeliest explanation other than ordinary behaviour is negligent, at 1 %.");
    }
}
