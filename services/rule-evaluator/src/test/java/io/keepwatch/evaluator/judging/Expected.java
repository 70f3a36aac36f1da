package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.engine.Outcome;
import io.keepwatch.rules.memory.SubjectState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What must come out without any fault, told in the simplest way: every record once, in the order of its partition, no
 * store, no transaction, nobody ever forgotten.
 */
final class Expected {
    private final Engine engine = new Engine(TestRules.book(), TestRules.ALLOWANCE);
    private final Map<String, SubjectState> people = new HashMap<>();
    private final Map<Integer, List<String>> alerts = new TreeMap<>();
    private final Map<Integer, List<String>> monitoring = new TreeMap<>();

    void take(ConsumerRecord<byte[], byte[]> record) {
        Reading reading = Reading.of(
                EvaluatorTopology.input(record.topic()),
                new Record<>(record.key(), record.value(), record.timestamp(), record.headers()));
        if (!(reading instanceof Reading.Understood understood)) {
            throw new AssertionError("the generated record cannot be read: " + reading);
        }
        SubjectState state = people.computeIfAbsent(understood.subject(), subject -> engine.load(subject, key -> null));
        Outcome outcome = engine.step(state, understood.input(), TestRules.CLOCK.instant());
        for (Alert alert : outcome.alerts()) {
            alerts.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                    .add(text(AlertJson.write(alert)));
        }
        for (MonitoringChange change : outcome.monitoring()) {
            monitoring
                    .computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                    .add(text(change.write()));
        }
    }

    /** By partition, every state of every alert in the order it is raised, with all it says. */
    Map<Integer, List<String>> alerts() {
        return alerts;
    }

    /** By partition, everything told of monitoring periods, in order. */
    Map<Integer, List<String>> monitoring() {
        return monitoring;
    }

    /** The records of everybody, as they must lie in the store. */
    Map<String, String> records() {
        Map<String, String> records = new TreeMap<>();
        people.values()
                .forEach(state -> engine.store(state, (key, value) -> {
                    if (value != null) {
                        records.put(key, java.util.HexFormat.of().formatHex(value));
                    }
                }));
        return records;
    }

    static String text(byte[] value) {
        return new String(value, java.nio.charset.StandardCharsets.UTF_8);
    }
}
