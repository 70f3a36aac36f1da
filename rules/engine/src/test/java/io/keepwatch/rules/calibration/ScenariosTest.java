package io.keepwatch.rules.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.rules.book.RuleFiles;
import io.keepwatch.rules.book.RuleSetException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The scenarios of rules/calibration come out right; what is wrong with one is named")
class ScenariosTest {
    @TempDir
    private Path directory = Path.of(".");

    @TestFactory
    Stream<DynamicTest> shouldGiveEverybodyTheScoreTheyMustHave() throws Exception {
        return Calibration.of(Path.of("..")).stream()
                .map(reading -> DynamicTest.dynamicTest(
                        reading.name() + ": " + reading.story(),
                        () -> assertThat(reading.failure()).isNull()));
    }

    private List<Calibration.Result> played(String scenarios) throws Exception {
        RuleFiles rules = new RuleFiles(directory.resolve("rules"))
                .weighed("usb", "UsbWrite( bytes > 5 * MB )", "ExfiltratesData", "strong");
        rules.file("calibration/some.yaml", """
                description: Some.
                people: {kara: {timeZone: UTC}, otto: {timeZone: UTC}}
                scenarios:
                """ + scenarios.indent(2));
        return Calibration.of(rules.root());
    }

    private static final String WRITES = """
            - id: S
              story: Writes 6 MB.
              activities: [{time: "2026-03-02T10:00:00Z", type: usb.write, user: kara, bytes: 6_000_000}]
            """;

    @Test
    @DisplayName(
            "a limit that is missed is said with what was expected and what came; the score of nobody is the prior")
    void shouldSayWhatIsMissed() throws Exception {
        List<Calibration.Result> results = played(WRITES + """
                  readings:
                    - {at: "2026-03-02T10:00:00Z", above: 30, below: 30, leading: negligent}
                    - {name: of otto, of: otto, at: "2026-03-02T10:00:00Z", below: {of: S, times: 0.5}}
                    - {name: belief, node: ExfiltratesData, at: "2026-03-02T10:00:00Z", atLeast: 10}
                """);

        assertThat(results).extracting(Calibration.Result::name).containsExactly("S", "S of otto", "S belief");
        assertThat(results.getFirst().failure()).startsWith("expected < 30 (30.0000), was 34.");
        assertThat(results.getFirst().must()).containsExactly("> 30", "< 30", "leading: negligent");
        assertThat(results.get(1).failure()).isNull();
        assertThat(results.get(1).value()).isBetween(1.0, 2.0);
        assertThat(results.get(1).room()).isBetween(15.0, 17.0);
        assertThat(results.get(2).value()).isBetween(20.0, 80.0);
    }

    @Test
    @DisplayName("a person, a node, a reading or a limit that is none is refused with file and line")
    void shouldNameWhatIsWrong() {
        String reading = "  readings: [{at: \"2026-03-02T10:00:00Z\", %s}]\n";
        for (String[] wrong : new String[][] {
            {"of: nobody", "no such person: nobody"},
            {"node: Nothing", "the model has no such node: Nothing"},
            {"below: {of: R99}", "no such reading: R99"},
            {"below: high", "below"},
            {"lower: 3", "lower"}
        }) {
            assertThatThrownBy(() -> played(WRITES + reading.formatted(wrong[0])))
                    .as(wrong[0])
                    .isInstanceOf(RuleSetException.class)
                    .hasMessageContaining("calibration/some.yaml:7")
                    .hasMessageContaining(wrong[1]);
        }
        assertThatThrownBy(() -> played(WRITES + "  readings: [{at: yesterday}]\n"))
                .hasMessageContaining("calibration/some.yaml:7");
        assertThatThrownBy(
                        () -> played(WRITES + reading.formatted("below: 50") + WRITES + reading.formatted("below: 50")))
                .hasMessageContaining("the name is taken: S");
    }
}
