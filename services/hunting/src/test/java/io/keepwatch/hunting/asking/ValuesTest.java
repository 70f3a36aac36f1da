package io.keepwatch.hunting.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.hunting.activity.SampleActivities;
import io.keepwatch.hunting.question.Completion;
import io.keepwatch.hunting.question.Question;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesTest {
    private static final Instant NOW = Instant.parse("2026-02-15T12:00:00Z");

    @TempDir
    Path directory;

    private Answers answers;
    private final List<Activity> activities = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        answers = new Answers(directory);
    }

    @AfterEach
    void close() throws Exception {
        answers.close();
    }

    private void start(String user, String subject, String executable, Duration ago, int times) {
        for (int i = 0; i < times; i++) {
            activities.add(new ProcessStart(
                    Leaving.header("v-" + activities.size(), NOW.minus(ago), user, subject, null),
                    executable,
                    null,
                    null,
                    null,
                    null));
        }
    }

    /** What is offered where the text ends. */
    private List<String> typed(String text, int limit) throws Exception {
        Completion.FreeText free =
                Objects.requireNonNull(Completion.of(text, text.length()).free(), text);
        return new Values(answers.reader, InstantSource.fixed(NOW), Answers.PATIENT)
                .starting(free, limit, new Cancellation());
    }

    @Test
    void shouldOfferTheMostFrequentOfTheLastDaysFirst() throws Exception {
        start("elliotmurphy", "p-2", "/bin/sh", Duration.ofDays(1), 2);
        start("elliotalderson", "p-1", "/bin/sh", Duration.ofDays(2), 5);
        start("Elliot", "p-3", "/bin/sh", Duration.ofDays(2), 1);
        start("elliotgone", "p-4", "/bin/sh", Duration.ofDays(8), 50);
        start("root", "elliot-the-person", "/bin/sh", Duration.ofDays(1), 3);
        answers.add(activities);

        assertThat(typed("user = ell", 10))
                .containsExactly("elliotalderson", "elliot-the-person", "elliotmurphy", "Elliot");
        assertThat(typed("user = ell", 2)).containsExactly("elliotalderson", "elliot-the-person");
        assertThat(typed("account = \"ELL", 10)).containsExactly("elliotalderson", "elliotmurphy", "Elliot");
        assertThat(typed("host = ", 10)).isEmpty();
    }

    @Test
    void shouldOfferPathsAndFileNames() throws Exception {
        start("u", "p", "/usr/bin/scp", Duration.ofHours(1), 2);
        start("u", "p", "scp", Duration.ofHours(1), 1);
        answers.add(activities);

        assertThat(typed("command = s", 10)).containsExactly("scp");
        assertThat(typed("command = \"/usr", 10)).containsExactly("/usr/bin/scp");
        assertThat(typed("executable = \"/usr", 10)).containsExactly("/usr/bin/scp");
    }

    @Test
    void shouldTakeWhatIsTypedAsItIs() throws Exception {
        String hostile = "%' OR 1=1; -- \\ \" “x” 張偉";
        start("u", "p", hostile, Duration.ofHours(1), 1);
        start("u", "p", "other", Duration.ofHours(1), 1);
        answers.add(activities);

        List<String> offered = typed("executable = \"%' OR", 10);

        assertThat(offered).containsExactly(hostile);
        String proposal = Objects.requireNonNull(
                        Completion.of("executable = x", 14).free())
                .proposal(hostile);
        assertThat(answers.ids(Question.parse("executable = " + proposal).toString()))
                .hasSize(1);
        assertThat(typed("executable = \"_", 10)).isEmpty();
    }

    @Test
    void shouldOfferNamesOfAttachmentsAndRecipients() throws Exception {
        answers.add(SampleActivities.within(NOW.minusSeconds(7200), 200, 0));

        assertThat(typed("attachment = pl", 10)).isNotEmpty().allMatch(name -> name.startsWith("pl"));
        assertThat(typed("to = pl", 10)).isNotEmpty().allMatch(name -> name.startsWith("pl"));
    }

    @Test
    void shouldRefuseLimitsBeyondItsOwn() {
        for (int limit : List.of(0, 51)) {
            assertThatThrownBy(() -> typed("host = x", limit)).isInstanceOf(ParameterException.class);
        }
    }
}
