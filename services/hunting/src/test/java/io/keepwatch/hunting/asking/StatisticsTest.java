package io.keepwatch.hunting.asking;

import static io.keepwatch.hunting.asking.Answers.asked;
import static io.keepwatch.hunting.asking.Answers.counts;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.EmailSent;
import io.keepwatch.contracts.NetworkConnect;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.hunting.activity.SampleActivities;
import io.keepwatch.hunting.asking.Statistics.Item;
import io.keepwatch.hunting.asking.Statistics.Order;
import io.keepwatch.hunting.question.Completion;
import io.keepwatch.hunting.question.QuestionException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsTest {
    private static final Instant NOON = Instant.parse("2026-02-15T12:00:00Z");

    @TempDir
    Path directory;

    private Answers answers;

    @BeforeEach
    void open() throws Exception {
        answers = new Answers(directory);
    }

    @AfterEach
    void close() throws Exception {
        answers.close();
    }

    private static Activity connect(int number, String executable, String remoteIp) {
        return new NetworkConnect(
                Leaving.header("c-" + number, NOON.plusSeconds(number), "u", "p", "h"),
                "out",
                remoteIp,
                22,
                executable,
                0,
                null);
    }

    @Test
    @DisplayName("Every field of the language can be counted by, and each value's link finds as many as were counted")
    void shouldCountByEveryField() throws Exception {
        answers.add(SampleActivities.within(NOON, 400, 0));
        Asked asked = asked("subject in [person-1, person-2, person-3]");
        for (String field : Completion.of("", 0).proposals()) {
            Statistics.Answer answer = answers.statistics(asked, field, Order.RARE);

            assertThat(answer.items()).as(field).isNotEmpty();
            for (Item item :
                    answer.items().subList(0, Math.min(3, answer.items().size()))) {
                assertThat(answers.ids(item.question())).as(item.question()).hasSize((int) item.count());
            }
        }
    }

    @Test
    void shouldCountAsAPlainLoopDoes() throws Exception {
        List<Activity> activities = SampleActivities.within(NOON, 500, 0);
        answers.add(activities);

        Statistics.Answer answer = answers.statistics(asked(""), "type", Order.FREQUENT);

        assertThat(answer.items().stream().collect(groupingBy(Item::value)).keySet())
                .isEqualTo(activities.stream()
                        .map(activity -> activity.type().wireName())
                        .collect(groupingBy(name -> name))
                        .keySet());
        Map<String, Long> expected = activities.stream()
                .collect(groupingBy(activity -> activity.type().wireName(), counting()));
        assertThat(Map.ofEntries(counts(answer).toArray(new Map.Entry[0]))).isEqualTo(expected);
    }

    @Test
    @DisplayName("Whatever stands in a value, it is a value: shown as it is, and its link finds it")
    void shouldTakeHostileTextsAsValues() throws Exception {
        List<String> hostile = List.of(
                "'; DROP TABLE activity; --",
                "\" && user = \"root",
                "”typographic“ \\ back\\\\slash",
                "two\nlines\r\n\tand a tab",
                "%_*?",
                "Žofia 張偉 👩‍💻",
                "",
                " ",
                "x".repeat(5_000));
        List<Activity> activities = new ArrayList<>();
        for (int i = 0; i < hostile.size(); i++) {
            activities.add(new ProcessStart(
                    Leaving.header("h-" + i, NOON, "u", "p", null), hostile.get(i), null, null, null, null));
        }
        answers.add(activities);

        Statistics.Answer answer = answers.statistics(asked("user = u"), "executable", Order.RARE);

        assertThat(answer.items().stream().map(Item::value)).containsExactlyInAnyOrderElementsOf(hostile);
        for (Item item : answer.items()) {
            assertThat(answers.ids(item.question())).containsExactly("h-" + hostile.indexOf(item.value()));
        }
    }

    @Test
    void shouldCountAMailOncePerRecipient() throws Exception {
        answers.add(List.of(
                new EmailSent(
                        Leaving.header("m-1", NOON, "u", "p", null),
                        "u@corp.example",
                        List.of("a@x.example", "b@x.example", "a@x.example"),
                        List.of(new Attachment("plan.xlsx", 5), new Attachment(null, 7)),
                        null),
                new EmailSent(
                        Leaving.header("m-2", NOON, "u", "p", null),
                        "u@corp.example",
                        List.of("b@x.example"),
                        List.of(),
                        null)));

        assertThat(counts(answers.statistics(asked(""), "to", Order.FREQUENT)))
                .containsExactly(Map.entry("b@x.example", 2L), Map.entry("a@x.example", 1L));
        assertThat(counts(answers.statistics(asked(""), "attachment", Order.FREQUENT)))
                .containsExactly(Map.entry("plan.xlsx", 1L));
        assertThat(counts(answers.statistics(asked(""), "attachmentBytes", Order.FREQUENT)))
                .containsExactly(Map.entry("5", 1L), Map.entry("7", 1L));
    }

    @Test
    void shouldGiveNoMoreThanAskedForAndSayHowManyThereAre() throws Exception {
        answers.add(IntStream.range(0, 300)
                .mapToObj(i -> connect(i, "tool-" + i % 60, "10.0.0." + i % 60))
                .toList());
        Statistics statistics = new Statistics(answers.reader, new PriorityLists(answers.rules), Answers.PATIENT);

        Statistics.Answer answer = statistics.of(asked(""), "executable", Order.RARE, 7, new Cancellation());

        assertThat(answer.items()).hasSize(7).extracting(Item::value).startsWith("tool-0", "tool-1", "tool-10");
        assertThat(answer.values()).isEqualTo(60);
        for (int limit : List.of(-1, 0, 1_001)) {
            assertThatThrownBy(() -> statistics.of(asked(""), "host", Order.RARE, limit, new Cancellation()))
                    .isInstanceOf(ParameterException.class);
        }
    }

    @Test
    void shouldSayWhichFieldWasMeant() {
        assertThatThrownBy(() -> answers.statistics(asked(""), "executible", Order.RARE))
                .isInstanceOfSatisfying(
                        QuestionException.class, e -> assertThat(e.suggestion()).isEqualTo("executable"));
        assertThatThrownBy(() -> answers.statistics(asked(""), "count(*)) --", Order.RARE))
                .isInstanceOf(QuestionException.class);
    }

    @Test
    void shouldAnswerOutOfNothing() throws Exception {
        Statistics.Answer answer = answers.statistics(asked(""), "executable", Order.PRIORITY);

        assertThat(answer.items()).isEmpty();
        assertThat(answer.values()).isZero();
        assertThat(answer.plot("").svg()).contains("nothing");
    }

    @Test
    @DisplayName("S1-23 to S1-25: addresses of six bytes and of sixteen, mapped ones, and what is no address")
    void shouldKnowAddressesOfBothKinds() throws Exception {
        List<String> addresses = List.of(
                "2001:db8::1", "fd00::1", "2001:db8:5::7", "::ffff:10.0.0.1", "::ffff:198.51.100.1", "example.com", "");
        answers.add(IntStream.range(0, addresses.size())
                .mapToObj(i -> connect(i, "x", addresses.get(i)))
                .toList());

        Statistics.Answer answer = answers.statistics(asked(""), "remoteIp", Order.PRIORITY);

        assertThat(answer.items().stream().collect(groupingBy(Item::reasons)))
                .hasEntrySatisfying(
                        List.of(Reason.OUTSIDE_ADDRESS),
                        items -> assertThat(items)
                                .extracting(Item::value)
                                .containsExactlyInAnyOrder("2001:db8::1", "::ffff:198.51.100.1"))
                .hasEntrySatisfying(
                        List.of(Reason.OWN_PUBLIC_SERVER),
                        items -> assertThat(items).extracting(Item::value).containsExactly("2001:db8:5::7"))
                .hasEntrySatisfying(
                        List.of(),
                        items -> assertThat(items)
                                .extracting(Item::value)
                                .containsExactlyInAnyOrder("fd00::1", "::ffff:10.0.0.1", "example.com", ""));
    }

    @Test
    void shouldDrawWhatComesFirst() throws Exception {
        answers.add(List.of(connect(1, "/usr/bin/scp", "10.0.0.1"), connect(2, "vim", "10.0.0.1")));

        assertThat(answers.statistics(asked(""), "executable", Order.PRIORITY)
                        .plot("everybody")
                        .svg())
                .contains("executable: to look at first, 2 of 2", "/usr/bin/scp", "transfer tool", "everybody");
    }
}
