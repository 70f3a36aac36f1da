package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.rules.memory.MemoryPlan;
import io.keepwatch.rules.memory.Remembered;
import io.keepwatch.rules.memory.SubjectState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R15, H03, H06, H11, H13: what HR said means the same in every order, and is told once")
class HrHistoryTest {
    private static final int HISTORIES = Integer.getInteger("keepwatch.histories", 2_000);
    /** Each of them is lived three times. */
    private static final int LIVES = Math.max(1, HISTORIES / 8);

    private static final long SEED = Long.getLong("keepwatch.seed", 20_261_122L);
    private static final Instant RAISED_AT = Instant.parse("2026-11-21T00:00:00Z");
    private static final Set<String> ENDS = Set.of(MonitoringChange.EXPIRED, MonitoringChange.ENDED);

    private final HandMadeRules book = HrHistories.book();
    private final Engine engine = new Engine(book, Histories.ALLOWANCE);
    private final MemoryPlan plan = new MemoryPlan(book, Histories.ALLOWANCE);

    private record Delivery(Input input, Instant at) {}

    @Test
    @DisplayName(
            "the person as of any time still judged: events and profiles in any order, twice, withdrawn before said")
    void shouldKnowThePersonWhateverTheOrder() {
        long left = 0;
        for (int i = 0; i < HISTORIES; i++) {
            SplittableRandom random = new SplittableRandom(SEED + i);
            Histories.History history = HrHistories.random(random);
            HrModel model = new HrModel(history.hr(), history.profiles());
            List<Delivery> deliveries = activities(history, random);
            history.profiles()
                    .forEach(profile -> deliver(
                            deliveries, new Input.ProfileChanged(profile), delayed(random, profile.validFrom())));
            history.hr().forEach(event -> {
                deliver(deliveries, new Input.HrSaid(event), delayed(random, event.occurred()));
                deliver(deliveries, new Input.HrSaid(event), delayed(random, event.occurred()));
            });
            SubjectState state = play(deliveries, random.nextBoolean(), new TreeMap<>());

            Instant newest = history.activities().getLast().header().time();
            for (Activity activity : history.activities()) {
                if (!activity.header().time().isBefore(newest.minus(Histories.ALLOWANCE))) {
                    Remembered entry = plan.remembered(activity);
                    Identity profile = state.person().at(entry).profile();
                    assertThat(state.person().at(entry))
                            .as("seed %d at %s", SEED + i, activity.header().time())
                            .isEqualTo(
                                    model.contextAt(profile, activity.header().time()));
                    left += state.person().at(entry).left() ? 1 : 0;
                }
            }
        }
        assertThat(left).as("activities of people who had left").isGreaterThan(HISTORIES);
    }

    @Test
    @DisplayName("alerts as by brute force, if what ends something is heard before what it ends")
    void shouldRaiseWhatBruteForceRaises() {
        long alerts = 0;
        for (int i = 0; i < HISTORIES; i++) {
            SplittableRandom random = new SplittableRandom(SEED + i);
            Histories.History history = HrHistories.random(random);
            HrModel model = new HrModel(history.hr(), history.profiles());
            List<Delivery> deliveries = activities(history, random);
            history.profiles().forEach(profile -> deliver(deliveries, new Input.ProfileChanged(profile), Instant.MIN));
            history.hr()
                    .forEach(event -> deliver(
                            deliveries,
                            new Input.HrSaid(event),
                            HrHistories.ends(event) ? Instant.MIN : delayed(random, HrHistories.since(event, model))));
            Map<String, Alert> raised = new TreeMap<>();
            play(deliveries, random.nextBoolean(), raised);

            Map<String, Alert> expected = new BruteForce(book, history).alerts(RAISED_AT);
            assertThat(json(raised)).as("seed %d", SEED + i).isEqualTo(json(expected));
            alerts += expected.size();
        }
        assertThat(alerts).as("alerts in all histories").isGreaterThan(HISTORIES);
    }

    @Test
    @DisplayName("each receipt is confirmed once, each period ends once, in order of time, also across restarts")
    void shouldTellEveryPeriodOnce() {
        long told = 0;
        for (int i = 0; i < LIVES; i++) {
            long seed = SEED + i;
            Histories.History history = HrHistories.random(new SplittableRandom(seed));
            List<MonitoringChange> changes = told(history, seed, false, Duration.ofMinutes(1));
            assertThat(told(history, seed, true, Duration.ofMinutes(1)))
                    .as("restarted, seed %d", seed)
                    .isEqualTo(changes);
            assertThat(told(history, seed, true, Duration.ofDays(40)).stream()
                            .filter(change -> ENDS.contains(change.state()))
                            .map(MonitoringChange::id))
                    .as("ended after an outage, seed %d", seed)
                    .doesNotHaveDuplicates();

            assertThat(changes)
                    .extracting(MonitoringChange::id)
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates();
            Set<String> active = new HashSet<>();
            Set<String> over = new HashSet<>();
            for (MonitoringChange change : changes) {
                String period = change.kind() + " " + change.period();
                assertThat(change.recordedAt()).as("seed %d: %s", seed, change).isAfterOrEqualTo(change.at());
                if (change.state().equals(MonitoringChange.ACTIVE)) {
                    assertThat(over).as("seed %d: %s", seed, change).doesNotContain(period);
                    active.add(period);
                } else {
                    assertThat(active).as("seed %d: %s", seed, change).contains(period);
                }
                if (ENDS.contains(change.state())) {
                    assertThat(over.add(period)).as("seed %d: %s", seed, change).isTrue();
                }
            }
            assertThat(changes.stream().filter(change -> change.state().equals(MonitoringChange.ACTIVE)))
                    .as("seed %d", seed)
                    .extracting(change -> change.kind() + " " + change.receipt())
                    .containsExactlyInAnyOrderElementsOf(begun(history));
            told += changes.size();
        }
        assertThat(told).as("changes in all histories").isGreaterThan(LIVES);
    }

