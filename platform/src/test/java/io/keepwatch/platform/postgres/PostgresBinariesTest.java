package io.keepwatch.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName("the programs can be executed and are not unpacked twice")
    void shouldUnpackOnce() throws Exception {
        Path first = PostgresBinaries.unpackedBelow(directory);
        assertThat(first.resolve("bin/postgres")).isExecutable();
        Files.writeString(first.resolve("mark"), "mine");

        Path second = PostgresBinaries.unpackedBelow(directory);

        assertThat(second).isEqualTo(first);
        assertThat(second.resolve("mark")).exists();
    }
}
