package io.keepwatch.rules.badge;

import static io.keepwatch.rules.badge.Kara.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.habit.PeerHabit;
import io.keepwatch.rules.habit.Volume;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Time in recreation areas")
class RecreationTest {
    private static final LocalDate TODAY = MONDAY.plusWeeks(6);

    /** Six weeks with so many minutes in the cafeteria each working day, from the third week on so many. */
    private static Kara rests(int first, int then, Kara kara) {
        for (int i = 0; i < 42; i++) {
            LocalDate day = MONDAY.plusDays(i);
            if (i % 7 < 5) {
                int minutes = i < 14 ? first : then;
                kara.enters(day.atTime(9, 0, 5), "Lobby", "HQ");
                if (minutes > 0) {
                    kara.enters(day.atTime(12, 0, 5), "Cafeteria", "HQ");
                    kara.enters(day.atTime(12, 0, 5).plusMinutes(minutes), "Office 4", "HQ");
                }
                kara.enters(day.atTime(17, 30, 5), "Lobby", "HQ");
            }
        }
        kara.enters(TODAY.atTime(9, 0, 5), "Lobby", "HQ");
        return kara;
    }

    private static PeerHabit peers() {
        PeerHabit peers = PeerHabit.NONE;
        for (int i = 0; i < 12; i++) {
            peers = peers.merge(rests(28 + i, 28 + i, new Kara()).summary(TODAY));
        }
        return peers;
    }

    @Test
    @DisplayName("S3-30, S3-31, B10: well above, well below and about as much as peers over four weeks")
    void shouldCompareWithPeers() {
        PeerHabit peers = peers();
        Kara more = rests(30, 110, new Kara().among(peers, peers));
        Kara less = rests(30, 0, new Kara().among(peers, peers));
        Kara same = rests(30, 45, new Kara().among(peers, peers));

        assertThat(more.evidence()).contains("MoreRecreationThanPeers");
        assertThat(less.evidence()).contains("LessRecreationThanPeers");
        assertThat(Kara.evidence(same.findings())).doesNotContain("MoreRecreationThanPeers", "LessRecreationThanPeers");
        assertThat(more.findings().getLast().words()).isNotEmpty();
        assertThat(more.findings())
                .filteredOn(finding -> finding.event() == BadgeEvent.MORE_RECREATION_THAN_PEERS)
                .allSatisfy(finding -> assertThat(finding.words()).contains("An estimate"));
    }

    @Test
    @DisplayName("S3-30: without enough peers nothing is claimed")
    void shouldNeedPeers() {
        assertThat(Kara.evidence(rests(30, 110, new Kara()).findings())).doesNotContain("MoreRecreationThanPeers");
    }

    @Test
    @DisplayName("It runs to the next swipe anywhere, at most two hours; a swipe out of the area begins nothing")
    void shouldEstimate() {
        LocalDateTime noon = MONDAY.atTime(12, 0);
        assertThat(minutes(swipe(noon, "Gym"), swipe(noon.plusMinutes(45), "Office")))
                .isEqualTo(45);
        assertThat(minutes(swipe(noon, "Gym"), swipe(noon.plusMinutes(120), "Office")))
                .isEqualTo(120);
        assertThat(minutes(swipe(noon, "Gym"), swipe(noon.plusMinutes(121), "Office")))
                .isEqualTo(120);
        assertThat(minutes(
                        swipe(noon, "Gym"),
                        swipe(noon.plusMinutes(10), "Break Room"),
                        swipe(noon.plusMinutes(30), "Office")))
                .isEqualTo(30);
        assertThat(minutes(swipe(noon, "Office"), swipe(noon.plusMinutes(45), "Office")))
                .isZero();
        Kara kara = new Kara();
        kara.swipes(noon, null, "Gym", "HQ", Swipe.Direction.OUT, 1);
        kara.enters(noon.plusMinutes(40), "Office", "HQ");
        assertThat(kara.habit().sum(Volume.RECREATION, MONDAY)).isZero();
        kara.isTurnedDown(noon.plusMinutes(50), Swipe.Reason.EXPIRED, "Gym");
        kara.enters(noon.plusMinutes(90), "Office", "HQ");
        assertThat(kara.habit().sum(Volume.RECREATION, MONDAY)).isZero();
    }

    @Test
    @DisplayName("R15: swipes that come in another order give the same minutes")
    void shouldNotMindTheOrder() {
        List<Stop> day = new ArrayList<>();
        String[] doors = {"Lobby", "Gym", "Office", "Cafeteria", "Break Room", "Office", "Gym", "Lobby"};
        for (int i = 0; i < doors.length; i++) {
            day.add(swipe(MONDAY.atTime(9, 0).plusMinutes(47L * i), doors[i]));
        }
        long expected = minutes(day.toArray(Stop[]::new));
        assertThat(expected).isEqualTo(4 * 47);
        Random random = new Random(4);
        for (int run = 0; run < 100; run++) {
            Collections.shuffle(day, random);
            assertThat(minutes(day.toArray(Stop[]::new))).isEqualTo(expected);
        }
    }

    private record Stop(LocalDateTime at, String door) {}

    private static Stop swipe(LocalDateTime at, String door) {
        return new Stop(at, door);
    }

    private static long minutes(Stop... stops) {
        Kara kara = new Kara();
        for (Stop stop : stops) {
            kara.enters(stop.at(), stop.door(), "HQ");
        }
        return kara.habit().sum(Volume.RECREATION, MONDAY);
    }
}
