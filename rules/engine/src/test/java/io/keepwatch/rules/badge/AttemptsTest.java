package io.keepwatch.rules.badge;

import static io.keepwatch.rules.badge.Kara.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.badge.Swipe.Reason;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Attempts within a minute")
class AttemptsTest {
    private static final String REPEATED = "RepeatedBadgeErrorInsuffClearanceSensitiveArea";
    private static final LocalDateTime NOON = MONDAY.plusWeeks(8).atTime(11, 30, 5);

    private static List<String> tries(String door, Reason reason, long... millis) {
        Kara kara = Kara.afterWeeks(8);
        List<String> found = new ArrayList<>();
        for (long at : millis) {
            kara.isTurnedDown(NOON.plus(Duration.ofMillis(at)), reason, door);
            found.addAll(kara.evidence());
        }
        return found;
    }

    @Test
    @DisplayName("S3-29, B09: five less than 60 s apart; neither four, nor the fifth at 60 s, nor five in 61 s")
    void shouldCountFiveWithinAMinute() {
        assertThat(tries("Restricted Lab", Reason.CLEARANCE, 0, 15_000, 30_000, 45_000, 59_999))
                .contains(REPEATED);
        assertThat(tries("Restricted Lab", Reason.CLEARANCE, 0, 15_000, 30_000, 59_999))
                .doesNotContain(REPEATED);
        assertThat(tries("Restricted Lab", Reason.CLEARANCE, 0, 15_000, 30_000, 45_000, 60_000))
                .doesNotContain(REPEATED);
        assertThat(tries("Restricted Lab", Reason.CLEARANCE, 0, 15_000, 30_000, 45_000, 61_000))
                .doesNotContain(REPEATED);
    }

    @Test
    @DisplayName("S3-29: only at a sensitive door and for lack of clearance, and all at the same door")
    void shouldCountOneSensitiveDoor() {
        assertThat(tries("Lobby", Reason.CLEARANCE, 0, 5_000, 10_000, 15_000, 20_000))
                .doesNotContain(REPEATED);
        assertThat(tries("Restricted Lab", Reason.EXPIRED, 0, 5_000, 10_000, 15_000, 20_000))
                .doesNotContain(REPEATED);
        Kara kara = Kara.afterWeeks(8);
        for (int i = 0; i < 6; i++) {
            kara.isTurnedDown(NOON.plusSeconds(5L * i), Reason.CLEARANCE, i % 2 == 0 ? "Restricted A" : "Restricted B");
        }
        assertThat(kara.evidence()).doesNotContain(REPEATED);
    }

    @Test
    @DisplayName("S3-29: attempts that a reader folded into one swipe are summed")
    void shouldSumFoldedAttempts() {
        Kara five = Kara.afterWeeks(8);
        five.swipes(NOON, Reason.CLEARANCE, "Restricted Lab", "HQ", null, 5);
        assertThat(five.evidence()).contains(REPEATED);
        Kara four = Kara.afterWeeks(8);
        four.swipes(NOON, Reason.CLEARANCE, "Restricted Lab", "HQ", null, 3);
        four.swipes(NOON.plusSeconds(59), Reason.CLEARANCE, "Restricted Lab", "HQ", null, 1);
        assertThat(four.evidence()).doesNotContain(REPEATED);
        four.swipes(NOON.plusSeconds(30), Reason.CLEARANCE, "Restricted Lab", "HQ", null, 1);
        assertThat(four.evidence())
                .as("the fifth comes late, between the others")
                .contains(REPEATED);
    }

    @Test
    @DisplayName("S3-29, R15: in any order, and over a restart, the five are found when the last of them comes")
    void shouldFindFiveInAnyOrder() {
        List<Integer> seconds = new ArrayList<>(List.of(0, 14, 28, 42, 59));
        Random random = new Random(9);
        for (int run = 0; run < 40; run++) {
            Collections.shuffle(seconds, random);
            Kara kara = Kara.afterWeeks(8);
            for (int i = 0; i < seconds.size(); i++) {
                kara.isTurnedDown(NOON.plusSeconds(seconds.get(i)), Reason.CLEARANCE, "Restricted Lab");
                kara.restarts();
                assertThat(kara.evidence().contains(REPEATED)).isEqualTo(i == 4);
            }
        }
    }

    @Test
    @DisplayName("Bad input: a reader that repeats every swipe makes no five of three, and no habit of one")
    void shouldNotCountRepetitions() {
        Kara kara = Kara.afterWeeks(8);
        for (int i = 0; i < 3; i++) {
            kara.isTurnedDown(NOON.plusSeconds(15L * i), Reason.CLEARANCE, "Restricted Lab");
            assertThat(kara.isTurnedDown(NOON.plusSeconds(15L * i), Reason.CLEARANCE, "Restricted Lab"))
                    .isEmpty();
            assertThat(kara.isTurnedDown(
                            NOON.plusSeconds(15L * i).plusNanos(999_000_000), Reason.CLEARANCE, "Restricted Lab"))
                    .isEmpty();
        }
        assertThat(Kara.evidence(kara.findings())).doesNotContain(REPEATED);
        assertThat(tries("Restricted Lab", Reason.CLEARANCE, 0, 1_000, 2_000, 3_000, 4_000))
                .as("a second apart they are attempts")
                .contains(REPEATED);
    }
}
