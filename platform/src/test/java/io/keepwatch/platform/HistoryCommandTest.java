package io.keepwatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What keeps history from being fetched is told in a sentence, before anything is asked")
class HistoryCommandTest {
    @TempDir
    private Path directory = Path.of(".");

    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    private String history(String... arguments) {
        List<String> line = new ArrayList<>(List.of("history", "--out", file().toString()));
        line.addAll(List.of(arguments));
        PrintStream stream = new PrintStream(complained, true, StandardCharsets.UTF_8);
        complained.reset();
        int exit = PlatformCommand.run(
                Map.of(Home.VARIABLE, directory.resolve("home").toString()),
                stream,
                stream,
                line.toArray(String[]::new));
        assertThat(exit).isNotZero();
        assertThat(file()).doesNotExist();
        return complained.toString(StandardCharsets.UTF_8);
    }

    private Path file() {
        return directory.resolve("history.ndjson");
    }

    @Test
    void shouldTellThatNoPlatformWasStarted() {
        assertThat(history("--from", "2026-01-01", "--to", "2026-02-01"))
                .contains("No local platform was started in " + directory.resolve("home"), "make up");
    }

    @Test
    void shouldRefuseTimesThatAreNone() {
        assertThat(history("--from", "2026-01-01T09:00:00", "--to", "2026-02-01"))
                .startsWith("FROM: expected a day");
        assertThat(history("--from", "2026-01-01", "--to", "2026-02-30")).startsWith("TO: expected a day");
        assertThat(history("--from", "2026-01-01", "--to", "2026-02-01", "--before", "-1"))
                .startsWith("BEFORE is a number of days");
    }
}
