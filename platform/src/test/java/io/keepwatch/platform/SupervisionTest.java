package io.keepwatch.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.platform.process.StartFailure;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a platform from starting, told before anything is started. */
class SupervisionTest {
    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @BeforeEach
    void home() {
        environment.put(Home.VARIABLE, directory.resolve("home").toString());
    }

    @Test
    @DisplayName("a taken port is told with its holder and the variable that moves it")
    void shouldNameTheTakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("KEEPWATCH_CASE_MANAGEMENT_PORT", Integer.toString(taken.getLocalPort()));
            freePortsForTheOthers(taken.getLocalPort());

            try (Supervision supervision = supervision(0)) {
                assertThatThrownBy(supervision::start)
                        .isInstanceOf(StartFailure.class)
                        .hasMessageContaining("Port %d for case-management is taken by process %d"
                                .formatted(
                                        taken.getLocalPort(),
                                        ProcessHandle.current().pid()))
                        .hasMessageContaining("KEEPWATCH_CASE_MANAGEMENT_PORT");
            }
        }
    }

    @Test
    @DisplayName("too little disk is told with what is there and what is needed")
    void shouldRefuseToFillTheDisk() throws Exception {
        try (Supervision supervision = supervision(Long.MAX_VALUE)) {
            assertThatThrownBy(supervision::start)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("Too little disk")
                    .hasMessageContaining(directory.resolve("home").toString());
        }
    }

    @Test
    @DisplayName("the home is its owner's alone")
    void shouldKeepTheHomePrivate() throws Exception {
        try (Supervision supervision = supervision(Long.MAX_VALUE)) {
            assertThatThrownBy(supervision::start).isInstanceOf(StartFailure.class);
        }
        Secrets secrets = Secrets.in(Home.from(environment));
        String secret = secrets.get(Secrets.DEMO_PASSWORD);

        assertThat(Files.getPosixFilePermissions(directory.resolve("home")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(directory.resolve("home/secrets.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Secrets.in(Home.from(environment)).get(Secrets.DEMO_PASSWORD))
                .isEqualTo(secret);
        assertThat(secrets.get(Secrets.HR_WEBHOOK)).matches("whsec_[A-Za-z0-9+/]{32}");
    }

    @Test
    @DisplayName("settings that make no sense are one sentence and exit code 1")
    void shouldExplainWrongSettings() {
        environment.put("KEEPWATCH_KAFKA_PORT", "99999");
        assertThat(run("up")).isEqualTo(1);
        environment.put("KEEPWATCH_KAFKA_PORT", "8081");
        assertThat(run("up")).isEqualTo(1);
        environment.remove("KEEPWATCH_KAFKA_PORT");
        environment.put("KEEPWATCH_TIME_SHIFT", "two weeks");
        assertThat(run("up")).isEqualTo(1);

        assertThat(complained.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("KEEPWATCH_KAFKA_PORT")
                                .contains("99999"),
                        line -> assertThat(line)
                                .contains("kafka")
                                .contains("ingestion")
                                .contains("8081"),
                        line -> assertThat(line)
                                .contains("KEEPWATCH_TIME_SHIFT")
                                .contains("two weeks"));
    }

    @Test
    @DisplayName("without a platform, down has nothing to do and a token cannot be had")
    void shouldCopeWithoutAPlatform() {
        assertThat(run("down")).isZero();
        assertThat(run("token", "analyst")).isEqualTo(1);

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("Nothing is up.");
        assertThat(complained.toString(StandardCharsets.UTF_8)).startsWith("No local platform was started in");
    }

    @Test
    @DisplayName("what a platform was started with can be read back")
    void shouldRememberItsPorts() throws Exception {
        environment.put("KEEPWATCH_KEYCLOAK_PORT", "18180");
        environment.put("KEEPWATCH_TIME_SHIFT", "P15D");
        PlatformInfo written = PlatformInfo.from(environment, Map.of(PlatformInfo.SMTP, 2525));
        Path file = directory.resolve("platform.json");

        written.write(file);

        assertThat(PlatformInfo.read(file)).isEqualTo(written);
        assertThat(written.realmUrl()).isEqualTo("http://localhost:18180/realms/keepwatch");
        assertThat(written.url(Service.INGESTION)).isEqualTo("http://localhost:8081");
    }

    private Supervision supervision(long diskNeeded) {
        return new Supervision(
                Home.from(environment),
                environment,
                false,
                diskNeeded,
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }

    private int run(String... arguments) {
        return PlatformCommand.run(
                environment,
                new PrintStream(said, true, StandardCharsets.UTF_8),
                new PrintStream(complained, true, StandardCharsets.UTF_8),
                arguments);
    }

    /** So that a platform that runs on this machine does not take part. */
    private void freePortsForTheOthers(int taken) {
        for (Service service : Service.values()) {
            environment.putIfAbsent(service.portVariable(), Integer.toString(20_500 + service.ordinal()));
        }
        assertThat(environment).containsValue(Integer.toString(taken));
    }
}
