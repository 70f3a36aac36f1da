package io.keepwatch.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code make bench} measures at full scale, small; nothing is timed. */
@DisplayName("Every engine finds the same alerts of the nine SIEM rules")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameAlertsTest {
    private static final Load LOAD = Load.generate(7, 3_000, 180_000, 20);

    private AlertLines expected = new AlertLines(List.of());

    @BeforeAll
    void judgeByHand() throws Exception {
        expected = Entrant.JAVA.enter(LOAD).pass().alerts().lines();
    }

    @Test
    void shouldHaveAlertsOfEveryRuleToCompare() {
        Set<String> rules = expected.lines().stream()
                .map(line -> line.split(" ", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rules)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(SiemRule.values()).map(SiemRule::id).toList());
    }

    @ParameterizedTest
    @EnumSource(Entrant.class)
    void shouldFindThemAgainAndAgain(Entrant entrant) throws Exception {
        Contestant contestant = entrant.enter(LOAD);
        assertThat(contestant.pass().alerts().lines().firstDifferenceFrom(expected))
                .isNull();
        assertThat(contestant.pass().alerts().lines().firstDifferenceFrom(expected))
                .isNull();
    }
}
