package io.keepwatch.evaluator.judging;

import static io.keepwatch.evaluator.judging.Inputs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Topic;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.engine.Input;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("People in memory, when the rules change in the middle of a transaction")
class PeopleTest {
    private static final long MB = 1_000_000;

    private final EditableRules rules;
    private final TopologyTestDriver driver;
    private final Engine first;
    private final People people;

    PeopleTest(@TempDir Path directory) throws Exception {
        rules = new EditableRules(directory);
        first = new Engine(rules.load(), TestRules.ALLOWANCE);
        driver = new TopologyTestDriver(
                EvaluatorTopology.of(TestRules.judging(new RecordingJournal())),
                TestSettings.of("unused:9092", directory.resolve("state"), null).properties());
        KeyValueStore<String, byte[]> store = driver.getKeyValueStore(EvaluatorTopology.PEOPLE);
        // The driver's own bell would call the driver's own people.
        people = new People(
                first,
                List.of(1L),
                NOON,
                driver.getKeyValueStore(EvaluatorTopology.PEOPLE),
                store,
                () -> TestRules.PEOPLE_HEAP);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldGoOnWithWhatWasWrittenByTheOldRules() throws Exception {
        step(first, "1", 0);
        rules.usbThreshold(110);
        Engine second = new Engine(rules.load(), TestRules.ALLOWANCE);
        assertThat(people.hasUnwritten()).isTrue();

        people.write();
        people.judgeWith(second, List.of(1L), NOON);

        assertThat(step(second, "2", 1))
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.activities()).extracting("id").containsExactly("1", "2"));
    }

    @Test
    @DisplayName("what is not written would be lost, so it is refused")
    void shouldNotForgetWhatIsNotWritten() {
        step(first, "1", 0);

        assertThatIllegalStateException().isThrownBy(() -> people.judgeWith(first, List.of(1L), NOON));
    }

    private List<Alert> step(Engine engine, String id, long offset) {
        People.Person kara = people.get("kara");
        List<Alert> alerts = engine.step(
                        kara.state(),
                        new Input.Happened(Inputs.usbWrite("kara", id, NOON, 60 * MB)),
                        TestRules.CLOCK.instant())
                .alerts();
        people.took(Topic.ACTIVITY, offset, Tally.Fate.JUDGED, kara);
        return alerts;
    }
}
