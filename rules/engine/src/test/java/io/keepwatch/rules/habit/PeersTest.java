package io.keepwatch.rules.habit;

import static io.keepwatch.rules.habit.Weeks.BY;
import static io.keepwatch.rules.habit.Weeks.CLOCK;
import static io.keepwatch.rules.habit.Weeks.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("People a person is compared with")
class PeersTest {
    private static final LocalDate TODAY = MONDAY.plusWeeks(8);
    private static final LocalDateTime NIGHT = TODAY.plusDays(1).atTime(2, 0);

    /** An office habit with maintenance in the last Tuesday nights. */
    private static Habit admin(int nights) {
        Habit habit = Habit.NEW;
        for (int i = 0; i < 56; i++) {
            LocalDate day = MONDAY.plusDays(i);
            if (i % 7 == 1 && i / 7 >= 8 - nights) {
                habit = Weeks.swipe(habit, day.atTime(1, 0), "Gate 1", "HQ");
                habit = Weeks.swipe(habit, day.atTime(4, 0), "Gate 1", "Annexe");
            }
            if (Weeks.isWorkingDay(day)) {
                habit = Weeks.swipe(habit, day.atTime(9, 0), "Gate 1", "HQ");
                habit = Weeks.swipe(habit, day.atTime(17, 30), "Gate 1", "HQ");
            }
        }
        return habit;
    }

    private static PeerHabit group(int people, Habit each) {
        PeerHabit group = PeerHabit.NONE;
        for (int i = 0; i < people; i++) {
            group = group.merge(PeerHabit.of(each, TODAY, BY));
        }
        return group;
    }

    private static Unusualness night(Peers peers) {
        return Weeks.office(8, "Gate 1", "HQ").unusualness(Rhythm.BADGE, NIGHT, CLOCK, peers, BY);
    }

    @Test
    @DisplayName(
            "S3-13, S3-14, B03: an hour that the peer group shares is not unusual, to people without such peers it is")
    void shouldCompareWithLikePeople() {
        PeerHabit admins = group(20, admin(8));
        PeerHabit sales = group(20, Weeks.office(8, "Gate 1", "HQ"));
        PeerHabit all = admins.merge(sales);

        assertThat(night(new Peers(admins, all)).isEvidence()).isFalse();
        assertThat(night(new Peers(sales, sales)).isEvidence()).isTrue();
        assertThat(night(new Peers(admins, all)).probability())
                .isLessThan(night(new Peers(sales, all)).probability());
    }

    @Test
    @DisplayName("S3-13: a place that peers go to is less unusual than one where nobody goes")
    void shouldKnowWherePeersGo() {
        Habit habit = Weeks.office(8, "Gate 1", "HQ");
        PeerHabit admins = group(20, admin(8));
        Peers peers = new Peers(admins, admins);
        assertThat(habit.unusualness(Trait.BUILDING, "Annexe", TODAY, peers, BY).isEvidence())
                .isFalse();
        assertThat(habit.unusualness(Trait.BUILDING, "Bunker", TODAY, peers, BY).isEvidence())
                .isTrue();
    }

    @Test
    @DisplayName("S3-13: a small group leans on the organisation, a large one stands for itself")
    void shouldShrinkSmallGroups() {
        PeerHabit all = group(200, Weeks.office(8, "Gate 1", "HQ"));
        double one = night(new Peers(group(1, admin(8)), all)).probability();
        double five = night(new Peers(group(5, admin(8)), all)).probability();
        double fifty = night(new Peers(group(50, admin(8)), all)).probability();
        assertThat(one).isGreaterThan(five);
        assertThat(five).isGreaterThan(fifty);
    }

    @Test
    @DisplayName("A person's own part can be left out of the group: what is left is the others' sum, to the last bit")
    void shouldLeaveOneselfOut() {
        PeerHabit others = group(7, Weeks.office(8, "Gate 1", "HQ"));
        PeerHabit own = PeerHabit.of(admin(8), TODAY, BY);
        Peers with = new Peers(others.merge(own), others.merge(own));
        assertThat(night(with.without(own))).isEqualTo(night(new Peers(others, others)));
        assertThat(night(with).probability())
                .isLessThan(night(with.without(own)).probability());
    }

