package io.keepwatch.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keepwatch.platform.files.Directories;
import io.keepwatch.platform.process.PidFile;
import io.keepwatch.platform.process.Ports;
import io.keepwatch.platform.process.Program;
import io.keepwatch.platform.process.RepositoryRoot;
import io.keepwatch.platform.process.StartFailure;
import io.keepwatch.platform.process.Supervisor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The process that holds a local platform together: it makes the home ready, starts everything, restarts what dies and
 * ends everything when it is told to end.
 */
final class Supervision implements AutoCloseable {
    /** The pid file of this process. */
    static final String NAME = "platform";

    /** Programs, tables of a first start, and room for the first days of work. */
    static final long DISK_NEEDED = 2L << 30;

    private static final Path RULES = Path.of("rules");

    private final Home home;
    private final Map<String, String> environment;
    private final boolean fresh;
    private final long diskNeeded;
    private final PrintStream out;
    private @Nullable FileChannel lock;
    private @Nullable Supervisor supervisor;

    /**
     * @param fresh whether what an earlier platform kept is forgotten
     * @param diskNeeded bytes that must be free
     * @param out takes the progress
     */
    Supervision(Home home, Map<String, String> environment, boolean fresh, long diskNeeded, PrintStream out) {
        this.home = home;
        this.diskNeeded = diskNeeded;
        this.environment = environment;
        this.fresh = fresh;
        this.out = out;
    }

    /** Starts everything and returns when all of it is ready. */
    void start() throws StartFailure, IOException, InterruptedException {
        home.create();
        requireDisk(home, diskNeeded);
        holdAlone();
        Files.deleteIfExists(home.info());
        new PidFile(home.pids().resolve(NAME + ".pid")).write(ProcessHandle.current());
        PlatformInfo info = PlatformInfo.from(
                environment,
                Map.of(
                        PlatformInfo.KAFKA_CONTROLLER, Ports.free(),
                        PlatformInfo.KEYCLOAK_MANAGEMENT, Ports.free(),
                        PlatformInfo.SMTP, Ports.free()));
        LeftBehind.end(home);
        requirePorts(info);
        if (fresh) {
            forget();
        }
        Secrets secrets = Secrets.in(home);
        HrKeys hrKeys = HrKeys.in(home);
        List<Program> programs = new LocalPrograms(home, info, secrets, hrKeys, environment, fresh).inOrder();
        layOutRules();
        describeClients(info, secrets, hrKeys);
        info.write(home.info());
        Supervisor started = new Supervisor(programs, home.logs(), home.pids(), out::println);
        synchronized (this) {
            supervisor = started;
        }
        started.start();
    }

    /** Ends everything; returns when no process is left. */
    @Override
    public synchronized void close() {
        if (supervisor != null) {
            supervisor.close();
            supervisor = null;
        }
        new PidFile(home.pids().resolve(NAME + ".pid")).delete();
    }

    /** The lock is the process': it goes with it, however it goes. */
    private void holdAlone() throws IOException, StartFailure {
        lock = FileChannel.open(home.pids().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = lock.tryLock();
        if (held == null) {
            throw new StartFailure("Another start or a running platform holds " + home.path() + "; try `make down`.");
        }
    }

    /** Copies and logs come first, so this is asked before. */
    static void requireDisk(Home home, long needed) throws IOException, StartFailure {
        long usable = Files.getFileStore(home.path()).getUsableSpace();
        if (usable < needed) {
            throw new StartFailure("Too little disk: %s has %d MB free, the local platform needs %d MB."
                    .formatted(home.path(), usable >> 20, needed >> 20));
        }
    }

    private static void requirePorts(PlatformInfo info) throws StartFailure {
        for (var entry : info.byService().entrySet()) {
            int port = entry.getValue();
            if (!Ports.isFree(port)) {
                throw new StartFailure("Port %d for %s is taken by %s; end that or set %s."
                        .formatted(
                                port,
                                entry.getKey().programName(),
                                Ports.holder(port),
                                entry.getKey().portVariable()));
            }
        }
    }

    /** Everything the services and the broker kept; programs, secrets and the realm stay. */
    private void forget() throws IOException {
        for (String kept :
                List.of("kafka", "rule-evaluator", "hunting", "hunting-scratch", "received.ndjson", "story.json")) {
            Directories.delete(home.data().resolve(kept));
        }
        Directories.delete(home.rules());
    }

    /** The first start copies the rules; from then on the copy belongs to whoever edits it. */
    private void layOutRules() throws IOException {
        if (Files.exists(home.rules())) {
            return;
        }
        Path aside = home.rules().resolveSibling("rules.unfinished");
        Directories.delete(aside);
        Path source = RepositoryRoot.find().resolve(RULES);
        // Beside the rules themselves stand the Java libraries that judge with them.
        Directories.copy(source, aside, directory -> !Files.exists(directory.resolve("pom.xml")));
        Files.move(aside, home.rules());
    }

    private void describeClients(PlatformInfo info, Secrets secrets, HrKeys hrKeys) throws IOException {
        Map<String, Object> hris = new HashMap<>();
        hris.put("webhookSecret", secrets.get(Secrets.HR_WEBHOOK));
        hris.put("signingKey", hrKeys.signingKey());
        hris.put("callbackKey", hrKeys.callbackKey());
        hris.put("url", info.url(Service.NOTIFICATION) + "/v1/hr/events");
        hris.put("tokenUrl", Tokens.endpoint(info));
        hris.put("clientId", Tokens.HRIS_CLIENT);
        hris.put("clientSecret", secrets.get(Tokens.HRIS_CLIENT + Secrets.CLIENT_SUFFIX));
        Home.writePrivately(
                home.clients().resolve("hris.json"),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(new TreeMap<>(hris)));
    }
}
