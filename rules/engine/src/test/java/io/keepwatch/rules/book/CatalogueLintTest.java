package io.keepwatch.rules.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A catalogue that reads well can still be wrong, and is told where")
class CatalogueLintTest {
    private static final String WRITTEN = "written: {of: usb.write, sum: bytes, over: 24h}";

    @TempDir
    private Path directory = Path.of(".");

    private RuleFiles rules;

    @BeforeEach
    void write() throws Exception {
        rules = new RuleFiles(directory);
    }

    private void refused(String... says) {
        assertThatThrownBy(rules::load)
                .isInstanceOf(RuleSetException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).contains(says));
    }

    @Test
    @DisplayName("two rules that say the same are one too many, whatever their spaces, comments and window names")
    void shouldRefuseTwoRulesWithOneCondition() throws Exception {
        rules.rule("first", WRITTEN, "UsbWrite( written > 5 * MB )")
                .rule("second", WRITTEN.replace("written", "copied"), "UsbWrite(copied>5*MB) // the same");
        refused("catalogue/test/second/rule.drl", "says the same as first");

        rules.rule("second", WRITTEN.replace("24h", "23h"), "UsbWrite( written > 5 * MB )");
        assertThat(rules.load().rules()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            UsbWrite( bytes > 500000000 )
            UsbWrite( bytes >= 1_000 )
            UsbWrite( written > 1000 )
            EmailSent( largestAttachment > 5000000, written > 5 * MB )
            """)
    @DisplayName("a size without a unit is refused with its line")
    void shouldRefuseSizesWithoutUnits(String pattern) throws Exception {
        rules.rule("sizes", pattern.contains("written") ? WRITTEN : "", pattern);

        refused("catalogue/test/sizes/rule.drl:3", "write", "with KB, MB or GB");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            UsbWrite( bytes > 0 )
            UsbWrite( bytes > 999 )
            UsbWrite( bytes > 5000 * KB )
            PrintJob( pages > 1000 )
            """)
    @DisplayName("small sizes, sizes with units and other numbers are fine")
    void shouldAcceptPlainNumbers(String pattern) throws Exception {
        rules.rule("sizes", "", pattern);

        assertThat(rules.load().rules()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            indicator: {number: 7, class: medium}                                      | 1 to 7 are high
            indicator: {number: 8, class: high}                                        | 1 to 7 are high
            evidence: [{node: ExfiltratesData, strength: weak, halfLife: 30m}]         | expected 1h to 365d
            evidence: [{node: ExfiltratesData, strength: weak, halfLife: 366d}]        | expected 1h to 365d
            """)
    @DisplayName("a class or a half-life that cannot be meant is refused")
    void shouldRefuseWhatCannotBeMeant(String line, String reason) throws Exception {
        rules.rule("odd", "", "UsbWrite( bytes > 5 )");
        Path declaration = directory.resolve("catalogue/test/odd/rule.yaml");
        Files.writeString(declaration, Files.readString(declaration) + line + "\n");

        refused("catalogue/test/odd/rule.yaml", reason);
    }

    @Test
    @DisplayName("windows may not be called like properties, nor like what another window gives")
    void shouldRefuseNamesTwice() throws Exception {
        rules.rule("names", WRITTEN.replace("written", "device"), "UsbWrite( device > 5 )");
        refused("windows.device: activities have a property of this name");

        rules.rule(
                "names",
                "day: {of: usb.write, sum: bytes, per: day, baseline: 30d}\ndayMean: {of: usb.write, count: true, over: 1h}",
                "UsbWrite( day > 3 * dayMean )");
        refused("windows.dayMean: the window day gives a property of this name");
    }

    @Test
    @DisplayName("a retired rule may say what another says")
    void shouldLeaveRetiredRulesAlone() throws Exception {
        rules.rule("first", "", "UsbWrite( bytes > 5 )").rule("second", "", "UsbWrite( bytes > 5 )");
        Path declaration = directory.resolve("catalogue/test/second/rule.yaml");
        Files.writeString(
                declaration, Files.readString(declaration).replace("status: live", "status: retired\nretired: twice"));

        assertThat(rules.load().rules()).extracting(Rule::id).containsExactly("first");
    }
}
