package io.keepwatch.story;

import io.keepwatch.contracts.DomainClock;
import io.keepwatch.platform.LocalPlatform;
import io.keepwatch.platform.Service;
import io.keepwatch.platform.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The whole platform, started once for all end-to-end tests by the platform's own command, on free ports and in a
 * directory of its own; stopped when the tests' process ends.
 */
final class RunningPlatform {
    private static final String COMMAND = "io.keepwatch.platform.PlatformCommand";
    private static final Duration TO_START = Duration.ofMinutes(10);
    private static final Duration TO_STOP = Duration.ofMinutes(1);

    private static @Nullable RunningPlatform shared;

    private final Path home;
    private final Map<String, String> environment;
    private LocalPlatform platform;
    private Function<String, String> tokens;
    private Doors doors;
    private @Nullable Story story;

    private RunningPlatform(Path home, Map<String, String> environment) throws IOException, InterruptedException {
        this.home = home;
        this.environment = environment;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        command("up", TO_START);
        this.platform = LocalPlatform.attach(home);
        this.tokens = new RoleTokens(platform);
        this.doors = Demo.doors(platform);
    }

    static synchronized RunningPlatform shared() {
        if (shared == null) {
            shared = own();
        }
        return shared;
    }

    /** Another one, for a test that moves the platform's clock. */
    static RunningPlatform own() {
        try {
            // Beside the build: the temporary directory may be small, and the data outlives nobody's patience here.
            Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "platform-");
            return new RunningPlatform(home.toAbsolutePath(), freePorts());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Stops everything and starts it again over the same data, with the services' domain clock so far ahead. */
    void restartAhead(Duration shift) throws IOException, InterruptedException {
        command("down", TO_STOP);
        environment.put(DomainClock.SHIFT, shift.toString());
        command("up", TO_START);
        platform = LocalPlatform.attach(home);
        tokens = new RoleTokens(platform);
        doors = Demo.doors(platform);
    }

    LocalPlatform platform() {
        return platform;
    }

    Doors doors() {
        return doors;
    }

    String token(String role) {
        return tokens.apply(role);
    }

    Path home() {
        return home;
    }

    /** The story, told to this platform if it was not yet, and judged. */
    synchronized Story story() {
        if (story == null) {
            Player player = player();
            Story told = player.tell();
            player.await(told);
            story = told;
        }
        return story;
    }

    Player player() {
        return new Player(doors, home, Clock.systemUTC(), new Screen(System.out, false), Player.Patience.DEMO);
    }

    private static Map<String, String> freePorts() {
        Map<String, String> ports = new HashMap<>();
        Set<Integer> taken = new HashSet<>();
        for (Service service : Service.values()) {
            int port = Ports.free();
            while (!taken.add(port)) {
                port = Ports.free();
            }
            ports.put(service.portVariable(), Integer.toString(port));
        }
        return ports;
    }

    private void command(String name, Duration patience) throws IOException, InterruptedException {
        Ran ran = run(patience, COMMAND, System.getProperty("java.class.path"), name);
        if (ran.exit() != 0) {
            throw new IOException("The platform command `" + name + "` failed:\n" + ran.said());
        }
    }

    /**
     * What a program ended with.
     *
     * @param said on both its outputs
     */
    record Ran(int exit, String said) {}

    /** A command of this platform, as {@code make} runs it. */
    Ran command(Duration patience, String... arguments) throws IOException, InterruptedException {
        return run(patience, COMMAND, System.getProperty("java.class.path"), arguments);
    }

    /** Any Java program, with this platform's environment. */
    Ran run(Duration patience, String main, String classPath, String... arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElse("java"), "-cp", classPath, main));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        Path log = home.resolveSibling(home.getFileName() + "-" + arguments[0] + ".log");
        builder.redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("KEEPWATCH_HOME", home.toString());
        builder.environment()
                .put("KEEPWATCH_PROGRAMS", home.resolveSibling("programs").toString());
        Process process = builder.start();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroy();
            throw new IOException(main + " " + arguments[0] + " does not end:\n" + Files.readString(log));
        }
        return new Ran(process.exitValue(), Files.readString(log));
    }

    private void stop() {
        try {
            command("down", TO_STOP);
        } catch (IOException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
