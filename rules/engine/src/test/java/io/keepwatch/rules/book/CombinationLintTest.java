package io.keepwatch.rules.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S3-33, S3-34: combinations are read, and refused with file and line where they cannot be meant")
class CombinationLintTest {
    private static final String MUCH = "much: {evidence: UnusualPrintVolume, count: true, over: 24h}\n";

    @TempDir
    private Path directory = Path.of(".");

    private CombinationRuleFiles rules;

    @BeforeEach
    void write() throws Exception {
        rules = new CombinationRuleFiles(new RuleFiles(directory))
                .finds("volume", "UnusualPrintVolume", "PrintJob( pages > 100 )")
                .alerts("stick", "live", "UsbWrite( bytes > 0 )");
    }

    private void refused(String... says) {
        assertThatThrownBy(rules::load)
                .isInstanceOf(RuleSetException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).contains(says));
    }

    @Test
    @DisplayName("a combination names kinds of the model and rules that leave evidence")
    void shouldReadACombination() throws Exception {
        rules.combination(
                "both",
                MUCH + "sticks: {evidence: [stick, FirstMediaUse], distinct: kind, over: 90m, after: much}\n",
                "Evidence( kind in ( \"stick\", \"LessRecreationThanPeers\" ), sticks > 0 )");

        Rule both = rules.load().rules().stream()
                .filter(rule -> rule.id().equals("both"))
                .findFirst()
                .orElseThrow();

        assertThat(both.types()).isEmpty();
        assertThat(both.combination()).isNotNull().satisfies(combination -> {
            assertThat(combination.kinds())
                    .containsExactlyInAnyOrder(
                            "UnusualPrintVolume", "stick", "FirstMediaUse", "LessRecreationThanPeers");
            assertThat(combination.reach()).isEqualTo(Duration.ofHours(24));
            assertThat(combination.windows()).extracting(EvidenceWindow::after).containsExactly(null, "much");
        });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            UnusualPrintVolum | no such kind of evidence: UnusualPrintVolum; is UnusualPrintVolume meant?
            unusualprintvolume | no such kind of evidence: unusualprintvolume; is UnusualPrintVolume meant?
            stik | no such kind of evidence: stik; is stick meant?
            Nonsense | no such kind of evidence: Nonsense
            volume | volume cannot be combined: the rule leaves evidence of kind UnusualPrintVolume
            UnusualPlaceTimeAndPrinting | a combination leaves it, and combinations are not made of combinations
            whole | whole cannot be combined: a combination leaves it, and combinations are not made of combinations
            """)
    @DisplayName("an unknown kind is refused where it stands, with the one that may be meant")
    void shouldRefuseUnknownKinds(String kind, String reason) throws Exception {
        rules.combination(
                "whole",
                MUCH + "other: {evidence: " + kind + ", count: true, over: 1h}\n",
                "Evidence( much > 0, other > 0 )");
        refused("catalogue/test/whole/rule.yaml:9", "windows.other.evidence: ", reason);

        rules.combination("whole", MUCH, "Evidence( much > 0,\n        kind == \"" + kind + "\" )");
        refused("catalogue/test/whole/rule.drl:4", reason);
    }

    @Test
    @DisplayName("a retired rule leaves nothing that could be combined")
    void shouldRefuseWhatIsRetired() throws Exception {
        rules.alerts("stick", "retired\nretired: nobody has sticks", "UsbWrite( bytes > 0 )")
                .combination("whole", MUCH, "Evidence( kind == \"stick\", much > 0 )");

        refused("catalogue/test/whole/rule.drl:3", "stick cannot be combined: it is retired");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x: {evidence: stick, over: 1h}                                | Evidence( x > 0 ) | exactly one of count: true and distinct: kind
            x: {evidence: stick, count: true, distinct: kind, over: 1h}   | Evidence( x > 0 ) | exactly one of count: true and distinct: kind
            x: {evidence: stick, distinct: node, over: 1h}                | Evidence( x > 0 ) | only kinds can be told apart
            x: {evidence: [], count: true, over: 1h}                      | Evidence( x > 0 ) | names no kind of evidence
            x: {evidence: stick, count: true}                             | Evidence( x > 0 ) | over
            x: {evidence: stick, count: true, over: 32d}                  | Evidence( x > 0 ) | expected 1s to 31d
            x: {evidence: stick, count: true, over: 1h, after: y}         | Evidence( x > 0 ) | no window y stands before this one
            x: {evidence: stick, count: true, over: 1h, after: x}         | Evidence( x > 0 ) | no window x stands before this one
            x: {evidence: stick, count: true, over: 1h, where: {a: b}}    | Evidence( x > 0 ) | where
            kind: {evidence: stick, count: true, over: 1h}                | Evidence( kind > 0 ) | evidence has a property of this name
            x: {evidence: stick, count: true, over: 1h}                   | Evidence( y > 0 ) | Evidence has no property y; known are kind, time, x
            x: {evidence: stick, count: true, over: 1h}                   | Evidence( kind == "stick" ) | no condition reads the declared window x
            x: {evidence: stick, count: true, over: 1h}                   | Evidence( x > 0, listed( "stick", kind ) ) | calls what a condition cannot call
            x: {evidence: stick, count: true, over: 1h}                   | Evidence( x > 0, kind.length() > 3 ) | calls what a condition cannot call
            x: {evidence: stick, count: true, over: 1h}                   | Evidence( x > 0 ) or UsbWrite( bytes > 5 ) | not at both
            x: {of: usb.write, count: true, over: 1h}                     | Evidence( kind == "stick", x > 0 ) | Evidence has no property x
            x: {evidence: stick, count: true, over: 1h}                   | Evidence( x > 0 ) from something | from
            """)
    @DisplayName("what cannot be meant, or goes beyond a condition, is refused")
    void shouldRefuseWhatCannotBeMeant(String windows, String pattern, String reason) throws Exception {
        rules.combination("wrong", windows, pattern);

        refused("catalogue/test/wrong/rule.", reason);
    }

    @Test
    @DisplayName("a combination names a kind, or it would be asked about everything")
    void shouldNameAKind() throws Exception {
        rules.combination("wrong", "", "Evidence( time > Instant.parse(\"2026-01-01T00:00:00Z\") )");

        refused("catalogue/test/wrong/rule.drl", "names no kind of evidence");
    }

    @Test
    @DisplayName("two combinations that say the same are one too many; a window with other kinds says something else")
    void shouldRefuseTwoThatSayTheSame() throws Exception {
        rules.combination("first", MUCH, "Evidence( much > 0 )")
                .combination("second", MUCH.replace("much", "more"), "Evidence( more>0 )");
        refused("catalogue/test/second/rule.drl", "says the same as first");

        rules.combination("second", MUCH.replace("UnusualPrintVolume", "FirstMediaUse"), "Evidence( much > 0 )");
        assertThat(rules.load().rules()).hasSize(4);
    }

    @Test
    @DisplayName("a finding is of a kind that the model has, and says nothing twice of one node")
    void shouldRefuseKindsThatTheModelLacks() throws Exception {
        rules.finds("volume", "Nonsense", "PrintJob( pages > 100 )");
        refused("catalogue/test/volume/rule.yaml", "evidence.kind: no such kind in the model: Nonsense");

        rules.finds("volume", "UnusualPrintVolume}, {kind: FirstMediaUse", "PrintJob( pages > 100 )");
        refused("catalogue/test/volume/rule.yaml", "evidence.node: is given twice: ExfiltratesData");

        rules.finds("volume", "UnusualPrintVolume, strength: weak", "PrintJob( pages > 100 )");
        refused("catalogue/test/volume/rule.yaml:8", "the model says the rest of a kind");
    }
}
