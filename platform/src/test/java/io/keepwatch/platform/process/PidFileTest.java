package io.keepwatch.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName("the file holds the number alone and leads back to the living process")
    void shouldFindTheProcess() throws IOException {
        PidFile file = new PidFile(directory.resolve("me.pid"));

        file.write(ProcessHandle.current());

        assertThat(file.path()).hasContent(Long.toString(ProcessHandle.current().pid()));
        assertThat(file.process()).contains(ProcessHandle.current());
    }

    @Test
    @DisplayName("a process id that is used again by a younger process is not ours")
    void shouldNotTakeAStrangerForOurs() throws IOException {
        PidFile file = new PidFile(directory.resolve("old.pid"));
        file.write(ProcessHandle.current());
        Instant started = ProcessHandle.current().info().startInstant().orElseThrow();

        Files.setLastModifiedTime(file.path(), FileTime.from(started.minus(Duration.ofMinutes(1))));

        assertThat(file.process()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "no number", "-1", "99999999999999999999"})
    @DisplayName("a file that makes no sense, or names nobody, names nobody")
    void shouldSurviveNonsense(String content) throws IOException {
        PidFile file = new PidFile(directory.resolve("odd.pid"));
        Files.writeString(file.path(), content);
        Files.setLastModifiedTime(file.path(), FileTime.from(Instant.EPOCH));

        assertThat(file.process()).isEmpty();
    }

    @Test
    void shouldNameNobodyWithoutAFile() {
        assertThat(new PidFile(directory.resolve("none.pid")).process()).isEmpty();
    }
}
