package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleSetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R15: the shipped rules raise the same in every order of delivery")
class CatalogueOrderTest {
    private static final int HISTORIES = Integer.getInteger("keepwatch.catalogue.histories", 500);
    private static final long SEED = Long.getLong("keepwatch.seed", 20_261_121L);

    /** Makes sizes meet the shipped thresholds by chance. */
    private static final long SCALE = 1_000_000;

    private static final Set<String> JUDGE_WITH_WHAT_WAS_KNOWN = Set.of("cloud-upload-spike", "security-agent-stopped");

    private static RuleBook book;

    @BeforeAll
    static void load() throws RuleSetException {
        book = RuleBooks.load(Path.of(".."), null);
    }

    @Test
    void shouldRaiseTheSameWhateverTheOrder() {
        Set<String> raised = new TreeSet<>();
        for (int i = 0; i < HISTORIES; i++) {
            SplittableRandom random = new SplittableRandom(SEED + i);
            Histories.History history = Histories.random(random, SCALE);
            Map<String, String> inOrder = play(history.inOrder(), false, raised);
            boolean stored = random.nextBoolean();

            assertThat(play(Histories.shuffled(history, random, true), stored, raised))
                    .as("shuffled, some twice, stored at every step: %s, seed %d", stored, SEED + i)
                    .isEqualTo(inOrder);
        }
        assertThat(raised)
                .as("rules that were heard of")
                .contains("bulk-download", "usb-mass-storage", "off-hours-classified", "leaver-data-access");
    }

    private static Map<String, String> play(List<Input> inputs, boolean storedAtEveryStep, Set<String> raised) {
        Person person = new Person(book);
        Map<String, String> alerts = new TreeMap<>();
        for (Input input : inputs) {
            for (Alert alert : person.takes(input).alerts()) {
                raised.add(alert.rule());
                if (!JUDGE_WITH_WHAT_WAS_KNOWN.contains(alert.rule())) {
                    alerts.put(alert.id(), new String(AlertJson.write(alert), StandardCharsets.UTF_8));
                }
            }
            if (storedAtEveryStep) {
                person.restarts();
            }
        }
        return alerts;
    }
}
