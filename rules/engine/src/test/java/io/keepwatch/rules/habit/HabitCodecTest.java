package io.keepwatch.rules.habit;

import static io.keepwatch.rules.habit.Weeks.BY;
import static io.keepwatch.rules.habit.Weeks.CLOCK;
import static io.keepwatch.rules.habit.Weeks.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A habit as bytes")
class HabitCodecTest {
    private static final String GOLDEN = "habit-v1.txt";

    @Test
    @DisplayName("This release writes version 1 byte by byte as it was, and reads it back")
    void shouldWriteVersionOneAsItWas() throws IOException {
        byte[] golden = HexFormat.of().parseHex(golden());
        assertThat(HexFormat.of().formatHex(HabitCodec.encode(life()))).isEqualTo(golden());
        assertThat(HabitCodec.encode(HabitCodec.decode(golden))).isEqualTo(golden);
    }

    /** A little of everything that is stored. */
    private static Habit life() {
        Habit habit = Weeks.office(3, "Gate 1", "HQ");
        for (int i = 0; i < 4; i++) {
            habit = Weeks.print(habit, MONDAY.plusDays(18 + i).atTime(14, 0), "P-" + i, 10L * i);
        }
        return habit.carrying(HabitCodec.CARRIED, new byte[] {1, 2, 3});
    }

    private static String golden() throws IOException {
        try (InputStream in = HabitCodecTest.class.getResourceAsStream(GOLDEN)) {
            if (in == null) {
                throw new IOException(GOLDEN + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    @Test
    @DisplayName("A restart between any two observations changes nothing that is ever answered or stored")
    void shouldSurviveARestartAnywhere() {
        SplittableRandom random = new SplittableRandom(11);
        Habit running = Habit.NEW;
        Habit restarted = Habit.NEW;
        for (int i = 0; i < 3_000; i++) {
            Observation next = ordinary(random, i);
            running = running.learn(next, CLOCK, BY);
            restarted = HabitCodec.decode(HabitCodec.encode(restarted)).learn(next, CLOCK, BY);
            assertThat(restarted.unusualness(Rhythm.BADGE, next.local().plusHours(9), CLOCK, Peers.NONE, BY))
                    .isEqualTo(running.unusualness(Rhythm.BADGE, next.local().plusHours(9), CLOCK, Peers.NONE, BY));
        }
        assertThat(HabitCodec.encode(restarted)).isEqualTo(HabitCodec.encode(running));
    }

    private static Observation ordinary(SplittableRandom random, int i) {
        LocalDateTime at = MONDAY.plusDays(i / 8 - random.nextInt(2)).atTime(random.nextInt(24), 0);
        return new Observation(
                at,
                Rhythm.BADGE,
                Map.of(Trait.DOOR, "Door " + random.nextInt(40)),
                Map.of(Volume.PAGES, random.nextLong(1_000), Volume.RECREATION, (long) random.nextInt(-30, 60)));
    }

    @Test
    @DisplayName("Never more than its share of 4 kB, whatever somebody does for two years")
    void shouldStayWithinItsBoundWhateverHappens() {
        int largest = 0;
        for (int seed = 0; seed < 4; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Habit habit = Habit.NEW;
            for (int day = 0; day < 730; day++) {
                for (int i = 0; i < 24; i++) {
                    habit = habit.learn(hostile(random, day, seed == 0 ? i : random.nextInt(24)), CLOCK, BY);
                }
                if (day % 7 == 0) {
                    largest = Math.max(largest, HabitCodec.encode(habit).length);
                }
            }
        }
        assertThat(largest).isLessThanOrEqualTo(HabitCodec.MOST_BYTES).isGreaterThan(2_000);
    }

    /** Every hour of every day, something new each time, amounts that share no bucket. */
    private static Observation hostile(SplittableRandom random, int day, int hour) {
        Map<Trait, String> values = new EnumMap<>(Trait.class);
        for (Trait trait : Trait.values()) {
            values.put(trait, random.nextInt(3) == 0 ? "x" + random.nextLong() : "often" + random.nextInt(30));
        }
        Map<Volume, Long> amounts = new EnumMap<>(Volume.class);
        for (Volume volume : Volume.values()) {
            amounts.put(volume, hour == 0 ? random.nextLong() >>> random.nextInt(1, 63) : 0);
        }
        return new Observation(
                MONDAY.plusDays(day).atTime(hour, 0), Rhythm.values()[random.nextInt(2)], values, amounts);
    }

    @Test
    @DisplayName("What a newer release wrote, and what others keep beside the habit, is carried through")
    void shouldCarryUnknownSectionsThrough() {
        Habit habit = life().carrying(4_000, "newer".getBytes(StandardCharsets.UTF_8));
        Habit read = HabitCodec.decode(HabitCodec.encode(habit));
        Habit later = Weeks.swipe(read, MONDAY.plusWeeks(30).atTime(9, 0), "Gate 1", "HQ");
        assertThat(HabitCodec.decode(HabitCodec.encode(later)).carried(4_000))
                .isEqualTo("newer".getBytes(StandardCharsets.UTF_8));
        assertThat(later.carried(HabitCodec.CARRIED)).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> habit.carrying(HabitCodec.CARRIED - 1, new byte[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A damaged record is named, it never runs away or out of memory")
    void shouldNameDamage() {
        byte[] stored = HabitCodec.encode(life());
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20 * stored.length; i++) {
            byte[] cut = Arrays.copyOf(stored, i % stored.length);
            byte[] changed = stored.clone();
            changed[i % stored.length] = (byte) random.nextInt();
            for (byte[] damaged : new byte[][] {cut, changed}) {
                try {
                    HabitCodec.decode(damaged);
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessageContaining("stored record");
                }
            }
        }
    }
}