    /** What must have been in effect for a time, by the events alone. */
    private static List<String> begun(Histories.History history) {
        HrModel model = new HrModel(history.hr(), history.profiles());
        List<String> begun = new ArrayList<>();
        for (HrEvent event : history.hr()) {
            HrEvent.Monitoring period = event.monitoring();
            if (period != null && !withdrawnBy(history, event, period.from())) {
                begun.add(period.kind() + " " + event.receipt());
            }
            if (event.event().equals(HrEvent.TERMINATION)
                    && !withdrawnBy(history, event, model.start(event))
                    && history.hr().stream()
                            .noneMatch(other -> other.event().equals(HrEvent.REHIRED)
                                    && !other.occurred().isBefore(event.occurred())
                                    && !model.start(other).isAfter(model.start(event)))) {
                begun.add(MonitoringChange.EX_EMPLOYEE + " " + event.receipt());
            }
        }
        return begun;
    }

    private static boolean withdrawnBy(Histories.History history, HrEvent event, Instant from) {
        return history.hr().stream()
                .anyMatch(other -> event.receipt().equals(other.withdraws())
                        && !other.occurred().isAfter(from));
    }

    /** HR is heard without delay, what ends something first; time passes in steps. */
    private List<MonitoringChange> told(Histories.History history, long seed, boolean restarts, Duration every) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Delivery> deliveries = new ArrayList<>();
        history.profiles().forEach(profile -> deliver(deliveries, new Input.ProfileChanged(profile), Instant.MIN));
        history.hr()
                .forEach(event -> deliver(
                        deliveries,
                        new Input.HrSaid(event),
                        HrHistories.ends(event) ? Instant.EPOCH : event.occurred()));
        history.activities()
                .forEach(activity -> deliver(
                        deliveries,
                        new Input.Happened(activity),
                        activity.header().time()));
        deliveries.sort(Comparator.comparing(Delivery::at));
        Person person = new Person(book);
        Instant looked = Instant.EPOCH;
        Instant last = deliveries.getLast().at().plus(Duration.ofDays(30));
        for (Delivery delivery : deliveries) {
            if (Duration.between(looked, delivery.at()).compareTo(every) >= 0) {
                person.lives(delivery.at());
                looked = delivery.at();
            }
            person.is(delivery.at()).takes(delivery.input());
            if (restarts && random.nextBoolean()) {
                person.restarts();
            }
        }
        person.lives(last);
        return person.told();
    }

    private static List<Delivery> activities(Histories.History history, RandomGenerator random) {
        List<Delivery> deliveries = new ArrayList<>();
        history.activities()
                .forEach(activity -> deliver(
                        deliveries,
                        new Input.Happened(activity),
                        delayed(random, activity.header().time())));
        return deliveries;
    }

    private static void deliver(List<Delivery> deliveries, Input input, Instant at) {
        deliveries.add(new Delivery(input, at));
    }

    private static Instant delayed(RandomGenerator random, Instant time) {
        return time.plusSeconds(random.nextLong(Histories.ALLOWANCE.toSeconds() + 1));
    }

    private SubjectState play(List<Delivery> deliveries, boolean stored, Map<String, Alert> alerts) {
        deliveries.sort(Comparator.comparing(Delivery::at));
        Map<String, byte[]> records = new HashMap<>();
        SubjectState state = engine.load(Histories.SUBJECT, records::get);
        for (Delivery delivery : deliveries) {
            engine.step(state, delivery.input(), RAISED_AT).alerts().forEach(alert -> alerts.put(alert.id(), alert));
            if (stored) {
                engine.store(state, (key, value) -> {
                    if (value == null) {
                        records.remove(key);
                    } else {
                        records.put(key, value);
                    }
                });
                state = engine.load(Histories.SUBJECT, records::get);
            }
        }
        return state;
    }

    private static Map<String, String> json(Map<String, Alert> alerts) {
        Map<String, String> json = new TreeMap<>();
        alerts.forEach((id, alert) -> json.put(id, new String(AlertJson.write(alert), StandardCharsets.UTF_8)));
        return json;
    }
}
