package io.keepwatch.evaluator.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.evaluator.judging.EditableRules;
import io.keepwatch.evaluator.running.LearningWindows.Learning;
import io.keepwatch.evaluator.running.LearningWindows.Partition;
import io.keepwatch.rules.book.RuleBook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A window says that it is learning until it was judged with for as long as it reaches back")
class LearningWindowsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private final RuleBook book;

    LearningWindowsTest(@TempDir Path directory) throws Exception {
        book = new EditableRules(directory).load();
    }

    @Test
    void shouldEndWithTheWindowsOwnLength() {
        Instant since = NOW.minus(Duration.ofHours(2));
        List<Learning> learning = LearningWindows.of(book, List.of(key -> since), NOW);

        assertThat(learning)
                .extracting(Learning::rules)
                .contains(List.of("usb-mass-storage"), List.of("cloud-upload-spike"))
                .as("an hour is over")
                .doesNotContain(List.of("bulk-download"));
        assertThat(learning).allSatisfy(window -> assertThat(window.since()).isEqualTo(since));
        assertThat(learning)
                .filteredOn(window -> window.rules().contains("usb-mass-storage"))
                .singleElement()
                .satisfies(window -> {
                    assertThat(window.window()).isEqualTo("usb.write: sum bytes by device over PT24H");
                    assertThat(window.until()).isEqualTo(since.plus(Duration.ofHours(24)));
                });
        assertThat(learning)
                .filteredOn(window -> window.rules().contains("cloud-upload-spike"))
                .singleElement()
                .satisfies(window -> assertThat(window.until()).isEqualTo(since.plus(Duration.ofDays(14))));
        assertThat(LearningWindows.of(book, List.of(key -> since), since.plus(Duration.ofDays(14))))
                .isEmpty();
    }

    @Test
    @DisplayName("the partition that began last decides; one that has not begun leaves it open")
    void shouldTakeTheLastPartition() {
        Partition old = key -> NOW.minus(Duration.ofDays(300));
        Partition young = key -> NOW.minus(Duration.ofMinutes(5));

        assertThat(LearningWindows.of(book, List.of(old, young), NOW))
                .hasSize(book.windows().size())
                .allSatisfy(window -> assertThat(window.since()).isEqualTo(NOW.minus(Duration.ofMinutes(5))));
        assertThat(LearningWindows.of(book, List.of(old, key -> null), NOW))
                .hasSize(book.windows().size())
                .allSatisfy(window -> {
                    assertThat(window.since()).isNull();
                    assertThat(window.until()).isNull();
                });
        assertThat(LearningWindows.of(book, List.of(old), NOW)).isEmpty();
        assertThat(LearningWindows.of(book, List.of(), NOW))
                .as("nothing is judged here")
                .isEmpty();
    }
}
