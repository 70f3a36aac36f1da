package io.keepwatch.evaluator.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.Topic;
import io.keepwatch.rules.book.RuleBook;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("200 reloads: no event lost, every alert of the set that judged it, nothing of the old sets left")
class ReloadsTest {
    private static final int RELOADS = 200;
    private static final int WARM = 20;
    private static final int PEOPLE = 5;
    private static final long MB = 1_000_000;
    /** Half a class for each reload: what is loaded once, late, is no leak; a set that stays has dozens. */
    private static final int CLASSES = RELOADS / 2;

    /**
     * Ten kilobytes for each reload, because the class loaders of Java remember, softly, which names a compiler has asked
     * them for; a set that stays takes hundreds.
     */
    private static final long HEAP = RELOADS * 10_000;

    private final RecordingJournal journal = new RecordingJournal();
    private final EditableRules rules;
    private final Path state;
    private RuleBook book;

    ReloadsTest(@TempDir Path directory) throws Exception {
        rules = new EditableRules(directory);
        rules.keepOnly("usb-mass-storage", "bulk-download");
        state = directory.resolve("state");
        book = rules.load();
    }

    @Test
    void shouldLeaveNothingBehind() throws Exception {
        try (TopologyTestDriver driver = new TopologyTestDriver(
                EvaluatorTopology.of(TestRules.judging(() -> book, journal)),
                TestSettings.of("unused:9092", state, null).properties())) {
            Set<String> sets = new HashSet<>();
            long classes = 0;
            long heap = 0;
            for (int reload = 0; reload < WARM + RELOADS; reload++) {
                if (reload == WARM) {
                    classes = loadedClasses();
                    heap = usedHeap();
                }
                rules.usbThreshold(10 + reload);
                book = rules.load();
                sets.add(book.digest());
                for (int person = 0; person < PEOPLE; person++) {
                    write(driver, reload, person);
                }
                // The driver keeps what nobody takes.
                records(driver, Kafka.CHANGELOG);
                records(driver, Topic.RISK.topicName());
                assertThat(alerts(driver))
                        .hasSize(PEOPLE)
                        .allSatisfy(alert -> assertThat(alert.ruleSet()).isEqualTo(book.digest()));
            }

            assertThat(sets).hasSize(WARM + RELOADS);
            long moreClasses = loadedClasses() - classes;
            long moreHeap = usedHeap() - heap;
            System.out.println("{\"figure\":\"rule-reloads-left-behind\",\"reloads\":" + RELOADS + ",\"classes\":"
                    + moreClasses + ",\"bytes\":" + moreHeap + "}");
            assertThat(moreClasses).as("classes left behind").isLessThan(CLASSES);
            assertThat(moreHeap).as("bytes left behind").isLessThan(HEAP);
        }
        Tally.Line line = Objects.requireNonNull(journal.tallies.get(0)).line(Topic.ACTIVITY);
        assertThat(line.count(Tally.Fate.JUDGED)).isEqualTo((long) PEOPLE * (WARM + RELOADS));
        assertThat(line.unaccounted()).isZero();
    }

    private static long loadedClasses() {
        collect();
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        return classes.getLoadedClassCount();
    }

    private static long usedHeap() {
        collect();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void collect() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
    }

    /** Twenty times five people take turns, two hours apart. */
    private static void write(TopologyTestDriver driver, int reload, int person) {
        String id = reload + "-" + person;
        ProducerRecord<byte[], byte[]> record = Inputs.record(Inputs.usbWrite(
                "person-" + reload % 20 + "-" + person, id, Inputs.NOON.plusSeconds(reload * 7200L), 900 * MB));
        driver.createInputTopic(record.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), Inputs.NOON));
    }

    private static List<Alert> alerts(TopologyTestDriver driver) throws Exception {
        List<Alert> alerts = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : records(driver, Topic.ALERT.topicName())) {
            alerts.add(AlertJson.read(record.value()));
        }
        return alerts;
    }

    private static List<TestRecord<byte[], byte[]>> records(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }
}
