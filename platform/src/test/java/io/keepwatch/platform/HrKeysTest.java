package io.keepwatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HrKeysTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    @DisplayName(
            "S2-100: the demo HR system keeps its keys over a restart, and the services see their public parts alone")
    void shouldKeepTheKeys() throws Exception {
        Home home = new Home(directory.resolve("home"), directory.resolve("programs"));
        home.create();
        HrKeys first = HrKeys.in(home);
        HrKeys second = HrKeys.in(home);

        assertThat(second.signingKey()).isEqualTo(first.signingKey());
        assertThat(second.callbackKey()).isEqualTo(first.callbackKey());
        JsonNode system = JSON.readTree(first.system().toFile()).path("keys");
        assertThat(system).hasSize(2).allSatisfy(key -> assertThat(key.has("d")).isFalse());
        assertThat(system.get(0)).isEqualTo(first.signingKey().without(List.of("d")));
        assertThat(JSON.readTree(first.own().toFile()).path("keys"))
                .hasSize(2)
                .allSatisfy(key -> assertThat(key.has("d")).isTrue());
        for (Path file : List.of(first.own(), first.callbackFile(), home.path().resolve("hr-keys.json"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }
}
