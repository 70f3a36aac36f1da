package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.memory.SubjectState;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prints what evidence costs in CPU time and bytes; a machine's speed is nothing to assert. */
@DisplayName("The cost of keeping evidence")
class EvidenceCostTest {
    private static final Instant DAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final int ROUNDS = 5;
    private static final int STEPS = 2_000;
    /** Of this thread alone: whatever else runs on the machine takes time, not cost. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final Engine engine = new Engine(SampleRules.book(), Histories.ALLOWANCE);

    private SubjectState person(int findings, Map<String, byte[]> records) {
        SubjectState state = engine.load(Histories.SUBJECT, records::get);
        for (int i = 0; i < findings / 2; i++) {
            engine.step(state, writes("u" + i, DAY.plusSeconds(i), i), DAY);
        }
        engine.store(state, records::put);
        return engine.load(Histories.SUBJECT, records::get);
    }

    private static Input writes(String id, Instant at, int device) {
        return new Input.Happened(Person.activity(
                ActivityType.USB_WRITE, id, at, Attribute.BYTES, 301L, Attribute.DEVICE, "device" + device));
    }

    private static Input logsIn(String id, Instant at) {
        return new Input.Happened(Person.activity(ActivityType.AUTH_LOGIN, id, at, Attribute.LOGIN_OUTCOME, "success"));
    }

    @ParameterizedTest(name = "{0} findings")
    @ValueSource(ints = {0, 4, 120})
    void shouldTellTheCost(int findings) {
        Map<String, byte[]> records = new HashMap<>();
        double ordinary = Double.MAX_VALUE;
        double look = Double.MAX_VALUE;
        long risks = 0;
        for (int round = 0; round < ROUNDS; round++) {
            records.clear();
            SubjectState state = person(findings, records);
            long begin = CPU.getCurrentThreadCpuTime();
            for (int i = 0; i < STEPS; i++) {
                risks += engine.step(state, logsIn("f" + i, DAY.plusSeconds(100 + i)), DAY)
                        .risks()
                        .size();
            }
            ordinary = Math.min(ordinary, (CPU.getCurrentThreadCpuTime() - begin) / 1e3 / STEPS);
            int days = 0;
            begin = CPU.getCurrentThreadCpuTime();
            for (Instant due = state.due(); due != null && days < 100; days++) {
                due = engine.step(state, new Input.Tick(due), DAY.plus(Duration.ofDays(1_000)))
                        .due();
            }
            look = Math.min(look, (CPU.getCurrentThreadCpuTime() - begin) / 1e3 / Math.max(1, days));
        }
        assertThat(risks).as("what leaves no evidence tells nothing").isZero();
        byte[] evidence = records.get(Histories.SUBJECT + "\0e");
        System.out.printf(
                "{\"figure\":\"evidence\",\"findings\":%d,\"ordinary_step_us\":%.2f,\"look_us\":%.1f,\"hot_bytes\":%d,\"evidence_bytes\":%d}%n",
                findings,
                ordinary,
                look,
                Objects.requireNonNull(records.getOrDefault(Histories.SUBJECT, new byte[0])).length,
                evidence == null ? 0 : evidence.length);
    }
}
