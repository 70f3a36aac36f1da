package io.keepwatch.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    private static final String SLEEPS = "exec sleep 600";

    @TempDir
    Path home;

    private final List<String> reports = new CopyOnWriteArrayList<>();

    @BeforeEach
    void directories() throws IOException {
        Files.createDirectories(home.resolve("log"));
        Files.createDirectories(home.resolve("run"));
    }

    @Test
    @DisplayName("a program starts only when those it needs are ready")
    void shouldStartInTheOrderOfNeed() throws Exception {
        Path trace = home.resolve("trace");
        try (Supervisor supervisor = supervisor(
                tracing("first", Set.of(), trace),
                tracing("second", Set.of("first"), trace),
                tracing("third", Set.of("second"), trace))) {
            supervisor.start();

            assertThat(trace).hasContent("first\nsecond\nthird");
            assertThat(reports).hasSize(3).allMatch(line -> line.contains("ready"));
        }
    }

    @Test
    @DisplayName("a program that dies at its first start is told in one sentence with its log, and nobody stays")
    void shouldSayWhoDiedAndLeaveNobodyBehind() throws Exception {
        Supervisor supervisor = supervisor(
                script("healthy", Set.of(), SLEEPS),
                script("sick", Set.of("healthy"), "echo no stomach for it; exit 7", () -> false),
                script("never", Set.of("sick"), SLEEPS));

        assertThatThrownBy(supervisor::start)
                .isInstanceOf(StartFailure.class)
                .hasMessage("sick died while starting (exit code 7), see " + home.resolve("log/sick.log"));

        assertThat(home.resolve("log/sick.log")).hasContent("no stomach for it");
        assertThat(home.resolve("run")).isEmptyDirectory();
        assertThat(home.resolve("log/never.log")).doesNotExist();
    }

    @Test
    @DisplayName("a program that never gets ready is told with its log")
    void shouldLoseItsPatience() {
        Program slow = new Script("slow", Set.of(), SLEEPS, () -> false) {
            @Override
            public Duration patience() {
                return Duration.ofMillis(500);
            }
        };

        assertThatThrownBy(() -> supervisor(slow).start())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("slow is not ready after")
                .hasMessageContaining("slow.log");
    }

    @Test
    @DisplayName("what is killed is started again under a new process id, and ends with the supervisor")
    void shouldRestartWhatDied() throws Exception {
        Supervisor supervisor = supervisor(script("brave", Set.of(), SLEEPS));
        supervisor.start();
        ProcessHandle first = pidFile("brave").process().orElseThrow();

        first.destroyForcibly();

        await(() -> reports.stream().anyMatch(line -> line.startsWith("brave") && line.contains("back")));
        ProcessHandle second = pidFile("brave").process().orElseThrow();
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(reports)
                .anyMatch(line -> line.startsWith("brave died (exit code 137)") && line.contains("brave.log"));

        supervisor.close();
        assertThat(second.isAlive()).isFalse();
        assertThat(home.resolve("run")).isEmptyDirectory();
    }

    @Test
    @DisplayName("what dies five times in a minute is told so, and tried again")
    void shouldTellOfASeriesOfDeaths() throws Exception {
        Path count = home.resolve("count");
        try (Supervisor supervisor = supervisor(script("frail", Set.of(), "echo again >> " + count + "; sleep 0.3"))) {
            supervisor.start();

            await(() -> reports.stream().anyMatch(line -> line.startsWith("frail died 5 times in a minute")));
            assertThat(Files.readAllLines(count)).hasSize(5);
        }
    }

    @Test
    @DisplayName("who does not listen to a first word is ended all the same with the supervisor's JVM (kill -9)")
    void shouldEndTheChildrenOfAKilledJvm() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeashedParent.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long child = Long.parseLong(jvm.inputReader().readLine().strip());
        assertThat(ProcessHandle.of(child)).isPresent();

        jvm.destroyForcibly();

        await(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    private Supervisor supervisor(Program... programs) {
        return new Supervisor(List.of(programs), home.resolve("log"), home.resolve("run"), reports::add);
    }

    private PidFile pidFile(String name) {
        return new PidFile(home.resolve("run").resolve(name + ".pid"));
    }

    /** Ready as soon as its process runs. */
    /** Writes its name, and is ready once that stands there. */
    private Program tracing(String name, Set<String> after, Path trace) {
        return script(name, after, "echo %s >> %s; %s".formatted(name, trace, SLEEPS), () -> {
            try {
                return Files.exists(trace) && Files.readString(trace).contains(name);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Program script(String name, Set<String> after, String script) {
        return script(name, after, script, () -> pidFile(name).process().isPresent());
    }

    private Program script(String name, Set<String> after, String script, BooleanSupplier ready) {
        return new Script(name, after, script, ready);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(until);
            Thread.sleep(20);
        }
    }

    private class Script implements Program {
        private final String name;
        private final Set<String> after;
        private final String script;
        private final BooleanSupplier ready;

        Script(String name, Set<String> after, String script, BooleanSupplier ready) {
            this.name = name;
            this.after = after;
            this.script = script;
            this.ready = ready;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<String> after() {
            return after;
        }

        @Override
        public Launch launch() {
            return new Launch(List.of("sh", "-c", script), Map.of(), home);
        }

        @Override
        public boolean ready() {
            return ready.getAsBoolean();
        }
    }
}
