package io.keepwatch.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.book.RuleFolder;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.RuleSetReader;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What the catalogue's cases prove, by requirement")
class CatalogueCoverageTest {
    private static final Map<String, Set<RuleCase.Kind>> COVERED = new TreeMap<>();

    @BeforeAll
    static void read() throws RuleSetException {
        Path rules = Path.of("..");
        CaseReader reader = new CaseReader(rules);
        for (RuleFolder folder : RuleSetReader.read(rules).folders()) {
            for (RuleCase one : reader.cases(folder)) {
                one.covers()
                        .forEach(id -> COVERED.computeIfAbsent(id, _ -> EnumSet.noneOf(RuleCase.Kind.class))
                                .add(one.kind()));
            }
        }
    }

    @ParameterizedTest(name = "{0} has a case that fires, one just below and one that is benign")
    @ValueSource(
            strings = {
                "S2-005", "S2-006", "S2-007", "S2-008", "S2-009", "S2-010", "S2-011", "S2-012", "S2-013", "S2-014",
                "S2-015", "S2-016", "S2-017", "S2-032", "S2-033", "S2-034", "S2-035", "S2-036", "S2-037", "S2-038",
                "S2-039", "S2-040", "S1-11", "S1-22", "S1-23", "S1-24", "S3-01", "S3-03", "S3-12", "S3-33",
                "S3-34", "S3-38", "S2-102"
            })
    void shouldBeProvenByCases(String requirement) {
        assertThat(COVERED).containsKey(requirement);
        assertThat(COVERED.get(requirement))
                .contains(RuleCase.Kind.FIRING, RuleCase.Kind.JUST_BELOW, RuleCase.Kind.BENIGN);
    }
}
