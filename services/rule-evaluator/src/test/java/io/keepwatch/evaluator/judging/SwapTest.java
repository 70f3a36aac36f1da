package io.keepwatch.evaluator.judging;

import static io.keepwatch.evaluator.judging.Inputs.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.WindowDeclaration;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
        "Rules change between two events (G10): what is remembered stays, the next event is judged by the new ones")
class SwapTest {
    private static final long MB = 1_000_000;

    private final RecordingJournal journal = new RecordingJournal();
    private final EditableRules rules;
    private final TopologyTestDriver driver;
    private RuleBook book;

    SwapTest(@TempDir Path directory) throws Exception {
        rules = new EditableRules(directory);
        book = rules.load();
        driver = new TopologyTestDriver(
                EvaluatorTopology.of(TestRules.judging(() -> book, journal)),
                TestSettings.of("unused:9092", directory.resolve("state"), null).properties());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @DisplayName("a raised threshold holds at once, over what was remembered before")
    void shouldKeepStateOverAChangedThreshold() throws Exception {
        write("1", 60);
        rules.usbThreshold(150);
        book = rules.load();

        write("2", 60);
        assertThat(alerts()).as("120 of 150 MB").isEmpty();

        write("3", 40);
        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("usb-mass-storage");
            assertThat(alert.activities()).extracting("id").containsExactly("1", "2", "3");
        });
    }

    @Test
    @DisplayName("alerts before and after carry the digests of their sets and the versions of their rules")
    void shouldNameTheSetThatJudged() throws Exception {
        RuleBook first = book;
        write("1", 160);
        rules.usbThreshold(150);
        book = rules.load();
        write("2", 1);

        List<Alert> alerts = alerts();
        assertThat(alerts).extracting(Alert::ruleSet).containsExactly(first.digest(), book.digest());
        assertThat(alerts.getFirst().ruleVersion())
                .isNotEqualTo(alerts.getLast().ruleVersion());
        assertThat(alerts.getFirst().id())
                .as("still the same alert")
                .isEqualTo(alerts.getLast().id());
    }

    @Test
    void shouldJudgeTheNextEventByANewRule() throws Exception {
        write("1", 1);
        assertThat(alerts()).isEmpty();
        rules.addRule("any-write");
        book = rules.load();

        write("2", 1);

        assertThat(alerts()).extracting(Alert::rule).containsExactly("any-write");
    }

    @Test
    @DisplayName("a task to which nothing comes lets the old rules go, too")
    void shouldFollowWithoutEvents() throws Exception {
        write("1", 1);
        WeakReference<RuleBook> before = new WeakReference<>(book);
        rules.addRule("any-write");
        book = rules.load();
        assertThat(isGone(before)).as("still in use").isFalse();

        driver.advanceWallClockTime(Duration.ofSeconds(10));

        assertThat(isGone(before)).isTrue();
    }

    private static boolean isGone(WeakReference<?> what) {
        for (int i = 0; i < 5 && what.get() != null; i++) {
            System.gc();
        }
        return what.get() == null;
    }

    @Test
    @DisplayName("whatever was counted before is counted after: nothing twice, nothing lost")
    void shouldAccountForEveryRecord() throws Exception {
        for (int i = 0; i < 20; i++) {
            write("w-" + i, 1);
            book = rules.load();
        }

        Tally.Line line = Objects.requireNonNull(journal.tallies.get(0)).line(Topic.ACTIVITY);
        assertThat(line.count(Tally.Fate.JUDGED)).isEqualTo(20);
        assertThat(line.unaccounted()).isZero();
    }

    @Test
    @DisplayName("a window that is new says since when it is judged with; one that was there keeps its time")
    void shouldSayWhatIsLearning() throws Exception {
        write("1", 1);
        long known = book.windows().getFirst().key();
        assertThat(tally().judgedSince(known)).isEqualTo(TestRules.CLOCK.instant());
        rules.write(
                "catalogue/siem/bulk-download/rule.yaml",
                Files.readString(rules.directory().resolve("catalogue/siem/bulk-download/rule.yaml"))
                        .replace("over: 1h", "over: 2h"));
        book = rules.load();
        List<Long> fresh = book.windows().stream()
                .map(WindowDeclaration::key)
                .filter(key -> tally().judgedSince(key) == null)
                .toList();
        assertThat(fresh).hasSize(1);

        driver.advanceWallClockTime(Duration.ofSeconds(10));

        assertThat(tally().judgedSince(fresh.getFirst())).isEqualTo(TestRules.CLOCK.instant());
        Tally stored = Tally.decode(driver.<String, byte[]>getKeyValueStore(EvaluatorTopology.PEOPLE)
                .get(Tally.KEY));
        assertThat(stored.judgedSince(fresh.getFirst()))
                .as("written with the commit")
                .isNotNull();
    }

    private Tally tally() {
        return Objects.requireNonNull(journal.tallies.get(0));
    }

    private void write(String id, long megabytes) {
        ProducerRecord<byte[], byte[]> record = Inputs.record(Inputs.usbWrite("kara", id, NOON, megabytes * MB));
        driver.createInputTopic(record.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), NOON));
    }

    private List<Alert> alerts() throws MalformedMessageException {
        List<Alert> alerts = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : driver.createOutputTopic(
                        Topic.ALERT.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()) {
            alerts.add(AlertJson.read(record.value()));
        }
        return alerts;
    }
}