    @Test
    @DisplayName("Nobody learns from learners: who is not known yet is not part of a summary")
    void shouldLeaveLearnersOut() {
        PeerHabit learner = PeerHabit.of(Weeks.office(1, "Gate 1", "HQ"), MONDAY.plusDays(7), BY);
        assertThat(night(new Peers(learner, learner))).isEqualTo(night(Peers.NONE));
    }

    @Test
    @DisplayName("Merging is associative and commutative: any order and grouping gives the same answers")
    void shouldMergeInAnyOrder() {
        Random random = new Random(3);
        List<PeerHabit> people = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Habit habit = Weeks.office(4, "Door " + random.nextInt(5), "B" + random.nextInt(3));
            for (int day = 0; day < 28; day++) {
                habit = Weeks.print(
                        habit, MONDAY.plusDays(day).atTime(9, 0), "P" + random.nextInt(4), random.nextInt(90));
            }
            people.add(PeerHabit.of(habit, MONDAY.plusWeeks(4), BY));
        }
        List<Unusualness> expected = answers(people.stream().reduce(PeerHabit.NONE, PeerHabit::merge));
        for (int run = 0; run < 30; run++) {
            Collections.shuffle(people, random);
            int cut = 1 + random.nextInt(people.size() - 1);
            PeerHabit left = people.subList(0, cut).stream().reduce(PeerHabit.NONE, PeerHabit::merge);
            PeerHabit right = people.subList(cut, people.size()).stream().reduce(PeerHabit.NONE, PeerHabit::merge);
            assertThat(answers(right.merge(left))).isEqualTo(expected);
        }
    }

    private static List<Unusualness> answers(PeerHabit group) {
        Habit habit = Weeks.print(admin(8), TODAY.minusDays(30).atTime(9, 0), "P0", 3);
        for (int day = 0; day < 20; day++) {
            habit = Weeks.print(habit, TODAY.minusDays(20 - day).atTime(9, 0), "P0", 3);
        }
        Peers peers = new Peers(group, group);
        return List.of(
                habit.unusualness(Rhythm.BADGE, NIGHT, CLOCK, peers, BY),
                habit.unusualness(Trait.DOOR, "Door 3", TODAY, peers, BY),
                habit.unusualness(Trait.PRINTER, "P2", TODAY, peers, BY),
                habit.unusualness(Volume.PAGES, 70, TODAY, peers, BY));
    }

    @Test
    @DisplayName("A published summary keeps the values that most people use; the rest counts as elsewhere")
    void shouldBoundASummary() {
        PeerHabit group = PeerHabit.NONE;
        for (int person = 0; person < 60; person++) {
            Habit habit = Habit.NEW;
            for (int day = 0; day < 21; day++) {
                habit = habit.learn(
                        new Observation(
                                MONDAY.plusDays(day).atTime(9, 0),
                                null,
                                Map.of(Trait.EXECUTABLE, "own-" + person + "-" + day, Trait.DOOR, "Gate 1"),
                                Map.of()),
                        CLOCK,
                        BY);
            }
            group = group.merge(PeerHabit.of(habit, MONDAY.plusDays(21), BY));
        }
        PeerHabit limited = group.limited();
        assertThat(group.of(Trait.EXECUTABLE).used()).hasSize(60 * 21);
        assertThat(limited.of(Trait.EXECUTABLE).used()).hasSize(PeerHabit.MOST_VALUES);
        assertThat(new Peers(limited, limited).users(Trait.DOOR, "Gate 1")).isEqualTo(60);
        PeerValues all = group.of(Trait.EXECUTABLE);
        PeerValues left = limited.of(Trait.EXECUTABLE);
        assertThat(sum(left) + left.elsewhere()).isEqualTo(sum(all) + all.elsewhere());
    }

    private static long sum(PeerValues values) {
        return values.used().values().stream().mapToLong(PeerValues.Use::share).sum();
    }
}
