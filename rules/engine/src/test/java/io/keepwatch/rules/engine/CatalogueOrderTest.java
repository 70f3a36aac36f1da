package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.score.Dossier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "R15: the shipped rules raise the same in every order of delivery, and from it the same score at every instant")
class CatalogueOrderTest {
    private static final int HISTORIES = Integer.getInteger("keepwatch.catalogue.histories", 500);
    private static final long SEED = Long.getLong("keepwatch.seed", 20_261_121L);

    /** Makes sizes meet the shipped thresholds by chance. */
    private static final long SCALE = 1_000_000;

    /** What is excused by something that may come later. */
    private static final String EXCUSED_BY_A_RESTART = "security-agent-stopped";

    private static RuleBook book;

    /** What is known of the person that was played last, but for what was judged with what was known. */
    private Dossier dossier = Dossier.empty();

    /** Rules that compare with earlier days judge with what was known, and R15 leaves them out. */
    private static Set<String> judgeWithWhatWasKnown = Set.of();

    @BeforeAll
    static void load() throws RuleSetException {
        book = RuleBooks.load(Path.of(".."), null);
        judgeWithWhatWasKnown = book.rules().stream()
                .filter(rule -> rule.id().equals(EXCUSED_BY_A_RESTART)
                        || rule.windows().stream()
                                .anyMatch(window -> book.windows().get(window).learns()))
                .map(Rule::id)
                .collect(Collectors.toSet());
    }

    @Test
    void shouldLeaveOutOnlyWhatR15LeavesOut() {
        assertThat(judgeWithWhatWasKnown)
                .containsExactlyInAnyOrder(
                        EXCUSED_BY_A_RESTART,
                        "cloud-upload-spike",
                        "data-outside-role",
                        "excessive-tools",
                        "large-print-volume",
                        "outside-normal-hours",
                        "privilege-request-trend",
                        "unfamiliar-printer",
                        "vpn-from-new-country");
    }

    @Test
    void shouldRaiseTheSameWhateverTheOrder() {
        Set<String> raised = new TreeSet<>();
        long evidence = 0;
        for (int i = 0; i < HISTORIES; i++) {
            SplittableRandom random = new SplittableRandom(SEED + i);
            Histories.History history = Histories.random(random, SCALE);
            Map<String, String> inOrder = play(history.inOrder(), false, raised);
            Dossier known = dossier;
            boolean stored = random.nextBoolean();

            assertThat(play(Histories.shuffled(history, random, true), stored, raised))
                    .as("shuffled, some twice, stored at every step: %s, seed %d", stored, SEED + i)
                    .isEqualTo(inOrder);
            Instant begin = Histories.timeOf(history.inOrder().getFirst());
            for (int hour = -24; hour < 24 * 60; hour += 7) {
                Instant at = begin.plus(Duration.ofHours(hour));
                assertThat(book.model().score(dossier, at))
                        .as("the score at %s, seed %d", at, SEED + i)
                        .isCloseTo(book.model().score(known, at), within(1e-9));
            }
            evidence += dossier.evidence().size();
        }
        assertThat(evidence).as("findings in all histories").isGreaterThan(HISTORIES);
        assertThat(raised)
                .as("rules that were heard of")
                .contains(
                        "bulk-download",
                        "usb-mass-storage",
                        "off-hours-classified",
                        "leaver-data-access",
                        "watched-download",
                        "watched-usb-write",
                        "watched-data-access",
                        "unknown-thumb-drive");
    }

    private Map<String, String> play(List<Input> inputs, boolean storedAtEveryStep, Set<String> raised) {
        Person person = new Person(book);
        Map<String, String> alerts = new TreeMap<>();
        for (Input input : inputs) {
            for (Alert alert : person.takes(input).alerts()) {
                raised.add(alert.rule());
                if (!judgeWithWhatWasKnown.contains(alert.rule())) {
                    alerts.put(alert.id(), new String(AlertJson.write(alert), StandardCharsets.UTF_8));
                }
            }
            if (storedAtEveryStep) {
                person.restarts();
            }
        }
        dossier = new Dossier(
                person.state().risk().evidence().stream()
                        .filter(finding -> !judgeWithWhatWasKnown.contains(finding.kind()))
                        .toList(),
                person.state().person().circumstances());
        return alerts;
    }
}
