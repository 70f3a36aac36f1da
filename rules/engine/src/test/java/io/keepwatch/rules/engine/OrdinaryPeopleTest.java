package io.keepwatch.rules.engine;

import static io.keepwatch.rules.engine.Worker.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.habit.PeerSnapshot;
import io.keepwatch.rules.score.Band;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invented noise: it shows what the shipped thresholds do to ordinary days, not how well anybody is found. */
@DisplayName("Ordinary people through the whole engine, with the shipped rules, lists and model")
class OrdinaryPeopleTest {
    private static final int PEOPLE = 24;
    private static final int WEEKS = 20;
    private static final double INVESTIGATE = 50;

    @ParameterizedTest(name = "with peers: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("S3-40: in twenty weeks nobody of two dozen ever reaches Investigate by their habits")
    void shouldLeaveOrdinaryPeopleAlone(boolean withPeers) {
        List<Worker> people = new ArrayList<>();
        List<SplittableRandom> chances = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(new Worker("Europe/Berlin", i % 6 == 0));
            chances.add(new SplittableRandom(i));
        }
        for (LocalDate day : Worker.days(WEEKS)) {
            if (withPeers && day.getDayOfWeek().getValue() == 1) {
                PeerSnapshot peers = Worker.snapshot(day, people);
                people.forEach(person -> person.among(peers));
            }
            for (int i = 0; i < PEOPLE; i++) {
                if (chances.get(i).nextInt(20) > 0) {
                    lives(people.get(i), i, day, chances.get(i));
                }
            }
        }
        people.forEach(person ->
                person.person().lives(MONDAY.plusWeeks(WEEKS).atTime(12, 0).toInstant(ZoneOffset.UTC)));

        double[] highest = people.stream().mapToDouble(Worker::highest).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "{\"figure\":\"ordinary-people\",\"peers\":%s,\"people\":%d,\"weeks\":%d,\"highest\":%.1f,\"median_highest\":%.1f,\"told\":%d}%n",
                withPeers,
                PEOPLE,
                WEEKS,
                highest[PEOPLE - 1],
                highest[PEOPLE / 2],
                people.stream()
                        .mapToInt(person -> person.person().risks().size())
                        .sum());
        assertThat(Arrays.stream(highest).max().orElseThrow())
                .as("of everything that was ever told of anybody")
                .isLessThan(INVESTIGATE);
        assertThat(people)
                .allSatisfy(person -> assertThat(person.person().risks())
                        .allSatisfy(risk -> assertThat(risk.band()).isEqualTo(Band.MONITOR.word())));
    }

    private static void lives(Worker who, int number, LocalDate day, SplittableRandom chance) {
        LocalDateTime at = day.atTime(8, 0, 7).plusMinutes(chance.nextInt(120));
        if (chance.nextInt(40) == 0) {
            who.isTurnedDown(at, "expired", "Lobby");
            at = at.plusMinutes(6);
        }
        who.enters(at, "Lobby", "HQ");
        who.enters(at.plusMinutes(3), "Office " + (1 + chance.nextInt(3)), "HQ");
        who.logsIn(at.plusMinutes(8));
        if (chance.nextInt(3) == 0) {
            // Now and then a handbook.
            who.prints(at.plusMinutes(50), "floor-1", chance.nextInt(30) == 0 ? 80 : 1 + chance.nextInt(12));
        }
        LocalDateTime noon = day.atTime(11, 45, 7).plusMinutes(chance.nextInt(60));
        who.enters(noon, "Cafeteria", "HQ");
        who.enters(noon.plusMinutes(20 + chance.nextInt(40)), "Office 1", "HQ");
        if (chance.nextInt(15) == 0) {
            who.enters(day.atTime(14, 30, 7), "Meeting " + chance.nextInt(6), "HQ");
        }
        if (number % 4 == 0 && chance.nextInt(8) == 0) {
            who.writesToMedia(day.atTime(15, 0, 7), 1_000_000L * (1 + chance.nextInt(5)));
        }
        who.enters(day.atTime(16, 30, 7).plusMinutes(chance.nextInt(120)), "Lobby", "HQ");
        if (chance.nextInt(40) == 0) {
            who.logsIn(day.atTime(20, 30, 7).plusMinutes(chance.nextInt(60)));
        }
    }
}
