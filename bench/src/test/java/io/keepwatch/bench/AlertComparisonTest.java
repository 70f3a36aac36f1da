package io.keepwatch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The checker finds what it must find (planted bugs)")
class AlertComparisonTest {

    private static final FoundAlert FIRST = alert("a", 1);
    private static final FoundAlert SECOND = alert("b", 2);

    private static FoundAlert alert(String id, long count) {
        return new FoundAlert(id, "bulk-download", "kara", "2026-02-16T09:00:00Z", count, Set.of("x", "y"), true);
    }

    private static List<String> differences(List<FoundAlert> found) {
        return AlertComparison.of(List.of(FIRST, SECOND), found, Set.of()).differences();
    }

    @Test
    void shouldAgreeWhateverTheOrder() {
        assertThat(differences(List.of(SECOND, FIRST))).isEmpty();
    }

    @Test
    void shouldFindALostAlert() {
        assertThat(differences(List.of(FIRST))).singleElement().asString().startsWith("lost: ");
    }

    @Test
    void shouldFindADoubledAlert() {
        List<FoundAlert> found = new ArrayList<>(List.of(FIRST, SECOND, SECOND));
        assertThat(differences(found)).singleElement().asString().startsWith("found twice: ");
    }

    @Test
    void shouldFindAnUnexpectedAlert() {
        assertThat(differences(List.of(FIRST, SECOND, alert("c", 1))))
                .singleElement()
                .asString()
                .startsWith("not expected: ");
    }

    @Test
    void shouldFindAWrongCountAndAWrongActivity() {
        FoundAlert counted = alert("b", 3);
        FoundAlert named = new FoundAlert("a", "bulk-download", "kara", FIRST.at(), 1, Set.of("x", "z"), true);
        assertThat(differences(List.of(named, counted)))
                .hasSize(2)
                .allSatisfy(difference -> assertThat(difference).startsWith("differs: "));
    }

    @Test
    void shouldLeaveOutOnlyTheRulesItIsToldTo() {
        assertThat(AlertComparison.of(List.of(FIRST), List.of(), Set.of("bulk-download"))
                        .agrees())
                .isTrue();
        assertThat(AlertComparison.of(List.of(FIRST), List.of(), Set.of("classified-print"))
                        .agrees())
                .isFalse();
    }
}
