package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.habit.PeerSnapshot;
import io.keepwatch.rules.memory.SubjectState;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Prints what docs/adr/0017 says of the cost; it fails only where something is off by orders of magnitude. */
@DisplayName("The cost of asking habits")
class HabitCostTest {
    private static final int ROUNDS = 5;
    private static final int STEPS = 2_000;
    private static final Map<ActivityType, Attribute> ATTRIBUTES = Map.of(
            ActivityType.BADGE_SWIPE,
            Attribute.DOOR,
            ActivityType.AUTH_LOGIN,
            Attribute.LOGIN_OUTCOME,
            ActivityType.FILE_DOWNLOAD,
            Attribute.STORE);
    private static final LocalDate TODAY = Worker.MONDAY.plusWeeks(8);
    /** Of this thread alone: whatever else runs on the machine takes time, not cost. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    @Test
    void shouldTellTheCost() {
        List<Worker> group = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Worker worker = new Worker();
            for (LocalDate day : Worker.days(8)) {
                worker.enters(day.atTime(9, 0, 5), "Lobby", "HQ");
                worker.enters(day.atTime(9, 5, 5), "Office " + i, "HQ");
                worker.enters(day.atTime(12, 5, 5), "Cafeteria", "HQ");
                worker.enters(day.atTime(17, 30, 5), "Lobby", "HQ");
            }
            group.add(worker);
        }
        PeerSnapshot peers = Worker.snapshot(TODAY, group);
        RuleBook asking = SampleRules.book().askingHabits();
        double silent = step(SampleRules.book(), PeerSnapshot.NONE, ActivityType.FILE_DOWNLOAD);
        double unasked = step(asking, peers, ActivityType.FILE_DOWNLOAD);
        double alone = step(asking, PeerSnapshot.NONE, ActivityType.BADGE_SWIPE);
        double login = step(asking, peers, ActivityType.AUTH_LOGIN);
        double compared = step(asking, peers, ActivityType.BADGE_SWIPE);
        System.out.printf(
                Locale.ROOT,
                "{\"figure\":\"habit-step\",\"download_without_habits_us\":%.1f,\"download_us\":%.1f,\"login_us\":%.1f,\"swipe_us\":%.1f,\"swipe_with_peers_us\":%.1f}%n",
                silent,
                unasked,
                login,
                alone,
                compared);
        assertThat(compared).isLessThan(20_000);
    }

    /** Microseconds of a step, the state stored and read again after each of them. */
    private static double step(RuleBook book, PeerSnapshot peers, ActivityType type) {
        double best = Double.MAX_VALUE;
        Engine engine = new Engine(book, Histories.ALLOWANCE);
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, byte[]> records = new HashMap<>();
            SubjectState state = engine.load(Histories.SUBJECT, records::get);
            engine.step(
                    state, new Input.ProfileChanged(Worker.profile("Europe/Berlin", false, null)), peers, Person.NOW);
            Instant begin = Instant.parse("2026-03-02T08:00:05Z");
            long started = 0;
            for (int i = 0; i < STEPS; i++) {
                if (i == STEPS / 2) {
                    started = CPU.getCurrentThreadCpuTime();
                }
                Instant time = begin.plusSeconds(i * 2_900L);
                Input input = new Input.Happened(Person.activity(
                        type,
                        "a" + i,
                        time,
                        Objects.requireNonNull(ATTRIBUTES.get(type)),
                        type == ActivityType.AUTH_LOGIN ? "success" : "Door " + i % 7));
                engine.step(state, input, peers, time);
                engine.store(state, (key, value) -> {
                    if (value == null) {
                        records.remove(key);
                    } else {
                        records.put(key, value);
                    }
                });
            }
            best = Math.min(best, (CPU.getCurrentThreadCpuTime() - started) / 1e3 / (STEPS / 2.0));
        }
        return best;
    }
}
