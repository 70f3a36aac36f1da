package io.keepwatch.rules.badge;

import static io.keepwatch.rules.badge.Kara.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.badge.Swipe.Direction;
import io.keepwatch.rules.habit.HabitCodec;
import io.keepwatch.rules.habit.PeerHabit;
import io.keepwatch.rules.habit.Volume;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What one badge cannot do, and readers that are wrong")
class SequencesTest {
    private static final LocalDate TODAY = MONDAY.plusWeeks(8);
    private static final LocalDateTime NOON = TODAY.atTime(11, 30, 5);

    @Test
    @DisplayName("Two doors less than two seconds apart are faster than walking; two seconds are not")
    void shouldFindTwoDoorsAtOnce() {
        assertThat(gap(Duration.ofMillis(1_999), "Office 1", "HQ")).contains("ImpossibleBadgeDoors");
        assertThat(gap(Duration.ofSeconds(2), "Office 1", "HQ")).doesNotContain("ImpossibleBadgeDoors");
    }

    @Test
    @DisplayName("Two buildings less than a minute apart are two buildings at once; a minute is not")
    void shouldFindTwoBuildingsAtOnce() {
        assertThat(gap(Duration.ofMillis(59_999), "Gate 1", "Annexe")).contains("ImpossibleBadgeBuildings");
        assertThat(gap(Duration.ofSeconds(60), "Gate 1", "Annexe")).doesNotContain("ImpossibleBadgeBuildings");
    }

    private static List<String> gap(Duration gap, String door, String building) {
        Kara kara = Kara.afterWeeks(8);
        kara.enters(NOON, "Lobby", "HQ");
        kara.enters(NOON.plus(gap), door, building);
        return kara.evidence();
    }

    @Test
    @DisplayName("Out without in is found and explained; out, in, out is not")
    void shouldFindAnExitWithoutAnEntry() {
        Kara kara = Kara.afterWeeks(8);
        kara.swipes(NOON, null, "Turnstile", "HQ", Direction.OUT, 1);
        assertThat(kara.evidence()).as("nobody knows when they came in").doesNotContain("ImpossibleBadgeExit");
        kara.swipes(NOON.plusHours(1), null, "Turnstile", "HQ", Direction.IN, 1);
        kara.swipes(NOON.plusHours(2), null, "Turnstile", "HQ", Direction.OUT, 1);
        assertThat(kara.evidence()).doesNotContain("ImpossibleBadgeExit");
        kara.swipes(NOON.plusHours(3), null, "Turnstile", "HQ", Direction.OUT, 1);
        assertThat(kara.evidence()).contains("ImpossibleBadgeExit");
        assertThat(kara.findings().getLast().words())
                .contains("had left through Turnstile already", "a reader's clock is wrong");
    }

    @Test
    @DisplayName("How doors lie is learned: what the person did before, or two peers do, is not impossible")
    void shouldLearnHowDoorsLie() {
        Kara kara = Kara.afterWeeks(8);
        for (int day = 0; day < 2; day++) {
            kara.enters(NOON.plusDays(day), "Lobby", "HQ");
            kara.enters(NOON.plusDays(day).plusSeconds(1), "Turnstile 2", "HQ");
            assertThat(kara.evidence().contains("ImpossibleBadgeDoors")).isEqualTo(day == 0);
        }
        Kara colleague = new Kara();
        for (int i = 0; i < 56; i++) {
            colleague.enters(MONDAY.plusDays(i).atTime(9, 0, 5), "Lobby", "HQ");
            colleague.enters(MONDAY.plusDays(i).atTime(9, 0, 6), "Turnstile 2", "HQ");
        }
        PeerHabit one = colleague.summary(TODAY);
        PeerHabit two = one.merge(one);
        assertThat(afterPeers(one)).contains("ImpossibleBadgeDoors");
        assertThat(afterPeers(two)).doesNotContain("ImpossibleBadgeDoors");
    }

    private static List<String> afterPeers(PeerHabit peers) {
        Kara kara = Kara.afterWeeks(8).among(peers, peers);
        kara.enters(NOON, "Lobby", "HQ");
        kara.enters(NOON.plusSeconds(1), "Turnstile 2", "HQ");
        return kara.evidence();
    }

    @Test
    @DisplayName("A system that tells whole minutes only makes nobody fast")
    void shouldNotTrustWholeMinutes() {
        Kara kara = Kara.afterWeeks(8);
        kara.enters(TODAY.atTime(11, 30), "Lobby", "HQ");
        kara.enters(TODAY.atTime(11, 30), "Office 1", "HQ");
        assertThat(kara.evidence()).doesNotContain("ImpossibleBadgeDoors");
    }

    @Test
    @DisplayName("Bad input: a clock that jumps back three hours and forth proves nothing and breaks nothing")
    void shouldBearAClockJump() {
        Kara kara = Kara.afterWeeks(8);
        kara.enters(NOON, "Lobby", "HQ");
        kara.enters(NOON.minusHours(3).plusSeconds(1), "Gym", "Annexe");
        assertThat(kara.evidence()).noneMatch(name -> name.startsWith("Impossible"));
        kara.enters(NOON.plusMinutes(5), "Lobby", "HQ");
        assertThat(kara.evidence()).noneMatch(name -> name.startsWith("Impossible"));
        assertThat(kara.habit().sum(Volume.RECREATION, TODAY)).isBetween(0L, 120L);
    }

    @Test
    @DisplayName("Bad input: a clock that jumps back by years changes no habit")
    void shouldIgnoreAClockOfLongAgo() {
        Kara kara = Kara.afterWeeks(8);
        byte[] before = HabitCodec.encode(kara.habit());
        for (int i = 0; i < 50; i++) {
            kara.enters(LocalDateTime.of(2001, 1, 1, 3, 0, 5).plusMinutes(i), "Lobby", "HQ");
        }
        assertThat(HabitCodec.encode(kara.habit())).isEqualTo(before);
    }

    @Test
    @DisplayName("Habit and recent swipes together stay within 4 kB, whatever the badge does")
    void shouldStayWithinTheRecord() {
        SplittableRandom random = new SplittableRandom(2);
        Kara kara = new Kara();
        int largest = 0;
        for (int i = 0; i < 6_000; i++) {
            String name = "\uD83D\uDEAA".repeat(random.nextInt(1, 30)) + random.nextInt(60);
            kara.swipes(
                    MONDAY.atStartOfDay().plusMinutes(random.nextInt(3) + 37L * i),
                    random.nextInt(3) == 0 ? Swipe.Reason.values()[random.nextInt(5)] : null,
                    name,
                    "B" + name,
                    Direction.values()[random.nextInt(2)],
                    random.nextLong());
            largest = Math.max(largest, HabitCodec.encode(kara.habit()).length);
        }
        assertThat(largest).isLessThanOrEqualTo(4_096);
        kara.restarts();
        assertThat(RecentSwipes.of(kara.habit()).swipes()).hasSize(RecentSwipes.MOST);
    }
}
