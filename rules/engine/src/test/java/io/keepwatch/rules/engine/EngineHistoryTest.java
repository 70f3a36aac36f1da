package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.rules.memory.SubjectState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R15, G2: the same alerts in every order of delivery, and as by brute force")
class EngineHistoryTest {
    /** {@code -Dkeepwatch.histories=1000000} before a release. */
    private static final int HISTORIES = Integer.getInteger("keepwatch.histories", 2_000);

    private static final long SEED = Long.getLong("keepwatch.seed", 20_261_121L);
    private static final Instant RAISED_AT = Instant.parse("2026-11-21T00:00:00Z");

    private final HandMadeRules book = SampleRules.book();
    private final Engine engine = new Engine(book, Histories.ALLOWANCE);

    /**
     * Left out of the comparison is what may judge with what was known: an exemption by a restart, a baseline when some
     * of it comes later, and a baseline in order when moving to another zone makes a later activity one of an earlier day.
     */
    @Test
    void shouldRaiseWhatBruteForceRaisesWhateverTheOrder() {
        long alerts = 0;
        for (int i = 0; i < HISTORIES; i++) {
            long seed = SEED + i;
            SplittableRandom random = new SplittableRandom(seed);
            Histories.History history = Histories.random(random);
            Map<String, String> expected =
                    without(SampleRules.EXEMPTING, json(new BruteForce(book, history).alerts(RAISED_AT)));
            alerts += expected.size();

            String unsure = history.profiles().size() > 1 ? SampleRules.BASELINE : SampleRules.EXEMPTING;
            assertThat(differences(
                            without(unsure, expected),
                            without(unsure, without(SampleRules.EXEMPTING, play(history.inOrder(), false)))))
                    .as("in order, seed %d", seed)
                    .isEmpty();
            boolean twice = random.nextBoolean();
            boolean stored = random.nextBoolean();
            List<Input> shuffled = Histories.shuffled(history, random, twice);
            assertThat(differences(
                            without(SampleRules.BASELINE, expected),
                            without(SampleRules.BASELINE, without(SampleRules.EXEMPTING, play(shuffled, stored)))))
                    .as("shuffled, some twice: %s, stored at every step: %s, seed %d", twice, stored, seed)
                    .isEmpty();
        }
        assertThat(alerts).as("alerts in all histories").isGreaterThan(HISTORIES);
        System.out.printf(
                "{\"figure\":\"histories\",\"value\":%d,\"alerts\":%d,\"seed\":%d}%n", HISTORIES, alerts, SEED);
    }

    private Map<String, String> play(List<Input> inputs, boolean storedAtEveryStep) {
        Map<String, byte[]> records = new HashMap<>();
        SubjectState state = engine.load(Histories.SUBJECT, records::get);
        Map<String, Alert> alerts = new TreeMap<>();
        for (Input input : inputs) {
            for (Alert alert : engine.step(state, input, RAISED_AT).alerts()) {
                Alert before = alerts.put(alert.id(), alert);
                assertThat(before == null || before.count() <= alert.count())
                        .as("a count only grows")
                        .isTrue();
            }
            if (storedAtEveryStep) {
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
        return json(alerts);
    }

    private static List<String> differences(Map<String, String> expected, Map<String, String> raised) {
        Set<String> ids = new TreeSet<>(expected.keySet());
        ids.addAll(raised.keySet());
        return ids.stream()
                .filter(id -> !Objects.equals(expected.get(id), raised.get(id)))
                .map(id -> "expected " + expected.get(id) + "\n  raised " + raised.get(id))
                .toList();
    }

    private static Map<String, String> json(Map<String, Alert> alerts) {
        Map<String, String> json = new TreeMap<>();
        alerts.forEach((id, alert) -> json.put(id, new String(AlertJson.write(alert), StandardCharsets.UTF_8)));
        return json;
    }

    private static Map<String, String> without(String rule, Map<String, String> alerts) {
        Map<String, String> others = new TreeMap<>(alerts);
        others.values().removeIf(json -> json.contains("\"rule\":\"" + rule + "\""));
        return others;
    }
}
