package io.keepwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code make chaos}: plays the next (fault, seed) pairs that were not played yet against a running platform under load,
 * compares alerts row by row with what the command line says of the same file, and appends each pair to the record.
 * Exit 0 only if no pair showed a difference.
 */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = "Plays the next faults against a running platform and compares what came out.")
final class Chaos implements Callable<Integer> {
    private static final int PEOPLE = 2_000;
    private static final int DAYS = 20;
    private static final int CLIENTS = 2;
    /** So that blows fall while clients post, too. */
    private static final int ACTIVITIES_PER_SECOND = 5_000;

    @Option(
            names = "--home",
            description = "the platform's home (default: ${DEFAULT-VALUE})",
            defaultValue = "${env:KEEPWATCH_HOME:-.keepwatch}")
    private Path home = Path.of(".keepwatch");

    @Option(
            names = "--minutes",
            description = "begin no new pair after so long (default: ${DEFAULT-VALUE})",
            defaultValue = "20")
    private int minutes;

    @Option(
            names = "--activities",
            description = "activities a pair (default: ${DEFAULT-VALUE})",
            defaultValue = "100000")
    private int activities;

    @Option(names = "--record", description = "where played pairs are kept (default: docs/chaos.jsonl)")
    private Path record = Directories.repository().resolve("docs/chaos.jsonl");

    @Option(names = "--fault", description = "play only this one: ${COMPLETION-CANDIDATES}")
    private List<Fault> only = List.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Chaos())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Bench::explain)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Doors doors = PlatformDoors.attach(home);
        PlayedFaults played = PlayedFaults.open(record);
        Instant enough = Instant.now().plus(Duration.ofMinutes(minutes));
        boolean agreed = true;
        for (Fault fault : only) {
            agreed &= play(doors, new PlayedFaults.Pair(fault, 1), played);
        }
        while (only.isEmpty() && Instant.now().isBefore(enough)) {
            agreed &= play(doors, played.next(), played);
        }
        return agreed ? 0 : 1;
    }

    private boolean play(Doors doors, PlayedFaults.Pair pair, PlayedFaults played)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("keepwatch-chaos");
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            String unique = "chaos-%d-%s".formatted(pair.seed(), Long.toString(System.currentTimeMillis() / 1000, 36));
            Workload workload = new Workload(
                    unique, pair.seed(), PEOPLE, activities, DAYS, Instant.now().truncatedTo(ChronoUnit.DAYS));
            Bench.progress("playing %s with %s".formatted(PlayedFaults.name(pair.fault()), workload));
            GeneratedLoad load =
                    GeneratedLoad.write(workload, new GeneratedLoad.Delivery.InOrder(), CLIENTS, directory);
            List<FoundAlert> expected =
                    new Judge(Directories.repository(), home.resolve("rules")).alerts(load, directory);
            Blows blows = new Blows(doors, pair.fault(), new SplittableRandom(pair.seed()), load.lines());
            Future<?> falling = thread.submit(blows);
            LoadRun.Result result = new LoadRun(doors, ACTIVITIES_PER_SECOND).run(workload, load, expected, Set.of());
            falling.get();
            result = new LoadRun(doors)
                    .check(
                            workload,
                            expected,
                            Set.of(),
                            result.posted(),
                            result.postingSeconds(),
                            result.judgedSeconds());
            played.append(pair, result, load.lines());
            boolean agreed = result.alerts().agrees() && result.topic().distinct() == load.lines();
            Bench.progress("%s: %,d alerts, %d differences"
                    .formatted(
                            agreed ? "came out right" : "CAME OUT WRONG",
                            result.alerts().expected(),
                            result.alerts().differences().size()));
            result.alerts().differences().stream().limit(5).forEach(Bench::progress);
            return agreed;
        } catch (ExecutionException e) {
            throw new IOException("the fault could not be played: " + e.getCause(), e.getCause());
        } finally {
            Directories.delete(directory);
        }
    }
}
