package io.keepwatch.rules.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keepwatch.rules.score.Model;
import io.keepwatch.rules.score.WholePerson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The files of the whole-person model are read strictly")
class ModelReaderTest {
    private static final Path RULES = Path.of("..");

    private static String wholePerson() throws Exception {
        return Files.readString(RULES.resolve("model/whole-person.yaml"));
    }

    private static String context() throws Exception {
        return Files.readString(RULES.resolve("model/context.yaml"));
    }

    private static List<RuleProblem> problems(String wholePerson, String context) {
        RuleSetException refused =
                catchThrowableOfType(RuleSetException.class, () -> ModelReader.read(wholePerson, context));
        return refused == null ? List.of() : refused.problems();
    }

    private static int line(String text, String of) {
        return 1
                + (int) text.substring(0, text.indexOf(of))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    @Test
    void shouldReadWhatIsShipped() throws Exception {
        WholePerson person = ModelReader.read(wholePerson(), context());
        assertThat(person.model().nodes()).hasSizeLessThanOrEqualTo(Model.MOST_NODES);
        assertThat(person.model().context().factors()).hasSize(7);
        assertThat(person.model().digest()).matches("[0-9a-f]{64}");
    }

    @Test
    void shouldNameOtherContentOtherwise() throws Exception {
        assertThat(ModelReader.read(wholePerson(), context() + "# more\n")
                        .model()
                        .digest())
                .isNotEqualTo(ModelReader.read(wholePerson(), context()).model().digest());
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            0.986                                | 0.987                             | nodes.Behaviour.table[0]: sums to 1.001
            table: [0.04, 0.45]                  | table: [0.04, 0.45, 0.5]          | nodes.CarelessTowardDuties.table: expected 2 rows
            table: [0.04, 0.45]                  | table: [0.04, 1.45]               | nodes.CarelessTowardDuties.table[1]: expected probabilities above 0 and below 1
            table: [0.04, 0.45]                  | table: [0.04, much]               | nodes.CarelessTowardDuties.table[1]: expected a number
            parents: [Conscientious]             | parents: [CarelessTowardDuties]   | nodes.CarelessTowardDuties.parents: depends on itself
            parents: [Conscientious]             | parents: [Diligent]               | nodes.CarelessTowardDuties.parents[0]: no such node: Diligent
            root: Behaviour                      | root: Trust                       | root: no such node: Trust
            {node: CarelessTowardDuties,         | {node: Careless,                  | evidence.ExcessiveBadgeErrorLostOrExpired.evidence[0].node: no such node: Careless
            strength: medium, halfLife: 14d      | strength: medium, halfLife: -14d  | evidence.ExcessiveBadgeErrorLostOrExpired.evidence[0].halfLife: expected a duration
            strength: medium, halfLife: 14d      | strength: medium, halfLife: 0d    | evidence.ExcessiveBadgeErrorLostOrExpired.evidence[0].halfLife: expected 1h to 365d
            strength: medium, halfLife: 14d      | strength: huge, halfLife: 14d     | evidence.ExcessiveBadgeErrorLostOrExpired.evidence[0].strength: expected one of weak, medium, strong, decisive
            medium: 8                            | medium: 2                         | strengths.medium: expected a ratio above
            repeats: 1.5                         | repeats: often                    | repeats: expected a number
            MisusesPrivilege:                    | EvadesControls:                   | EvadesControls is given twice
            """)
    void shouldNameLineAndField(String text, String other, String problem) throws Exception {
        String yaml = wholePerson().replaceFirst(Pattern.quote(text), other);
        assertThat(problems(yaml, context())).first().satisfies(first -> {
            assertThat(first.file()).isEqualTo("model/whole-person.yaml");
            assertThat(first.reason()).contains(problem);
            assertThat(first.line()).isEqualTo(line(wholePerson(), text));
        });
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            cap: 12                     | cap: 0                   | cap: expected 1 to 1000, found 0.0
            multiplier: 3               | multiplier: 1            | factors.notice.multiplier: expected above 1
            pip, negative-review        | pip, horoscope           | correlated[0][1]: no such factor: horoscope
            notice, job-sites           | notice, pip              | correlated[1][1]: is in a group already
            multiplies: odds            | multiplies: everything   | multiplies: expected one of odds, score
            says: Got a negative review | tells: Bad               | factors.negative-review.tells: no such field
            """)
    void shouldNameLineAndFieldOfTheMultipliers(String text, String other, String problem) throws Exception {
        String yaml = context().replaceFirst(Pattern.quote(text), other);
        assertThat(problems(wholePerson(), yaml)).first().satisfies(first -> {
            assertThat(first.file()).isEqualTo("model/context.yaml");
            assertThat(first.reason()).contains(problem);
            assertThat(first.line()).isEqualTo(line(context(), text));
        });
    }
}
