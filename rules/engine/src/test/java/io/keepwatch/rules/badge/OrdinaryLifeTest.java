package io.keepwatch.rules.badge;

import static io.keepwatch.rules.badge.Kara.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ordinary life")
class OrdinaryLifeTest {
    private static final int PEOPLE = 20;
    private static final int WEEKS = 20;
    private static final int LEARNING_DAYS = 14;

    @Test
    @DisplayName(
            "S3-40: people who come early or late by an hour, forget a badge and visit a colleague are rarely unusual")
    void shouldRarelyFindAnythingOfOrdinaryPeople() {
        int swipes = 0;
        int unusual = 0;
        int sensitive = 0;
        int patterns = 0;
        for (int seed = 0; seed < PEOPLE; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Kara kara = new Kara();
            for (int i = 0; i < 7 * WEEKS; i++) {
                if (i % 7 < 5 && random.nextInt(20) > 0) {
                    lives(kara, MONDAY.plusDays(i), random);
                }
            }
            for (Kara.Found found : kara.found()) {
                if (kara.day(found).isAfter(MONDAY.plusDays(LEARNING_DAYS))) {
                    swipes += found.finding().event() == BadgeEvent.ACCESS_AUTHORIZED ? 1 : 0;
                    unusual += found.finding().evidence() ? 1 : 0;
                    sensitive += found.name().contains("Sensitive") ? 1 : 0;
                    patterns += found.name().startsWith("Excessive") ? 1 : 0;
                }
            }
        }
        assertThat(swipes).isGreaterThan(5_000);
        assertThat(unusual).as("findings of %s swipes", swipes).isLessThan(swipes / 50);
        assertThat(sensitive).isZero();
        // Who is turned down once in forty days is, by chance, turned down three times in two weeks now and then.
        assertThat(patterns).isLessThanOrEqualTo(PEOPLE * WEEKS / 200);
    }

    private static void lives(Kara kara, LocalDate day, SplittableRandom random) {
        LocalDateTime at = day.atTime(8, 0, 7).plusMinutes(random.nextInt(120));
        if (random.nextInt(40) == 0) {
            kara.isTurnedDown(at, Swipe.Reason.EXPIRED, "Lobby");
            at = at.plusMinutes(6);
        }
        kara.enters(at, "Lobby", "HQ");
        kara.enters(at.plusMinutes(3), "Office " + (1 + random.nextInt(3)), "HQ");
        LocalDateTime noon = day.atTime(11, 45, 7).plusMinutes(random.nextInt(60));
        kara.enters(noon, "Cafeteria", "HQ");
        kara.enters(noon.plusMinutes(20 + random.nextInt(40)), "Office 1", "HQ");
        if (random.nextInt(15) == 0) {
            kara.enters(day.atTime(14, 30, 7), "Meeting " + random.nextInt(6), "HQ");
        }
        kara.enters(day.atTime(16, 30, 7).plusMinutes(random.nextInt(120)), "Lobby", "HQ");
    }
}
