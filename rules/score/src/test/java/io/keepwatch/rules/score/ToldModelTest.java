package io.keepwatch.rules.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ScoreModel;
import io.keepwatch.contracts.ScoreModelJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("R16 A model that was told, written and read scores to the last bit like the one it came from")
class ToldModelTest {
    private static final Instant LIVE = Instant.parse("2026-03-01T08:00:00.123456789Z");

    private static Model through(Model model) throws Exception {
        return Model.of(ScoreModelJson.read(ScoreModelJson.write(model.told(LIVE))));
    }

    private static Model sample(ContextModel.Mode mode) {
        Model.Kind general = new Model.Kind(
                "general",
                "Found something",
                List.of(new Model.Effect("Collects", Strength.MEDIUM, Duration.ofDays(30), false, "of-a-family")),
                List.of());
        Model.Kind special = new Model.Kind(
                "special",
                "Found something special",
                List.of(
                        new Model.Effect("Collects", Strength.STRONG, Duration.ofHours(36), false, null),
                        new Model.Effect("Conscientious", Strength.WEAK, Duration.ofDays(365), true, null)),
                List.of("general"));
        return Samples.model(Samples.nodes(), Samples.context(mode), List.of(general, special));
    }

    @ParameterizedTest
    @EnumSource(ContextModel.Mode.class)
    void shouldComeBackAsItWas(ContextModel.Mode mode) throws Exception {
        Model model = sample(mode);

        assertThat(through(model)).isEqualTo(model);
        assertThat(ScoreModelJson.read(ScoreModelJson.write(model.told(LIVE))).liveSince())
                .isEqualTo(LIVE);
    }

    @Test
    void shouldBeWrittenInOneWayOnly() throws Exception {
        ScoreModel told = sample(ContextModel.Mode.ODDS).told(LIVE);

        assertThat(ScoreModelJson.write(Model.of(told).told(LIVE))).isEqualTo(ScoreModelJson.write(told));
    }

    @Test
    void shouldScoreWhateverThereIsAlike() throws Exception {
        WholePerson here = Samples.person(sample(ContextModel.Mode.ODDS));
        WholePerson there = WholePerson.of(through(here.model()));
        SplittableRandom random = new SplittableRandom(20260301);
        for (int i = 0; i < 200; i++) {
            Dossier dossier = Samples.anything(random, here.model(), 12);
            Instant at = Samples.NOW.plusSeconds(random.nextInt(-1_000_000, 1_000_000));
            assertThat(there.explain(dossier, at)).isEqualTo(here.explain(dossier, at));
        }
    }
}
