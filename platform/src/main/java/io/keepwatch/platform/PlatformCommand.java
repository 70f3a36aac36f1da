package io.keepwatch.platform;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import io.keepwatch.platform.history.HistoryFetch;
import io.keepwatch.platform.process.StartFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code make up}, {@code down}, {@code token}, {@code demo} and {@code backtest} run. */
@Command(
        name = "platform",
        description = "The local platform of Keepwatch.",
        subcommands = CommandLine.HelpCommand.class)
public final class PlatformCommand {
    private static final int FAILED = 1;
    /** The demo account that asks for history; what it asks is in the audit trail. */
    private static final String HUNTER = "analyst";

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration START_ELSEWHERE = Duration.ofMinutes(10);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    PlatformCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Exit code 0, or one sentence on the standard error and 1. */
    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), System.out, System.err, arguments));
    }

    static int run(Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new PlatformCommand(environment, out, err))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    err.println(sentence(failure));
                    return FAILED;
                })
                .execute(arguments);
    }

    @Command(name = "up", description = "Starts the local platform in the background.")
    int up(@Option(names = "--fresh", description = "forget what an earlier one kept") boolean fresh)
            throws IOException, InterruptedException, StartFailure {
        Home home = home();
        PlatformInfo.from(environment, Map.of());
        Attendant attendant = new Attendant(home, out, err);
        Optional<ProcessHandle> running = attendant.running();
        if (running.isPresent()) {
            out.println("Already up (process " + running.get().pid() + ").");
            awaitAll(home, running.get());
        } else {
            Optional<Process> started = attendant.start(fresh);
            if (started.isEmpty()) {
                return FAILED;
            }
            attendant.detach(started.get());
        }
        printUrls(home);
        return 0;
    }

    @Command(name = "down", description = "Stops what `up` started.")
    int down() {
        Home home = home();
        Optional<ProcessHandle> running = new Attendant(home, out, err).running();
        if (running.isEmpty()) {
            int left = LeftBehind.end(home);
            out.println(left == 0 ? "Nothing is up." : "Stopped " + left + " programs that had lost their supervisor.");
            return 0;
        }
        Attendant.end(running.get());
        LeftBehind.end(home);
        out.println("Stopped; data is kept in " + home.path() + ".");
        return 0;
    }

    @Command(name = "token", description = "Prints an access token of a demo account.")
    int token(
            @Parameters(index = "0", paramLabel = "ROLE") String role,
            @Parameters(index = "1", paramLabel = "USER", defaultValue = "1") int person)
            throws IOException, InterruptedException {
        out.println(LocalPlatform.attach(home().path()).token(role, person));
        return 0;
    }

    @Command(
            name = "history",
            description =
                    "Fetches what people did, sorted by person and time: what a backtest reads. All of it or nothing.")
    int history(
            @Option(names = "--from", required = true, paramLabel = "T", description = "a day (of UTC) or a time")
                    String from,
            @Option(names = "--to", required = true, paramLabel = "T", description = "the end, not included") String to,
            @Option(
                            names = "--before",
                            defaultValue = "90",
                            paramLabel = "DAYS",
                            description = "days of history before, the longest baseline there is unless given")
                    int before,
            @Option(names = "--out", required = true, paramLabel = "FILE", description = "overwritten") Path file)
            throws IOException, InterruptedException, MalformedMessageException {
        if (before < 0) {
            throw new IllegalArgumentException("BEFORE is a number of days from 0 on");
        }
        Instant begin = Rfc3339.parseBound(from, "FROM");
        Instant end = Rfc3339.parseBound(to, "TO");
        LocalPlatform platform = LocalPlatform.attach(home().path());
        HistoryFetch fetch = new HistoryFetch(platform.url(Service.HUNTING), () -> platform.token(HUNTER), err);
        HistoryFetch.Fetched fetched = fetch.fetch(begin, end, Duration.ofDays(before), file);
        err.printf(
                Locale.ROOT,
                "Fetched %,d activities, and %,d of the %d days before.%n",
                fetched.within(),
                fetched.before(),
                before);
        return 0;
    }

    @Command(
            name = "demo",
            description =
                    "Starts a fresh platform, runs a program against it, stops it; ends with the program's exit code.")
    int demo(@Parameters(arity = "1..*", paramLabel = "COMMAND") List<String> program)
            throws IOException, InterruptedException, StartFailure {
        Home home = home();
        Attendant attendant = new Attendant(home, out, err);
        if (attendant.running().isPresent()) {
            throw new IOException("A platform is up in " + home.path() + "; `make down` first.");
        }
        Optional<Process> platform = attendant.start(true);
        if (platform.isEmpty()) {
            return FAILED;
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(program).inheritIO();
            builder.environment().put(Home.VARIABLE, home.path().toString());
            Process story = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(story::destroy));
            return story.waitFor();
        } finally {
            Attendant.end(platform.get().toHandle());
        }
    }

    @Command(name = "supervise", hidden = true)
    int supervise(@Option(names = "--fresh") boolean fresh) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        PrintStream log = new Echo(out, err).stream();
        try (Supervision supervision = new Supervision(home(), environment, fresh, Supervision.DISK_NEEDED, log)) {
            // However we are ended, nobody is left behind; the hook is the only one who waits for that.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                end.countDown();
                supervision.close();
            }));
            listen(end);
            supervision.start();
            out.println(Attendant.READY);
            end.await();
            return 0;
        } catch (StartFailure e) {
            return failed(e);
        } catch (IOException | RuntimeException e) {
            e.printStackTrace(err);
            return failed(e);
        }
    }

    private int failed(Exception failure) {
        out.println(Attendant.FAILURE + sentence(failure));
        err.println(Instant.now() + " " + sentence(failure));
        return FAILED;
    }

    /** The pipe from whoever started us: its end without a word of release means that they are gone. */
    private static void listen(CountDownLatch end) {
        Thread.ofPlatform().daemon().name("attendant").start(() -> {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
                if (Attendant.DETACH.equals(in.readLine())) {
                    return;
                }
            } catch (IOException e) {
                // The same as the end of the pipe.
                end.countDown();
            }
            end.countDown();
            System.exit(FAILED);
        });
    }

    private static void awaitAll(Home home, ProcessHandle supervision)
            throws IOException, InterruptedException, StartFailure {
        long until = System.nanoTime() + START_ELSEWHERE.toNanos();
        while (!Files.exists(home.info()) && supervision.isAlive() && System.nanoTime() < until) {
            Thread.sleep(POLL);
        }
        LocalPlatform platform = LocalPlatform.attach(home.path());
        for (Service service : Service.values()) {
            if (!supervision.isAlive()) {
                throw new IOException("The platform stopped while it was waited for, see " + home.logs());
            }
            platform.awaitReady(
                    service, Duration.ofNanos(Math.max(TimeUnit.SECONDS.toNanos(1), until - System.nanoTime())));
        }
    }

    private void printUrls(Home home) throws IOException {
        PlatformInfo info = PlatformInfo.read(home.info());
        out.println();
        for (Service service : Service.values()) {
            boolean web = service != Service.KAFKA && service != Service.POSTGRESQL;
            out.printf(
                    "  %-16s %s%n", service.programName(), web ? info.url(service) : "localhost:" + info.port(service));
        }
        out.println();
        out.println("A token: make token ROLE=analyst    Logs: " + home.logs() + "    Stop: make down");
    }

    private Home home() {
        return Home.from(environment);
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            // The name of the file alone is what such an exception says.
            return "The local platform cannot use %s (%s).".formatted(file.getFile(), kind);
        }
        return message == null ? kind : message;
    }
}
