package io.keepwatch.rules.habit;

import static io.keepwatch.rules.habit.Weeks.BY;
import static io.keepwatch.rules.habit.Weeks.CLOCK;
import static io.keepwatch.rules.habit.Weeks.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Identity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S3-13: a snapshot of peers")
class PeerSnapshotTest {
    private static final LocalDate TODAY = MONDAY.plusWeeks(8);
    private static final LocalDateTime NIGHT = TODAY.atTime(2, 0);

    private static Identity person(@Nullable String department, @Nullable String role, @Nullable String peerGroup) {
        return new Identity(
                "kara",
                List.of(),
                List.of(),
                null,
                department,
                role,
                peerGroup,
                null,
                false,
                false,
                false,
                null,
                null,
                null,
                0,
                Instant.EPOCH,
                false);
    }

    @Test
    @DisplayName("a person's group is the one that is named, else department and role, else none")
    void shouldFindTheGroup() {
        assertThat(PeerSnapshot.groupOf(person("IT", "admin", "it-admins"))).isEqualTo("it-admins");
        assertThat(PeerSnapshot.groupOf(person("IT", "admin", null))).isEqualTo("IT/admin");
        assertThat(PeerSnapshot.groupOf(person("IT", null, null))).isEqualTo("IT/");
        assertThat(PeerSnapshot.groupOf(person(null, "admin", null))).isEqualTo("/admin");
        assertThat(PeerSnapshot.groupOf(person(null, null, null))).isEmpty();
        assertThat(PeerSnapshot.groupOf(null)).isEmpty();
    }

    private static Unusualness night(Habit habit, PeerSnapshot peers, @Nullable Identity profile) {
        return habit.unusualness(Rhythm.BADGE, NIGHT, CLOCK, peers.of(profile, habit, TODAY, BY), BY);
    }

    @Test
    @DisplayName(
            "people are compared with their group, those of none with everybody, and a stranger's group with nobody's")
    void shouldCompareWithTheGroup() {
        Habit owl = Habit.NEW;
        for (int i = 0; i < 56; i++) {
            owl = Weeks.swipe(owl, MONDAY.plusDays(i).atTime(2, 0), "Gate 1", "HQ");
        }
        PeerHabit owls = PeerHabit.NONE;
        for (int i = 0; i < 20; i++) {
            owls = owls.merge(PeerHabit.of(owl, TODAY, BY));
        }
        PeerSnapshot peers = new PeerSnapshot("2026-04-26", Map.of("owls", owls));
        Habit office = Weeks.office(8, "Gate 1", "HQ");

        assertThat(night(office, PeerSnapshot.NONE, null).isEvidence()).isTrue();
        assertThat(night(office, peers, person("IT", null, "owls")).isEvidence())
                .isFalse();
        assertThat(night(office, peers, null).isEvidence())
                .as("everybody is an owl")
                .isFalse();
        assertThat(peers.of(null, office, TODAY, BY).words())
                .as("findings say with which peers they compared")
                .isEqualTo("people in the same position (as of 2026-04-26)");
        assertThat(PeerSnapshot.NONE.of(null, office, TODAY, BY).words()).isEqualTo("people in the same position");
    }

    @Test
    @DisplayName("nobody is their own peer: a group of one says nothing to that one")
    void shouldLeaveOutThePerson() {
        Habit office = Weeks.office(8, "Gate 1", "HQ");
        PeerSnapshot peers = new PeerSnapshot("2026-04-26", Map.of("one", PeerHabit.of(office, TODAY, BY)));
        assertThat(night(office, peers, person(null, null, "one")))
                .isEqualTo(night(office, PeerSnapshot.NONE, person(null, null, "one")));
    }
}
