package io.keepwatch.cases.alert;

import static io.keepwatch.cases.AlertMother.NOON;
import static io.keepwatch.cases.AlertMother.alert;
import static io.keepwatch.cases.AlertMother.count;
import static io.keepwatch.cases.AlertMother.indicator;
import static io.keepwatch.cases.AlertMother.roof;
import static io.keepwatch.cases.AlertMother.rule;
import static io.keepwatch.cases.AlertMother.shadow;
import static io.keepwatch.cases.AlertMother.unresolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptAlertTest {
    private static final Alert FIRST = alert("a-1", "kara", Severity.P2);

    @Test
    @DisplayName("S1-10 Any order and repetition of an alert's states comes to the same alert")
    void shouldComeToTheSameAlertInAnyOrder() {
        List<Alert> states = new ArrayList<>(
                List.of(FIRST, count(FIRST, 2), count(FIRST, 3), count(count(FIRST, 3), 3), count(FIRST, 4), FIRST));
        Random seeded = new Random(7);
        for (int round = 0; round < 200; round++) {
            Collections.shuffle(states, seeded);
            KeptAlert kept = KeptAlert.first(states.getFirst());
            for (Alert state : states) {
                kept = kept.merge(state);
            }
            assertThat(kept)
                    .isEqualTo(new KeptAlert(count(FIRST, 4), NOON.plusSeconds(2), AlertStatus.OPEN, null, 0, null));
        }
    }

    @Test
    @DisplayName("S1-10 A state that was seen before changes nothing")
    void shouldNotChangeThroughRepeats() {
        KeptAlert kept = KeptAlert.first(count(FIRST, 5));

        assertThat(kept.merge(count(FIRST, 5))).isSameAs(kept);
        assertThat(kept.merge(count(FIRST, 4)).alert()).isEqualTo(count(FIRST, 5));
    }

    @ParameterizedTest
    @CsvSource({
        "P3, 1, true",
        "P4, 7, true",
        "P3, 8, false",
        "P4, 13, false",
        "P2, 8, true",
    })
    @DisplayName(
            "S2-005 S2-011 S2-012 High-risk indicators (1 to 7) open a case at any severity, medium ones at P1 and P2")
    void shouldOpenACaseForHighRiskIndicators(Severity severity, int number, boolean opens) {
        Alert alert = indicator(alert("a-1", "kara", severity), number);

        assertThat(KeptAlert.first(alert).opensCase()).isEqualTo(opens);
        assertThat(KeptAlert.first(shadow(alert)).opensCase()).isFalse();
        assertThat(KeptAlert.first(unresolved(alert)).opensCase()).isEqualTo(severity == Severity.P2);
        assertThat(KeptAlert.first(rule(alert, "leaver-data-access")).opensCase())
                .isFalse();
    }

    @Test
    @DisplayName("S3-32 Concern for somebody opens a case although it is P3, and whoever it is; in shadow it does not")
    void shouldOpenACaseForConcern() {
        Alert roof = roof("a-1", "kara");

        assertThat(roof.severity()).isEqualTo(Severity.P3);
        assertThat(KeptAlert.first(roof).opensCase()).isTrue();
        assertThat(KeptAlert.first(unresolved(roof)).opensCase()).isTrue();
        assertThat(KeptAlert.first(shadow(roof)).opensCase()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "P1, bulk-download, true",
        "P2, bulk-download, true",
        "P3, bulk-download, false",
        "P4, bulk-download, false",
        "P2, leaver-data-access, false"
    })
    @DisplayName("S2-041 P1 and P2 open a case, leaver-data-access and P3 do not; in shadow nothing does")
    void shouldOpenACaseForP1AndP2(Severity severity, String rule, boolean opens) {
        Alert alert = rule(alert("a-1", "kara", severity), rule);

        assertThat(KeptAlert.first(alert).opensCase()).isEqualTo(opens);
        assertThat(KeptAlert.first(shadow(alert)).opensCase()).isFalse();
    }
}
