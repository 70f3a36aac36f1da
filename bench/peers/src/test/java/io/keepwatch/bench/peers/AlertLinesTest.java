package io.keepwatch.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The comparison finds what it must find (planted differences)")
class AlertLinesTest {
    private static final String DOWNLOAD =
            AlertLines.line("bulk-download", "kara", "2026-03-02", 2, "2026-03-02T09:00:00Z");
    private static final String PRINT =
            AlertLines.line("classified-print", "kara", "2026-03-02", 1, "2026-03-02T10:00:00Z");
    private static final AlertLines EXPECTED = new AlertLines(List.of(DOWNLOAD, PRINT));

    private static String difference(String... found) {
        return String.valueOf(new AlertLines(List.of(found)).firstDifferenceFrom(EXPECTED));
    }

    @Test
    void shouldAgreeWhateverTheOrder() {
        assertThat(new AlertLines(List.of(PRINT, DOWNLOAD)).firstDifferenceFrom(EXPECTED))
                .isNull();
        assertThat(new AlertLines(List.of(PRINT, DOWNLOAD)).digest()).isEqualTo(EXPECTED.digest());
    }

    @Test
    void shouldNameAMissingAlert() {
        assertThat(difference(DOWNLOAD)).isEqualTo("missing: " + PRINT);
    }

    @Test
    void shouldNameAnAlertThatNobodyExpected() {
        String other = AlertLines.line("bulk-download", "kara", "2026-03-03", 1, "2026-03-03T09:00:00Z");
        assertThat(difference(DOWNLOAD, PRINT, other)).isEqualTo("not expected: " + other);
    }

    @Test
    void shouldNameAnotherCountAndAnotherFirstMatch() {
        String counted = AlertLines.line("bulk-download", "kara", "2026-03-02", 3, "2026-03-02T09:00:00Z");
        String later = AlertLines.line("classified-print", "kara", "2026-03-02", 1, "2026-03-02T10:00:01Z");
        assertThat(difference(counted, PRINT)).isEqualTo("expected " + DOWNLOAD + ", found " + counted);
        assertThat(difference(DOWNLOAD, later)).isEqualTo("expected " + PRINT + ", found " + later);
    }

    @Test
    void shouldNoticeAnAlertThatStandsThereTwice() {
        assertThat(difference(DOWNLOAD, PRINT, PRINT)).isEqualTo("an alert stands there twice");
    }

    @Test
    void shouldSayWhoFoundSomethingElse() {
        Standings standings = new Standings("judge only");
        List<String> changed = new ArrayList<>(EXPECTED.lines());
        changed.removeLast();
        Cost cost = new Cost(1, 1, 1, 1);
        assertThat(standings.add(Entrant.JAVA, new Result(EXPECTED, 1, cost, Map.of())))
                .isNull();
        assertThat(standings.add(Entrant.FLINK, new Result(EXPECTED, 1, cost, Map.of())))
                .isNull();
        assertThat(standings.add(Entrant.SIDDHI, new Result(new AlertLines(changed), 1, cost, Map.of())))
                .isEqualTo("Siddhi: missing: " + PRINT);
    }
}
