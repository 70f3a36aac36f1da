package io.keepwatch.bench.peers;

import io.keepwatch.bench.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Judging and the engine step side by side with other engines: one process per engine and round, rounds alternating,
 * medians, one JSON line per figure on standard output, progress on standard error. Exit 0 only if all found the same
 * alerts.
 */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        description = "Measures judging and the engine step beside hand-written Java, Siddhi and Flink.")
public final class PeersBench implements Callable<Integer> {
    private enum Run {
        /** The nine rules on ready-made events, windows kept. */
        JUDGING(
                "judge only",
                5_000_000,
                List.of(Entrant.JAVA, Entrant.RULES, Entrant.SIDDHI, Entrant.FLINK, Entrant.ON_HEAP)),
        /** Event bytes and state bytes in, state bytes out. */
        STEP("engine step", 2_000_000, List.of(Entrant.JAVA_STEP, Entrant.STEP, Entrant.STEP_JUDGED_BY_HAND));

        private final String title;
        private final int events;
        private final List<Entrant> entrants;

        Run(String title, int events, List<Entrant> entrants) {
            this.title = title;
            this.events = events;
            this.entrants = entrants;
        }
    }

    @Option(names = "--runs", split = ",", description = "which: ${COMPLETION-CANDIDATES} (default: all)")
    private List<Run> runs = List.of(Run.values());

    @Option(names = "--events", description = "activities a pass (default: 5,000,000 judging, 2,000,000 step)")
    private int events;

    @Option(names = "--people", description = "people (default: ${DEFAULT-VALUE})", defaultValue = "10000")
    private int people;

    @Option(
            names = "--days",
            description = "days the activities spread over (default: ${DEFAULT-VALUE})",
            defaultValue = "20")
    private int days;

    @Option(names = "--rounds", description = "rounds (default: ${DEFAULT-VALUE})", defaultValue = "5")
    private int rounds;

    @Option(
            names = "--seconds",
            description = "fewest CPU seconds to warm up and to measure, each (default: ${DEFAULT-VALUE})",
            defaultValue = "5")
    private int seconds;

    @Option(names = "--seed", description = "seed of everything random (default: ${DEFAULT-VALUE})", defaultValue = "1")
    private long seed;

    @Option(names = "--heap", description = "heap of each process (default: ${DEFAULT-VALUE})", defaultValue = "6g")
    private String heap = "6g";

    @Spec
    private @Nullable CommandSpec command;

    private PeersBench() {}

    public static void main(String[] arguments) {
        System.exit(play(arguments));
    }

    /**
     * The command without leaving the process.
     *
     * @return 0 only if all engines found the same alerts
     */
    static int play(String... arguments) {
        return new CommandLine(new PeersBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof IOException) {
                        command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
                        return command.getCommandSpec().exitCodeOnExecutionException();
                    }
                    throw failure;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(), "--rounds: at least one, not " + rounds);
        }
        boolean agreed = true;
        Path directory = Files.createTempDirectory("keepwatch-peers");
        try {
            for (Run run : runs) {
                agreed &= play(run, new Fork(directory, heap));
            }
        } finally {
            delete(directory);
        }
        return agreed ? 0 : 1;
    }

    private boolean play(Run run, Fork fork) throws IOException, InterruptedException {
        Trial trial = new Trial(seed, people, events == 0 ? run.events : events, days, seconds);
        Standings standings = new Standings(run.title);
        for (int round = 1; round <= rounds; round++) {
            for (Entrant entrant : run.entrants) {
                Result result = fork.run(entrant, trial);
                String difference = standings.add(entrant, result);
                if (difference != null) {
                    progress("NOT THE SAME ALERTS. " + difference);
                    return false;
                }
                progress("%s, round %d of %d: %s, %,.0f events per CPU second, %,d alerts (%s)"
                        .formatted(
                                run.title,
                                round,
                                rounds,
                                entrant.title(),
                                Standings.perThreadSecond(result),
                                result.alerts().lines().size(),
                                result.alerts().digest().substring(0, 12)));
            }
        }
        run.entrants.forEach(entrant -> progress(standings.range(entrant)));
        figures(run, standings).forEach(figure -> System.out.println(figure.json()));
        return true;
    }

    private static List<Figure> figures(Run run, Standings standings) {
        List<Figure> figures = new ArrayList<>();
        figures.add(standings.alerts());
        switch (run) {
            case JUDGING -> {
                figures.addAll(standings.beside(Entrant.RULES, List.of(Entrant.JAVA, Entrant.SIDDHI, Entrant.FLINK)));
                figures.addAll(standings.beside(Entrant.ON_HEAP, List.of(Entrant.JAVA, Entrant.SIDDHI, Entrant.FLINK)));
            }
            case STEP -> {
                figures.addAll(standings.beside(Entrant.STEP, List.of(Entrant.JAVA_STEP, Entrant.STEP_JUDGED_BY_HAND)));
                figures.addAll(standings.sizes(Entrant.STEP));
                figures.addAll(standings.sizes(Entrant.JAVA_STEP));
            }
        }
        return figures;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void progress(String line) {
        System.err.println(line);
    }
}
