package io.keepwatch.rules.habit;

import static io.keepwatch.rules.habit.Weeks.BY;
import static io.keepwatch.rules.habit.Weeks.CLOCK;
import static io.keepwatch.rules.habit.Weeks.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A summary of peers as bytes")
class PeerHabitCodecTest {
    private static final LocalDate TODAY = MONDAY.plusWeeks(4);

    private static PeerHabit group() {
        SplittableRandom random = new SplittableRandom(6);
        PeerHabit group = PeerHabit.NONE;
        for (int i = 0; i < 30; i++) {
            Habit habit = Weeks.office(4, "Door " + random.nextInt(200), "B" + random.nextInt(4));
            for (int day = 0; day < 28; day++) {
                habit = Weeks.print(habit, MONDAY.plusDays(day).atTime(9, 0), "P", random.nextInt(500));
            }
            group = group.merge(PeerHabit.of(habit, TODAY, BY));
        }
        return group;
    }

    @Test
    @DisplayName("S3-13: read back it answers the same, and can be merged and taken from as before")
    void shouldAnswerTheSame() {
        PeerHabit group = group();
        PeerHabit own = PeerHabit.of(Weeks.office(4, "Door 1", "B1"), TODAY, BY);
        byte[] stored = PeerHabitCodec.encode(group.merge(own));
        PeerHabit read = PeerHabitCodec.decode(stored);

        assertThat(PeerHabitCodec.encode(read)).isEqualTo(stored);
        assertThat(PeerHabitCodec.encode(read.without(own))).isEqualTo(PeerHabitCodec.encode(group));
        Habit habit = Weeks.office(4, "Door 1", "B1");
        assertThat(habit.unusualness(Rhythm.BADGE, TODAY.atTime(20, 0), CLOCK, new Peers(read, read), BY))
                .isEqualTo(habit.unusualness(
                        Rhythm.BADGE, TODAY.atTime(20, 0), CLOCK, new Peers(group.merge(own), group.merge(own)), BY));
    }

    @Test
    @DisplayName(
            "This release writes version 1 as it was: a building, its people, the rest, and hash, share and people of each")
    void shouldWriteVersionOneAsItWas() {
        PeerHabit one = PeerHabit.of(Weeks.office(4, "Gate 1", "HQ"), TODAY, BY);
        assertThat(HexFormat.of().formatHex(PeerHabitCodec.encode(one))).contains("0b0a0100503ad0d280800401");
        assertThat(PeerHabitCodec.encode(PeerHabit.NONE)).containsExactly(1);
    }

    @Test
    @DisplayName("A damaged summary is named, it never runs away or out of memory")
    void shouldNameDamage() {
        byte[] stored = PeerHabitCodec.encode(group());
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 4 * stored.length; i++) {
            byte[] changed = stored.clone();
            changed[i % stored.length] = (byte) random.nextInt();
            for (byte[] damaged : new byte[][] {Arrays.copyOf(stored, i % stored.length), changed}) {
                try {
                    PeerHabitCodec.decode(damaged);
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessageContaining("stored record");
                }
            }
        }
    }
}
