package io.keepwatch.platform.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("History comes from the hunting service whole, or not at all")
class HistoryFetchTest {
    private static final Instant FROM = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-01T00:00:00Z");
    private static final Pattern ID = Pattern.compile("\"id\":\"(\\d+)\"");

    @TempDir
    private Path directory = Path.of(".");

    private final ExportDouble service = new ExportDouble();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        service.close();
    }

    private Path target() {
        return directory.resolve("backtest/history.ndjson");
    }

    private HistoryFetch.Fetched fetch(Duration before) throws IOException, InterruptedException {
        return fetch(service.url(), before);
    }

    private HistoryFetch.Fetched fetch(String url, Duration before) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(progress, true, StandardCharsets.UTF_8);
        return new HistoryFetch(url, () -> "token", out, Duration.ofMillis(300)).fetch(FROM, TO, before, target());
    }

    private List<Integer> ids() throws IOException {
        return Files.readAllLines(target()).stream()
                .map(line -> {
                    Matcher matcher = ID.matcher(line);
                    assertThat(matcher.find()).isTrue();
                    return Integer.valueOf(matcher.group(1));
                })
                .toList();
    }

    /** Three people whose days alternate: 0 to 29, in time. */
    private void alternate() {
        for (int i = 0; i < 30; i++) {
            service.did(
                    List.of("anna", "张偉 \"x\"", "zoë").get(i % 3),
                    FROM.plus(Duration.ofHours(20L * i)).plusSeconds(i));
        }
    }

    /** By person, in time. */
    private static List<Integer> alternated() {
        return Stream.of(0, 2, 1)
                .flatMap(person -> Stream.iterate(person, i -> i < 30, i -> i + 3))
                .toList();
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(target()).doesNotExist();
        try (Stream<Path> left = Files.list(directory.resolve("backtest"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    @DisplayName("from the first instant to the last, for its owner alone")
    void shouldFetchAStretch() throws Exception {
        service.did("anna", FROM.minusNanos(1));
        service.did("anna", FROM);
        service.did("boris", TO.minusNanos(1));
        service.did("boris", TO);

        assertThat(fetch(Duration.ZERO)).isEqualTo(new HistoryFetch.Fetched(0, 2));

        assertThat(ids()).containsExactly(1, 2);
        assertThat(Files.getPosixFilePermissions(target())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(progress.toString(StandardCharsets.UTF_8)).contains("100 %  2 of 2 activities from 2026-02-01");
    }

    @Test
    @DisplayName("what came before is each person's history")
    void shouldPutEarlierActivitiesFirst() throws Exception {
        alternate();
        service.did("zoë", FROM.minus(Duration.ofDays(90)));
        service.did("anna", FROM.minusSeconds(1));
        service.did("anna", FROM.minus(Duration.ofDays(91)));

        assertThat(fetch(Duration.ofDays(90))).isEqualTo(new HistoryFetch.Fetched(2, 30));

        assertThat(ids()).startsWith(31, 0, 3).containsSequence(29, 1, 4).hasSize(32);
        assertThat(ids().subList(11, 14)).containsExactly(30, 2, 5);
    }

    @ParameterizedTest
    @ValueSource(longs = {29, 10, 1})
    @DisplayName("a limit of the service is got round, and the order stays")
    void shouldFetchMoreThanTheLimit(long limit) throws Exception {
        alternate();
        service.limit(limit);

        assertThat(fetch(Duration.ZERO).within()).isEqualTo(30);

        assertThat(ids()).isEqualTo(alternated());
        assertThat(progress.toString(StandardCharsets.UTF_8)).contains("asking for it in two halves");
    }

    @Test
    @DisplayName("an answer that breaks off is asked for again, less at a time")
    void shouldNotTakeAPartForTheWhole() throws Exception {
        alternate();
        service.breakOffAfter(7);

        assertThat(fetch(Duration.ZERO).within()).isEqualTo(30);

        assertThat(ids()).isEqualTo(alternated());
    }

    @Test
    @DisplayName("a minute that the service does not give whole fails, and says what")
    void shouldFailWhereNothingSmallerHelps() throws Exception {
        for (int i = 0; i < 5; i++) {
            service.did("anna", FROM.plusMillis(i));
        }
        service.limit(3);

        assertThatThrownBy(() -> fetch(Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("5 activities, of which it gives 3 at once");
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("fewer lines than were said are no history")
    void shouldCount() throws Exception {
        alternate();
        service.lose(1);

        assertThatThrownBy(() -> fetch(Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 29 activities, but should have 30");
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("a service that is busy is asked again; one that stays away, or refuses, is told")
    void shouldWaitAWhile() throws Exception {
        alternate();
        service.refuse(2, 429);
        assertThat(fetch(Duration.ZERO).within()).isEqualTo(30);
        assertThat(service.asked()).hasSize(3);
        Files.delete(target());

        service.refuse(Integer.MAX_VALUE, 503);
        assertThatThrownBy(() -> fetch(Duration.ZERO)).hasMessageContaining("503, Not now (for a reason)");
        service.refuse(1, 403);
        assertThatThrownBy(() -> fetch(Duration.ZERO)).hasMessageContaining("403, Not now");
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("an empty stretch is told, even if there was something before it")
    void shouldTellThatThereIsNothing() throws Exception {
        service.did("anna", FROM.minusSeconds(1));

        assertThatThrownBy(() -> fetch(Duration.ofDays(90)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no activity from 2026-02-01T00:00:00Z to 2026-03-01T00:00:00Z");
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("nobody at the door is told with what to do; a failure leaves the last history alone")
    void shouldTellThatNothingIsUp() throws Exception {
        alternate();
        fetch(Duration.ZERO);
        String url = service.url();
        service.close();

        assertThatThrownBy(() -> fetch(url, Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not answer at " + url + "; is the platform up?");
        assertThat(ids()).hasSize(30);
    }

    @Test
    void shouldRefuseAStretchThatEndsBeforeItBegins() {
        HistoryFetch fetch = new HistoryFetch(service.url(), () -> "token", System.err);

        assertThatThrownBy(() -> fetch.fetch(TO, FROM, Duration.ZERO, target()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FROM is not before TO");
        assertThat(service.asked()).isEmpty();
    }
}
